#include "storage/signing/public_key.h"

#include "engine/base/byte_writer.h"
#include "storage/crypto/module.h"
#include "storage/signing/fields.h"
#include "storage/signing/hex.h"

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr std::string_view kDomain = "sillok key id 1";
constexpr std::string_view kModern = "ed25519:";
constexpr std::string_view kValidated = "p256:";
constexpr size_t kEdBytes = 32;
constexpr size_t kMostKeys = 16;

} // namespace

Result<KeyId> keyIdOf(const PublicKey& key)
{
    ByteWriter writer;
    writer.bytes(asBytes(kDomain));
    writer.number(static_cast<uint32_t>(key.algorithm));
    writer.bytes(key.bytes);
    Digest digest {};
    SILLOK_CHECK(module::sha256(writer.all(), digest));
    KeyId id {};
    std::copy_n(digest.begin(), id.size(), id.begin());
    return id;
}

std::string fingerprint(const KeyId& id)
{
    const std::string hex = hexOf(id);
    std::string text;
    for (size_t i = 0; i < hex.size(); i += 4)
        text += (i == 0 ? "" : " ") + hex.substr(i, 4);
    return text;
}

std::string writePublicKey(const PublicKey& key)
{
    return std::string(key.algorithm == ProfileId::Modern ? kModern : kValidated) + hexOf(key.bytes);
}

Result<PublicKey> readPublicKey(const std::string& text)
{
    const bool isModern = text.starts_with(kModern);
    if (!isModern && !text.starts_with(kValidated))
        return refuse(Fault::WrongValue, "public key");
    const auto bytes = bytesOfHex(std::string_view(text).substr(isModern ? kModern.size() : kValidated.size()));
    if (!bytes || bytes->size() != (isModern ? kEdBytes : module::kPointBytes))
        return refuse(Fault::WrongValue, "public key");
    return PublicKey { isModern ? ProfileId::Modern : ProfileId::Validated, *bytes };
}

Result<KeyRole> readKeyRole(Fields& fields)
{
    KeyRole role;
    SILLOK_TRY(const auto texts, fields.texts("keys", kMostKeys, 256));
    for (const std::string& text : texts) {
        SILLOK_TRY(const PublicKey key, readPublicKey(text));
        if (std::find(role.keys.begin(), role.keys.end(), key) != role.keys.end())
            return refuse(Fault::KeyTwice, fields.where());
        role.keys.push_back(key);
    }
    SILLOK_TRY(const uint64_t threshold, fields.number("threshold", 1, kMostKeys));
    if (threshold > role.keys.size())
        return refuse(Fault::WrongValue, fields.where() + ".threshold");
    role.threshold = static_cast<uint32_t>(threshold);
    return role;
}

} // namespace sillok::storage
