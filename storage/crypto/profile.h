// profile.h - The two complete sets of algorithms behind one interface; a vault is made with one and knows no other.
//
// Modern: Argon2id, XChaCha20-Poly1305, BLAKE2b, Ed25519, X25519, by libsodium.
// Validated: PBKDF2-HMAC-SHA512, ARIA-256-CTR then HMAC-SHA-256, SHA-256, ECDSA and ECDH on P-256, by storage/crypto/module.h alone.
#pragma once

#include "storage/crypto/kdf.h"

#include <optional>
#include <span>
#include <vector>

namespace sillok::storage {

/// Part of the vault format, and authenticated there.
enum class ProfileId : uint32_t { Modern = 1, Validated = 2 };

/// What a key made from the vault's master key is for. The numbers are part of the vault format.
enum class Purpose : uint8_t { HeaderSeal = 1, DatabaseWrap = 2, Blobs = 3, Audit = 4, Freshness = 5 };

inline constexpr size_t kDigestBytes = 32;
using Digest = std::array<uint8_t, kDigestBytes>;

struct KeyPair {
    Secret secret;                   ///< 32 bytes
    std::vector<uint8_t> publicKey;
};

/// Stateless; safe to call from any thread. Every function may fail with OutOfMemory or Internal (the library did not work).
class CryptoProfile {
public:
    virtual ~CryptoProfile() = default;

    virtual ProfileId id() const = 0;
    virtual const char* name() const = 0;            ///< "modern", as on the command line
    /// Number of the slow derivation in headers. Numbers are never used twice.
    virtual uint32_t kdfId() const = 0;
    virtual const KdfLimits& kdfLimits() const = 0;
    virtual size_t sealOverhead() const = 0;         ///< what sealed bytes are longer than plain ones
    virtual size_t agreementPublicBytes() const = 0;

    virtual Result<void> random(std::span<uint8_t> out) const = 0;
    virtual Result<void> hash(Bytes message, std::span<uint8_t, kDigestBytes> out) const = 0;
    /// Keyed hash. needs a key of 16 to 64 bytes; out: 32 bytes.
    virtual Result<void> mac(Bytes key, Bytes message, std::span<uint8_t, kDigestBytes> out) const = 0;

    /// needs  a passphrase in UTF-8, NFC, or the digest of a key file.
    /// error  Refused: cost outside the limits.
    /// source RFC 9106 (Argon2id 1.3, one lane); RFC 8018 (PBKDF2) with HMAC-SHA512.
    virtual Result<Secret> slowKey(Bytes secret, const Salt& salt, const KdfCost& cost) const = 0;
    /// A 32-byte key for one purpose. needs a 32-byte master key.
    /// source libsodium crypto_kdf (keyed BLAKE2b with the number as salt); NIST SP 800-108 in counter mode with HMAC-SHA-256.
    virtual Result<Secret> subkey(const Secret& master, Purpose purpose) const = 0;

    /// Bytes locked with a key, with everything around them authenticated; anew under a nonce of chance each time.
    /// needs  a 32-byte key; sealed: sealOverhead() longer than plain.
    virtual Result<void> seal(Bytes plain, const Secret& with, Bytes associated, std::span<uint8_t> sealed) const = 0;
    /// error  WrongKey: another key, or one bit of `sealed` or `associated` is different. needs as seal
    virtual Result<void> unseal(Bytes sealed, const Secret& with, Bytes associated, std::span<uint8_t> plain) const = 0;

    virtual Result<KeyPair> makeSigningKey() const = 0;
    virtual Result<std::vector<uint8_t>> sign(const Secret& secret, Bytes message) const = 0;
    /// error  Refused: the signature is not of this message by this key, or one of the two is malformed.
    virtual Result<void> verify(Bytes publicKey, Bytes message, Bytes signature) const = 0;

    virtual Result<KeyPair> makeAgreementKey() const = 0;
    /// What both sides can compute, 32 bytes; to be hashed before it is a key.
    /// error  Refused: a public key that is no proper one.
    virtual Result<Secret> agree(const Secret& secret, Bytes publicKey) const = 0;

    // -- Made of the above, the same in every profile
    size_t wrappedBytes() const;                     ///< length of a wrapped key
    /// One key sealed with another. needs both keys 32 bytes.
    Result<std::vector<uint8_t>> wrap(const Secret& key, const Secret& with, Bytes associated) const;
    /// error  as unseal; BadArgument: not the length of a wrapped key
    Result<Secret> unwrap(Bytes wrapped, const Secret& with, Bytes associated) const;
    Result<Secret> randomSecret(size_t size) const;
    Result<Digest> hash(Bytes message) const;
    /// The hash of something that is a secret itself.
    Result<Secret> secretHash(Bytes secret) const;
    /// A fresh key from several secrets: keyed hash over the length-prefixed factors, in order. needs at least one factor
    Result<Secret> combine(const Salt& salt, std::span<const Bytes> factors) const;
    /// error Damaged: `expected` does not belong to the message. Takes the same time wherever it differs.
    Result<void> checkMac(const Digest& expected, Bytes key, Bytes message) const;
};

const CryptoProfile& cryptoProfile(ProfileId id);
/// From a number in a file, or from a name. error none: nothing when there is no such profile.
const CryptoProfile* findProfile(uint32_t number);
const CryptoProfile* findProfile(std::string_view name);

const CryptoProfile& modernProfile();
const CryptoProfile& validatedProfile();

} // namespace sillok::storage
