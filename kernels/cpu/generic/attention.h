// attention.h - Attention over tiles of cached positions: a tile is expanded once and meets all query heads of a few tokens.
//
// Tiles begin at whole multiples of kAttentionTile, whatever the tokens, so that a token's sums are made in one and the same order.
#pragma once

#include "kernels/cpu/generic/cache_store.h"
#include "kernels/cpu/generic/expand.h"
#include "kernels/cpu/generic/rows.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

constexpr int64_t kTile = kAttentionTile;
constexpr int kRowVectors = kWidth == 16 ? 4 : 2; ///< of one row that are summed together
constexpr int kRowsTogether = kWidth == 16 ? 6 : kWidth == 8 ? 5 : 1; ///< what fits the registers with them
constexpr float kUnseen = -3.0e38f;

/// The part of one task's scratch, see attentionScratch().
struct AttentionWork {
    float* keys; ///< [keyWidth][kTile]
    float* values; ///< [kTile][padded]
    float* scores; ///< [rows][kTile]
    float* sums; ///< [rows][padded]
    float* largest; ///< [rows]
    float* weights; ///< [rows]
    int64_t padded;

    AttentionWork(const AttentionArgs& a, int64_t rows, float* scratch)
        : keys(scratch)
        , values(keys + kTile * a.keyWidth)
        , padded((a.valueWidth + 15) / 16 * 16)
    {
        scores = values + kTile * padded;
        sums = scores + kTile * rows;
        largest = sums + rows * padded;
        weights = largest + rows;
    }
};

inline void expandKeyBlock(CacheType type, const uint8_t* block, int64_t width, float* out)
{
    for (int64_t c = 0; c < width; ++c)
        for (int64_t i = 0; i < kKeyBlock; i += kWidth) {
            const int64_t at = c * kKeyBlock + i;
            Vec values;
            if (type == CacheType::F32) {
                values = load(reinterpret_cast<const float*>(block) + at);
            } else if (type == CacheType::F16) {
                values = loadHalf(reinterpret_cast<const uint16_t*>(block) + at);
            } else if (type == CacheType::BF16) {
                values = loadBf16(reinterpret_cast<const uint16_t*>(block) + at);
            } else {
                const BlockKeysQ8& keys = reinterpret_cast<const BlockKeysQ8*>(block)[c / 32];
                values = loadSigned(&keys.qs[c % 32][i]) * loadHalf(keys.d + i);
            }
            store(out + c * kTile + i, values);
        }
}

/// Keys of the tile from `first` on, dimension by dimension. Positions behind `count` hold anything.
inline void expandKeys(const AttentionArgs& a, int64_t kvHead, int64_t first, int64_t count, float* out)
{
    for (int64_t j = 0; j < count; j += kKeyBlock)
        expandKeyBlock(a.type, cacheRowAt(a.type, a.keys, kvHead * a.capacity + first + j, a.keyWidth), a.keyWidth, out + j);
}

inline void expandValues(const AttentionArgs& a, int64_t kvHead, int64_t first, int64_t count, const AttentionWork& work)
{
    constexpr WeightType kStoredAs[] = { WeightType::F32, WeightType::F16, WeightType::BF16, WeightType::Q8_0 };
    for (int64_t j = 0; j < count; ++j) {
        float* out = work.values + j * work.padded;
        expand(kStoredAs[static_cast<int>(a.type)], cacheRowAt(a.type, a.values, kvHead * a.capacity + first + j, a.valueWidth), 0, a.valueWidth, out);
        for (int64_t c = a.valueWidth; c < work.padded; ++c)
            out[c] = 0.0f;
    }
}

/// out[r][0 .. kRowVectors vectors] (+)= sum over `count` of x[r][i] * table[i][0 ..]; rows of x, table and out lie apart as given.
struct SumOfRows {
    const float* const* x; ///< one per row
    const float* table;
    int64_t tableStride;
    float* out;
    int64_t outStride;
    int64_t count;
};
template <int Rows, int Vectors, bool adds> SILLOK_INLINE void sumRows(const SumOfRows& s)
{
    Vec sums[Rows][Vectors];
    repeat<Rows>([&](auto r) SILLOK_STEP {
        repeat<Vectors>([&](auto v) SILLOK_STEP { sums[r][v] = adds ? load(s.out + r * s.outStride + v * kWidth) : set(0.0f); });
    });
    for (int64_t i = 0; i < s.count; ++i) {
        Vec row[Vectors];
        repeat<Vectors>([&](auto v) SILLOK_STEP { row[v] = load(s.table + i * s.tableStride + v * kWidth); });
        repeat<Rows>([&](auto r) SILLOK_STEP {
            const Vec x = set(s.x[r][i]);
            repeat<Vectors>([&](auto v) SILLOK_STEP { sums[r][v] = fma(x, row[v], sums[r][v]); });
        });
    }
    repeat<Rows>([&](auto r) SILLOK_STEP {
        repeat<Vectors>([&](auto v) SILLOK_STEP { store(s.out + r * s.outStride + v * kWidth, sums[r][v]); });
    });
}

/// The same over a whole width, a multiple of kWidth.
template <int Rows, bool adds> inline void sumRowsOver(SumOfRows s, int64_t width)
{
    constexpr int64_t kStep = kRowVectors * kWidth;
    for (; width >= kStep; width -= kStep, s.table += kStep, s.out += kStep)
        sumRows<Rows, kRowVectors, adds>(s);
    for (; width >= kWidth; width -= kWidth, s.table += kWidth, s.out += kWidth)
        sumRows<Rows, 1, adds>(s);
}

