// panel.h - Sixteen rows of stored weights, unpacked so that one instruction multiplies four columns of all of them.
//
// A panel holds blocks of 32 columns. Of each: 8 vectors of [16 rows][4 columns] bytes, then [16] f32 scales per block (two sets for
// types with scales per 16 columns), then [16] f32 mins for types that have them. Bytes are unsigned: types that are symmetric about zero
// are stored plus 128 (in units of a power of two that their scale takes back), the others as they are, minus a min per block.
#pragma once

#include "kernels/cpu/simd.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

constexpr int kPanelRows = 16;
constexpr int64_t kPanelUnit = 256; ///< columns that are unpacked at a time

/// How a type's numbers come back from bytes.
enum class Coding { Offset, OffsetOfHalves, Min };

template <Coding coding> constexpr int64_t panelBlockBytes()
{
    return 512 + (coding == Coding::Offset ? 64 : 128);
}

/// The stored rows of one panel.
struct PanelRows {
    const uint8_t* first;
    int64_t stride;

    const uint8_t* at(int row) const { return first + row * stride; }
};

/// What the next panel will read is fetched bit by bit while this one is unpacked, so that memory and arithmetic overlap. Rows of a
/// panel lie one behind the other, and so do panels.
struct Ahead {
    const uint8_t* from = nullptr;
    int64_t perBlock = 0; ///< bytes for each block of 32 columns

    static Ahead ofUnit(const PanelRows& rows, int64_t unit, int64_t units, int64_t blocks)
    {
        const int64_t whole = rows.stride * kPanelRows, part = (whole + units - 1) / units;
        return { rows.first + whole + unit * part, (part + blocks - 1) / blocks };
    }
    SILLOK_INLINE void fetch(int64_t block) const
    {
        for (int64_t at = block * perBlock; at < (block + 1) * perBlock; at += 64)
            _mm_prefetch(reinterpret_cast<const char*>(from + at), _MM_HINT_T1);
    }
};

/// Two rows' 32 bytes from `offset` on, side by side.
SILLOK_INLINE __m512i pairOfRows(const PanelRows& rows, int64_t offset, int low, int high)
{
    const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows.at(low) + offset));
    const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows.at(high) + offset));
    return _mm512_inserti64x4(_mm512_castsi256_si512(a), b, 1);
}

/// 4 x 4 words of 32 bits inside each quarter change places.
SILLOK_INLINE void turnQuarters(__m512i (&z)[4])
{
    const __m512i a = _mm512_unpacklo_epi32(z[0], z[1]), b = _mm512_unpackhi_epi32(z[0], z[1]);
    const __m512i c = _mm512_unpacklo_epi32(z[2], z[3]), d = _mm512_unpackhi_epi32(z[2], z[3]);
    z[0] = _mm512_unpacklo_epi64(a, c);
    z[1] = _mm512_unpackhi_epi64(a, c);
    z[2] = _mm512_unpacklo_epi64(b, d);
    z[3] = _mm512_unpackhi_epi64(b, d);
}

/// out[k] = bytes 4k .. 4k + 3 from `offset` on, of all rows. 8 vectors
SILLOK_INLINE void turn32(const PanelRows& rows, int64_t offset, __m512i (&out)[8])
{
    __m512i top[4], bottom[4];
    for (int i = 0; i < 4; ++i) {
        top[i] = pairOfRows(rows, offset, i, i + 4);
        bottom[i] = pairOfRows(rows, offset, i + 8, i + 12);
    }
    turnQuarters(top);
    turnQuarters(bottom);
    for (int i = 0; i < 4; ++i) {
        out[i] = _mm512_shuffle_i32x4(top[i], bottom[i], 0x88);
        out[i + 4] = _mm512_shuffle_i32x4(top[i], bottom[i], 0xDD);
    }
}

SILLOK_INLINE __m128i quarter(const PanelRows& rows, int64_t offset, int row)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows.at(row) + offset));
}

/// The same for 16 bytes. 4 vectors
SILLOK_INLINE void turn16(const PanelRows& rows, int64_t offset, __m512i (&out)[4])
{
    for (int i = 0; i < 4; ++i) {
        __m512i z = _mm512_castsi128_si512(quarter(rows, offset, i));
        z = _mm512_inserti32x4(z, quarter(rows, offset, i + 4), 1);
        z = _mm512_inserti32x4(z, quarter(rows, offset, i + 8), 2);
        out[i] = _mm512_inserti32x4(z, quarter(rows, offset, i + 12), 3);
    }
    turnQuarters(out);
}

SILLOK_INLINE uint16_t halfBitsAt(const uint8_t* p)
{
    uint16_t bits;
    __builtin_memcpy(&bits, p, sizeof bits);
    return bits;
}

/// One half per row as floats.
SILLOK_INLINE __m512 halvesOfRows(const PanelRows& rows, int64_t offset)
{
    alignas(32) uint16_t bits[kPanelRows];
    for (int r = 0; r < kPanelRows; ++r)
        bits[r] = halfBitsAt(rows.at(r) + offset);
    return _mm512_cvtph_ps(_mm256_load_si256(reinterpret_cast<const __m256i*>(bits)));
}

