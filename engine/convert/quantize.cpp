#include "engine/convert/quantize.h"

#include "engine/convert/scale_search.h"
#include "kernels/half.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace sillok::convert {

using namespace kernels;

namespace {

constexpr float kLargestHalf = 65504.0f;

bool allWithin(const float* x, int64_t count, float limit)
{
    bool within = true;
    for (int64_t i = 0; i < count; ++i)
        within &= std::abs(x[i]) <= limit; // also false for NaN
    return within;
}

/// Low nibbles are elements 0 to 15, high nibbles 16 to 31; the fifth bits go to qh.
void packNibbles(const uint8_t* q, uint8_t* qs, uint8_t* qh)
{
    for (int i = 0; i < 16; ++i)
        qs[i] = static_cast<uint8_t>((q[i] & 15) | (q[i + 16] & 15) << 4);
    if (!qh)
        return;
    std::memset(qh, 0, 4);
    for (int i = 0; i < 32; ++i)
        qh[i / 8] = static_cast<uint8_t>(qh[i / 8] | (q[i] >> 4) << (i % 8));
}

template <typename Block> LineFit encodeLine(const float* x, int most, Block& b)
{
    const LineFit fit = fitLine(x, most);
    b.d = halfOfFloat(fit.d);
    b.m = halfOfFloat(-fit.m);
    return fit;
}

void encodeBlock(const float* x, BlockQ4_0& b)
{
    const AroundZeroFit fit = fitAroundZero(x, 8);
    b.d = halfOfFloat(fit.d);
    packNibbles(fit.q, b.qs, nullptr);
}
void encodeBlock(const float* x, BlockQ5_0& b)
{
    const AroundZeroFit fit = fitAroundZero(x, 16);
    b.d = halfOfFloat(fit.d);
    packNibbles(fit.q, b.qs, b.qh);
}
void encodeBlock(const float* x, BlockQ4_1& b) { packNibbles(encodeLine(x, 15, b).q, b.qs, nullptr); }
void encodeBlock(const float* x, BlockQ5_1& b) { packNibbles(encodeLine(x, 31, b).q, b.qs, b.qh); }
void encodeBlock(const float* x, BlockQ8_0& b)
{
    float most = 0;
    for (int i = 0; i < 32; ++i)
        most = std::max(most, std::abs(x[i]));
    const float d = most / 127.0f, inverse = d > 0 ? 1.0f / d : 0.0f;
    b.d = halfOfFloat(d);
    for (int i = 0; i < 32; ++i)
        b.qs[i] = static_cast<int8_t>(std::round(x[i] * inverse));
}

/// Eight scales and mins of six bits in twelve bytes: the first four whole, the high bits of the others above them.
void packScales(const ScaleMinFit& fit, uint8_t* out)
{
    for (int s = 0; s < 4; ++s) {
        const int scale = fit.scales[s + 4], min = fit.mins[s + 4];
        out[s] = static_cast<uint8_t>(fit.scales[s] | (scale >> 4) << 6);
        out[s + 4] = static_cast<uint8_t>(fit.mins[s] | (min >> 4) << 6);
        out[s + 8] = static_cast<uint8_t>((scale & 15) | (min & 15) << 4);
    }
}

/// 32 bytes hold two sub-blocks, low nibbles first.
void packPairs(const uint8_t* q, uint8_t* qs)
{
    for (int pair = 0; pair < 4; ++pair)
        for (int i = 0; i < 32; ++i)
            qs[pair * 32 + i] = static_cast<uint8_t>((q[pair * 64 + i] & 15) | (q[pair * 64 + 32 + i] & 15) << 4);
}

template <typename Block> ScaleMinFit encodeScaleMin(const float* x, int most, Block& b)
{
    const ScaleMinFit fit = fitScaleMin(x, most);
    b.d = halfOfFloat(fit.d);
    b.dmin = halfOfFloat(fit.dmin);
    packScales(fit, b.scales);
    packPairs(fit.q, b.qs);
    return fit;
}

void encodeBlock(const float* x, BlockQ4_K& b) { encodeScaleMin(x, 15, b); }
void encodeBlock(const float* x, BlockQ5_K& b)
{
    const ScaleMinFit fit = encodeScaleMin(x, 31, b);
    std::memset(b.qh, 0, sizeof b.qh);
    for (int i = 0; i < 256; ++i)
        b.qh[i % 32] = static_cast<uint8_t>(b.qh[i % 32] | (fit.q[i] >> 4) << (i / 32));
}
void encodeBlock(const float* x, BlockQ6_K& b)
{
    const ScaleFit fit = fitScale(x);
    b.d = halfOfFloat(fit.d);
    std::memcpy(b.scales, fit.scales, sizeof b.scales);
    std::memset(b.ql, 0, sizeof b.ql);
    std::memset(b.qh, 0, sizeof b.qh);
    for (int i = 0; i < 256; ++i) {
        const int part = i / 128, quarter = i % 128 / 32, l = i % 32, q = fit.q[i] + 32;
        uint8_t& low = b.ql[part * 64 + quarter % 2 * 32 + l];
        uint8_t& high = b.qh[part * 32 + l];
        low = static_cast<uint8_t>(low | (q & 15) << (quarter < 2 ? 0 : 4));
        high = static_cast<uint8_t>(high | (q >> 4) << (2 * quarter));
    }
}

template <typename Block> void encodeBlocks(const float* x, int64_t count, int64_t blockElements, void* out)
{
    auto* block = static_cast<Block*>(out);
    for (int64_t i = 0; i < count; i += blockElements)
        encodeBlock(x + i, *block++);
}

template <typename Convert> void encodeShorts(const float* x, int64_t count, void* out, Convert toShort)
{
    auto* values = static_cast<uint16_t*>(out);
    for (int64_t i = 0; i < count; ++i)
        values[i] = toShort(x[i]);
}

} // namespace