/// Any number of rows. xs: one pointer per row.
template <bool adds> inline void sumAllRows(SumOfRows s, int64_t rows, int64_t width)
{
    for (; rows >= kRowsTogether; rows -= kRowsTogether, s.x += kRowsTogether, s.out += kRowsTogether * s.outStride)
        sumRowsOver<kRowsTogether, adds>(s, width);
    if constexpr (kRowsTogether >= 5) {
        if (rows >= 4) {
            sumRowsOver<4, adds>(s, width);
            rows -= 4, s.x += 4, s.out += 4 * s.outStride;
        }
        if (rows >= 2) {
            sumRowsOver<2, adds>(s, width);
            rows -= 2, s.x += 2, s.out += 2 * s.outStride;
        }
    }
    for (; rows > 0; --rows, ++s.x, s.out += s.outStride)
        sumRowsOver<1, adds>(s, width);
}

/// A row of scores becomes weights; what was summed before is scaled to the new largest score. [from, to): the positions seen, in the tile.
inline void weighRow(const AttentionArgs& a, const AttentionWork& work, int64_t row, int64_t from, int64_t to)
{
    float* scores = work.scores + row * kTile;
    for (int64_t j = 0; j < kTile; j += kWidth)
        store(scores + j, load(scores + j) * set(a.scale));
    if (a.softCap > 0)
        scale(ScaleArgs { scores, kTile, 1.0f, a.softCap }, 0, kTile);
    for (int64_t j = 0; j < from; ++j)
        scores[j] = kUnseen;
    for (int64_t j = to; j < kTile; ++j)
        scores[j] = kUnseen;
    Vec most = set(work.largest[row]);
    for (int64_t j = 0; j < kTile; j += kWidth)
        most = max(most, load(scores + j));
    const float largestNow = largest(most);
    Vec total = set(0.0f);
    for (int64_t j = 0; j < kTile; j += kWidth)
        store(scores + j, exp(load(scores + j) - set(largestNow)));
    for (int64_t j = 0; j < from; ++j)
        scores[j] = 0.0f;
    for (int64_t j = to; j < kTile; ++j)
        scores[j] = 0.0f;
    for (int64_t j = 0; j < kTile; j += kWidth)
        total = total + load(scores + j);
    if (largestNow > work.largest[row]) {
        alignas(64) float lanes[kWidth];
        store(lanes, exp(set(work.largest[row] - largestNow)));
        const float factor = lanes[0];
        work.weights[row] *= factor;
        float* sums = work.sums + row * work.padded;
        for (int64_t c = 0; c < work.padded; c += kWidth)
            store(sums + c, load(sums + c) * set(factor));
        work.largest[row] = largestNow;
    }
    work.weights[row] += sum(total);
}

/// Tokens tokenBegin to tokenEnd with all query heads of one key-value head.
inline void attendBlock(const AttentionArgs& a, int64_t kvHead, int64_t tokenBegin, int64_t tokenEnd, float* scratch)
{
    constexpr int64_t kMostRows = 1024; // heads that the range table of graph/model.h allows
    const int64_t group = a.heads / a.kvHeads, rows = (tokenEnd - tokenBegin) * group;
    const AttentionWork work(a, rows, scratch);
    const float* queries[kMostRows];
    const float* weights[kMostRows];
    for (int64_t r = 0; r < rows; ++r) {
        queries[r] = a.q + ((tokenBegin + r / group) * a.heads + kvHead * group + r % group) * a.keyWidth;
        weights[r] = work.scores + r * kTile;
        work.largest[r] = kUnseen;
        work.weights[r] = 0.0f;
    }
    for (int64_t i = 0; i < rows * work.padded; ++i)
        work.sums[i] = 0.0f;
    const int64_t first = sightOf(a, tokenBegin).first / kTile * kTile, end = sightOf(a, tokenEnd - 1).last + 1;
    for (int64_t tile = first; tile < end; tile += kTile) {
        const int64_t count = end - tile < kTile ? end - tile : kTile;
        expandKeys(a, kvHead, tile, count, work.keys);
        sumAllRows<false>({ queries, work.keys, kTile, work.scores, kTile, a.keyWidth }, rows, kTile);
        expandValues(a, kvHead, tile, count, work);
        for (int64_t r = 0; r < rows; ++r) {
            const Sight sight = sightOf(a, tokenBegin + r / group);
            const int64_t from = sight.first - tile, to = sight.last + 1 - tile;
            weighRow(a, work, r, from < 0 ? 0 : from > kTile ? kTile : from, to < 0 ? 0 : to > kTile ? kTile : to);
        }
        sumAllRows<true>({ weights, work.values, work.padded, work.sums, work.padded, count }, rows, work.padded);
    }
    for (int64_t r = 0; r < rows; ++r) {
        float* y = a.y + ((tokenBegin + r / group) * a.heads + kvHead * group + r % group) * a.valueWidth;
        const float scale = 1.0f / work.weights[r];
        for (int64_t c = 0; c < a.valueWidth; ++c)
            y[c] = work.sums[r * work.padded + c] * scale;
    }
}

void attention(const AttentionArgs& a, int64_t taskBegin, int64_t taskEnd, float* scratch)
{
    const int64_t block = attentionBlock(a.heads / a.kvHeads);
    for (int64_t task = taskBegin; task < taskEnd; ++task) {
        const int64_t token = task / a.kvHeads * block, end = token + block < a.tokens ? token + block : a.tokens;
        attendBlock(a, task % a.kvHeads, token, end, scratch);
    }
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
