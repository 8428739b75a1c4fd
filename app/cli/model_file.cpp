#include "app/cli/model_file.h"

#include "app/platform/sandbox.h"
#include "engine/gguf/parts.h"

#include <array>
#include <unistd.h>

namespace sillok::app::cli {

namespace {

constexpr uint64_t kMostTextBytes = 64u << 20;

} // namespace

Result<MappedFile> openModelSealed(const std::string& path)
{
    SILLOK_TRY(const std::vector<FileDescriptor> files, gguf::openParts(path));
    SILLOK_TRY(MappedFile file, MappedFile::mapTogether(files));
    SILLOK_CHECK(enterSandbox(SandboxProfile::Engine));
    return file;
}

Result<void> mayUseModelFile(const Context& context)
{
    const ManagedState& state = context.managed;
    SILLOK_CHECK(ManagedState::allow(state.policy.ggufFiles, "gguf_files"));
    return ManagedState::allow(state.policy.mayWork(state.sandboxDegraded), "degraded_sandbox");
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
