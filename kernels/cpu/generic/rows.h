// rows.h - Norms, softmax, rotation and the value-by-value ops.
#pragma once

#include "kernels/cpu/simd.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

/// Square root without errno or a library call.
inline float squareRoot(float value) { return __builtin_sqrtf(value); }

void rmsNorm(const RmsNormArgs& a, int64_t rowBegin, int64_t rowEnd)
{
    for (int64_t r = rowBegin; r < rowEnd; ++r) {
        const float* x = a.x + r * a.stride;
        float* y = a.y + r * a.stride;
        Vec squares = set(0.0f);
        int64_t c = 0;
        for (; c + kWidth <= a.cols; c += kWidth)
            squares = fma(load(x + c), load(x + c), squares);
        if (c < a.cols) {
            const Vec rest = loadSome(x + c, a.cols - c, 0.0f);
            squares = fma(rest, rest, squares);
        }
        const Vec scale = set(1.0f / squareRoot(sum(squares) / static_cast<float>(a.cols) + a.eps));
        for (c = 0; c + kWidth <= a.cols; c += kWidth)
            store(y + c, load(x + c) * scale * load(a.weight + c));
        if (c < a.cols)
            storeSome(y + c, a.cols - c, loadSome(x + c, a.cols - c, 0.0f) * scale * loadSome(a.weight + c, a.cols - c, 0.0f));
    }
}

void layerNorm(const LayerNormArgs& a, int64_t rowBegin, int64_t rowEnd)
{
    for (int64_t r = rowBegin; r < rowEnd; ++r) {
        const float* x = a.x + r * a.stride;
        float* y = a.y + r * a.stride;
        Vec total = set(0.0f);
        for (int64_t c = 0; c < a.cols; c += kWidth)
            total = total + loadUpTo(x + c, a.cols - c, 0.0f);
        const float mean = sum(total) / static_cast<float>(a.cols);
        Vec squares = set(0.0f);
        for (int64_t c = 0; c < a.cols; c += kWidth) {
            const Vec apart = loadUpTo(x + c, a.cols - c, mean) - set(mean);
            squares = fma(apart, apart, squares);
        }
        const Vec scale = set(1.0f / squareRoot(sum(squares) / static_cast<float>(a.cols) + a.eps));
        for (int64_t c = 0; c < a.cols; c += kWidth) {
            const int64_t left = a.cols - c;
            const Vec even = (loadUpTo(x + c, left, 0.0f) - set(mean)) * scale;
            storeUpTo(y + c, left, fma(even, loadUpTo(a.weight + c, left, 0.0f), loadUpTo(a.bias + c, left, 0.0f)));
        }
    }
}

/// In place: x becomes weights that sum to one.
inline void softmaxRow(float* x, int64_t cols)
{
    constexpr float kLowest = -3.0e38f;
    Vec most = set(kLowest);
    int64_t c = 0;
    for (; c + kWidth <= cols; c += kWidth)
        most = max(most, load(x + c));
    if (c < cols)
        most = max(most, loadSome(x + c, cols - c, kLowest));
    const Vec largestOfRow = set(largest(most));
    Vec total = set(0.0f);
    for (c = 0; c + kWidth <= cols; c += kWidth) {
        const Vec e = exp(load(x + c) - largestOfRow);
        store(x + c, e);
        total = total + e;
    }
    float rest = 0.0f;
    if (c < cols) {
        storeSome(x + c, cols - c, exp(loadSome(x + c, cols - c, kLowest) - largestOfRow));
        for (int64_t i = c; i < cols; ++i)
            rest += x[i];
    }
    const float scale = 1.0f / (sum(total) + rest);
    for (int64_t i = 0; i < cols; ++i)
        x[i] *= scale;
}

void softmax(const SoftmaxArgs& a, int64_t rowBegin, int64_t rowEnd)
{
    for (int64_t r = rowBegin; r < rowEnd; ++r)
        softmaxRow(a.x + r * a.cols, a.cols);
}

