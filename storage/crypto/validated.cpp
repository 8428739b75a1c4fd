// validated.cpp - The profile Validated: what national lists of approved algorithms have, through the crypto module alone.
//
// Keys are wrapped by ARIA-256 in counter mode, then HMAC-SHA-256 over everything: both are on the list of the Korean validation scheme
// today (AES is only announced there), the tag commits to the key, and a repeated counter would show two keys' difference but never give
// the power to forge, as it does with GCM.
#include "storage/crypto/module.h"
#include "storage/crypto/profile.h"

#include <sodium.h>

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr std::string_view kEncryptLabel = "Sillok wrap: encrypt";
constexpr std::string_view kAuthenticateLabel = "Sillok wrap: authenticate";

Result<void> needKey(const Secret& key)
{
    return key.size() == kKeyBytes ? Result<void>() : fail(ErrorCode::BadArgument, "key of the wrong size");
}

Result<Secret> labelled(const Secret& key, std::string_view label)
{
    SILLOK_CHECK(needKey(key));
    SILLOK_TRY(Secret derived, Secret::make(kKeyBytes));
    SILLOK_CHECK(module::kbkdf(key.bytes(), label, { derived.data(), derived.size() }));
    return derived;
}

/// What the tag covers: length and bytes of what is around, then counter and encrypted key.
std::vector<uint8_t> covered(Bytes associated, Bytes locked)
{
    std::vector<uint8_t> all;
    for (size_t i = 0; i < sizeof(uint64_t); ++i)
        all.push_back(static_cast<uint8_t>(static_cast<uint64_t>(associated.size()) >> (8 * i)));
    all.insert(all.end(), associated.begin(), associated.end());
    all.insert(all.end(), locked.begin(), locked.end());
    return all;
}

class Validated final : public CryptoProfile {
public:
    ProfileId id() const override { return ProfileId::Validated; }
    const char* name() const override { return "validated"; }
    uint32_t kdfId() const override { return 2; }
    const KdfLimits& kdfLimits() const override { return kPbkdfLimits; }
    size_t sealOverhead() const override { return module::kIvBytes + kDigestBytes; }
    size_t agreementPublicBytes() const override { return module::kPointBytes; }

    Result<void> random(std::span<uint8_t> out) const override { return module::random(out); }

    using CryptoProfile::hash;
    Result<void> hash(Bytes message, std::span<uint8_t, kDigestBytes> out) const override { return module::sha256(message, out); }

    Result<void> mac(Bytes key, Bytes message, std::span<uint8_t, kDigestBytes> out) const override
    {
        if (key.size() < kSaltBytes || key.size() > 64)
            return fail(ErrorCode::BadArgument, "keyed hash with a key of the wrong size");
        return module::hmacSha256(key, message, out);
    }

    Result<Secret> slowKey(Bytes secret, const Salt& salt, const KdfCost& cost) const override
    {
        SILLOK_CHECK(checkKdfCost(cost, kPbkdfLimits));
        SILLOK_TRY(Secret key, Secret::make(kKeyBytes));
        SILLOK_CHECK(module::pbkdf2Sha512(secret, salt, cost.passes, { key.data(), key.size() }));
        return key;
    }

    Result<Secret> subkey(const Secret& master, Purpose purpose) const override
    {
        return labelled(master, "Sillok subkey " + std::to_string(static_cast<int>(purpose)));
    }

    Result<void> seal(Bytes plain, const Secret& with, Bytes associated, std::span<uint8_t> sealed) const override
    {
        SILLOK_TRY(const Secret encrypt, labelled(with, kEncryptLabel));
        SILLOK_TRY(const Secret authenticate, labelled(with, kAuthenticateLabel));
        const auto iv = sealed.first<module::kIvBytes>();
        SILLOK_CHECK(module::random(iv));
        SILLOK_CHECK(module::aria256Ctr(encrypt.bytes(), iv, plain, sealed.subspan(module::kIvBytes, plain.size())));
        const Bytes locked = sealed.first(module::kIvBytes + plain.size());
        return module::hmacSha256(authenticate.bytes(), covered(associated, locked), sealed.last<kDigestBytes>());
    }

    Result<void> unseal(Bytes sealed, const Secret& with, Bytes associated, std::span<uint8_t> plain) const override
    {
        SILLOK_TRY(const Secret encrypt, labelled(with, kEncryptLabel));
        SILLOK_TRY(const Secret authenticate, labelled(with, kAuthenticateLabel));
        Digest tag;
        std::ranges::copy(sealed.last<kDigestBytes>(), tag.begin());
        const Bytes locked = sealed.first(module::kIvBytes + plain.size());
        if (const auto fits = checkMac(tag, authenticate.bytes(), covered(associated, locked)); !fits.ok())
            return fits.error().code == ErrorCode::Damaged ? fail(ErrorCode::WrongKey, "opening sealed bytes") : fits.error();
        return module::aria256Ctr(encrypt.bytes(), sealed.first<module::kIvBytes>(), locked.subspan(module::kIvBytes), plain);
    }

    Result<KeyPair> makeSigningKey() const override { return makeAgreementKey(); }

    Result<std::vector<uint8_t>> sign(const Secret& secret, Bytes message) const override
    {
        SILLOK_CHECK(needKey(secret));
        return module::signP256(secret.bytes(), message);
    }

    Result<void> verify(Bytes publicKey, Bytes message, Bytes signature) const override
    {
        return module::verifyP256(publicKey, message, signature);
    }

    Result<KeyPair> makeAgreementKey() const override
    {
        SILLOK_TRY(Secret secret, Secret::make(kKeyBytes));
        std::vector<uint8_t> point(module::kPointBytes);
        SILLOK_CHECK(module::makeP256(std::span<uint8_t, 32>(secret.data(), 32), std::span(point).first<module::kPointBytes>()));
        return KeyPair { std::move(secret), std::move(point) };
    }

    Result<Secret> agree(const Secret& secret, Bytes publicKey) const override
    {
        SILLOK_CHECK(needKey(secret));
        SILLOK_TRY(Secret shared, Secret::make(kKeyBytes));
        SILLOK_CHECK(module::agreeP256(secret.bytes(), publicKey, std::span<uint8_t, 32>(shared.data(), 32)));
        return shared;
    }
};

} // namespace

const CryptoProfile& validatedProfile()
{
    static const Validated profile;
    return profile;
}

} // namespace sillok::storage
