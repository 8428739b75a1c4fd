#include "storage/trust/root.h"

#include "storage/signing/fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sillok::storage {

namespace {

using nlohmann::json;

constexpr uint64_t kFormat = 1;
constexpr size_t kMostNameBytes = 128;

Result<KeyRole> readRole(Fields& fields, const char* name)
{
    SILLOK_TRY(const json* const value, fields.object(name));
    SILLOK_TRY(Fields role, Fields::of(*value, std::string("root.") + name));
    SILLOK_TRY(KeyRole keys, readKeyRole(role));
    SILLOK_CHECK(role.done());
    return keys;
}

json roleJson(const KeyRole& role)
{
    json keys = json::array();
    for (const PublicKey& key : role.keys)
        keys.push_back(writePublicKey(key));
    return { { "keys", std::move(keys) }, { "threshold", role.threshold } };
}

/// One person must not count in two roles.
Result<void> checkApart(const KeyRole& one, const KeyRole& other)
{
    for (const PublicKey& key : one.keys) {
        if (std::find(other.keys.begin(), other.keys.end(), key) != other.keys.end())
            return refuse(Fault::KeyTwice, "root");
    }
    return {};
}

} // namespace

Result<Root> readRoot(Bytes body)
{
    SILLOK_TRY(const json value, readCanonicalJson(body, kMostBodyBytes));
    SILLOK_TRY(Fields fields, Fields::of(value, "root"));
    Root root;
    SILLOK_TRY(const uint64_t format, fields.number("format", 0, UINT64_MAX));
    if (format != kFormat)
        return refuse(Fault::UnknownFormat, "root");
    SILLOK_TRY(root.version, fields.number("version", 1, kMostVersion));
    SILLOK_TRY(root.institution, fields.text("institution", kMostNameBytes));
    SILLOK_TRY(root.issued, fields.number("issued", 1, kMostTime));
    SILLOK_TRY(root.expires, fields.number("expires", root.issued, kMostTime));
    SILLOK_TRY(root.validatedToo, fields.flag("validated"));
    SILLOK_TRY(root.root, readRole(fields, "root"));
    SILLOK_TRY(root.release, readRole(fields, "release"));
    SILLOK_TRY(root.countersign, readRole(fields, "countersign"));
    SILLOK_CHECK(fields.done());
    SILLOK_CHECK(checkApart(root.root, root.release));
    SILLOK_CHECK(checkApart(root.root, root.countersign));
    SILLOK_CHECK(checkApart(root.release, root.countersign));
    return root;
}

Result<std::vector<uint8_t>> writeRoot(const Root& root)
{
    SILLOK_TRY(const std::string text,
        writeCanonicalJson({ { "format", kFormat }, { "version", root.version }, { "institution", root.institution }, { "issued", root.issued },
            { "expires", root.expires }, { "validated", root.validatedToo }, { "root", roleJson(root.root) }, { "release", roleJson(root.release) },
            { "countersign", roleJson(root.countersign) } }));
    return std::vector<uint8_t>(text.begin(), text.end());
}

Result<void> checkRole(const SignedDocument& document, const KeyRole& role, bool validatedToo, const std::vector<KeyRole>& beside)
{
    SILLOK_CHECK(checkSignatures(document, role, beside));
    if (!validatedToo)
        return {};
    KeyRole validated = role;
    std::erase_if(validated.keys, [](const PublicKey& key) { return key.algorithm != ProfileId::Validated; });
    SILLOK_TRY(const size_t signers, signersOf(document, validated));
    return signers < role.threshold ? Result<void>(refuse(Fault::WeakAlgorithm, "signatures")) : Result<void>();
}

} // namespace sillok::storage
