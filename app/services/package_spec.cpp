#include "app/services/package_spec.h"

#include "storage/signing/canonical_json.h"
#include "storage/trust/catalog.h"

#include <QDate>
#include <QDateTime>
#include <QTimeZone>

#include <nlohmann/json.hpp>

namespace sillok::app {

namespace {

using nlohmann::json;

Error notASpec(const std::string& what) { return fail(ErrorCode::BadArgument, "package description: " + what); }

/// A day becomes its first second in UTC; anything else stays.
Result<void> readDay(json& spec, const char* key)
{
    if (!spec.contains(key) || !spec[key].is_string())
        return {};
    const QDate day = QDate::fromString(QString::fromStdString(spec[key].get<std::string>()), Qt::ISODate);
    if (!day.isValid())
        return notASpec(std::string(key) + " is no day");
    spec[key] = static_cast<uint64_t>(day.startOfDay(Qt::UTC).toSecsSinceEpoch());
    return {};
}

Result<std::vector<std::string>> takePlaces(json& spec, const std::string& folder)
{
    if (!spec.contains("files") || !spec["files"].is_array())
        return notASpec("no list of files");
    std::vector<std::string> from;
    for (json& file : spec["files"]) {
        if (!file.is_object() || !file.contains("from") || !file["from"].is_string())
            return notASpec("a file without \"from\"");
        if (file.contains("size") || file.contains("table"))
            return notASpec("sizes and tables are measured, not written");
        const auto place = file["from"].get<std::string>();
        from.push_back(place.starts_with('/') ? place : folder + "/" + place);
        file.erase("from");
    }
    return from;
}

} // namespace

Result<PackageSpec> readPackageSpec(std::string_view text, const std::string& folder, uint64_t nowSeconds)
{
    json spec = json::parse(text, nullptr, /*allow_exceptions*/ false);
    if (!spec.is_object())
        return notASpec("not JSON");
    if (spec.contains("format") || spec.contains("total"))
        return notASpec("format and total are filled in, not written");
    PackageSpec read;
    SILLOK_TRY(read.from, takePlaces(spec, folder));
    const json usual { { "issued", nowSeconds }, { "minimum_program", "0.0.0" }, { "presets", json::array() }, { "stops", json::array() }, { "memory", 0u } };
    for (const auto& [key, value] : usual.items()) {
        if (!spec.contains(key))
            spec[key] = value;
    }
    SILLOK_CHECK(readDay(spec, "issued"));
    SILLOK_CHECK(readDay(spec, "expires"));
    read.draft = spec.dump(-1, ' ', false, json::error_handler_t::replace);
    return read;
}

Result<std::string> finishManifest(const PackageSpec& spec, const std::vector<uint64_t>& sizes, const std::vector<storage::Digest>& tables)
{
    json manifest = json::parse(spec.draft, nullptr, /*allow_exceptions*/ false);
    uint64_t total = 0;
    for (size_t i = 0; i < sizes.size(); ++i) {
        manifest["files"][i]["size"] = sizes[i];
        manifest["files"][i]["table"] = storage::writeDigest(tables[i]);
        total += sizes[i];
    }
    manifest["format"] = 1u;
    manifest["total"] = total;
    SILLOK_TRY(std::string text, storage::writeCanonicalJson(manifest));
    SILLOK_CHECK(storage::readManifest(asBytes(text)));
    return text;
}

} // namespace sillok::app
