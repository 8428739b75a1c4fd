// peak.h - As many products of bytes as registers alone allow, by the instructions that product.h multiplies with.
#pragma once

#include "kernels/cpu/rounded/lanes.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

int64_t bytePeak(int64_t rounds, float* sink)
{
    constexpr int kTogether = 12;
    Words sums[kTogether];
    const Words w = allBytes(static_cast<int>(sink[1])), x = allBytes(static_cast<int>(sink[2]));
    repeat<kTogether>([&](auto i) SILLOK_STEP { sums[i] = allWords(static_cast<int32_t>(sink[0])); });
    for (int64_t round = 0; round < rounds; ++round)
        repeat<kTogether>([&](auto i) SILLOK_STEP {
#if defined(SILLOK_DOTS_ANY_BYTE)
            sums[i] = plusDots(sums[i], w, x);
#else
            sums[i] = plusPairs(sums[i], w, x);
#endif
        });
    repeat<kTogether>([&](auto i) SILLOK_STEP {
        alignas(64) float lanes[kPanelRows];
        put(reinterpret_cast<std::byte*>(lanes), asFloats(sums[i]));
        sink[0] += lanes[0];
    });
    return rounds * kTogether * kPanelRows * 4;
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