inline __m512i bytes(int value) { return _mm512_set1_epi8(static_cast<char>(value)); }
inline __m512i masked(__m512i a, int mask) { return _mm512_and_si512(a, bytes(mask)); }
/// (a & mask) | (b & otherMask)
inline __m512i merged(__m512i a, int mask, __m512i b, int otherMask) { return _mm512_or_si512(masked(a, mask), masked(b, otherMask)); }
inline void put(std::byte* at, __m512i value) { _mm512_store_si512(at, value); }
inline void put(std::byte* at, __m512 value) { _mm512_store_ps(at, value); }

/// What a type of weight needs: its coding, and unpack(rows, column, count, out, ahead), which writes count / 32 blocks of a panel.
/// needs  column a multiple of the type's block, count a multiple of the type's block and at most kPanelUnit.
template <WeightType type> struct Unpacker;

template <> struct Unpacker<WeightType::Q8_0> {
    static constexpr Coding coding = Coding::Offset;
    static void unpack(const PanelRows& rows, int64_t column, int64_t count, std::byte* out, const Ahead& ahead)
    {
        for (int64_t c = 0; c < count; c += 32, out += panelBlockBytes<coding>()) {
            const int64_t at = (column + c) / 32 * static_cast<int64_t>(sizeof(BlockQ8_0));
            ahead.fetch(c / 32);
            __m512i q[8];
            turn32(rows, at + 2, q);
            for (int i = 0; i < 8; ++i)
                put(out + i * 64, _mm512_xor_si512(q[i], bytes(0x80)));
            put(out + 512, halvesOfRows(rows, at));
        }
    }
};

template <> struct Unpacker<WeightType::Q4_0> {
    static constexpr Coding coding = Coding::Offset; // 16 q, so that 8 becomes 128
    static void unpack(const PanelRows& rows, int64_t column, int64_t count, std::byte* out, const Ahead& ahead)
    {
        for (int64_t c = 0; c < count; c += 32, out += panelBlockBytes<coding>()) {
            const int64_t at = (column + c) / 32 * static_cast<int64_t>(sizeof(BlockQ4_0));
            ahead.fetch(c / 32);
            __m512i q[4];
            turn16(rows, at + 2, q);
            for (int i = 0; i < 4; ++i) {
                put(out + i * 64, masked(_mm512_slli_epi32(q[i], 4), 0xF0));
                put(out + (i + 4) * 64, masked(q[i], 0xF0));
            }
            put(out + 512, _mm512_mul_ps(halvesOfRows(rows, at), _mm512_set1_ps(1.0f / 16.0f)));
        }
    }
};

/// Scales and mins of a Q4_K or Q5_K block of all rows: [16] floats each, for sub-block s.
struct ScalesOfK {
    __m512 d, dmin;
    __m512i packed[3]; ///< bytes 0-3, 4-7, 8-11 of the twelve

    ScalesOfK(const PanelRows& rows, int64_t at)
    {
        __m512i head[4];
        turn16(rows, at, head);
        d = _mm512_cvtph_ps(_mm512_cvtepi32_epi16(head[0]));
        dmin = _mm512_cvtph_ps(_mm512_cvtepi32_epi16(_mm512_srli_epi32(head[0], 16)));
        for (int i = 0; i < 3; ++i)
            packed[i] = head[i + 1];
    }
    static __m512i bits(__m512i from, int shift, int mask)
    {
        return _mm512_and_si512(_mm512_srl_epi32(from, _mm_cvtsi32_si128(shift)), _mm512_set1_epi32(mask));
    }
    /// Six bits: whole in byte s of `low`, or four of `four` and two on top of `low`.
    static __m512i sixBits(__m512i low, __m512i high, int highShift, int s)
    {
        if (s < 4)
            return bits(low, 8 * s, 63);
        return _mm512_or_si512(bits(high, 8 * (s - 4) + highShift, 15), _mm512_slli_epi32(bits(low, 8 * (s - 4) + 6, 3), 4));
    }
    __m512 scale(int s) const { return _mm512_mul_ps(d, _mm512_cvtepi32_ps(sixBits(packed[0], packed[2], 0, s))); }
    /// Behind the bytes of the eight blocks of a panel.
    void putInto(std::byte* panel) const
    {
        for (int s = 0; s < 8; ++s) {
            put(panel + s * panelBlockBytes<Coding::Min>() + 512, scale(s));
            put(panel + s * panelBlockBytes<Coding::Min>() + 576, min(s));
        }
    }
    __m512 min(int s) const { return _mm512_mul_ps(dmin, _mm512_cvtepi32_ps(sixBits(packed[1], packed[2], 4, s))); }
};

