#include "storage/package/manifest.h"

#include "storage/package/manifest_names.h"
#include "storage/signing/digest.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace sillok::storage {

namespace {

using nlohmann::json;

constexpr uint64_t kFormat = 1;
constexpr size_t kMostTitleBytes = 400;
constexpr size_t kMostPresets = 16;
constexpr size_t kMostStops = 32;
constexpr size_t kMostStopBytes = 256;
constexpr uint64_t kMostMilli = 100'000;
constexpr uint64_t kMostTopK = 1'000'000;
constexpr uint64_t kMostSeconds = 253'402'300'799; ///< the end of the year 9999

Error wrong(const Fields& fields, std::string_view key) { return refuse(Fault::WrongValue, fields.where() + "." + std::string(key)); }

bool isLabel(std::string_view label)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !label.empty() && label.front() != '-' && label.back() != '-' && std::ranges::all_of(label, isLetter);
}

/// Labels between dots, two at the least.
bool isPackageId(std::string_view id)
{
    size_t labels = 0;
    for (size_t from = 0; from <= id.size(); ++labels) {
        const size_t dot = std::min(id.find('.', from), id.size());
        if (!isLabel(id.substr(from, dot - from)))
            return false;
        from = dot + 1;
    }
    return labels >= 2;
}

/// A text of people that is not empty and has no control characters. error as Fields::text
Result<std::string> readWords(Fields& fields, std::string_view key, size_t mostBytes)
{
    SILLOK_TRY(std::string text, fields.text(key, mostBytes));
    if (text.empty() || std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }))
        return wrong(fields, key);
    return text;
}

/// Not there: empty. There: the path of a file with that role.
Result<std::string> readPathOf(Fields& fields, std::string_view key, const Manifest& manifest, FileRole role)
{
    if (!fields.has(key))
        return std::string();
    SILLOK_TRY(std::string path, fields.text(key, kMostManifestBytes));
    const auto isIt = [&](const PackageFile& file) { return file.path == path && file.role == role; };
    if (std::ranges::none_of(manifest.files, isIt))
        return wrong(fields, key);
    return path;
}

Result<PackageFile> readFile(const json& object, size_t index)
{
    SILLOK_TRY(Fields fields, Fields::of(object, "manifest.files[" + std::to_string(index) + "]"));
    PackageFile file;
    SILLOK_TRY(file.path, fields.text("path", kMostManifestBytes));
    SILLOK_CHECK(checkPackagePath(file.path));
    SILLOK_TRY(file.sizeBytes, fields.number("size", 0, UINT64_MAX));
    if (file.sizeBytes > kMostPackageBytes)
        return refuse(Fault::TooLarge, fields.where() + ".size");
    SILLOK_TRY(const std::string table, fields.text("table", 2 * kDigestBytes));
    SILLOK_TRY(file.table, readDigest(table));
    SILLOK_TRY(file.role, kRoleNames.read(fields, "role"));
    SILLOK_CHECK(fields.done());
    return file;
}

/// One place for one file: no path twice, and none that another needs as a folder.
Result<void> checkPlaces(const std::vector<PackageFile>& files)
{
    std::set<std::string_view> paths;
    for (const PackageFile& file : files) {
        if (!paths.insert(file.path).second)
            return refuse(Fault::PathTwice, "manifest.files");
    }
    for (const std::string_view path : paths) {
        for (size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
            if (paths.contains(path.substr(0, slash)))
                return refuse(Fault::PathTwice, "manifest.files");
        }
    }
    return {};
}

Result<void> readFiles(Fields& fields, Manifest& manifest)
{
    SILLOK_TRY(const auto objects, fields.objects("files", kMostPackageFiles));
    if (objects.empty())
        return wrong(fields, "files");
    for (const json* const object : objects) {
        SILLOK_TRY(PackageFile file, readFile(*object, manifest.files.size()));
        manifest.files.push_back(std::move(file));
    }
    SILLOK_CHECK(checkPlaces(manifest.files));
    SILLOK_TRY(const uint64_t total, fields.number("total", 0, UINT64_MAX));
    if (manifest.totalBytes() > kMostPackageBytes)
        return refuse(Fault::TooLarge, "manifest.total");
    return total == manifest.totalBytes() ? Result<void>() : wrong(fields, "total");
}

Result<void> readTitle(Fields& fields, Manifest& manifest)
{
    SILLOK_TRY(const json* const object, fields.object("title"));
    SILLOK_TRY(Fields title, Fields::of(*object, "manifest.title"));
    SILLOK_TRY(manifest.titleKo, readWords(title, "ko", kMostTitleBytes));
    SILLOK_TRY(manifest.titleEn, readWords(title, "en", kMostTitleBytes));
    return title.done();
}

/// needs the files
Result<void> readLicence(Fields& fields, Manifest& manifest)
{
    SILLOK_TRY(const json* const object, fields.object("licence"));
    SILLOK_TRY(Fields licence, Fields::of(*object, "manifest.licence"));
    SILLOK_TRY(manifest.licence.id, readWords(licence, "id", kMostTitleBytes));
    SILLOK_TRY(manifest.licence.textPath, readPathOf(licence, "text", manifest, FileRole::Licence));
    SILLOK_TRY(manifest.licence.commercialUse, licence.flag("commercial"));
    return licence.done();
}

