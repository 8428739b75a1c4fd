// attention.h - Attention of new tokens over cached keys and values, and putting them into the cache.
#pragma once

#include "kernels/quant_blocks.h"

#include <cstdint>

namespace sillok::kernels {

/// Q8_0: blocks of 32 as in quant_blocks.h, for widths that are a multiple of 32.
enum class CacheType : uint8_t { F32, F16, BF16, Q8_0 };

/// Keys lie in blocks of this many positions, dimension by dimension, so that one instruction meets the same dimension of many keys.
constexpr int64_t kKeyBlock = 16;

/// A Q8_0 cache's keys: 32 dimensions of kKeyBlock positions. Values of a Q8_0 cache are BlockQ8_0.
struct BlockKeysQ8 {
    Half d[kKeyBlock];
    int8_t qs[32][kKeyBlock];
};
static_assert(sizeof(BlockKeysQ8) == kKeyBlock * sizeof(BlockQ8_0));

/// How vectors lie in a cache. Values: one row per position. Keys: blocks of kKeyBlock positions of [width][kKeyBlock] (Q8_0:
/// [width / 32] of BlockKeysQ8), as many bytes in all.
enum class CacheForm : uint8_t { Keys, Values };

/// Bytes of one cached key or value of `width`. needs  Q8_0: width a multiple of 32. Internal linkage, see sightOf().
static constexpr int64_t cacheRowBytes(CacheType type, int64_t width)
{
    if (type == CacheType::Q8_0)
        return width / 32 * static_cast<int64_t>(sizeof(BlockQ8_0));
    return width * (type == CacheType::F32 ? 4 : 2);
}

/// Which positions a token sees: what came before it and itself, or both sides.
enum class Reach : uint8_t { Back, Both };

/// For every token t and query head h, with key-value head g = h / (heads / kvHeads) and p = firstPosition + t:
/// y[t,h] = sum over j of softmax_j(cap(scale * q[t,h] . keys[g,j])) * values[g,j], where
/// Back: j from max(0, p - window + 1) to p (window 0: from 0); Both: |p - j| <= window / 2 inside `positions` (window 0: all of them);
/// cap(s) = softCap * tanh(s / softCap), or s when softCap is 0.
///
/// shape   q: [tokens, heads, keyWidth] f32; y: [tokens, heads, valueWidth] f32; keys and values: [kvHeads] caches of `capacity` positions
///         in their CacheForm, of `type`; all dense.
/// needs   heads a multiple of kvHeads; capacity a multiple of kKeyBlock; firstPosition + tokens <= capacity; Both: firstPosition + tokens
///         <= positions <= capacity.
/// exact   within 1e-5 of attentionReference, which reads the same stored keys and values. A token's result does not depend on the others.
/// cost    reads every key and value once per attentionBlock() tokens and key-value head; attentionScratch() floats per thread.
/// source  Vaswani et al. 2017, section 3.2.1; Ainslie et al. 2023 (grouped heads); Gemma 2 report 2024, section 2 (soft cap).
struct AttentionArgs {
    const float* q;
    const void* keys;
    const void* values;
    float* y;
    CacheType type;
    int64_t tokens;
    int64_t heads;
    int64_t kvHeads;
    int64_t keyWidth;
    int64_t valueWidth;
    int64_t capacity;
    int64_t firstPosition;
    int64_t window;
    float scale;
    float softCap = 0;
    Reach reach = Reach::Back;
    int64_t positions = 0; ///< stored positions, read only with Both
};

/// Positions whose keys and values are looked at together.
constexpr int64_t kAttentionTile = 64;

/// Tokens that one task computes; with all query heads of a key-value head about 64 rows, which hide the cost of expanding the cache.
static constexpr int64_t attentionBlock(int64_t headsPerGroup) { return headsPerGroup >= 64 ? 1 : 64 / headsPerGroup; }

/// Floats of scratch that one thread needs: a tile of keys and of values, scores, sums, and a largest score and a weight per row.
static constexpr int64_t attentionScratch(int64_t headsPerGroup, int64_t keyWidth, int64_t valueWidth)
{
    const int64_t rows = headsPerGroup * attentionBlock(headsPerGroup), padded = (valueWidth + 15) / 16 * 16;
    return kAttentionTile * (keyWidth + padded + rows) + rows * (padded + 2 * 16);
}

/// The positions that a token sees: first to last, both included. Internal linkage: each CPU variant compiles its own.
struct Sight {
    int64_t first;
    int64_t last;
};
static constexpr Sight sightOf(const AttentionArgs& args, int64_t token)
{
    const int64_t position = args.firstPosition + token;
    const bool both = args.reach == Reach::Both;
    const int64_t end = both ? args.positions - 1 : position;
    if (args.window <= 0)
        return { 0, end };
    const int64_t first = position - (both ? args.window / 2 : args.window - 1);
    const int64_t last = both ? position + args.window / 2 : position;
    return { first > 0 ? first : 0, last < end ? last : end };
}

void attentionReference(const AttentionArgs& args);

/// cache[g, firstPosition + t, c] = x[t, g, c]
///
/// shape   x: [tokens, heads, width] f32; cache: [heads] of `capacity` positions of `type` in `form`.
/// needs   firstPosition + tokens <= capacity; Keys: capacity a multiple of kKeyBlock.
/// exact   F16 and BF16 round to nearest even. Q8_0: d = the largest magnitude / 127 rounded to half, each value x / d (before that
///         rounding) to the nearest whole number, ties away from zero; a step that another instruction set's rounding moves is allowed.
struct CacheStoreArgs {
    const float* x;
    void* cache;
    CacheType type;
    int64_t tokens;
    int64_t heads;
    int64_t width;
    int64_t capacity;
    int64_t firstPosition;
    CacheForm form;
};

void cacheStoreReference(const CacheStoreArgs& args);

} // namespace sillok::kernels