bool canEncode(WeightType type)
{
    switch (type) {
    case WeightType::F32:
    case WeightType::F16:
    case WeightType::BF16:
    case WeightType::Q4_0:
    case WeightType::Q4_1:
    case WeightType::Q5_0:
    case WeightType::Q5_1:
    case WeightType::Q8_0:
    case WeightType::Q4_K:
    case WeightType::Q5_K:
    case WeightType::Q6_K:
        return true;
    default:
        return false;
    }
}

bool encode(WeightType type, const float* x, int64_t count, void* out)
{
    // What is stored as blocks has a half for its scale: far above any weight, and the quotients stay finite.
    const bool wide = type == WeightType::F32 || type == WeightType::BF16;
    if (!allWithin(x, count, wide ? 3.4e38f : kLargestHalf))
        return false;
    switch (type) {
    case WeightType::F32:
        std::memcpy(out, x, static_cast<size_t>(count) * sizeof(float));
        break;
    case WeightType::F16:
        encodeShorts(x, count, out, halfOfFloat);
        break;
    case WeightType::BF16:
        encodeShorts(x, count, out, bf16OfFloat);
        break;
    case WeightType::Q4_0:
        encodeBlocks<BlockQ4_0>(x, count, 32, out);
        break;
    case WeightType::Q4_1:
        encodeBlocks<BlockQ4_1>(x, count, 32, out);
        break;
    case WeightType::Q5_0:
        encodeBlocks<BlockQ5_0>(x, count, 32, out);
        break;
    case WeightType::Q5_1:
        encodeBlocks<BlockQ5_1>(x, count, 32, out);
        break;
    case WeightType::Q8_0:
        encodeBlocks<BlockQ8_0>(x, count, 32, out);
        break;
    case WeightType::Q4_K:
        encodeBlocks<BlockQ4_K>(x, count, 256, out);
        break;
    case WeightType::Q5_K:
        encodeBlocks<BlockQ5_K>(x, count, 256, out);
        break;
    case WeightType::Q6_K:
        encodeBlocks<BlockQ6_K>(x, count, 256, out);
        break;
    default:
        return false;
    }
    return true;
}

} // namespace sillok::convert