Result<void> readPresets(Fields& fields, Manifest& manifest)
{
    SILLOK_TRY(const auto objects, fields.objects("presets", kMostPresets));
    for (const json* const object : objects) {
        SILLOK_TRY(Fields one, Fields::of(*object, "manifest.presets"));
        Preset preset;
        SILLOK_TRY(preset.name, readWords(one, "name", 64));
        SILLOK_TRY(preset.temperatureMilli, one.number("temperature_milli", 0, kMostMilli));
        SILLOK_TRY(preset.topPMilli, one.number("top_p_milli", 0, 1000));
        SILLOK_TRY(preset.minPMilli, one.number("min_p_milli", 0, 1000));
        SILLOK_TRY(preset.topK, one.number("top_k", 0, kMostTopK));
        SILLOK_TRY(preset.repetitionMilli, one.number("repetition_milli", 1, kMostMilli));
        SILLOK_TRY(preset.presenceMilli, one.number("presence_milli", 0, kMostMilli));
        SILLOK_CHECK(one.done());
        manifest.presets.push_back(std::move(preset));
    }
    return {};
}

Result<void> readTimes(Fields& fields, Manifest& manifest)
{
    SILLOK_TRY(manifest.issuedSeconds, fields.number("issued", 0, kMostSeconds));
    SILLOK_TRY(manifest.expiresSeconds, fields.number("expires", 0, kMostSeconds));
    return manifest.issuedSeconds < manifest.expiresSeconds ? Result<void>() : wrong(fields, "expires");
}

Result<Manifest> readAll(Fields& fields)
{
    Manifest manifest;
    SILLOK_TRY(manifest.id, fields.text("id", kMostPackageIdBytes));
    if (!isPackageId(manifest.id) || !checkPackagePath(manifest.id).ok())
        return wrong(fields, "id");
    SILLOK_TRY(manifest.version, fields.number("version", 1, UINT64_MAX));
    SILLOK_TRY(manifest.kind, kKindNames.read(fields, "kind"));
    SILLOK_CHECK(readTitle(fields, manifest));
    SILLOK_CHECK(readTimes(fields, manifest));
    SILLOK_TRY(const std::string program, fields.text("minimum_program", 64));
    SILLOK_TRY(manifest.minimumProgram, readProgramVersion(program));
    SILLOK_TRY(manifest.grade, kGradeNames.read(fields, "grade"));
    SILLOK_CHECK(readFiles(fields, manifest));
    SILLOK_CHECK(readLicence(fields, manifest));
    SILLOK_TRY(manifest.templatePath, readPathOf(fields, "template", manifest, FileRole::Template));
    SILLOK_TRY(manifest.cardPath, readPathOf(fields, "card", manifest, FileRole::Card));
    SILLOK_CHECK(readPresets(fields, manifest));
    SILLOK_TRY(manifest.stops, fields.texts("stops", kMostStops, kMostStopBytes));
    SILLOK_TRY(manifest.memoryBytes, fields.number("memory", 0, UINT64_MAX));
    return manifest;
}

json filesOf(const Manifest& manifest)
{
    json all = json::array();
    for (const PackageFile& file : manifest.files)
        all.push_back({ { "path", file.path }, { "size", file.sizeBytes }, { "table", writeDigest(file.table) }, { "role", fileRoleName(file.role) } });
    return all;
}

json presetsOf(const Manifest& manifest)
{
    json all = json::array();
    for (const Preset& preset : manifest.presets) {
        all.push_back({ { "name", preset.name }, { "temperature_milli", preset.temperatureMilli }, { "top_p_milli", preset.topPMilli },
            { "min_p_milli", preset.minPMilli }, { "top_k", preset.topK }, { "repetition_milli", preset.repetitionMilli },
            { "presence_milli", preset.presenceMilli } });
    }
    return all;
}

} // namespace

Result<Manifest> readManifest(Bytes bytes)
{
    SILLOK_TRY(const json value, readCanonicalJson(bytes, kMostManifestBytes));
    SILLOK_TRY(Fields fields, Fields::of(value, "manifest"));
    SILLOK_TRY(const uint64_t format, fields.number("format", 0, UINT64_MAX));
    if (format != kFormat)
        return refuse(Fault::UnknownFormat, "manifest");
    SILLOK_TRY(Manifest manifest, readAll(fields));
    SILLOK_CHECK(fields.done());
    return manifest;
}

Result<std::string> writeManifest(const Manifest& manifest)
{
    json licence { { "id", manifest.licence.id }, { "commercial", manifest.licence.commercialUse } };
    if (!manifest.licence.textPath.empty())
        licence["text"] = manifest.licence.textPath;
    json value { { "format", kFormat }, { "id", manifest.id }, { "version", manifest.version }, { "kind", packageKindName(manifest.kind) },
        { "title", { { "ko", manifest.titleKo }, { "en", manifest.titleEn } } }, { "licence", licence }, { "issued", manifest.issuedSeconds },
        { "expires", manifest.expiresSeconds }, { "minimum_program", writeProgramVersion(manifest.minimumProgram) }, { "grade", gradeName(manifest.grade) },
        { "files", filesOf(manifest) }, { "presets", presetsOf(manifest) }, { "stops", manifest.stops }, { "memory", manifest.memoryBytes },
        { "total", manifest.totalBytes() } };
    if (!manifest.templatePath.empty())
        value["template"] = manifest.templatePath;
    if (!manifest.cardPath.empty())
        value["card"] = manifest.cardPath;
    SILLOK_TRY(std::string text, writeCanonicalJson(value));
    SILLOK_CHECK(readManifest(asBytes(text)));
    return text;
}

} // namespace sillok::storage
