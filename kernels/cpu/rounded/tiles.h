// tiles.h - Many tokens on the tile unit (AMX): weights and activations as bf16, summed in f32 inside the tiles over the whole length of a row.
//
// For prompts alone: unpacking to bf16 costs more than a single token would ever gain. What a (row, token) gives depends on nothing but its own numbers,
// so a prompt may be cut into chunks of any size.
#pragma once

#include "kernels/cpu/rounded/product.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

static_assert(kPanelRows == 16 && kDotsAnyByte);

constexpr int64_t kTileGroup = 16;
constexpr int64_t kTileColumns = 32;
constexpr int64_t kTileBytes = 1024; ///< 16 rows of 32 numbers

/// source  Intel Software Developer's Manual volume 1, chapter 18: palette 1, tile configuration
struct TileShapes {
    uint8_t palette = 1, startRow = 0, reserved[14] = {};
    uint16_t rowBytes[16] = {};
    uint8_t rows[16] = {};
};
static_assert(sizeof(TileShapes) == 64);

/// Sets the tile unit up for two groups of tokens, and leaves it clean. Tiles 0 to 3 hold sums (two groups by two panels), 4 and 5 activations, 6 and
/// 7 weights. The compiler takes their numbers as they are written, and no constants.
class TileUnit {
public:
    TileUnit() = default;
    TileUnit(const TileUnit&) = delete;
    TileUnit& operator=(const TileUnit&) = delete;
    ~TileUnit() { _tile_release(); }

    /// needs  first >= 1; second 0: there is one group only
    void setUp(int64_t first, int64_t second)
    {
        if (m_first == first && m_second == second)
            return;
        m_first = first;
        m_second = second;
        TileShapes shapes;
        for (int tile = 0; tile < 8; ++tile) {
            const bool ofSecond = tile == 2 || tile == 3 || tile == 5;
            const int64_t tokens = ofSecond && second > 0 ? second : first;
            shapes.rows[tile] = static_cast<uint8_t>(tile < 6 ? tokens : kTileColumns / 2);
            shapes.rowBytes[tile] = 64;
        }
        asm volatile("" : : "r"(&shapes) : "memory"); // GCC 12 believes that only the first bytes of the shapes are read
        _tile_loadconfig(&shapes);
    }

private:
    int64_t m_first = 0, m_second = 0;
};

