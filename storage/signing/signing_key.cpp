#include "storage/signing/signing_key.h"

#include "engine/base/byte_writer.h"

namespace sillok::storage {

namespace {

constexpr std::string_view kMagic = "SILLOKSK";
constexpr uint32_t kFormat = 1;

/// Everything of a key file that is readable.
struct Head {
    const CryptoProfile* profile = nullptr;
    KdfCost cost;
    Salt salt {};
    PublicKey publicKey;
    std::vector<uint8_t> bytes; ///< as written, bound to the secret
};

Result<Head> readHead(ByteReader& reader, Bytes file)
{
    Head head;
    SILLOK_TRY(const Bytes magic, reader.take(kMagic.size()));
    if (asText(magic) != kMagic)
        return refuse(Fault::WrongMagic, "signing key");
    SILLOK_TRY(const auto format, reader.number<uint32_t>());
    if (format != kFormat)
        return refuse(Fault::UnknownFormat, "signing key");
    SILLOK_TRY(const auto algorithm, reader.number<uint32_t>());
    head.profile = findProfile(algorithm);
    if (!head.profile)
        return refuse(Fault::WrongValue, "signing key.algorithm");
    SILLOK_TRY(head.cost.memoryBytes, reader.number<uint64_t>());
    SILLOK_TRY(head.cost.passes, reader.number<uint32_t>());
    if (!checkKdfCost(head.cost, head.profile->kdfLimits()).ok())
        return refuse(Fault::WrongValue, "signing key.cost");
    SILLOK_CHECK(copyInto(reader, head.salt));
    SILLOK_TRY(const auto length, reader.number<uint32_t>());
    if (length > kMostSignatureBytes)
        return refuse(Fault::TooLarge, "signing key");
    head.publicKey.algorithm = head.profile->id();
    SILLOK_TRY(head.publicKey.bytes, copyBytes(reader, length));
    head.bytes.assign(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(reader.offset()));
    return head;
}

/// The cursor says Damaged for missing bytes; for something signed that has a name of its own.
template <typename T>
Result<T> orCut(Result<T> result)
{
    if (!result.ok() && result.error().code == ErrorCode::Damaged)
        return refuse(Fault::Cut, "signing key");
    return result;
}

std::vector<uint8_t> writeHead(const CryptoProfile& profile, const KdfCost& cost, const Salt& salt, const PublicKey& key)
{
    ByteWriter writer;
    writer.bytes(asBytes(kMagic));
    writer.number(kFormat);
    writer.number(static_cast<uint32_t>(profile.id()));
    writer.number(cost.memoryBytes);
    writer.number(cost.passes);
    writer.bytes(salt);
    writer.number(static_cast<uint32_t>(key.bytes.size()));
    writer.bytes(key.bytes);
    return std::move(writer.all());
}

} // namespace

Result<SigningKey> makeSigningKey(ProfileId algorithm)
{
    SILLOK_TRY(KeyPair pair, cryptoProfile(algorithm).makeSigningKey());
    return SigningKey { { algorithm, std::move(pair.publicKey) }, std::move(pair.secret) };
}

Result<std::vector<uint8_t>> lockSigningKey(const SigningKey& key, Bytes passphrase, const KdfCost& cost)
{
    const CryptoProfile& profile = cryptoProfile(key.publicKey.algorithm);
    Salt salt {};
    SILLOK_CHECK(profile.random(salt));
    SILLOK_TRY(const Secret with, profile.slowKey(passphrase, salt, cost));
    std::vector<uint8_t> file = writeHead(profile, cost, salt, key.publicKey);
    SILLOK_TRY(const auto wrapped, profile.wrap(key.secret, with, file));
    file.insert(file.end(), wrapped.begin(), wrapped.end());
    return file;
}

Result<SigningKey> unlockSigningKey(Bytes file, Bytes passphrase)
{
    ByteReader reader(file);
    SILLOK_TRY(const Head head, orCut(readHead(reader, file)));
    if (reader.left() != head.profile->wrappedBytes())
        return refuse(reader.left() < head.profile->wrappedBytes() ? Fault::Cut : Fault::TrailingBytes, "signing key");
    SILLOK_TRY(const Secret with, head.profile->slowKey(passphrase, head.salt, head.cost));
    auto seed = head.profile->unwrap(file.subspan(reader.offset()), with, head.bytes);
    if (!seed.ok()) {
        Error error = std::move(seed).error();
        if (error.code == ErrorCode::WrongKey)
            error.fault = static_cast<uint16_t>(Fault::WrongPassphrase);
        return error;
    }
    return SigningKey { head.publicKey, std::move(*seed) };
}

Result<PublicKey> publicKeyOfFile(Bytes file)
{
    ByteReader reader(file);
    SILLOK_TRY(const Head head, orCut(readHead(reader, file)));
    return head.publicKey;
}

Result<void> addSignature(SignedDocument& document, const SigningKey& key)
{
    SILLOK_TRY(const KeyId id, keyIdOf(key.publicKey));
    for (const Signature& made : document.signatures) {
        if (made.key == id)
            return refuse(Fault::KeyTwice, "signatures");
    }
    if (document.signatures.size() == kMostSignatures)
        return refuse(Fault::TooManySignatures, "signatures");
    const CryptoProfile& profile = cryptoProfile(key.publicKey.algorithm);
    SILLOK_TRY(std::vector<uint8_t> bytes, profile.sign(key.secret, bytesToSign(document.kind, document.body)));
    document.signatures.push_back({ id, std::move(bytes) });
    return {};
}

} // namespace sillok::storage
