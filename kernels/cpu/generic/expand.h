// expand.h - Stored weights to f32, a run of blocks at a time.
#pragma once

#include "kernels/cpu/simd.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

template <typename Block> inline const Block* blockAt(const void* row, int64_t element, int64_t blockElements)
{
    return static_cast<const Block*>(row) + element / blockElements;
}

/// Low nibbles of 16 bytes to out[0..15], high nibbles to out[16..31]: d * q + offset, plus the fifth bits of qh times d.
inline void expandNibbles(const uint8_t* qs, uint32_t qh, float d, float offset, float* out)
{
    const Vec scale = set(d), shift = set(offset);
    for (int i = 0; i < 16; i += kWidth) {
        const Vec low = loadMasked(qs + i, 15) + whereBit(qh >> i, 16.0f);
        const Vec high = loadMasked(qs + i, 0xF0) * set(1.0f / 16.0f) + whereBit(qh >> (i + 16), 16.0f);
        store(out + i, fma(low, scale, shift));
        store(out + i + 16, fma(high, scale, shift));
    }
}

inline uint32_t bits32(const uint8_t* p)
{
    uint32_t bits;
    __builtin_memcpy(&bits, p, sizeof bits);
    return bits;
}

inline void expandBlock(const BlockQ4_0& b, float* out)
{
    const float d = half(b.d);
    expandNibbles(b.qs, 0, d, -8.0f * d, out);
}
inline void expandBlock(const BlockQ4_1& b, float* out) { expandNibbles(b.qs, 0, half(b.d), half(b.m), out); }
inline void expandBlock(const BlockQ5_0& b, float* out)
{
    const float d = half(b.d);
    expandNibbles(b.qs, bits32(b.qh), d, -16.0f * d, out);
}
inline void expandBlock(const BlockQ5_1& b, float* out) { expandNibbles(b.qs, bits32(b.qh), half(b.d), half(b.m), out); }
inline void expandBlock(const BlockQ8_0& b, float* out)
{
    const Vec scale = set(half(b.d));
    for (int i = 0; i < 32; i += kWidth)
        store(out + i, loadSigned(b.qs + i) * scale);
}

struct ScaleMin {
    int scale;
    int min;
};
/// Six-bit scale and min of sub-block s of a K block.
inline ScaleMin scaleMin(const uint8_t* packed, int s)
{
    if (s < 4)
        return { packed[s] & 63, packed[s + 4] & 63 };
    return { (packed[s + 4] & 15) | (packed[s - 4] >> 6) << 4, (packed[s + 4] >> 4) | (packed[s] >> 6) << 4 };
}

