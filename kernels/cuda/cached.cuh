// cached.cuh - Reading keys and values out of the cache, eight at a time, and what one token sees.
#pragma once

#include "kernels/cuda/launches.h"
#include "kernels/cuda/words.cuh"

namespace sillok::kernels::cuda {

struct Seen {
    int64_t first;
    int64_t last;
};
/// sightOf() of attention.h, with the place read from the card.
SILLOK_DEVICE Seen seenBy(const AttentionArgs& op, const PassPlace& place, int64_t token)
{
    const bool both = op.reach == Reach::Both;
    const int64_t position = place.first + token, end = both ? place.positions - 1 : position;
    if (op.window <= 0)
        return { 0, end };
    const int64_t first = position - (both ? op.window / 2 : op.window - 1), last = both ? position + op.window / 2 : position;
    return { most(first, 0), least(last, end) };
}

SILLOK_DEVICE void widen(const Wide& w, CacheType type, float (&out)[8])
{
    SILLOK_UNROLL for (int i = 0; i < 8; ++i)
    {
        const auto bits = static_cast<uint16_t>(w.word[i / 2] >> (16 * (i % 2)));
        out[i] = type == CacheType::F16 ? floatFromHalf(bits) : floatFromBf16(bits);
    }
}

SILLOK_DEVICE void loadEightFloats(const float* from, float (&out)[8])
{
    SILLOK_UNROLL for (int half = 0; half < 2; ++half)
    {
        const Wide w = loadWide(from + 4 * half);
        __builtin_memcpy(out + 4 * half, w.word, 16);
    }
}

/// Dimension `dim` of positions [half * 8, half * 8 + 8) of key block `block`, counted over all heads.
SILLOK_DEVICE void loadKeys(const AttentionArgs& op, int64_t block, int64_t dim, int half, float (&out)[8])
{
    const int64_t at = (block * op.keyWidth + dim) * kKeyBlock + half * 8;
    if (op.type == CacheType::F32)
        return loadEightFloats(static_cast<const float*>(op.keys) + at, out);
    if (op.type != CacheType::Q8_0)
        return widen(loadWide(static_cast<const uint16_t*>(op.keys) + at), op.type, out);
    const BlockKeysQ8& stored = static_cast<const BlockKeysQ8*>(op.keys)[block * (op.keyWidth / 32) + dim / 32];
    widen(loadWide(stored.d + half * 8), CacheType::F16, out);
    SILLOK_UNROLL for (int i = 0; i < 8; ++i) out[i] *= static_cast<float>(stored.qs[dim % 32][half * 8 + i]);
}

/// Values [chunk * 8, chunk * 8 + 8) of row `row`, counted over all heads; 0 behind the width.
SILLOK_DEVICE void loadValueRow(const AttentionArgs& op, int64_t row, int64_t chunk, float (&out)[8])
{
    const int64_t at = row * op.valueWidth + chunk * 8;
    if (op.type == CacheType::Q8_0) {
        const BlockQ8_0& stored = static_cast<const BlockQ8_0*>(op.values)[at / 32];
        const float d = floatFromHalf(stored.d);
        SILLOK_UNROLL for (int i = 0; i < 8; ++i) out[i] = d * static_cast<float>(stored.qs[at % 32 + i]);
        return;
    }
    if (op.valueWidth % 8 == 0) {
        if (op.type == CacheType::F32)
            return loadEightFloats(static_cast<const float*>(op.values) + at, out);
        return widen(loadWide(static_cast<const uint16_t*>(op.values) + at), op.type, out);
    }
    for (int i = 0; i < 8; ++i) {
        const bool inside = chunk * 8 + i < op.valueWidth;
        if (op.type == CacheType::F32)
            out[i] = inside ? static_cast<const float*>(op.values)[at + i] : 0.0f;
        else
            out[i] = !inside ? 0.0f : op.type == CacheType::F16 ? floatFromHalf(static_cast<const uint16_t*>(op.values)[at + i]) : floatFromBf16(static_cast<const uint16_t*>(op.values)[at + i]);
    }
}

SILLOK_DEVICE float cappedScore(const AttentionArgs& op, float dot)
{
    const float score = dot * op.scale;
    return op.softCap > 0 ? op.softCap * hyperbolicTangent(score / op.softCap) : score;
}

constexpr float kNothing = -3.0e38f; ///< the score of a position that is not seen

} // namespace sillok::kernels::cuda
