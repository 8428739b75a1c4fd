// panel.h - Rows of stored weights, unpacked so that one instruction multiplies four columns of all of them.
//
// A panel holds blocks of 32 columns. Of each: 8 vectors of [rows][4 columns] bytes, then [rows] f32 scales per block (two sets for
// types with scales per 16 columns), then [rows] f32 mins for types that have them. Bytes are unsigned: types that are symmetric about zero
// are stored plus an offset, the others as they are, minus a min per block. Where any byte may be multiplied the offset is 128, in units of
// a power of two that the scale takes back; elsewhere numbers keep their size, and Q8_0 its sign.
#pragma once

#include "kernels/cpu/rounded/lanes.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

constexpr int64_t kPanelUnit = 256;                 ///< columns that are unpacked at a time
constexpr int kVectorBytes = 4 * kPanelRows;
constexpr int kScalesAt = 8 * kVectorBytes;         ///< in a block of a panel
constexpr int kSecondAt = kScalesAt + kVectorBytes; ///< the scales of the other half, or the mins

/// How a type's numbers come back from bytes.
enum class Coding { Offset, OffsetOfHalves, Min, Signed };

template <Coding coding> constexpr int64_t panelBlockBytes()
{
    return coding == Coding::Offset || coding == Coding::Signed ? kSecondAt : kSecondAt + kVectorBytes;
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

/// 4 x 4 words of 32 bits inside each quarter change places.
SILLOK_INLINE void turnQuarters(Words (&z)[4])
{
    const Words a = lowPairs(z[0], z[1]), b = highPairs(z[0], z[1]), c = lowPairs(z[2], z[3]), d = highPairs(z[2], z[3]);
    z[0] = lowHalves(a, c);
    z[1] = highHalves(a, c);
    z[2] = lowHalves(b, d);
    z[3] = highHalves(b, d);
}

SILLOK_INLINE __m256i halfOfPanel(const PanelRows& rows, int64_t offset, int row)
{
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows.at(row) + offset));
}

SILLOK_INLINE __m128i quarter(const PanelRows& rows, int64_t offset, int row)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(rows.at(row) + offset));
}

#if defined(SILLOK_SIMD_AVX512)

/// Two rows' 32 bytes from `offset` on, side by side.
SILLOK_INLINE Words pairOfRows(const PanelRows& rows, int64_t offset, int low, int high)
{
    return _mm512_inserti64x4(_mm512_castsi256_si512(halfOfPanel(rows, offset, low)), halfOfPanel(rows, offset, high), 1);
}