/// One sub-block of 32: nibbles of qs (low or high half by `mask`), fifth bit s of qh when there is a qh.
inline void expandSubBlock(const uint8_t* qs, int mask, const uint8_t* qh, int s, float scale, float min, float* out)
{
    const float toNibble = mask == 15 ? 1.0f : 1.0f / 16.0f;
    const Vec shift = set(-min);
    if (!qh) {
        const Vec multiply = set(scale * toNibble); // a power of two: exact
        for (int i = 0; i < 32; i += kWidth)
            store(out + i, fma(loadMasked(qs + i, mask), multiply, shift));
        return;
    }
    const Vec multiply = set(scale), nibble = set(toNibble), fifth = set(16.0f / static_cast<float>(1 << s));
    for (int i = 0; i < 32; i += kWidth) {
        const Vec q = fma(loadMasked(qh + i, 1 << s), fifth, loadMasked(qs + i, mask) * nibble);
        store(out + i, fma(q, multiply, shift));
    }
}
inline void expandK(Half dBits, Half dminBits, const uint8_t* scales, const uint8_t* qs, const uint8_t* qh, float* out)
{
    const float d = half(dBits), dmin = half(dminBits);
    for (int s = 0; s < 8; ++s) {
        const ScaleMin k = scaleMin(scales, s);
        expandSubBlock(qs + s / 2 * 32, s % 2 == 0 ? 15 : 0xF0, qh, s, d * static_cast<float>(k.scale), dmin * static_cast<float>(k.min),
            out + s * 32);
    }
}
inline void expandBlock(const BlockQ4_K& b, float* out) { expandK(b.d, b.dmin, b.scales, b.qs, nullptr, out); }
inline void expandBlock(const BlockQ5_K& b, float* out) { expandK(b.d, b.dmin, b.scales, b.qs, b.qh, out); }
inline void expandBlock(const BlockQ6_K& b, float* out)
{
    const float d = half(b.d);
    for (int quarter = 0; quarter < 8; ++quarter) {
        const int part = quarter / 4, pair = quarter % 4;
        const uint8_t* ql = b.ql + part * 64 + (pair % 2) * 32;
        const uint8_t* qh = b.qh + part * 32;
        const Vec toLow = set(pair < 2 ? 1.0f : 1.0f / 16.0f), toHigh = set(16.0f / static_cast<float>(1 << (2 * pair)));
        for (int i = 0; i < 32; i += kWidth) {
            const Vec scale = set(d * static_cast<float>(b.scales[quarter * 2 + i / 16]));
            const Vec q = fma(loadMasked(qh + i, 3 << (2 * pair)), toHigh, loadMasked(ql + i, pair < 2 ? 15 : 0xF0) * toLow);
            store(out + quarter * 32 + i, (q - set(32.0f)) * scale);
        }
    }
}
/// Two sub-blocks of 16: bits 2r and 2r + 1 of 32 bytes, and from `high` the third bit where there is one.
inline void expandRun(const uint8_t* qs, int r, const uint8_t* high, int highBit, const float* scales, const float* shifts, float* out)
{
    const Vec toLow = set(1.0f / static_cast<float>(1 << (2 * r))), toHigh = set(4.0f / static_cast<float>(1 << highBit)); // exact
    for (int i = 0; i < 32; i += kWidth) {
        Vec q = loadMasked(qs + i, 3 << (2 * r)) * toLow;
        if (high)
            q = fma(loadMasked(high + i, 1 << highBit), toHigh, q);
        store(out + i, fma(q, set(scales[i / 16]), set(shifts[i / 16])));
    }
}
inline void expandBlock(const BlockQ2_K& b, float* out)
{
    const float d = half(b.d), dmin = half(b.dmin);
    for (int r = 0; r < 8; ++r) {
        float scales[2], shifts[2];
        for (int k = 0; k < 2; ++k) {
            const int packed = b.scales[2 * r + k];
            scales[k] = d * static_cast<float>(packed & 15);
            shifts[k] = -dmin * static_cast<float>(packed >> 4);
        }
        expandRun(b.qs + r / 4 * 32, r % 4, nullptr, 0, scales, shifts, out + r * 32);
    }
}
inline void expandBlock(const BlockQ3_K& b, float* out)
{
    const float d = half(b.d);
    for (int r = 0; r < 8; ++r) {
        float scales[2], shifts[2];
        for (int k = 0; k < 2; ++k) {
            const int s = 2 * r + k;
            const int low = s < 8 ? b.scales[s] & 15 : b.scales[s - 8] >> 4;
            scales[k] = d * static_cast<float>((low | (b.scales[8 + s % 4] >> (2 * (s / 4)) & 3) << 4) - 32);
            shifts[k] = -4.0f * scales[k];
        }
        expandRun(b.qs + r / 4 * 32, r % 4, b.hmask, r, scales, shifts, out + r * 32);
    }
}
/// 32 elements that are numbers of a table, low nibbles first.
inline void expandTable(const uint8_t* qs, const int8_t* values, float multiply, float* out)
{
    for (int i = 0; i < 16; ++i) {
        out[i] = multiply * static_cast<float>(values[qs[i] & 15]);
        out[i + 16] = multiply * static_cast<float>(values[qs[i] >> 4]);
    }
}
inline void expandBlock(const BlockIq4Nl& b, float* out) { expandTable(b.qs, kIq4Values, half(b.d), out); }
inline void expandBlock(const BlockMxfp4& b, float* out)
{
    // 2^(exponent - 128): below a normal float's exponent it is one bit of the fraction.
    const uint32_t bits = b.exponent < 2 ? 0x00200000u << b.exponent : (b.exponent - 1u) << 23;
    float multiply;
    __builtin_memcpy(&multiply, &bits, sizeof multiply);
    expandTable(b.qs, kMxfp4Values, multiply, out);
}
inline void expandBlock(const BlockIq4Xs& b, float* out)
{
    const float d = half(b.d);
    for (int s = 0; s < 8; ++s) {
        const int scale = (b.scalesLow[s / 2] >> (4 * (s % 2)) & 15) | (b.scalesHigh >> (2 * s) & 3) << 4;
        expandTable(b.qs + s * 16, kIq4Values, d * static_cast<float>(scale - 32), out + s * 32);
    }
}

