// matmul.h - Blocked product: a few rows are expanded into the first-level cache and meet a few tokens in registers.
#pragma once

#include "kernels/cpu/generic/expand.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

constexpr int64_t kChunk = 512; // columns at a time; a multiple of every block, 4 rows of it fill 8 KiB
constexpr int kTileRows = 4;
constexpr int kTileTokens = kWidth == 16 ? 4 : 2; // what fits the registers beside 4 rows

inline const void* rowAt(WeightType type, const void* table, int64_t row, int64_t cols)
{
    return static_cast<const uint8_t*>(table) + row * rowBytes(type, cols);
}

/// y[t * yStride + r] += sum over count of w[r] * x[t]. The order of the sum is the same for every Rows and Tokens.
template <int Rows, int Tokens>
inline void tile(const float* const* w, const float* x, int64_t xStride, float* y, int64_t yStride, int64_t count)
{
    Vec acc[Rows][Tokens];
    for (int r = 0; r < Rows; ++r)
        for (int t = 0; t < Tokens; ++t)
            acc[r][t] = set(0.0f);
    int64_t c = 0;
    for (; c + kWidth <= count; c += kWidth) {
        Vec weights[Rows];
        for (int r = 0; r < Rows; ++r)
            weights[r] = load(w[r] + c);
        for (int t = 0; t < Tokens; ++t) {
            const Vec activation = load(x + t * xStride + c);
            for (int r = 0; r < Rows; ++r)
                acc[r][t] = fma(weights[r], activation, acc[r][t]);
        }
    }
    if (c < count)
        for (int t = 0; t < Tokens; ++t) {
            const Vec activation = loadSome(x + t * xStride + c, count - c, 0.0f);
            for (int r = 0; r < Rows; ++r)
                acc[r][t] = fma(loadSome(w[r] + c, count - c, 0.0f), activation, acc[r][t]);
        }
    for (int t = 0; t < Tokens; ++t)
        for (int r = 0; r < Rows; ++r)
            y[t * yStride + r] += sum(acc[r][t]);
}

template <int Rows> inline void rowBlock(const MatmulArgs& a, int64_t row)
{
    alignas(64) float buffer[Rows][kChunk];
    for (int64_t t = 0; t < a.tokens; ++t)
        for (int r = 0; r < Rows; ++r)
            a.y[t * a.yStride + row + r] = a.bias ? a.bias[row + r] : 0.0f;
    for (int64_t c = 0; c < a.cols; c += kChunk) {
        const int64_t count = a.cols - c < kChunk ? a.cols - c : kChunk;
        const float* w[Rows];
        for (int r = 0; r < Rows; ++r) {
            const void* stored = rowAt(a.type, a.weight, row + r, a.cols);
            w[r] = a.type == WeightType::F32 ? static_cast<const float*>(stored) + c : buffer[r];
            if (a.type != WeightType::F32)
                expand(a.type, stored, c, count, buffer[r]);
        }
        int64_t t = 0;
        for (; t + kTileTokens <= a.tokens; t += kTileTokens)
            tile<Rows, kTileTokens>(w, a.x + t * a.xStride + c, a.xStride, a.y + t * a.yStride + row, a.yStride, count);
        for (; t < a.tokens; ++t)
            tile<Rows, 1>(w, a.x + t * a.xStride + c, a.xStride, a.y + t * a.yStride + row, a.yStride, count);
    }
}

void matmul(const MatmulArgs& a, int64_t rowBegin, int64_t rowEnd)
{
    int64_t row = rowBegin;
    for (; row + kTileRows <= rowEnd; row += kTileRows)
        rowBlock<kTileRows>(a, row);
    for (; row < rowEnd; ++row)
        rowBlock<1>(a, row);
}

void lookup(const LookupArgs& a, int64_t tokenBegin, int64_t tokenEnd)
{
    for (int64_t t = tokenBegin; t < tokenEnd; ++t)
        expand(a.type, rowAt(a.type, a.table, a.ids[t], a.cols), 0, a.cols, a.y + t * a.cols);
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