/// Two columns of all rows as the pairs that the tile unit multiplies.
SILLOK_INLINE void putPair(std::byte* at, Floats even, Floats odd)
{
    const Words order = _mm512_set_epi16(31, 15, 30, 14, 29, 13, 28, 12, 27, 11, 26, 10, 25, 9, 24, 8, 23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    const __m512bh both = _mm512_cvtne2ps_pbh(odd, even);
    Words words;
    __builtin_memcpy(&words, &both, sizeof words);
    put(at, _mm512_permutexvar_epi16(order, words));
}

/// One block of 32 columns of a byte panel to a tile of weights.
template <Coding coding> SILLOK_INLINE void widenBlock(const std::byte* panel, std::byte* tile)
{
    const Floats scale = floatsAt(panel + kScalesAt);
    const Floats second = coding == Coding::Offset ? scale : floatsAt(panel + kSecondAt);
    repeat<8>([&](auto i) SILLOK_STEP {
        const Words four = wordsAt(panel + i * kVectorBytes);
        const Floats by = coding == Coding::OffsetOfHalves && i >= 4 ? second : scale;
        const auto value = [&](Words byte) {
            if constexpr (coding == Coding::Min)
                return _mm512_fmsub_ps(asFloats(byte), by, second);
            return multiply(asFloats(_mm512_sub_epi32(byte, allWords(128))), by);
        };
        const Words low = allWords(0xFF);
        putPair(tile + 2 * i * 64, value(both(four, low)), value(both(down<8>(four), low)));
        putPair(tile + (2 * i + 1) * 64, value(both(down<16>(four), low)), value(down<24>(four)));
    });
}

/// All of a panel's rows as tiles, one for each 32 columns. `bytes`: room for a unit of the byte panel.
template <WeightType type> void widenPanel(const MatmulArgs& a, const PanelPlace& place, std::byte* tiles, std::byte* bytes)
{
    using Unpack = Unpacker<type>;
    constexpr int64_t kBytes = panelBlockBytes<Unpack::coding>();
    for (int64_t column = 0; column < a.cols; column += kPanelUnit) {
        const int64_t count = a.cols - column < kPanelUnit ? a.cols - column : kPanelUnit;
        Unpack::unpack(place.rows(a), column, count, bytes, Ahead {});
        for (int64_t block = 0; block < count / kTileColumns; ++block)
            widenBlock<Unpack::coding>(bytes + block * kBytes, tiles + (column / kTileColumns + block) * kTileBytes);
    }
}

/// The same of rows that are stored as bf16: pairs change places.
inline void turnPanel(const MatmulArgs& a, const PanelPlace& place, std::byte* tiles)
{
    const PanelRows rows = place.rows(a);
    for (int64_t column = 0; column < a.cols; column += kTileColumns) {
        for (int half = 0; half < 2; ++half) {
            Words pairs[8]; // [16 rows] of two numbers
            turn32(rows, column * 2 + half * 32, pairs);
            for (int i = 0; i < 8; ++i)
                put(tiles + column / kTileColumns * kTileBytes + (8 * half + i) * 64, pairs[i]);
        }
    }
}

template <int Groups, int Panels> SILLOK_INLINE void clearSums()
{
    _tile_zero(0);
    if constexpr (Panels == 2)
        _tile_zero(1);
    if constexpr (Groups == 2)
        _tile_zero(2);
    if constexpr (Groups == 2 && Panels == 2)
        _tile_zero(3);
}

template <int Groups, int Panels> SILLOK_INLINE void addTiles(const std::byte* const (&x)[2], const std::byte* const (&panels)[2], int64_t at)
{
    _tile_loadd(4, x[0] + at, 64);
    _tile_loadd(6, panels[0] + at, 64);
    _tile_dpbf16ps(0, 4, 6);
    if constexpr (Panels == 2) {
        _tile_loadd(7, panels[1] + at, 64);
        _tile_dpbf16ps(1, 4, 7);
    }
    if constexpr (Groups == 2) {
        _tile_loadd(5, x[1] + at, 64);
        _tile_dpbf16ps(2, 5, 6);
    }
    if constexpr (Groups == 2 && Panels == 2)
        _tile_dpbf16ps(3, 5, 7);
}

/// [tokens][16 rows] of one tile.
struct alignas(64) TileSums {
    float y[kTileGroup][kPanelRows];
};

/// One tile's sums with the bias, to the rows from `row` on.
inline void putSums(const MatmulArgs& a, const TileSums& sums, const PanelPlace& place, int64_t token, int64_t count)
{
    const Floats bias = a.bias ? someFloats(a.bias + place.first, place.stored) : allFloats(0);
    for (int64_t t = 0; t < count; ++t) {
        const Floats y = floatsAt(sums.y[t]);
        putSome(a.y + (token + t) * a.yStride + place.first, place.stored, a.bias ? plus(y, bias) : y);
    }
}

/// Two groups of tokens, or one, by two panels, or one.
template <int Groups, int Panels>
void multiplyTiles(const MatmulArgs& a, const std::byte* x, const std::byte* scratch, const PanelPlace (&places)[2], int64_t token, int64_t second)
{
    const int64_t groupBytes = a.cols / kTileColumns * kTileBytes;
    const std::byte* const groups[2] = { x + token / kTileGroup * groupBytes, x + (token / kTileGroup + 1) * groupBytes };
    const std::byte* const panels[2] = { scratch, scratch + groupBytes };
    clearSums<Groups, Panels>();
    for (int64_t at = 0; at < groupBytes; at += kTileBytes)
        addTiles<Groups, Panels>(groups, panels, at);
    TileSums sums[4];
    _tile_stored(0, sums[0].y, 64);
    if constexpr (Panels == 2)
        _tile_stored(1, sums[1].y, 64);
    if constexpr (Groups == 2)
        _tile_stored(2, sums[2].y, 64);
    if constexpr (Groups == 2 && Panels == 2)
        _tile_stored(3, sums[3].y, 64);
    const int64_t first = Groups == 2 || a.tokens - token > kTileGroup ? kTileGroup : a.tokens - token;
    for (int p = 0; p < Panels; ++p) {
        putSums(a, sums[p], places[p], token, first);
        if constexpr (Groups == 2)
            putSums(a, sums[2 + p], places[p], token + kTileGroup, second);
    }
}

template <int Panels> void multiplyAllTiles(TileUnit& unit, const MatmulArgs& a, const std::byte* x, const std::byte* scratch, const PanelPlace (&places)[2])
{
    asm volatile("" ::: "memory"); // GCC does not know that tiles are loaded from what was stored before
    for (int64_t token = 0; token < a.tokens; token += 2 * kTileGroup) {
        const int64_t left = a.tokens - token;
        const int64_t second = left <= kTileGroup ? 0 : left < 2 * kTileGroup ? left - kTileGroup : kTileGroup;
        unit.setUp(left < kTileGroup ? left : kTileGroup, second);
        if (second > 0)
            multiplyTiles<2, Panels>(a, x, scratch, places, token, second);
        else
            multiplyTiles<1, Panels>(a, x, scratch, places, token, 0);
    }
}

/// Room for the tiles of two panels, then for one unit of the byte panel.
int64_t promptScratchBytes(int64_t cols)
{
    return 2 * (cols / kTileColumns) * kTileBytes + kPanelUnit / kRoundedBlock * panelBlockBytes<Coding::Min>();
}

template <WeightType type> void widen(const MatmulArgs& a, const PanelPlace& place, std::byte* tiles, std::byte* bytes)
{
    if constexpr (type == WeightType::BF16)
        turnPanel(a, place, tiles);
    else
        widenPanel<type>(a, place, tiles, bytes);
}

template <WeightType type> void tileRows(const MatmulArgs& a, const std::byte* x, int64_t rowBegin, int64_t rowEnd, std::byte* scratch)
{
    const int64_t panelBytes = a.cols / kTileColumns * kTileBytes;
    TileUnit unit;
    for (int64_t row = rowBegin; row < rowEnd; row += 2 * kPanelRows) {
        const bool two = row + kPanelRows < rowEnd;
        const PanelPlace places[2] = { PanelPlace(a, row, rowEnd), PanelPlace(a, two ? row + kPanelRows : row, rowEnd) };
        widen<type>(a, places[0], scratch, scratch + 2 * panelBytes);
        if (two) {
            widen<type>(a, places[1], scratch + panelBytes, scratch + 2 * panelBytes);
            multiplyAllTiles<2>(unit, a, x, scratch, places);
        } else {
            multiplyAllTiles<1>(unit, a, x, scratch, places);
        }
    }
}

/// F16 is more exact than bf16 and is left to matmul().
bool multipliesPrompt(WeightType type, int64_t rows, int64_t cols)
{
    return cols % kTileColumns == 0 && (multipliesRounded(type, rows, cols) || (rows >= kPanelRows && type == WeightType::BF16));
}

void matmulPrompt(const MatmulArgs& a, std::byte* x, int64_t rowBegin, int64_t rowEnd, std::byte* scratch)
{
    switch (a.type) {
    case WeightType::Q8_0: return tileRows<WeightType::Q8_0>(a, x, rowBegin, rowEnd, scratch);
    case WeightType::Q4_0: return tileRows<WeightType::Q4_0>(a, x, rowBegin, rowEnd, scratch);
    case WeightType::Q4_K: return tileRows<WeightType::Q4_K>(a, x, rowBegin, rowEnd, scratch);
    case WeightType::Q5_K: return tileRows<WeightType::Q5_K>(a, x, rowBegin, rowEnd, scratch);
    case WeightType::Q6_K: return tileRows<WeightType::Q6_K>(a, x, rowBegin, rowEnd, scratch);
    case WeightType::BF16: return tileRows<WeightType::BF16>(a, x, rowBegin, rowEnd, scratch);
    default: return; // multipliesPrompt() was false
    }
}

/// Groups of sixteen tokens: for each 32 columns a tile [16][32] of bf16; the last group's missing tokens are never read.
int64_t promptBytes(int64_t tokens, int64_t cols) { return (tokens + kTileGroup - 1) / kTileGroup * (cols / kTileColumns) * kTileBytes; }

void roundPrompt(const RoundArgs& a, int64_t groupBegin, int64_t groupEnd)
{
    for (int64_t group = groupBegin; group < groupEnd; ++group) {
        const int64_t first = group * kTileGroup;
        const int64_t count = a.tokens - first < kTileGroup ? a.tokens - first : kTileGroup;
        std::byte* const start = a.out + promptBytes(first, a.cols);
        for (int64_t t = 0; t < count; ++t) {
            const float* const x = a.x + (first + t) * a.xStride;
            for (int64_t b = 0; b < a.cols / kTileColumns; ++b) {
                Floats low = _mm512_loadu_ps(x + b * kTileColumns), high = _mm512_loadu_ps(x + b * kTileColumns + 16);
                low = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(low, low, _CMP_ORD_Q), low);
                high = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(high, high, _CMP_ORD_Q), high);
                const __m512bh both = _mm512_cvtne2ps_pbh(high, low);
                __builtin_memcpy(start + b * kTileBytes + t * 64, &both, 64);
            }
        }
    }
}

/// What is in the tiles does not matter: they are empty.
int64_t tilePeak(int64_t rounds, float*)
{
    TileUnit unit;
    unit.setUp(kTileGroup, kTileGroup);
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    _tile_zero(4);
    _tile_zero(6);
    for (int64_t round = 0; round < rounds; ++round) {
        _tile_dpbf16ps(0, 4, 6);
        _tile_dpbf16ps(1, 4, 6);
        _tile_dpbf16ps(2, 4, 6);
        _tile_dpbf16ps(3, 4, 6);
    }
    return rounds * 4 * kTileGroup * kTileGroup * kTileColumns;
}

constexpr CpuTable withTiles(CpuTable table)
{
    table.prompt = { multipliesPrompt, kTileGroup, promptBytes, roundPrompt, matmulPrompt, promptScratchBytes, tilePeak };
    return table;
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
