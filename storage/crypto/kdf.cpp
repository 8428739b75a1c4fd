#include "storage/crypto/kdf.h"

#include "storage/crypto/profile.h"

#include <algorithm>
#include <chrono>

namespace sillok::storage {

namespace {

constexpr double kWantedSeconds = 0.7;

Result<double> secondsOf(const CryptoProfile& profile, const KdfCost& cost)
{
    const auto begin = std::chrono::steady_clock::now();
    SILLOK_TRY(const Secret unused, profile.slowKey(asBytes("calibration"), Salt {}, cost));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Time grows with the cost; half again as much stays below 1.5 s when the last step was below 0.7 s.
KdfCost halfAgain(KdfCost cost, const KdfCost& most)
{
    if (cost.memoryBytes > 0)
        cost.memoryBytes = std::min(cost.memoryBytes / 2 * 3, most.memoryBytes);
    else
        cost.passes = std::min(cost.passes / 2 * 3, most.passes);
    return cost;
}

} // namespace

Result<void> checkKdfCost(const KdfCost& cost, const KdfLimits& limits)
{
    if (cost.memoryBytes < limits.floor.memoryBytes || cost.passes < limits.floor.passes)
        return fail(ErrorCode::Refused, "key cost below the floor");
    if (cost.memoryBytes > limits.ceiling.memoryBytes || cost.passes > limits.ceiling.passes)
        return fail(ErrorCode::Refused, "key cost above the ceiling");
    return {};
}

Result<KdfCost> calibratedKdfCost(const CryptoProfile& profile)
{
    const KdfLimits& limits = profile.kdfLimits();
    KdfCost cost = limits.usual;
    SILLOK_TRY(double seconds, secondsOf(profile, cost));
    while (seconds < kWantedSeconds && cost != limits.mostCalibrated) {
        cost = halfAgain(cost, limits.mostCalibrated);
        SILLOK_TRY(seconds, secondsOf(profile, cost));
    }
    return cost;
}

} // namespace sillok::storage
