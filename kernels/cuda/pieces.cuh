// pieces.cuh - 32 stored weights at a time: two runs of 16 whole numbers with a scale and a minimum each, whatever their type.
#pragma once

#include "kernels/cuda/stored_matrix.h"
#include "kernels/cuda/words.cuh"

namespace sillok::kernels::cuda {

/// weight = scale[run] * q - min[run]; q: 16 signed bytes per run. Piece u of a row is read by pieceColumn().
struct Piece {
    int32_t q[2][4];
    float scale[2];
    float min[2];
};

constexpr bool isQuantised(WeightType type) { return type != WeightType::F32 && type != WeightType::F16 && type != WeightType::BF16; }

/// First column of run 0 or 1 of piece `unit`: as the bytes of the type's blocks come, so that a piece is one or two wide loads.
template <WeightType T> SILLOK_DEVICE int64_t pieceColumn(int64_t unit, int run)
{
    const auto in = static_cast<int>(unit % 8);
    if constexpr (T == WeightType::Q4_K || T == WeightType::Q5_K)
        return unit / 8 * 256 + in / 2 * 64 + in % 2 * 16 + run * 32;
    if constexpr (T == WeightType::Q6_K)
        return unit / 8 * 256 + in / 4 * 128 + in % 4 / 2 * 32 + in % 2 * 16 + run * 64;
    return unit * 32 + run * 16;
}

/// Bytes from any address, as blocks of odd sizes have them.
SILLOK_DEVICE uint16_t bytes2(const uint8_t* p) { return static_cast<uint16_t>(p[0] | p[1] << 8); }
SILLOK_DEVICE uint32_t bytes4(const uint8_t* p) { return static_cast<uint32_t>(bytes2(p)) | static_cast<uint32_t>(bytes2(p + 2)) << 16; }
SILLOK_DEVICE float halfAt(const uint8_t* p) { return floatFromHalf(bytes2(p)); }

/// Low or high nibbles of four bytes.
SILLOK_DEVICE uint32_t nibbles(uint32_t word, int high) { return word >> (4 * high) & 0x0F0F0F0Fu; }
/// Bit i of `bits` into bit `to` of byte i, for four bytes.
SILLOK_DEVICE uint32_t spreadBits(uint32_t bits, int to)
{
    return ((bits & 1u) | (bits & 2u) << 7 | (bits & 4u) << 14 | (bits & 8u) << 21) << to;
}
/// Bit `from` of every byte into bit `to`.
SILLOK_DEVICE uint32_t moveBit(uint32_t word, int from, int to) { return (word >> from & 0x01010101u) << to; }

/// 16 whole numbers behind one 64-bit constant each half.
constexpr uint64_t packTable(const int8_t (&table)[16], int half)
{
    uint64_t packed = 0;
    for (int i = 0; i < 8; ++i)
        packed |= static_cast<uint64_t>(static_cast<uint8_t>(table[half * 8 + i])) << (8 * i);
    return packed;
}
template <WeightType T> SILLOK_DEVICE uint32_t tableValues(uint32_t indices)
{
    constexpr uint64_t kLow = packTable(T == WeightType::MXFP4 ? kMxfp4Values : kIq4Values, 0);
    constexpr uint64_t kHigh = packTable(T == WeightType::MXFP4 ? kMxfp4Values : kIq4Values, 1);
    uint32_t values = 0;
    SILLOK_UNROLL for (int i = 0; i < 4; ++i)
    {
        const uint32_t index = indices >> (8 * i) & 15u;
        const uint64_t half = index < 8 ? kLow : kHigh;
        values |= static_cast<uint32_t>(half >> (8 * (index % 8)) & 0xFFu) << (8 * i);
    }
    return values;
}

struct SixBits {
    int scale;
    int min;
};
/// Scale and minimum of sub-block s (0 to 7) out of three words.
SILLOK_DEVICE SixBits sixBits(const uint32_t* words, int s)
{
    const auto byte = [&](int i) { return static_cast<int>(words[i / 4] >> (8 * (i % 4)) & 0xFFu); };
    if (s < 4)
        return { byte(s) & 63, byte(s + 4) & 63 };
    return { (byte(s + 4) & 15) | byte(s - 4) >> 6 << 4, byte(s + 4) >> 4 | byte(s) >> 6 << 4 };
}

/// Where block `index` of the tensor begins, for types whose blocks stay as they are.
template <WeightType T> SILLOK_DEVICE const uint8_t* wholeBlock(const StoredMatrix& m, int64_t index)
{
    return m.data + index * blockShape(T).bytes;
}

SILLOK_DEVICE void signedWords(const uint32_t (&from)[4], int32_t (&to)[4])
{
    SILLOK_UNROLL for (int i = 0; i < 4; ++i) to[i] = static_cast<int32_t>(from[i]);
}

/// Q4_K and Q5_K: 16 bytes of scales, [32 bytes of fifth bits,] 128 bytes of nibbles.
template <WeightType T> SILLOK_DEVICE Piece pieceOfK(const uint8_t* block, int in)
{
    constexpr bool kFifth = T == WeightType::Q5_K;
    const int pair = in / 2, half = in % 2;
    const Wide head = loadWide(block);
    const Wide low = loadOnce(block + (kFifth ? 48 : 16) + pair * 32 + half * 16);
    Wide fifth {};
    if constexpr (kFifth)
        fifth = loadWide(block + 16 + half * 16);
    const float d = floatFromHalf(static_cast<uint16_t>(head.word[0])), dmin = floatFromHalf(static_cast<uint16_t>(head.word[0] >> 16));
    Piece piece;
    SILLOK_UNROLL for (int run = 0; run < 2; ++run)
    {
        SILLOK_UNROLL for (int i = 0; i < 4; ++i)
            piece.q[run][i] = static_cast<int32_t>(nibbles(low.word[i], run) | (kFifth ? moveBit(fifth.word[i], 2 * pair + run, 4) : 0u));
        const SixBits bits = sixBits(head.word + 1, 2 * pair + run);
        piece.scale[run] = d * static_cast<float>(bits.scale);
        piece.min[run] = dmin * static_cast<float>(bits.min);
    }
    return piece;
}

SILLOK_DEVICE Piece pieceOfQ6K(const StoredMatrix& m, int64_t block, int in)
{
    const int part = in / 4, odd = in % 4 / 2, half = in % 2;
    const uint8_t* qh = m.data + planeStart(WeightType::Q6_K, m.blocks, 1);
    const uint8_t* scales = m.data + planeStart(WeightType::Q6_K, m.blocks, 2);
    const uint8_t* d = m.data + planeStart(WeightType::Q6_K, m.blocks, 3);
    const Wide low = loadOnce(m.data + block * 128 + part * 64 + odd * 32 + half * 16);
    const Wide high = loadWide(qh + block * 64 + part * 32 + half * 16);
    const float scale = halfAt(d + block * 2);
    Piece piece;
    SILLOK_UNROLL for (int run = 0; run < 2; ++run)
    {
        SILLOK_UNROLL for (int i = 0; i < 4; ++i)
            piece.q[run][i] = static_cast<int32_t>(nibbles(low.word[i], run) | (high.word[i] >> (2 * (odd + 2 * run)) & 0x03030303u) << 4);
        piece.scale[run] = scale * static_cast<float>(static_cast<int8_t>(scales[block * 16 + part * 8 + (odd + 2 * run) * 2 + half]));
        piece.min[run] = 32.0f * piece.scale[run];
    }
    return piece;
}

/// Q2_K and Q3_K: 32 bytes hold four runs of 32; `in` is the run of 32.
template <WeightType T> SILLOK_DEVICE Piece pieceOfTwoBits(const uint8_t* block, int in)
{
    constexpr bool kThird = T == WeightType::Q3_K;
    const uint8_t* qs = block + (kThird ? offsetof(BlockQ3_K, qs) : offsetof(BlockQ2_K, qs)) + in / 4 * 32;
    const float d = halfAt(block + (kThird ? offsetof(BlockQ3_K, d) : offsetof(BlockQ2_K, d)));
    Piece piece;
    for (int run = 0; run < 2; ++run) {
        for (int i = 0; i < 4; ++i) {
            uint32_t q = bytes4(qs + run * 16 + i * 4) >> (2 * (in % 4)) & 0x03030303u;
            if constexpr (kThird)
                q |= moveBit(bytes4(block + run * 16 + i * 4), in, 2);
            piece.q[run][i] = static_cast<int32_t>(q);
        }
        const int s = 2 * in + run;
        if constexpr (kThird) {
            const uint8_t* scales = block + offsetof(BlockQ3_K, scales);
            const int low = s < 8 ? scales[s] & 15 : scales[s - 8] >> 4, high = scales[8 + s % 4] >> (2 * (s / 4)) & 3;
            piece.scale[run] = d * static_cast<float>((low | high << 4) - 32);
            piece.min[run] = 4.0f * piece.scale[run];
        } else {
            piece.scale[run] = d * static_cast<float>(block[s] & 15);
            piece.min[run] = halfAt(block + offsetof(BlockQ2_K, dmin)) * static_cast<float>(block[s] >> 4);
        }
    }
    return piece;
}

/// Blocks of 32 with one scale: nibbles, with a fifth bit, a minimum or a table.
template <WeightType T> SILLOK_DEVICE Piece pieceOfNibbles(const uint8_t* qs, const uint8_t* fifth, float scale, float min)
{
    Piece piece;
    for (int run = 0; run < 2; ++run) {
        for (int i = 0; i < 4; ++i) {
            uint32_t q = nibbles(bytes4(qs + 4 * i), run);
            if constexpr (T == WeightType::Q5_0 || T == WeightType::Q5_1)
                q |= spreadBits(bytes4(fifth) >> (run * 16 + 4 * i) & 15u, 4);
            if constexpr (T == WeightType::IQ4_NL || T == WeightType::IQ4_XS || T == WeightType::MXFP4)
                q = tableValues<T>(q);
            piece.q[run][i] = static_cast<int32_t>(q);
        }
        piece.scale[run] = scale;
        piece.min[run] = min;
    }
    return piece;
}

SILLOK_DEVICE Piece pieceOfQ8(const StoredMatrix& m, int64_t block)
{
    const float d = halfAt(m.data + planeStart(WeightType::Q8_0, m.blocks, 1) + block * 2);
    Piece piece;
    SILLOK_UNROLL for (int run = 0; run < 2; ++run)
    {
        const Wide q = loadOnce(m.data + block * 32 + run * 16);
        signedWords(q.word, piece.q[run]);
        piece.scale[run] = d;
        piece.min[run] = 0;
    }
    return piece;
}

SILLOK_DEVICE Piece pieceOfQ4(const StoredMatrix& m, int64_t block)
{
    const float d = halfAt(m.data + planeStart(WeightType::Q4_0, m.blocks, 1) + block * 2);
    const Wide low = loadOnce(m.data + block * 16);
    Piece piece;
    SILLOK_UNROLL for (int run = 0; run < 2; ++run)
    {
        SILLOK_UNROLL for (int i = 0; i < 4; ++i) piece.q[run][i] = static_cast<int32_t>(nibbles(low.word[i], run));
        piece.scale[run] = d;
        piece.min[run] = 8.0f * d;
    }
    return piece;
}

/// Piece `unit` (0 to cols / 32) of a row. needs a quantised type
template <WeightType T> SILLOK_DEVICE Piece loadPiece(const StoredMatrix& m, int64_t row, int64_t unit)
{
    const int64_t perBlock = blockShape(T).elements / 32, block = (m.firstRow + row) * (m.cols / blockShape(T).elements) + unit / perBlock;
    const auto in = static_cast<int>(unit % perBlock);
    if constexpr (T == WeightType::Q8_0)
        return pieceOfQ8(m, block);
    if constexpr (T == WeightType::Q4_0)
        return pieceOfQ4(m, block);
    if constexpr (T == WeightType::Q6_K)
        return pieceOfQ6K(m, block, in);
    const uint8_t* at = wholeBlock<T>(m, block);
    if constexpr (T == WeightType::Q4_K || T == WeightType::Q5_K)
        return pieceOfK<T>(at, in);
    if constexpr (T == WeightType::Q2_K || T == WeightType::Q3_K)
        return pieceOfTwoBits<T>(at, in);
    if constexpr (T == WeightType::Q4_1)
        return pieceOfNibbles<T>(at + 4, nullptr, halfAt(at), -halfAt(at + 2));
    if constexpr (T == WeightType::Q5_0)
        return pieceOfNibbles<T>(at + 6, at + 2, halfAt(at), 16.0f * halfAt(at));
    if constexpr (T == WeightType::Q5_1)
        return pieceOfNibbles<T>(at + 8, at + 4, halfAt(at), -halfAt(at + 2));
    if constexpr (T == WeightType::IQ4_NL)
        return pieceOfNibbles<T>(at + 2, nullptr, halfAt(at), 0);
    if constexpr (T == WeightType::MXFP4)
        return pieceOfNibbles<T>(at + 1, nullptr, powerOfTwo(int { at[0] } - 128), 0);
    if constexpr (T == WeightType::IQ4_XS) {
        const int low = at[offsetof(BlockIq4Xs, scalesLow) + static_cast<size_t>(in / 2)] >> (4 * (in % 2)) & 15;
        const int high = bytes2(at + offsetof(BlockIq4Xs, scalesHigh)) >> (2 * in) & 3;
        return pieceOfNibbles<T>(at + offsetof(BlockIq4Xs, qs) + in * 16, nullptr, halfAt(at) * static_cast<float>((low | high << 4) - 32), 0);
    }
    return {};
}

/// Calls body.template run<T>() with the matrix's type: one branch for all threads of a block.
template <typename Body> SILLOK_DEVICE void withQuantisedType(WeightType type, Body body)
{
    switch (type) {
    case WeightType::Q4_0: return body.template run<WeightType::Q4_0>();
    case WeightType::Q4_1: return body.template run<WeightType::Q4_1>();
    case WeightType::Q5_0: return body.template run<WeightType::Q5_0>();
    case WeightType::Q5_1: return body.template run<WeightType::Q5_1>();
    case WeightType::Q8_0: return body.template run<WeightType::Q8_0>();
    case WeightType::Q2_K: return body.template run<WeightType::Q2_K>();
    case WeightType::Q3_K: return body.template run<WeightType::Q3_K>();
    case WeightType::Q4_K: return body.template run<WeightType::Q4_K>();
    case WeightType::Q5_K: return body.template run<WeightType::Q5_K>();
    case WeightType::Q6_K: return body.template run<WeightType::Q6_K>();
    case WeightType::IQ4_NL: return body.template run<WeightType::IQ4_NL>();
    case WeightType::IQ4_XS: return body.template run<WeightType::IQ4_XS>();
    case WeightType::MXFP4: return body.template run<WeightType::MXFP4>();
    default: return;
    }
}
template <typename Body> SILLOK_DEVICE void withAnyType(WeightType type, Body body)
{
    switch (type) {
    case WeightType::F32: return body.template run<WeightType::F32>();
    case WeightType::F16: return body.template run<WeightType::F16>();
    case WeightType::BF16: return body.template run<WeightType::BF16>();
    default: return withQuantisedType(type, body);
    }
}

} // namespace sillok::kernels::cuda