template <typename Block> inline void expandBlocks(const void* row, int64_t first, int64_t count, int64_t blockElements, float* out)
{
    const Block* block = blockAt<Block>(row, first, blockElements);
    for (int64_t i = 0; i < count; i += blockElements)
        expandBlock(*block++, out + i);
}

template <typename Load> inline void expandShort(const uint16_t* from, int64_t count, float* out, Load loadVec)
{
    int64_t i = 0;
    for (; i + kWidth <= count; i += kWidth)
        store(out + i, loadVec(from + i));
    if (i < count) {
        uint16_t rest[kWidth] = {};
        for (int64_t k = 0; i + k < count; ++k)
            rest[k] = from[i + k];
        storeSome(out + i, count - i, loadVec(rest));
    }
}

/// Elements first .. first + count of a row. needs whole blocks; F32 rows are better read in place
inline void expand(WeightType type, const void* row, int64_t first, int64_t count, float* out)
{
    switch (type) {
    case WeightType::F32:
        for (int64_t i = 0; i < count; ++i)
            out[i] = static_cast<const float*>(row)[first + i];
        return;
    case WeightType::F16:
        return expandShort(static_cast<const uint16_t*>(row) + first, count, out, [](const uint16_t* p) { return loadHalf(p); });
    case WeightType::BF16:
        return expandShort(static_cast<const uint16_t*>(row) + first, count, out, [](const uint16_t* p) { return loadBf16(p); });
    case WeightType::Q4_0:
        return expandBlocks<BlockQ4_0>(row, first, count, 32, out);
    case WeightType::Q4_1:
        return expandBlocks<BlockQ4_1>(row, first, count, 32, out);
    case WeightType::Q5_0:
        return expandBlocks<BlockQ5_0>(row, first, count, 32, out);
    case WeightType::Q5_1:
        return expandBlocks<BlockQ5_1>(row, first, count, 32, out);
    case WeightType::Q8_0:
        return expandBlocks<BlockQ8_0>(row, first, count, 32, out);
    case WeightType::Q2_K:
        return expandBlocks<BlockQ2_K>(row, first, count, 256, out);
    case WeightType::Q3_K:
        return expandBlocks<BlockQ3_K>(row, first, count, 256, out);
    case WeightType::Q4_K:
        return expandBlocks<BlockQ4_K>(row, first, count, 256, out);
    case WeightType::Q5_K:
        return expandBlocks<BlockQ5_K>(row, first, count, 256, out);
    case WeightType::Q6_K:
        return expandBlocks<BlockQ6_K>(row, first, count, 256, out);
    case WeightType::IQ4_NL:
        return expandBlocks<BlockIq4Nl>(row, first, count, 32, out);
    case WeightType::IQ4_XS:
        return expandBlocks<BlockIq4Xs>(row, first, count, 256, out);
    case WeightType::MXFP4:
        return expandBlocks<BlockMxfp4>(row, first, count, 32, out);
    }
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
