#include "storage/package/detached_signature.h"

#include "storage/signing/digest.h"
#include "storage/signing/fields.h"
#include "storage/signing/hex.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr uint64_t kFormat = 1;

} // namespace

Result<DetachedSignature> signDetached(const SignedDocument& document, const SigningKey& key)
{
    SignedDocument alone { document.kind, document.body, {} };
    SILLOK_CHECK(addSignature(alone, key));
    DetachedSignature signature { {}, key.publicKey, std::move(alone.signatures.front().bytes) };
    SILLOK_TRY(signature.package, manifestDigest(document.body));
    return signature;
}

Result<std::string> writeDetachedSignature(const DetachedSignature& signature)
{
    return writeCanonicalJson({ { "format", kFormat }, { "package", writeDigest(signature.package) }, { "key", writePublicKey(signature.key) },
        { "signature", hexOf(signature.bytes) } });
}

Result<DetachedSignature> readDetachedSignature(Bytes bytes)
{
    SILLOK_TRY(const nlohmann::json value, readCanonicalJson(bytes, kMostDetachedBytes));
    SILLOK_TRY(Fields fields, Fields::of(value, "signature"));
    SILLOK_TRY(const uint64_t format, fields.number("format", 0, UINT64_MAX));
    if (format != kFormat)
        return refuse(Fault::UnknownFormat, "signature");
    DetachedSignature signature;
    SILLOK_TRY(const std::string key, fields.text("key", kMostDetachedBytes));
    SILLOK_TRY(signature.key, readPublicKey(key));
    SILLOK_TRY(const std::string package, fields.text("package", 2 * kDigestBytes));
    SILLOK_TRY(signature.package, readDigest(package));
    SILLOK_TRY(const std::string hex, fields.text("signature", 2 * kMostSignatureBytes));
    auto made = bytesOfHex(hex);
    if (!made)
        return refuse(Fault::WrongValue, "signature.signature");
    signature.bytes = *std::move(made);
    SILLOK_CHECK(fields.done());
    return signature;
}

Result<void> attachSignature(SignedDocument& document, const DetachedSignature& signature)
{
    SILLOK_TRY(const Digest package, manifestDigest(document.body));
    if (package != signature.package)
        return refuse(Fault::BadSignature, "of another package");
    SILLOK_TRY(const KeyId id, keyIdOf(signature.key));
    SignedDocument alone { document.kind, document.body, { { id, signature.bytes } } };
    SILLOK_CHECK(checkSignatures(alone, { { signature.key }, 1 }));
    if (std::ranges::any_of(document.signatures, [&](const Signature& made) { return made.key == id; }))
        return refuse(Fault::KeyTwice, "signatures");
    if (document.signatures.size() == kMostSignatures)
        return refuse(Fault::TooManySignatures, "signatures");
    document.signatures.push_back(std::move(alone.signatures.front()));
    return {};
}

} // namespace sillok::storage