/// out[k] = bytes 4k .. 4k + 3 from `offset` on, of all rows. 8 vectors
SILLOK_INLINE void turn32(const PanelRows& rows, int64_t offset, Words (&out)[8])
{
    Words top[4], bottom[4];
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

/// Rows i, i + 4, i + 8 ...: 16 bytes of each.
SILLOK_INLINE Words quartersOfRows(const PanelRows& rows, int64_t offset, int i)
{
    Words z = _mm512_castsi128_si512(quarter(rows, offset, i));
    z = _mm512_inserti32x4(z, quarter(rows, offset, i + 4), 1);
    z = _mm512_inserti32x4(z, quarter(rows, offset, i + 8), 2);
    return _mm512_inserti32x4(z, quarter(rows, offset, i + 12), 3);
}

SILLOK_INLINE Floats floatsOfHalvesAt(const uint16_t* bits) { return _mm512_cvtph_ps(_mm256_load_si256(reinterpret_cast<const __m256i*>(bits))); }

#else

SILLOK_INLINE void turn32(const PanelRows& rows, int64_t offset, Words (&out)[8])
{
    Words top[4], bottom[4];
    for (int i = 0; i < 4; ++i) {
        top[i] = halfOfPanel(rows, offset, i);
        bottom[i] = halfOfPanel(rows, offset, i + 4);
    }
    turnQuarters(top);
    turnQuarters(bottom);
    for (int i = 0; i < 4; ++i) {
        out[i] = _mm256_permute2x128_si256(top[i], bottom[i], 0x20);
        out[i + 4] = _mm256_permute2x128_si256(top[i], bottom[i], 0x31);
    }
}

SILLOK_INLINE Words quartersOfRows(const PanelRows& rows, int64_t offset, int i)
{
    return _mm256_set_m128i(quarter(rows, offset, i + 4), quarter(rows, offset, i));
}

SILLOK_INLINE Floats floatsOfHalvesAt(const uint16_t* bits) { return _mm256_cvtph_ps(_mm_load_si128(reinterpret_cast<const __m128i*>(bits))); }

#endif

/// The same as turn32 for 16 bytes. 4 vectors
SILLOK_INLINE void turn16(const PanelRows& rows, int64_t offset, Words (&out)[4])
{
    for (int i = 0; i < 4; ++i)
        out[i] = quartersOfRows(rows, offset, i);
    turnQuarters(out);
}

SILLOK_INLINE uint16_t halfBitsAt(const uint8_t* p)
{
    uint16_t bits;
    __builtin_memcpy(&bits, p, sizeof bits);
    return bits;
}

/// One half per row as floats.
SILLOK_INLINE Floats halvesOfRows(const PanelRows& rows, int64_t offset)
{
    alignas(32) uint16_t bits[kPanelRows];
    for (int r = 0; r < kPanelRows; ++r)
        bits[r] = halfBitsAt(rows.at(r) + offset);
    return floatsOfHalvesAt(bits);
}

/// Scales of one block.
SILLOK_INLINE void putScales(std::byte* block, Floats scales) { put(block + kScalesAt, scales); }

/// What a type of weight needs: its coding, how far a sum's start of -128 is shifted down for its offset, the largest byte that it stores, and
/// unpack(rows, column, count, out, ahead), which writes count / 32 blocks of a panel.
/// needs  column a multiple of the type's block, count a multiple of the type's block and at most kPanelUnit.
template <WeightType type> struct Unpacker;

template <> struct Unpacker<WeightType::Q8_0> {
    static constexpr Coding coding = kDotsAnyByte ? Coding::Offset : Coding::Signed;
    static constexpr int offsetShift = 0;
    static constexpr int largest = 255;
    static void unpack(const PanelRows& rows, int64_t column, int64_t count, std::byte* out, const Ahead& ahead)
    {
        for (int64_t c = 0; c < count; c += 32, out += panelBlockBytes<coding>()) {
            const int64_t at = (column + c) / 32 * static_cast<int64_t>(sizeof(BlockQ8_0));
            ahead.fetch(c / 32);
            Words q[8];
            turn32(rows, at + 2, q);
            for (int i = 0; i < 8; ++i)
                put(out + i * kVectorBytes, kDotsAnyByte ? unlike(q[i], allBytes(0x80)) : q[i]);
            putScales(out, halvesOfRows(rows, at));
        }
    }
};

template <> struct Unpacker<WeightType::Q4_0> {
    static constexpr Coding coding = Coding::Offset;
    static constexpr int offsetShift = kDotsAnyByte ? 0 : 4; // from 8, or 16 q is stored and 8 becomes 128
    static constexpr int largest = 15;
    static void unpack(const PanelRows& rows, int64_t column, int64_t count, std::byte* out, const Ahead& ahead)
    {
        for (int64_t c = 0; c < count; c += 32, out += panelBlockBytes<coding>()) {
            const int64_t at = (column + c) / 32 * static_cast<int64_t>(sizeof(BlockQ4_0));
            ahead.fetch(c / 32);
            Words q[4];
            turn16(rows, at + 2, q);
            for (int i = 0; i < 4; ++i) {
                put(out + i * kVectorBytes, kDotsAnyByte ? masked(up<4>(q[i]), 0xF0) : masked(q[i], 0x0F));
                put(out + (i + 4) * kVectorBytes, kDotsAnyByte ? masked(q[i], 0xF0) : masked(down<4>(q[i]), 0x0F));
            }
            putScales(out, kDotsAnyByte ? multiply(halvesOfRows(rows, at), allFloats(1.0f / 16.0f)) : halvesOfRows(rows, at));
        }
    }
};

/// Scales and mins of a Q4_K or Q5_K block of all rows: [16] floats each, for sub-block s.
struct ScalesOfK {
    Floats d, dmin;
    Words packed[3]; ///< bytes 0-3, 4-7, 8-11 of the twelve

    ScalesOfK(const PanelRows& rows, int64_t at)
    {
        Words head[4];
        turn16(rows, at, head);
        d = floatsOfHalves(head[0]);
        dmin = floatsOfHalves(down<16>(head[0]));
        for (int i = 0; i < 3; ++i)
            packed[i] = head[i + 1];
    }
    static Words bits(Words from, int shift, int mask)
    {
        return both(down(from, shift), allWords(mask));
    }
    /// Six bits: whole in byte s of `low`, or four of `four` and two on top of `low`.
    static Words sixBits(Words low, Words high, int highShift, int s)
    {
        if (s < 4)
            return bits(low, 8 * s, 63);
        return either(bits(high, 8 * (s - 4) + highShift, 15), up<4>(bits(low, 8 * (s - 4) + 6, 3)));
    }
    Floats scale(int s) const { return multiply(d, asFloats(sixBits(packed[0], packed[2], 0, s))); }
    /// Behind the bytes of the eight blocks of a panel.
    void putInto(std::byte* panel) const
    {
        for (int s = 0; s < 8; ++s) {
            put(panel + s * panelBlockBytes<Coding::Min>() + kScalesAt, scale(s));
            put(panel + s * panelBlockBytes<Coding::Min>() + kSecondAt, min(s));
        }
    }
    Floats min(int s) const { return multiply(dmin, asFloats(sixBits(packed[1], packed[2], 4, s))); }
};

template <> struct Unpacker<WeightType::Q4_K> {
    static constexpr Coding coding = Coding::Min;
    static constexpr int offsetShift = 0;
    static constexpr int largest = 15;
    static void unpack(const PanelRows& rows, int64_t column, int64_t count, std::byte* out, const Ahead& ahead)
    {
        constexpr int64_t kBytes = panelBlockBytes<coding>();
        for (int64_t c = 0; c < count; c += 256, out += 8 * kBytes) {
            const int64_t at = (column + c) / 256 * static_cast<int64_t>(sizeof(BlockQ4_K));
            const ScalesOfK scales(rows, at);
            for (int pair = 0; pair < 4; ++pair) {
                ahead.fetch(2 * pair);
                ahead.fetch(2 * pair + 1);
                Words q[8];
                turn32(rows, at + 16 + 32 * pair, q);
                std::byte* low = out + 2 * pair * kBytes;
                for (int i = 0; i < 8; ++i) {
                    put(low + i * kVectorBytes, masked(q[i], 0x0F));
                    put(low + kBytes + i * kVectorBytes, masked(down<4>(q[i]), 0x0F));
                }
            }
            scales.putInto(out);
        }
    }
};

template <> struct Unpacker<WeightType::Q5_K> {
    static constexpr Coding coding = Coding::Min;
    static constexpr int offsetShift = 0;
    static constexpr int largest = 31;
    static void unpack(const PanelRows& rows, int64_t column, int64_t count, std::byte* out, const Ahead& ahead)
    {
        constexpr int64_t kBytes = panelBlockBytes<coding>();
        for (int64_t c = 0; c < count; c += 256, out += 8 * kBytes) {
            const int64_t at = (column + c) / 256 * static_cast<int64_t>(sizeof(BlockQ5_K));
            const ScalesOfK scales(rows, at);
            Words fifth[8];
            turn32(rows, at + 16, fifth);
            for (int pair = 0; pair < 4; ++pair) {
                ahead.fetch(2 * pair);
                ahead.fetch(2 * pair + 1);
                Words q[8];
                turn32(rows, at + 48 + 32 * pair, q);
                std::byte* low = out + 2 * pair * kBytes;
                const int shift = 2 * pair;
                for (int i = 0; i < 8; ++i) {
                    const Words top = up<4>(masked(down(fifth[i], shift), 0x03)); // of both sub-blocks
                    put(low + i * kVectorBytes, merged(q[i], 0x0F, top, 0x10));
                    put(low + kBytes + i * kVectorBytes, merged(down<4>(q[i]), 0x0F, down<1>(top), 0x10));
                }
            }
            scales.putInto(out);
        }
    }
};

template <> struct Unpacker<WeightType::Q6_K> {
    static constexpr Coding coding = Coding::OffsetOfHalves;
    static constexpr int offsetShift = kDotsAnyByte ? 0 : 2; // from 32, or 4 q is stored and 32 becomes 128
    static constexpr int largest = 63;
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
            Words scales[4];
            turn16(rows, at + 192, scales);
            const Floats d = kDotsAnyByte ? multiply(halvesOfRows(rows, at + 208), allFloats(0.25f)) : halvesOfRows(rows, at + 208);
            for (int s = 0; s < 16; ++s) {
                const Words sign = up(scales[s / 4], 24 - 8 * (s % 4));
                put(out + s / 2 * kBytes + (s % 2 ? kSecondAt : kScalesAt), multiply(d, asFloats(downSigned<24>(sign))));
            }
        }
    }

