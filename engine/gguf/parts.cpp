#include "engine/gguf/parts.h"

#include "engine/gguf/reader.h"

#include <cstdio>

namespace sillok::gguf {

namespace {

constexpr std::string_view kSuffix = "-00001-of-00001.gguf";

/// Five digits, or nothing.
std::optional<uint32_t> fiveDigits(std::string_view text)
{
    uint32_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + static_cast<uint32_t>(c - '0');
    }
    return number;
}

struct PartName {
    std::string front; ///< before "-00001-of-"
    uint32_t number;
    uint32_t count;
};

std::optional<PartName> partName(const std::string& path)
{
    if (path.size() < kSuffix.size())
        return std::nullopt;
    const std::string_view tail = std::string_view(path).substr(path.size() - kSuffix.size());
    const auto number = fiveDigits(tail.substr(1, 5)), count = fiveDigits(tail.substr(10, 5));
    if (tail[0] != '-' || tail.substr(6, 4) != "-of-" || tail.substr(15) != ".gguf" || !number || !count)
        return std::nullopt;
    return PartName { path.substr(0, path.size() - kSuffix.size()), *number, *count };
}

} // namespace

Result<std::vector<FileDescriptor>> openParts(const std::string& path)
{
    std::vector<FileDescriptor> files;
    SILLOK_TRY(FileDescriptor first, openForReading(path));
    files.push_back(std::move(first));
    const auto name = partName(path);
    if (!name || name->count <= 1)
        return files;
    if (name->number != 1)
        return fail(ErrorCode::BadArgument, "this is file " + std::to_string(name->number) + " of a model; open file 00001");
    if (name->count > kMaxParts)
        return fail(ErrorCode::Unsafe, "a model in " + std::to_string(name->count) + " files");
    for (uint32_t i = 2; i <= name->count; ++i) {
        char suffix[32];
        std::snprintf(suffix, sizeof suffix, "-%05u-of-%05u.gguf", i, name->count);
        auto part = openForReading(name->front + suffix);
        if (!part.ok())
            return fail(part.error().code, "opening the part of the model named ..." + std::string(suffix));
        files.push_back(std::move(part).value());
    }
    return files;
}

} // namespace sillok::gguf