template <> struct Unpacker<WeightType::Q4_K> {
    static constexpr Coding coding = Coding::Min;
    static void unpack(const PanelRows& rows, int64_t column, int64_t count, std::byte* out, const Ahead& ahead)
    {
        constexpr int64_t kBytes = panelBlockBytes<coding>();
        for (int64_t c = 0; c < count; c += 256, out += 8 * kBytes) {
            const int64_t at = (column + c) / 256 * static_cast<int64_t>(sizeof(BlockQ4_K));
            const ScalesOfK scales(rows, at);
            for (int pair = 0; pair < 4; ++pair) {
                ahead.fetch(2 * pair);
                ahead.fetch(2 * pair + 1);
                __m512i q[8];
                turn32(rows, at + 16 + 32 * pair, q);
                std::byte* low = out + 2 * pair * kBytes;
                for (int i = 0; i < 8; ++i) {
                    put(low + i * 64, masked(q[i], 0x0F));
                    put(low + kBytes + i * 64, masked(_mm512_srli_epi32(q[i], 4), 0x0F));
                }
            }
            scales.putInto(out);
        }
    }
};

template <> struct Unpacker<WeightType::Q5_K> {
    static constexpr Coding coding = Coding::Min;
    static void unpack(const PanelRows& rows, int64_t column, int64_t count, std::byte* out, const Ahead& ahead)
    {
        constexpr int64_t kBytes = panelBlockBytes<coding>();
        for (int64_t c = 0; c < count; c += 256, out += 8 * kBytes) {
            const int64_t at = (column + c) / 256 * static_cast<int64_t>(sizeof(BlockQ5_K));
            const ScalesOfK scales(rows, at);
            __m512i fifth[8];
            turn32(rows, at + 16, fifth);
            for (int pair = 0; pair < 4; ++pair) {
                ahead.fetch(2 * pair);
                ahead.fetch(2 * pair + 1);
                __m512i q[8];
                turn32(rows, at + 48 + 32 * pair, q);
                std::byte* low = out + 2 * pair * kBytes;
                const __m128i shift = _mm_cvtsi32_si128(2 * pair);
                for (int i = 0; i < 8; ++i) {
                    const __m512i top = _mm512_slli_epi32(masked(_mm512_srl_epi32(fifth[i], shift), 0x03), 4); // of both sub-blocks
                    put(low + i * 64, merged(q[i], 0x0F, top, 0x10));
                    put(low + kBytes + i * 64, merged(_mm512_srli_epi32(q[i], 4), 0x0F, _mm512_srli_epi32(top, 1), 0x10));
                }
            }
            scales.putInto(out);
        }
    }
};

template <> struct Unpacker<WeightType::Q6_K> {
    static constexpr Coding coding = Coding::OffsetOfHalves; // 4 q, so that 32 becomes 128
    static void unpack(const PanelRows& rows, int64_t column, int64_t count, std::byte* out, const Ahead& ahead)
    {
        constexpr int64_t kBytes = panelBlockBytes<coding>();
        for (int64_t c = 0; c < count; c += 256, out += 8 * kBytes) {
            const int64_t at = (column + c) / 256 * static_cast<int64_t>(sizeof(BlockQ6_K));
            for (int part = 0; part < 2; ++part) {
                for (int block = 4 * part; block < 4 * part + 4; ++block)
                    ahead.fetch(block);
                unpackPart(rows, at + 64 * part, at + 128 + 32 * part, out + 4 * part * kBytes);
            }
            __m512i scales[4];
            turn16(rows, at + 192, scales);
            const __m512 d = _mm512_mul_ps(halvesOfRows(rows, at + 208), _mm512_set1_ps(0.25f));
            for (int s = 0; s < 16; ++s) {
                const __m512i sign = _mm512_sll_epi32(scales[s / 4], _mm_cvtsi32_si128(24 - 8 * (s % 4)));
                put(out + s / 2 * kBytes + 512 + s % 2 * 64, _mm512_mul_ps(d, _mm512_cvtepi32_ps(_mm512_srai_epi32(sign, 24))));
            }
        }
    }

private:
    static void unpackPart(const PanelRows& rows, int64_t lowAt, int64_t highAt, std::byte* out)
    {
        constexpr int64_t kBytes = panelBlockBytes<coding>();
        __m512i first[8], second[8], high[8];
        turn32(rows, lowAt, first);
        turn32(rows, lowAt + 32, second);
        turn32(rows, highAt, high);
        for (int i = 0; i < 8; ++i) {
            std::byte* at = out + i * 64;
            put(at, merged(_mm512_slli_epi32(first[i], 2), 0x3C, _mm512_slli_epi32(high[i], 6), 0xC0));
            put(at + kBytes, merged(_mm512_slli_epi32(second[i], 2), 0x3C, _mm512_slli_epi32(high[i], 4), 0xC0));
            put(at + 2 * kBytes, merged(_mm512_srli_epi32(first[i], 2), 0x3C, _mm512_slli_epi32(high[i], 2), 0xC0));
            put(at + 3 * kBytes, merged(_mm512_srli_epi32(second[i], 2), 0x3C, high[i], 0xC0));
        }
    }
};

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
