#include "storage/crypto/profile.h"

#include <sodium.h>

#include <algorithm>

namespace sillok::storage {

Result<Secret> CryptoProfile::randomSecret(size_t size) const
{
    SILLOK_TRY(Secret secret, Secret::make(size));
    SILLOK_CHECK(random({ secret.data(), secret.size() }));
    return secret;
}

size_t CryptoProfile::wrappedBytes() const { return kKeyBytes + sealOverhead(); }

Result<std::vector<uint8_t>> CryptoProfile::wrap(const Secret& key, const Secret& with, Bytes associated) const
{
    if (key.size() != kKeyBytes)
        return fail(ErrorCode::BadArgument, "key of the wrong size");
    std::vector<uint8_t> wrapped(wrappedBytes());
    SILLOK_CHECK(seal(key.bytes(), with, associated, wrapped));
    return wrapped;
}

Result<Secret> CryptoProfile::unwrap(Bytes wrapped, const Secret& with, Bytes associated) const
{
    if (wrapped.size() != wrappedBytes())
        return fail(ErrorCode::BadArgument, "wrapped key of the wrong size");
    SILLOK_TRY(Secret key, Secret::make(kKeyBytes));
    SILLOK_CHECK(unseal(wrapped, with, associated, { key.data(), key.size() }));
    return key;
}

Result<Digest> CryptoProfile::hash(Bytes message) const
{
    Digest digest;
    SILLOK_CHECK(hash(message, digest));
    return digest;
}

Result<Secret> CryptoProfile::secretHash(Bytes secret) const
{
    SILLOK_TRY(Secret digest, Secret::make(kDigestBytes));
    SILLOK_CHECK(hash(secret, std::span<uint8_t, kDigestBytes>(digest.data(), kDigestBytes)));
    return digest;
}

Result<Secret> CryptoProfile::combine(const Salt& salt, std::span<const Bytes> factors) const
{
    if (factors.empty())
        return fail(ErrorCode::BadArgument, "a key from nothing");
    size_t size = 0;
    for (const Bytes factor : factors)
        size += sizeof(uint64_t) + factor.size();
    SILLOK_TRY(Secret message, Secret::make(size));
    uint8_t* at = message.data();
    for (const Bytes factor : factors) {
        for (size_t i = 0; i < sizeof(uint64_t); ++i)
            *at++ = static_cast<uint8_t>(static_cast<uint64_t>(factor.size()) >> (8 * i));
        at = std::copy(factor.begin(), factor.end(), at);
    }
    SILLOK_TRY(Secret key, Secret::make(kKeyBytes));
    SILLOK_CHECK(mac(salt, message.bytes(), std::span<uint8_t, kDigestBytes>(key.data(), kDigestBytes)));
    return key;
}

Result<void> CryptoProfile::checkMac(const Digest& expected, Bytes key, Bytes message) const
{
    Digest found {};
    SILLOK_CHECK(mac(key, message, found));
    if (sodium_memcmp(found.data(), expected.data(), found.size()) != 0)
        return fail(ErrorCode::Damaged, "seal does not fit");
    return {};
}

const CryptoProfile& cryptoProfile(ProfileId id) { return id == ProfileId::Validated ? validatedProfile() : modernProfile(); }

const CryptoProfile* findProfile(uint32_t number)
{
    for (const CryptoProfile* profile : { &modernProfile(), &validatedProfile() }) {
        if (static_cast<uint32_t>(profile->id()) == number)
            return profile;
    }
    return nullptr;
}

const CryptoProfile* findProfile(std::string_view name)
{
    for (const CryptoProfile* profile : { &modernProfile(), &validatedProfile() }) {
        if (profile->name() == name)
            return profile;
    }
    return nullptr;
}

} // namespace sillok::storage