private:
    static void unpackPart(const PanelRows& rows, int64_t lowAt, int64_t highAt, std::byte* out)
    {
        constexpr int64_t kBytes = panelBlockBytes<coding>();
        Words first[8], second[8], high[8];
        turn32(rows, lowAt, first);
        turn32(rows, lowAt + 32, second);
        turn32(rows, highAt, high);
        for (int i = 0; i < 8; ++i) {
            std::byte* at = out + i * kVectorBytes;
            if constexpr (kDotsAnyByte) {
                put(at, merged(up<2>(first[i]), 0x3C, up<6>(high[i]), 0xC0));
                put(at + kBytes, merged(up<2>(second[i]), 0x3C, up<4>(high[i]), 0xC0));
                put(at + 2 * kBytes, merged(down<2>(first[i]), 0x3C, up<2>(high[i]), 0xC0));
                put(at + 3 * kBytes, merged(down<2>(second[i]), 0x3C, high[i], 0xC0));
            } else {
                put(at, merged(first[i], 0x0F, up<4>(high[i]), 0x30));
                put(at + kBytes, merged(second[i], 0x0F, up<2>(high[i]), 0x30));
                put(at + 2 * kBytes, merged(down<4>(first[i]), 0x0F, high[i], 0x30));
                put(at + 3 * kBytes, merged(down<4>(second[i]), 0x0F, down<2>(high[i]), 0x30));
            }
        }
    }
};

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
