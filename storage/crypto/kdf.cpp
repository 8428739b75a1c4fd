#include "storage/crypto/kdf.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>

namespace sillok::storage {

namespace {

/// Part of the vault format: it separates our subkeys from those of any other program.
constexpr const char* kSubkeyContext = "SillokV1";
static_assert(kKeyBytes == crypto_kdf_KEYBYTES && kSaltBytes == crypto_pwhash_SALTBYTES);

constexpr uint64_t kCalibrationCeilingBytes = 1024ULL << 20;
constexpr double kWantedSeconds = 0.7;

Result<double> secondsOf(const KdfCost& cost)
{
    const auto begin = std::chrono::steady_clock::now();
    SILLOK_TRY(const Secret unused, keyFromPassphrase("calibration", Salt {}, cost));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

Result<void> checkKdfCost(const KdfCost& cost)
{
    if (cost.memoryBytes < kKdfFloor.memoryBytes || cost.passes < kKdfFloor.passes)
        return fail(ErrorCode::Refused, "key cost below the floor");
    if (cost.memoryBytes > kKdfCeiling.memoryBytes || cost.passes > kKdfCeiling.passes)
        return fail(ErrorCode::Refused, "key cost above the ceiling");
    return {};
}

Result<KdfCost> calibratedKdfCost()
{
    KdfCost cost = kKdfDefault;
    SILLOK_TRY(double seconds, secondsOf(cost));
    while (seconds < kWantedSeconds && cost.memoryBytes < kCalibrationCeilingBytes) {
        // Time grows with memory; half again as much stays below 1.5 s when the last step was below 0.7 s.
        cost.memoryBytes = std::min(cost.memoryBytes / 2 * 3, kCalibrationCeilingBytes);
        SILLOK_TRY(seconds, secondsOf(cost));
    }
    return cost;
}

Result<Secret> keyFromPassphrase(std::string_view passphrase, const Salt& salt, const KdfCost& cost)
{
    SILLOK_CHECK(checkKdfCost(cost));
    SILLOK_TRY(Secret key, Secret::make(kKeyBytes));
    const int failed = crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(), cost.passes,
        static_cast<size_t>(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13);
    if (failed)
        return fail(ErrorCode::OutOfMemory, "deriving a key from the passphrase");
    return key;
}

Result<Secret> subkey(const Secret& master, Purpose purpose)
{
    if (master.size() != kKeyBytes)
        return fail(ErrorCode::BadArgument, "master key of the wrong size");
    SILLOK_TRY(Secret key, Secret::make(kKeyBytes));
    if (crypto_kdf_derive_from_key(key.data(), key.size(), static_cast<uint64_t>(purpose), kSubkeyContext, master.bytes().data()))
        return fail(ErrorCode::Internal, "deriving a subkey");
    return key;
}

} // namespace sillok::storage
