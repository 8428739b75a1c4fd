// quant_blocks.h - How GGUF stores weights: block layouts, proven by static_assert, and the sizes of whole rows.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sillok::kernels {

/// Weight types that the kernels read. The numbers are those of the file format.
/// source  GGUF specification, enum ggml_type; layouts proven by fixtures/models/quant
enum class WeightType : uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q5_0 = 6,
    Q5_1 = 7,
    Q8_0 = 8,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    IQ4_NL = 20,
    IQ4_XS = 23,
    BF16 = 30,
    MXFP4 = 39
};

using Half = uint16_t; ///< IEEE binary16 bits

/// value = d * (q - 8); q: low nibbles are elements 0-15, high nibbles 16-31
struct BlockQ4_0 {
    Half d;
    uint8_t qs[16];
};
/// value = d * q + m
struct BlockQ4_1 {
    Half d;
    Half m;
    uint8_t qs[16];
};
/// value = d * (q - 16); bit i of qh is the fifth bit of element i
struct BlockQ5_0 {
    Half d;
    uint8_t qh[4];
    uint8_t qs[16];
};
/// value = d * q + m
struct BlockQ5_1 {
    Half d;
    Half m;
    uint8_t qh[4];
    uint8_t qs[16];
};
/// value = d * q
struct BlockQ8_0 {
    Half d;
    int8_t qs[32];
};
/// 16 sub-blocks of 16: value = d * scale * q - dmin * min; scales: low nibble the scale, high the min;
/// qs: 32 bytes hold four runs of 32 elements, the lowest two bits first
struct BlockQ2_K {
    uint8_t scales[16];
    uint8_t qs[64];
    Half d;
    Half dmin;
};
/// 16 sub-blocks of 16: value = d * (scale - 32) * (q - 4); the low two bits as in Q2_K, bit r of hmask[i] the third bit of element i
/// of run r; scales: 16 six-bit numbers, low nibbles in 8 bytes, high bits in 4
struct BlockQ3_K {
    uint8_t hmask[32];
    uint8_t qs[64];
    uint8_t scales[12];
    Half d;
};
/// 8 sub-blocks of 32: value = d * scale * q - dmin * min; scales: 8 six-bit scales and mins in 12 bytes;
/// qs: 32 bytes hold two sub-blocks, low nibbles first
struct BlockQ4_K {
    Half d;
    Half dmin;
    uint8_t scales[12];
    uint8_t qs[128];
};
/// As Q4_K; bit s of qh[i] is the fifth bit of element i of sub-block s
struct BlockQ5_K {
    Half d;
    Half dmin;
    uint8_t scales[12];
    uint8_t qh[32];
    uint8_t qs[128];
};
/// 16 sub-blocks of 16: value = d * scale * (q - 32); low four bits in ql, high two in qh
struct BlockQ6_K {
    uint8_t ql[128];
    uint8_t qh[64];
    int8_t scales[16];
    Half d;
};
/// value = d * kIq4Values[q]
struct BlockIq4Nl {
    Half d;
    uint8_t qs[16];
};
/// 8 sub-blocks of 32: value = d * (scale - 32) * kIq4Values[q]
struct BlockIq4Xs {
    Half d;
    uint16_t scalesHigh;
    uint8_t scalesLow[4];
    uint8_t qs[128];
};
/// value = 2^(exponent - 128) * kMxfp4Values[q]
struct BlockMxfp4 {
    uint8_t exponent;
    uint8_t qs[16];
};

static_assert(sizeof(BlockQ4_0) == 18 && offsetof(BlockQ4_0, qs) == 2);
static_assert(sizeof(BlockQ4_1) == 20 && offsetof(BlockQ4_1, qs) == 4);
static_assert(sizeof(BlockQ5_0) == 22 && offsetof(BlockQ5_0, qs) == 6);
static_assert(sizeof(BlockQ5_1) == 24 && offsetof(BlockQ5_1, qs) == 8);
static_assert(sizeof(BlockQ8_0) == 34 && offsetof(BlockQ8_0, qs) == 2);
static_assert(sizeof(BlockQ2_K) == 84 && offsetof(BlockQ2_K, d) == 80);
static_assert(sizeof(BlockQ3_K) == 110 && offsetof(BlockQ3_K, d) == 108);
static_assert(sizeof(BlockQ4_K) == 144 && offsetof(BlockQ4_K, qs) == 16);
static_assert(sizeof(BlockQ5_K) == 176 && offsetof(BlockQ5_K, qs) == 48);
static_assert(sizeof(BlockQ6_K) == 210 && offsetof(BlockQ6_K, d) == 208);
static_assert(sizeof(BlockIq4Nl) == 18 && offsetof(BlockIq4Nl, qs) == 2);
static_assert(sizeof(BlockIq4Xs) == 136 && offsetof(BlockIq4Xs, qs) == 8);
static_assert(sizeof(BlockMxfp4) == 17);

/// The 16 values of the IQ4 types. source  GGUF reference implementation; proven by fixtures/models/quant/iq4_xs.*
constexpr int8_t kIq4Values[16] = { -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113 };
/// Twice the values of the four-bit float with two bits of exponent and one of fraction. source OCP Microscaling Formats 1.0, section 5.3.3
constexpr int8_t kMxfp4Values[16] = { 0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12 };

/// Elements and bytes of one block; 0 elements for a number that is no WeightType.
struct BlockShape {
    int64_t elements;
    int64_t bytes;
};
constexpr BlockShape blockShape(WeightType type)
{
    switch (type) {
    case WeightType::F32:
        return { 1, 4 };
    case WeightType::F16:
    case WeightType::BF16:
        return { 1, 2 };
    case WeightType::Q4_0:
        return { 32, sizeof(BlockQ4_0) };
    case WeightType::Q4_1:
        return { 32, sizeof(BlockQ4_1) };
    case WeightType::Q5_0:
        return { 32, sizeof(BlockQ5_0) };
    case WeightType::Q5_1:
        return { 32, sizeof(BlockQ5_1) };
    case WeightType::Q8_0:
        return { 32, sizeof(BlockQ8_0) };
    case WeightType::Q2_K:
        return { 256, sizeof(BlockQ2_K) };
    case WeightType::Q3_K:
        return { 256, sizeof(BlockQ3_K) };
    case WeightType::Q4_K:
        return { 256, sizeof(BlockQ4_K) };
    case WeightType::Q5_K:
        return { 256, sizeof(BlockQ5_K) };
    case WeightType::Q6_K:
        return { 256, sizeof(BlockQ6_K) };
    case WeightType::IQ4_NL:
        return { 32, sizeof(BlockIq4Nl) };
    case WeightType::IQ4_XS:
        return { 256, sizeof(BlockIq4Xs) };
    case WeightType::MXFP4:
        return { 32, sizeof(BlockMxfp4) };
    }
    return { 0, 0 };
}

/// Bytes of a row of `cols` elements. needs cols a multiple of the block
constexpr int64_t rowBytes(WeightType type, int64_t cols) { return cols / blockShape(type).elements * blockShape(type).bytes; }

} // namespace sillok::kernels
