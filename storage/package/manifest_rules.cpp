#include "storage/package/manifest.h"

#include "storage/package/manifest_names.h"

#include <algorithm>
#include <charconv>

namespace sillok::storage {

namespace {

constexpr size_t kMostPathBytes = 200;

bool isPathLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-'; }

/// A name that one of the systems that sticks travel between takes for a device, whatever extension it has.
/// source  Windows: con, prn, aux, nul, com0 to com9, lpt0 to lpt9
bool isDeviceName(std::string_view part)
{
    const std::string_view stem = part.substr(0, part.find('.'));
    const bool isNumbered = stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9' && (stem.starts_with("com") || stem.starts_with("lpt"));
    return isNumbered || stem == "con" || stem == "prn" || stem == "aux" || stem == "nul";
}

bool isSafePart(std::string_view part)
{
    return !part.empty() && !isDeviceName(part) && part.front() != '.' && part.front() != '-' && part.back() != '.' && std::ranges::all_of(part, isPathLetter);
}

/// What stands before the first `separator`; the rest stays in `text`.
std::string_view cutPart(std::string_view& text, char separator)
{
    const size_t at = text.find(separator);
    const std::string_view part = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    return part;
}

Result<uint32_t> readPart(std::string_view part)
{
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc() || end != part.data() + part.size() || (part.size() > 1 && part.front() == '0'))
        return refuse(Fault::WrongValue, "program version");
    return number;
}

} // namespace

const char* packageKindName(PackageKind kind) { return kKindNames.of(kind); }
const char* gradeName(Grade grade) { return kGradeNames.of(grade); }
const char* fileRoleName(FileRole role) { return kRoleNames.of(role); }

Result<ProgramVersion> readProgramVersion(std::string_view text)
{
    if (std::ranges::count(text, '.') != 2)
        return refuse(Fault::WrongValue, "program version");
    ProgramVersion version;
    for (uint32_t* const number : { &version.major, &version.minor, &version.patch }) {
        SILLOK_TRY(*number, readPart(cutPart(text, '.')));
    }
    return version;
}

std::string writeProgramVersion(const ProgramVersion& version)
{
    return std::to_string(version.major) + "." + std::to_string(version.minor) + "." + std::to_string(version.patch);
}

Result<void> checkPackagePath(std::string_view path)
{
    bool isSafe = !path.empty() && path.size() <= kMostPathBytes && path.back() != '/';
    for (std::string_view rest = path; isSafe && !rest.empty();)
        isSafe = isSafePart(cutPart(rest, '/'));
    return isSafe ? Result<void>() : refuse(Fault::UnsafePath, "path");
}

uint64_t Manifest::totalBytes() const
{
    uint64_t total = 0;
    for (const PackageFile& file : files)
        total += file.sizeBytes;
    return total;
}

} // namespace sillok::storage