void rope(const RopeArgs& a, int64_t tokenBegin, int64_t tokenEnd)
{
    const int64_t pairCount = a.rotated / 2;
    const int64_t step = a.pairs == RopePairs::Adjacent ? 2 : 1;
    const int64_t partner = a.pairs == RopePairs::Adjacent ? 1 : pairCount;
    for (int64_t t = tokenBegin; t < tokenEnd; ++t) {
        const float* cosines = a.cosines + t * pairCount;
        const float* sines = a.sines + t * pairCount;
        for (int64_t h = 0; h < a.heads; ++h) {
            float* head = a.x + t * a.stride + h * a.width;
            for (int64_t i = 0; i < pairCount; ++i) {
                const float x = head[i * step], y = head[i * step + partner];
                head[i * step] = x * cosines[i] - y * sines[i];
                head[i * step + partner] = x * sines[i] + y * cosines[i];
            }
        }
    }
}

inline Vec gated(Vec gate, Vec up) { return gate / (set(1.0f) + exp(set(0.0f) - gate)) * up; }

void swiglu(const SwigluArgs& a, int64_t begin, int64_t end)
{
    int64_t i = begin;
    for (; i + kWidth <= end; i += kWidth)
        store(a.y + i, gated(load(a.gate + i), load(a.up + i)));
    if (i < end)
        storeSome(a.y + i, end - i, gated(loadSome(a.gate + i, end - i, 0.0f), loadSome(a.up + i, end - i, 0.0f)));
}

/// exact  2e-7 absolute
inline Vec tanh(Vec x) { return set(1.0f) - set(2.0f) / (exp(x + x) + set(1.0f)); }

/// exact  3e-7 absolute
/// source Abramowitz and Stegun 1964, formula 7.1.26
inline Vec erf(Vec x)
{
    const Vec size = max(x, set(0.0f) - x);
    const Vec t = set(1.0f) / fma(set(0.3275911f), size, set(1.0f));
    Vec p = set(1.061405429f);
    constexpr float kFactors[] = { -1.453152027f, 1.421413741f, -0.284496736f, 0.254829592f, 0.0f };
    for (const float factor : kFactors)
        p = fma(p, t, set(factor));
    const Vec positive = set(1.0f) - p * exp(set(0.0f) - size * size);
    const Vec sign = max(min(x * set(1e30f), set(1.0f)), set(-1.0f)); // 0 only where erf is 0 too
    return positive * sign;
}

/// x / (1 + exp(-2 u)) is x / 2 * (1 + tanh(u)).
inline Vec gelu(Vec x, GeluForm form)
{
    if (form == GeluForm::Erf)
        return x * set(0.5f) * (set(1.0f) + erf(x * set(0.70710678f)));
    const Vec twice = set(2.0f * 0.79788456f) * x * fma(set(0.044715f) * x, x, set(1.0f));
    return x / (set(1.0f) + exp(set(0.0f) - twice));
}

void gelu(const GeluArgs& a, int64_t begin, int64_t end)
{
    for (int64_t i = begin; i < end; i += kWidth) {
        const Vec y = gelu(loadUpTo(a.gate + i, end - i, 0.0f), a.form);
        storeUpTo(a.y + i, end - i, a.up ? y * loadUpTo(a.up + i, end - i, 0.0f) : y);
    }
}

void scale(const ScaleArgs& a, int64_t begin, int64_t end)
{
    const Vec factor = set(a.cap > 0 ? a.scale / a.cap : a.scale);
    for (int64_t i = begin; i < end; i += kWidth) {
        const Vec scaled = loadUpTo(a.x + i, end - i, 0.0f) * factor;
        storeUpTo(a.x + i, end - i, a.cap > 0 ? tanh(scaled) * set(a.cap) : scaled);
    }
}

void copyRows(const CopyRowsArgs& a, int64_t rowBegin, int64_t rowEnd)
{
    for (int64_t r = rowBegin; r < rowEnd; ++r)
        for (int64_t c = 0; c < a.cols; ++c)
            a.y[r * a.yStride + c] = a.x[r * a.xStride + c];
}

void add(const AddArgs& a, int64_t begin, int64_t end)
{
    const Vec scale = set(a.scale);
    int64_t i = begin;
    for (; i + kWidth <= end; i += kWidth)
        store(a.y + i, fma(load(a.x + i), scale, load(a.y + i)));
    if (i < end)
        storeSome(a.y + i, end - i, fma(loadSome(a.x + i, end - i, 0.0f), scale, loadSome(a.y + i, end - i, 0.0f)));
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
