// kdf.h - How much work one guess of a passphrase costs: chosen for this machine, never below a floor, never above a ceiling.
#pragma once

#include "storage/crypto/secret.h"

#include <array>

namespace sillok::storage {

class CryptoProfile;

/// What one derivation costs. A function that needs no memory has 0 bytes there.
struct KdfCost {
    uint64_t memoryBytes = 256ULL << 20;
    uint32_t passes = 3;

    bool operator==(const KdfCost&) const = default;
};

/// The costs that a profile accepts.
struct KdfLimits {
    KdfCost floor;           ///< lower is refused: a changed header must not make guessing cheap
    KdfCost ceiling;         ///< higher is refused: a changed header must not eat the machine
    KdfCost usual;           ///< where calibration begins
    KdfCost mostCalibrated;  ///< where calibration ends on a fast machine
};

/// Argon2id (profile Modern): memory and passes.
inline constexpr KdfLimits kArgonLimits { { 64ULL << 20, 3 }, { 2048ULL << 20, 16 }, {}, { 1024ULL << 20, 3 } };
/// PBKDF2-HMAC-SHA512 (profile Validated): passes only.
inline constexpr KdfLimits kPbkdfLimits { { 0, 1'000'000 }, { 0, 100'000'000 }, { 0, 1'000'000 }, { 0, 20'000'000 } };

inline constexpr KdfCost kKdfFloor = kArgonLimits.floor;
inline constexpr KdfCost kKdfCeiling = kArgonLimits.ceiling;
inline constexpr KdfCost kKdfDefault = kArgonLimits.usual;

inline constexpr size_t kSaltBytes = 16;
inline constexpr size_t kKeyBytes = 32;

using Salt = std::array<uint8_t, kSaltBytes>;

/// error Refused: outside floor and ceiling.
Result<void> checkKdfCost(const KdfCost& cost, const KdfLimits& limits);

/// The cost whose single run takes 0.7 to 1.5 s here, measured with real runs; never below the profile's usual cost.
/// cost   one to eight runs of the derivation.
Result<KdfCost> calibratedKdfCost(const CryptoProfile& profile);

} // namespace sillok::storage
