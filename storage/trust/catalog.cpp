#include "storage/trust/catalog.h"

#include "storage/signing/fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sillok::storage {

namespace {

using nlohmann::json;

constexpr uint64_t kFormat = 1;
constexpr size_t kMostNameBytes = 128;
constexpr size_t kMostPackages = 4096;
constexpr size_t kDigestText = 64;

bool isBefore(const PackageName& a, const PackageName& b) { return std::tie(a.id, a.version) < std::tie(b.id, b.version); }

Result<PackageName> readName(const json& value)
{
    SILLOK_TRY(Fields fields, Fields::of(value, "catalog.packages"));
    PackageName name;
    SILLOK_TRY(name.id, fields.text("id", kMostNameBytes));
    SILLOK_TRY(name.version, fields.number("version", 1, kMostVersion));
    SILLOK_TRY(const std::string digest, fields.text("digest", kDigestText));
    SILLOK_TRY(name.digest, readDigest(digest));
    SILLOK_CHECK(fields.done());
    return name;
}

/// Strictly upward: what stands twice would leave open which one counts.
template <typename T, typename Before>
bool isUpward(const std::vector<T>& all, Before before)
{
    return std::adjacent_find(all.begin(), all.end(), [&](const T& a, const T& b) { return !before(a, b); }) == all.end();
}

} // namespace

const PackageName* Catalog::find(const std::string& id, uint64_t wanted) const
{
    const auto found = std::find_if(packages.begin(), packages.end(), [&](const PackageName& name) { return name.id == id && name.version == wanted; });
    return found == packages.end() ? nullptr : &*found;
}

Result<Catalog> readCatalog(Bytes body)
{
    SILLOK_TRY(const json value, readCanonicalJson(body, kMostBodyBytes));
    SILLOK_TRY(Fields fields, Fields::of(value, "catalog"));
    Catalog catalog;
    SILLOK_TRY(const uint64_t format, fields.number("format", 0, UINT64_MAX));
    if (format != kFormat)
        return refuse(Fault::UnknownFormat, "catalog");
    SILLOK_TRY(catalog.version, fields.number("version", 1, kMostVersion));
    SILLOK_TRY(catalog.rootVersion, fields.number("root", 1, kMostVersion));
    SILLOK_TRY(catalog.institution, fields.text("institution", kMostNameBytes));
    SILLOK_TRY(catalog.issued, fields.number("issued", 1, kMostTime));
    SILLOK_TRY(catalog.expires, fields.number("expires", catalog.issued, kMostTime));
    SILLOK_TRY(const auto packages, fields.objects("packages", kMostPackages));
    for (const json* const item : packages) {
        SILLOK_TRY(PackageName name, readName(*item));
        catalog.packages.push_back(std::move(name));
    }
    SILLOK_TRY(const auto revoked, fields.texts("revoked", kMostPackages, kDigestText));
    for (const std::string& text : revoked) {
        SILLOK_TRY(const Digest digest, readDigest(text));
        catalog.revoked.push_back(digest);
    }
    SILLOK_CHECK(fields.done());
    if (!isUpward(catalog.packages, isBefore) || !isUpward(catalog.revoked, std::less<>()))
        return refuse(Fault::WrongValue, "catalog: order");
    return catalog;
}

Result<std::vector<uint8_t>> writeCatalog(Catalog catalog)
{
    std::sort(catalog.packages.begin(), catalog.packages.end(), isBefore);
    std::sort(catalog.revoked.begin(), catalog.revoked.end());
    json packages = json::array();
    for (const PackageName& name : catalog.packages)
        packages.push_back({ { "id", name.id }, { "version", name.version }, { "digest", writeDigest(name.digest) } });
    json revoked = json::array();
    for (const Digest& digest : catalog.revoked)
        revoked.push_back(writeDigest(digest));
    SILLOK_TRY(const std::string text,
        writeCanonicalJson({ { "format", kFormat }, { "version", catalog.version }, { "root", catalog.rootVersion },
            { "institution", catalog.institution }, { "issued", catalog.issued }, { "expires", catalog.expires }, { "packages", std::move(packages) },
            { "revoked", std::move(revoked) } }));
    SILLOK_TRY([[maybe_unused]] const Catalog readable, readCatalog(asBytes(text)));
    return std::vector<uint8_t>(text.begin(), text.end());
}

} // namespace sillok::storage
