// kdf.h - From a passphrase to a key: Argon2id with a cost that may be chosen, but never below the floor.
#pragma once

#include "storage/crypto/secret.h"

#include <array>

namespace sillok::storage {

/// How much work one guess costs.
struct KdfCost {
    uint64_t memoryBytes = 256ULL << 20;
    uint32_t passes = 3;

    bool operator==(const KdfCost&) const = default;
};

/// Lower costs are refused: a changed header must not make guessing cheap.
inline constexpr KdfCost kKdfFloor { 64ULL << 20, 3 };
/// Higher costs are refused: a changed header must not eat the machine.
inline constexpr KdfCost kKdfCeiling { 2048ULL << 20, 16 };
inline constexpr KdfCost kKdfDefault {};
inline constexpr size_t kSaltBytes = 16;
inline constexpr size_t kKeyBytes = 32;

using Salt = std::array<uint8_t, kSaltBytes>;

/// error Refused: outside floor and ceiling.
Result<void> checkKdfCost(const KdfCost& cost);

/// The cost whose single run takes 0.7 to 1.5 s here, measured with real runs; never below 256 MiB, at most 1 GiB.
/// cost   one to three runs of Argon2id.
Result<KdfCost> calibratedKdfCost();

/// needs   passphrase in UTF-8, NFC. Any length.
/// error   Refused: cost outside the limits. OutOfMemory.
/// source  RFC 9106 (Argon2id, version 1.3), one lane, as libsodium's crypto_pwhash_ALG_ARGON2ID13.
Result<Secret> keyFromPassphrase(std::string_view passphrase, const Salt& salt, const KdfCost& cost);

/// What a key made from the vault's master key is for. The numbers are part of the vault format.
enum class Purpose : uint64_t { Database = 1, HeaderSeal = 2, Blobs = 3, Audit = 4, Freshness = 5 };

/// A 32-byte key for one purpose. needs a 32-byte master key.
/// source libsodium crypto_kdf (keyed BLAKE2b with the number as salt).
Result<Secret> subkey(const Secret& master, Purpose purpose);

} // namespace sillok::storage
