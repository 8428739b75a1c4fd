// peak.h - As many multiply-adds of floats as registers alone allow: what products in floats are measured against.
#pragma once

#include "kernels/cpu/simd.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

constexpr int kChains = 12; ///< sums beside each other hide how long one multiply-add takes

int64_t floatPeak(int64_t rounds, float* sink)
{
    Vec sums[kChains];
    repeat<kChains>([&](auto i) SILLOK_STEP { sums[i] = set(sink[0]); });
    const Vec a = set(sink[1]), b = set(sink[2]);
    for (int64_t round = 0; round < rounds; ++round)
        repeat<kChains>([&](auto i) SILLOK_STEP { sums[i] = fma(a, b, sums[i]); });
    repeat<kChains>([&](auto i) SILLOK_STEP { sink[0] += sum(sums[i]); });
    return rounds * kChains * kWidth;
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
