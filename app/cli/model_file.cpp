#include "app/cli/model_file.h"

#include <array>
#include <unistd.h>

namespace sillok::app::cli {

namespace {

constexpr uint64_t kMostTextBytes = 64u << 20;

} // namespace

Result<MappedFile> openModelSealed(const std::string& name, const LibraryPlaces& places, Backend backend)
{
    SILLOK_TRY(const OpenedModel model, openModel(name, places));
    SILLOK_TRY(MappedFile file, MappedFile::mapTogether(model.files));
    SILLOK_CHECK(enterSandbox(engineProfile(backend)));
    return file;
}

Result<std::string> readText(const std::string& path)
{
    FileDescriptor file(path == "-" ? dup(STDIN_FILENO) : -1);
    if (path != "-") {
        SILLOK_TRY(file, openForReading(path));
    }
    std::string text;
    std::array<char, 65536> buffer;
    while (true) {
        const ssize_t got = read(file.get(), buffer.data(), buffer.size());
        if (got < 0)
            return fail(ErrorCode::Io, "reading text");
        if (got == 0)
            return text;
        text.append(buffer.data(), static_cast<size_t>(got));
        if (text.size() > kMostTextBytes)
            return fail(ErrorCode::Unsafe, "a text over 64 MiB");
    }
}

} // namespace sillok::app::cli
