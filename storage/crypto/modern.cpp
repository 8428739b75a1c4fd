// modern.cpp - The profile Modern: libsodium throughout.
#include "storage/crypto/profile.h"

#include <sodium.h>

namespace sillok::storage {

namespace {

/// Part of the vault format: it separates our subkeys from those of any other program.
constexpr const char* kSubkeyContext = "SillokV2";
constexpr size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kKeyBytes == crypto_kdf_KEYBYTES && kSaltBytes == crypto_pwhash_SALTBYTES && kSaltBytes >= crypto_generichash_KEYBYTES_MIN);
static_assert(kKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES && kKeyBytes == crypto_sign_SEEDBYTES);
static_assert(kKeyBytes == crypto_scalarmult_SCALARBYTES && kKeyBytes == crypto_scalarmult_BYTES);

Result<void> needKey(const Secret& key)
{
    return key.size() == kKeyBytes ? Result<void>() : fail(ErrorCode::BadArgument, "key of the wrong size");
}

class Modern final : public CryptoProfile {
public:
    ProfileId id() const override { return ProfileId::Modern; }
    const char* name() const override { return "modern"; }
    uint32_t kdfId() const override { return 1; }
    const KdfLimits& kdfLimits() const override { return kArgonLimits; }
    size_t sealOverhead() const override { return kNonceBytes + kTagBytes; }
    size_t agreementPublicBytes() const override { return crypto_scalarmult_BYTES; }

    Result<void> random(std::span<uint8_t> out) const override
    {
        SILLOK_CHECK(startCrypto());
        randombytes_buf(out.data(), out.size());
        return {};
    }

    using CryptoProfile::hash;
    Result<void> hash(Bytes message, std::span<uint8_t, kDigestBytes> out) const override
    {
        crypto_generichash(out.data(), out.size(), message.data(), message.size(), nullptr, 0);
        return {};
    }

    Result<void> mac(Bytes key, Bytes message, std::span<uint8_t, kDigestBytes> out) const override
    {
        if (key.size() < crypto_generichash_KEYBYTES_MIN
            || crypto_generichash(out.data(), out.size(), message.data(), message.size(), key.data(), key.size()))
            return fail(ErrorCode::BadArgument, "keyed hash with a key of the wrong size");
        return {};
    }

    Result<Secret> slowKey(Bytes secret, const Salt& salt, const KdfCost& cost) const override
    {
        SILLOK_CHECK(checkKdfCost(cost, kArgonLimits));
        SILLOK_TRY(Secret key, Secret::make(kKeyBytes));
        const std::string_view text = asText(secret);
        const int failed = crypto_pwhash(key.data(), key.size(), text.data(), text.size(), salt.data(), cost.passes,
            static_cast<size_t>(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13);
        if (failed)
            return fail(ErrorCode::OutOfMemory, "deriving a key from the passphrase");
        return key;
    }

    Result<Secret> subkey(const Secret& master, Purpose purpose) const override
    {
        SILLOK_CHECK(needKey(master));
        SILLOK_TRY(Secret key, Secret::make(kKeyBytes));
        if (crypto_kdf_derive_from_key(key.data(), key.size(), static_cast<uint64_t>(purpose), kSubkeyContext, master.bytes().data()))
            return fail(ErrorCode::Internal, "deriving a subkey");
        return key;
    }

    Result<void> seal(Bytes plain, const Secret& with, Bytes associated, std::span<uint8_t> sealed) const override
    {
        SILLOK_CHECK(needKey(with));
        SILLOK_CHECK(random(sealed.first(kNonceBytes))); // 24 bytes never repeat by chance
        crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonceBytes, nullptr, plain.data(), plain.size(), associated.data(),
            associated.size(), nullptr, sealed.data(), with.bytes().data());
        return {};
    }

    Result<void> unseal(Bytes sealed, const Secret& with, Bytes associated, std::span<uint8_t> plain) const override
    {
        SILLOK_CHECK(needKey(with));
        const Bytes locked = sealed.subspan(kNonceBytes);
        if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, locked.data(), locked.size(), associated.data(),
                associated.size(), sealed.data(), with.bytes().data()))
            return fail(ErrorCode::WrongKey, "opening sealed bytes");
        return {};
    }

    Result<KeyPair> makeSigningKey() const override
    {
        SILLOK_TRY(Secret seed, randomSecret(kKeyBytes));
        SILLOK_TRY(Secret whole, Secret::make(crypto_sign_SECRETKEYBYTES));
        std::vector<uint8_t> publicKey(crypto_sign_PUBLICKEYBYTES);
        crypto_sign_seed_keypair(publicKey.data(), whole.data(), seed.bytes().data());
        return KeyPair { std::move(seed), std::move(publicKey) };
    }

    Result<std::vector<uint8_t>> sign(const Secret& secret, Bytes message) const override
    {
        SILLOK_CHECK(needKey(secret));
        SILLOK_TRY(Secret whole, Secret::make(crypto_sign_SECRETKEYBYTES));
        Digest publicKey;
        static_assert(publicKey.size() == crypto_sign_PUBLICKEYBYTES);
        crypto_sign_seed_keypair(publicKey.data(), whole.data(), secret.bytes().data());
        std::vector<uint8_t> signature(crypto_sign_BYTES);
        crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), whole.bytes().data());
        return signature;
    }

    Result<void> verify(Bytes publicKey, Bytes message, Bytes signature) const override
    {
        SILLOK_CHECK(startCrypto());
        if (publicKey.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES
            || crypto_sign_verify_detached(signature.data(), message.data(), message.size(), publicKey.data()) != 0)
            return fail(ErrorCode::Refused, "signature does not fit");
        return {};
    }

    Result<KeyPair> makeAgreementKey() const override
    {
        SILLOK_TRY(Secret secret, randomSecret(kKeyBytes));
        std::vector<uint8_t> publicKey(crypto_scalarmult_BYTES);
        crypto_scalarmult_base(publicKey.data(), secret.bytes().data());
        return KeyPair { std::move(secret), std::move(publicKey) };
    }

    Result<Secret> agree(const Secret& secret, Bytes publicKey) const override
    {
        SILLOK_CHECK(needKey(secret));
        if (publicKey.size() != agreementPublicBytes())
            return fail(ErrorCode::Refused, "public key of the wrong size");
        SILLOK_TRY(Secret shared, Secret::make(kKeyBytes));
        if (crypto_scalarmult(shared.data(), secret.bytes().data(), publicKey.data()) != 0) // a point of small order
            return fail(ErrorCode::Refused, "public key is no proper one");
        return shared;
    }
};

} // namespace

const CryptoProfile& modernProfile()
{
    static const Modern profile;
    return profile;
}

} // namespace sillok::storage
