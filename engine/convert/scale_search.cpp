#include "engine/convert/scale_search.h"

#include "kernels/half.h"

#include <algorithm>
#include <cmath>

namespace sillok::convert {

namespace {

float roundedToHalf(float value) { return kernels::floatOfHalf(kernels::halfOfFloat(value)); }

/// The nearest whole number of a value below 2^22. source 1.5 x 2^23 leaves no room for a fraction
float nearest(float value) { return (value + 12582912.0f) - 12582912.0f; }

/// Large values count more: they move a product more.
template <int Count> void weigh(const float* x, float* weights)
{
    float squares = 0;
    for (int i = 0; i < Count; ++i)
        squares += x[i] * x[i];
    const float rms = std::sqrt(squares / Count);
    for (int i = 0; i < Count; ++i)
        weights[i] = rms + std::abs(x[i]);
}

struct Line {
    float scale;
    float min; ///< x = scale * q - min
};

/// Weighted squared error of the best whole numbers on a line.
float errorOn(const Line& line, const float* x, const float* weights, float most)
{
    const float inverse = line.scale > 0 ? 1.0f / line.scale : 0.0f;
    float error = 0;
    for (int i = 0; i < 32; ++i) {
        const float q = std::clamp(nearest((x[i] + line.min) * inverse), 0.0f, most);
        const float off = line.scale * q - line.min - x[i];
        error += weights[i] * off * off;
    }
    return error;
}

/// The line of least squares through (q, x) when q are the whole numbers that `guess` gives.
Line refit(const Line& guess, const float* x, const float* weights, float most, float leastMin)
{
    const float inverse = 1.0f / guess.scale;
    float w = 0, wq = 0, wqq = 0, wx = 0, wqx = 0;
    for (int i = 0; i < 32; ++i) {
        const float q = std::clamp(nearest((x[i] + guess.min) * inverse), 0.0f, most), weighted = weights[i] * q;
        w += weights[i];
        wq += weighted;
        wqq += weighted * q;
        wx += weights[i] * x[i];
        wqx += weighted * x[i];
    }
    const float determinant = w * wqq - wq * wq;
    if (!(determinant > 0))
        return guess;
    Line line { (w * wqx - wx * wq) / determinant, (wq * wqx - wqq * wx) / determinant };
    if (line.min < leastMin)
        line = { wqq > 0 ? wqx / wqq : 0.0f, 0.0f };
    return line.scale > 0 ? line : guess;
}

/// Steps narrower and wider than the range asks for, each refitted, the best kept.
Line bestLine(const float* x, const float* weights, float most, float leastMin)
{
    constexpr int kSteps = 22;
    const auto [low, high] = std::minmax_element(x, x + 32);
    const float least = std::min(*low, -leastMin), range = *high - least;
    if (!(range > 0))
        return { 0.0f, -least };
    Line best { range / most, -least };
    float bestError = errorOn(best, x, weights, most);
    for (int step = 0; step <= kSteps; ++step) {
        const Line line = refit({ range / (most - 1.0f + 0.1f * static_cast<float>(step)), -least }, x, weights, most, leastMin);
        const float error = errorOn(line, x, weights, most);
        if (error < bestError) {
            best = line;
            bestError = error;
        }
    }
    return best;
}

/// Tries the neighbours of the rounded scale and min of one sub-block.
void polish(ScaleMinFit& fit, int s, const float* x, const float* weights, float most)
{
    const int scale = fit.scales[s], min = fit.mins[s];
    float bestError = INFINITY;
    for (int k = std::max(scale - 1, 0); k <= std::min(scale + 1, 63); ++k)
        for (int m = std::max(min - 1, 0); m <= std::min(min + 1, 63); ++m) {
            const float error = errorOn({ fit.d * static_cast<float>(k), fit.dmin * static_cast<float>(m) }, x, weights, most);
            if (error < bestError) {
                bestError = error;
                fit.scales[s] = static_cast<uint8_t>(k);
                fit.mins[s] = static_cast<uint8_t>(m);
            }
        }
}

template <int Count> float errorOn(float scale, const float* x, const float* weights, float half)
{
    const float inverse = scale != 0 ? 1.0f / scale : 0.0f;
    float error = 0;
    for (int i = 0; i < Count; ++i) {
        const float off = scale * std::clamp(nearest(x[i] * inverse), -half, half - 1) - x[i];
        error += weights[i] * off * off;
    }
    return error;
}

/// A scale with a sign: the largest value falls on -half, which has one step more than the other side.
template <int Count> float bestScale(const float* x, const float* weights, float half)
{
    constexpr int kSteps = 10;
    const float* largest = std::max_element(x, x + Count, [](float a, float b) { return std::abs(a) < std::abs(b); });
    if (*largest == 0)
        return 0;
    float best = 0, bestError = INFINITY;
    for (int step = -kSteps; step <= kSteps; ++step) {
        const float inverse = -(half + 0.1f * static_cast<float>(step)) / *largest;
        float wqq = 0, wqx = 0;
        for (int i = 0; i < Count; ++i) {
            const float q = std::clamp(nearest(x[i] * inverse), -half, half - 1);
            wqq += weights[i] * q * q;
            wqx += weights[i] * q * x[i];
        }
        const float scale = wqq > 0 ? wqx / wqq : 1.0f / inverse, error = errorOn<Count>(scale, x, weights, half);
        if (error < bestError) {
            bestError = error;
            best = scale;
        }
    }
    return best;
}

} // namespace

LineFit fitLine(const float* x, int most)
{
    float weights[32];
    weigh<32>(x, weights);
    const auto top = static_cast<float>(most);
    const Line line = bestLine(x, weights, top, -INFINITY);
    LineFit fit;
    fit.d = roundedToHalf(line.scale);
    fit.m = roundedToHalf(line.min);
    const float inverse = fit.d > 0 ? 1.0f / fit.d : 0.0f;
    for (int i = 0; i < 32; ++i)
        fit.q[i] = static_cast<uint8_t>(std::clamp(nearest((x[i] + fit.m) * inverse), 0.0f, top));
    return fit;
}

AroundZeroFit fitAroundZero(const float* x, int half)
{
    float weights[32];
    weigh<32>(x, weights);
    const auto top = static_cast<float>(half);
    AroundZeroFit fit;
    fit.d = roundedToHalf(bestScale<32>(x, weights, top));
    const float inverse = fit.d != 0 ? 1.0f / fit.d : 0.0f;
    for (int i = 0; i < 32; ++i)
        fit.q[i] = static_cast<uint8_t>(std::clamp(nearest(x[i] * inverse), -top, top - 1) + top);
    return fit;
}

ScaleMinFit fitScaleMin(const float* x, int most)
{
    const auto top = static_cast<float>(most);
    float weights[256];
    Line lines[8];
    float largestScale = 0, largestMin = 0;
    for (int s = 0; s < 8; ++s) {
        weigh<32>(x + s * 32, weights + s * 32);
        lines[s] = bestLine(x + s * 32, weights + s * 32, top, 0.0f);
        largestScale = std::max(largestScale, lines[s].scale);
        largestMin = std::max(largestMin, lines[s].min);
    }
    ScaleMinFit fit;
    fit.d = roundedToHalf(largestScale / 63.0f);
    fit.dmin = roundedToHalf(largestMin / 63.0f);
    for (int s = 0; s < 8; ++s) {
        const float* values = x + s * 32;
        fit.scales[s] = static_cast<uint8_t>(fit.d > 0 ? std::min(nearest(lines[s].scale / fit.d), 63.0f) : 0.0f);
        fit.mins[s] = static_cast<uint8_t>(fit.dmin > 0 ? std::min(nearest(lines[s].min / fit.dmin), 63.0f) : 0.0f);
        polish(fit, s, values, weights + s * 32, top);
        const float scale = fit.d * fit.scales[s], min = fit.dmin * fit.mins[s], inverse = scale > 0 ? 1.0f / scale : 0.0f;
        for (int i = 0; i < 32; ++i)
            fit.q[s * 32 + i] = static_cast<uint8_t>(std::clamp(nearest((values[i] + min) * inverse), 0.0f, top));
    }
    return fit;
}

ScaleFit fitScale(const float* x)
{
    float weights[256], scales[16];
    float largest = 0;
    for (int s = 0; s < 16; ++s) {
        weigh<16>(x + s * 16, weights + s * 16);
        scales[s] = bestScale<16>(x + s * 16, weights + s * 16, 32.0f);
        if (std::abs(scales[s]) > std::abs(largest))
            largest = scales[s];
    }
    ScaleFit fit;
    fit.d = roundedToHalf(largest / -128.0f);
    if (fit.d == 0)
        return fit;
    for (int s = 0; s < 16; ++s) {
        const float* values = x + s * 16;
        const float wanted = nearest(scales[s] / fit.d);
        float bestError = INFINITY, best = 0;
        for (float scale = std::max(wanted - 1, -128.0f); scale <= std::min(wanted + 1, 127.0f); ++scale) {
            const float error = errorOn<16>(fit.d * scale, values, weights + s * 16, 32.0f);
            if (error < bestError) {
                bestError = error;
                best = scale;
            }
        }
        fit.scales[s] = static_cast<int8_t>(best);
        const float inverse = best != 0 ? 1.0f / (fit.d * best) : 0.0f;
        for (int i = 0; i < 16; ++i)
            fit.q[s * 16 + i] = static_cast<int8_t>(std::clamp(nearest(values[i] * inverse), -32.0f, 31.0f));
    }
    return fit;
}

} // namespace sillok::convert
