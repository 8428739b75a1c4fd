#include "storage/signing/signed_document.h"

#include "engine/base/byte_writer.h"

#include <algorithm>
#include <map>
#include <set>

namespace sillok::storage {

namespace {

constexpr std::string_view kMagic = "SILLOKSD";
constexpr std::string_view kDomain = "sillok signed document 1";
constexpr uint32_t kFormat = 1;

using KeysById = std::map<KeyId, const PublicKey*>;

Result<void> addKeys(KeysById& keys, const KeyRole& role)
{
    for (const PublicKey& key : role.keys) {
        SILLOK_TRY(const KeyId id, keyIdOf(key));
        keys[id] = &key;
    }
    return {};
}

template <typename T>
Result<T> next(ByteReader& reader)
{
    auto value = reader.number<T>();
    if (!value.ok())
        return refuse(Fault::Cut, "signed document");
    return value;
}

Result<std::vector<uint8_t>> next(ByteReader& reader, size_t count)
{
    auto bytes = copyBytes(reader, count);
    if (!bytes.ok())
        return refuse(Fault::Cut, "signed document");
    return bytes;
}

Result<Signature> readSignature(ByteReader& reader)
{
    Signature signature;
    SILLOK_TRY(const auto id, next(reader, kKeyIdBytes));
    std::copy(id.begin(), id.end(), signature.key.begin());
    SILLOK_TRY(const auto length, next<uint32_t>(reader));
    if (length > kMostSignatureBytes)
        return refuse(Fault::TooLarge, "signature");
    SILLOK_TRY(signature.bytes, next(reader, length));
    return signature;
}

} // namespace

Result<SignedDocument> readSignedDocument(Bytes bytes, DocumentKind kind, size_t* used)
{
    ByteReader reader(bytes);
    SILLOK_TRY(const auto magic, next(reader, kMagic.size()));
    if (asText(magic) != kMagic)
        return refuse(Fault::WrongMagic, "signed document");
    SILLOK_TRY(const auto format, next<uint32_t>(reader));
    if (format != kFormat)
        return refuse(Fault::UnknownFormat, "signed document");
    SILLOK_TRY(const auto writtenKind, next<uint32_t>(reader));
    if (writtenKind != static_cast<uint32_t>(kind))
        return refuse(Fault::WrongKind, "signed document");
    SILLOK_TRY(const auto bodyBytes, next<uint32_t>(reader));
    if (bodyBytes > kMostBodyBytes)
        return refuse(Fault::TooLarge, "signed document");
    SILLOK_TRY(const auto count, next<uint32_t>(reader));
    if (count > kMostSignatures)
        return refuse(Fault::TooManySignatures, "signed document");

    SignedDocument document { kind, {}, {} };
    SILLOK_TRY(document.body, next(reader, bodyBytes));
    for (uint32_t i = 0; i < count; ++i) {
        SILLOK_TRY(Signature signature, readSignature(reader));
        document.signatures.push_back(std::move(signature));
    }
    if (used)
        *used = reader.offset();
    else if (reader.left() != 0)
        return refuse(Fault::TrailingBytes, "signed document");
    return document;
}

std::vector<uint8_t> writeSignedDocument(const SignedDocument& document)
{
    ByteWriter writer;
    writer.bytes(asBytes(kMagic));
    writer.number(kFormat);
    writer.number(static_cast<uint32_t>(document.kind));
    writer.number(static_cast<uint32_t>(document.body.size()));
    writer.number(static_cast<uint32_t>(document.signatures.size()));
    writer.bytes(document.body);
    for (const Signature& signature : document.signatures) {
        writer.bytes(signature.key);
        writer.number(static_cast<uint32_t>(signature.bytes.size()));
        writer.bytes(signature.bytes);
    }
    return std::move(writer.all());
}

std::vector<uint8_t> bytesToSign(DocumentKind kind, Bytes body)
{
    ByteWriter writer;
    writer.bytes(asBytes(kDomain));
    writer.number(static_cast<uint32_t>(kind));
    writer.number(static_cast<uint64_t>(body.size()));
    writer.bytes(body);
    return std::move(writer.all());
}

Result<void> checkSignatures(const SignedDocument& document, const KeyRole& role, const std::vector<KeyRole>& beside)
{
    KeysById keys;
    SILLOK_CHECK(addKeys(keys, role));
    for (const KeyRole& other : beside)
        SILLOK_CHECK(addKeys(keys, other));

    const std::vector<uint8_t> message = bytesToSign(document.kind, document.body);
    std::set<KeyId> seen;
    for (const Signature& signature : document.signatures) {
        if (!seen.insert(signature.key).second)
            return refuse(Fault::KeyTwice, "signatures");
        const auto known = keys.find(signature.key);
        if (known == keys.end())
            return refuse(Fault::UnknownKey, "signatures");
        const PublicKey& key = *known->second;
        if (!cryptoProfile(key.algorithm).verify(key.bytes, message, signature.bytes).ok())
            return refuse(Fault::BadSignature, "signatures");
    }
    SILLOK_TRY(const size_t signers, signersOf(document, role));
    if (signers < role.threshold)
        return refuse(Fault::BelowThreshold, "signatures: " + std::to_string(signers) + " of " + std::to_string(role.threshold));
    return {};
}

Result<size_t> signersOf(const SignedDocument& document, const KeyRole& role)
{
    KeysById keys;
    SILLOK_CHECK(addKeys(keys, role));
    std::set<KeyId> signers;
    for (const Signature& signature : document.signatures) {
        if (keys.contains(signature.key))
            signers.insert(signature.key);
    }
    return signers.size();
}

} // namespace sillok::storage
