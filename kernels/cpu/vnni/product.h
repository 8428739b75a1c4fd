// product.h - Panels of weights times rounded activations, as whole numbers within a block and in f32 from block to block.
//
// The order of every sum is fixed: one (row, token) gives the same number for any number of tokens, rows or threads.
#pragma once

#include "kernels/cpu/vnni/panel.h"
#include "kernels/cpu/vnni/round.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

/// Results of 16 rows per panel, for each token. Registers: at most 2 x 6.
template <int Panels, int Tokens> struct Sums {
    __m512 y[Panels][Tokens];

    SILLOK_INLINE void clear()
    {
        repeat<Panels>([&](auto p) SILLOK_STEP { repeat<Tokens>([&](auto t) SILLOK_STEP { y[p][t] = _mm512_setzero_ps(); }); });
    }
};

template <int Panels> struct PanelPlaces {
    const std::byte* at[Panels];
};

SILLOK_INLINE __m512i fourColumns(const int8_t* q)
{
    int32_t word;
    __builtin_memcpy(&word, q, sizeof word);
    return _mm512_set1_epi32(word);
}

/// Whole sums of columns 4 first .. 4 last - 1 of a block, then y += sum * scale * d. `offsets` null: the sums start at 0.
template <int Panels, int Tokens, int first, int last>
SILLOK_INLINE void addColumns(Sums<Panels, Tokens>& sums, const PanelPlaces<Panels>& panels, const RoundedPlaces& x, const int32_t* offsets, int scaleAt)
{
    __m512i n[Panels][Tokens];
    repeat<Tokens>([&](auto t) SILLOK_STEP {
        const __m512i start = offsets ? _mm512_set1_epi32(offsets[t]) : _mm512_setzero_si512();
        repeat<Panels>([&](auto p) SILLOK_STEP { n[p][t] = start; });
    });
    repeat<last - first>([&](auto step) SILLOK_STEP {
        constexpr int i = first + decltype(step) {};
        __m512i w[Panels];
        repeat<Panels>([&](auto p) SILLOK_STEP { w[p] = _mm512_load_si512(panels.at[p] + i * 64); });
        repeat<Tokens>([&](auto t) SILLOK_STEP {
            const __m512i four = fourColumns(x.q(t) + 4 * i);
            repeat<Panels>([&](auto p) SILLOK_STEP { n[p][t] = _mm512_dpbusd_epi32(n[p][t], w[p], four); });
        });
    });
    repeat<Panels>([&](auto p) SILLOK_STEP {
        const __m512 scale = _mm512_load_ps(panels.at[p] + scaleAt);
        repeat<Tokens>([&](auto t) SILLOK_STEP {
            const __m512 both = _mm512_mul_ps(scale, _mm512_set1_ps(x.scales()[t]));
            sums.y[p][t] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(n[p][t]), both, sums.y[p][t]);
        });
    });
}

/// One block of 32 columns.
template <Coding coding, int Panels, int Tokens>
SILLOK_INLINE void addBlock(Sums<Panels, Tokens>& sums, const PanelPlaces<Panels>& panels, const RoundedPlaces& x)
{
    if constexpr (coding == Coding::OffsetOfHalves) {
        addColumns<Panels, Tokens, 0, 4>(sums, panels, x, x.firstOffsets(), 512);
        addColumns<Panels, Tokens, 4, 8>(sums, panels, x, x.lastOffsets(), 576);
    } else {
        addColumns<Panels, Tokens, 0, 8>(sums, panels, x, coding == Coding::Offset ? x.offsets() : nullptr, 512);
    }
    if constexpr (coding == Coding::Min)
        repeat<Panels>([&](auto p) SILLOK_STEP {
            const __m512 min = _mm512_load_ps(panels.at[p] + 576);
            repeat<Tokens>([&](auto t) SILLOK_STEP { sums.y[p][t] = _mm512_fnmadd_ps(min, _mm512_set1_ps(x.scaledSums()[t]), sums.y[p][t]); });
        });
}

template <Coding coding, int Panels, int Tokens>
SILLOK_INLINE void addBlocks(Sums<Panels, Tokens>& sums, PanelPlaces<Panels> panels, std::byte* x, int64_t blocks)
{
    for (int64_t b = 0; b < blocks; ++b) {
        addBlock<coding, Panels, Tokens>(sums, panels, { x, Tokens });
        x += Tokens * kRoundedBlockBytes;
        repeat<Panels>([&](auto p) SILLOK_STEP { panels.at[p] += panelBlockBytes<coding>(); });
    }
}

/// Where a panel lies. At the end of a matrix it begins before `row`, so that it is whole; only rows from `row` on are stored.
struct PanelPlace {
    int64_t first;
    __mmask16 stored;

    PanelPlace(const MatmulArgs& a, int64_t row, int64_t rowEnd)
        : first(row + kPanelRows <= a.rows ? row : a.rows - kPanelRows)
    {
        const int64_t above = row - first, end = rowEnd - first < kPanelRows ? rowEnd - first : kPanelRows;
        stored = static_cast<__mmask16>(end > above ? (0xFFFFu >> (kPanelRows - end)) & (0xFFFFu << above) : 0);
    }
    PanelRows rows(const MatmulArgs& a) const
    {
        const int64_t stride = rowBytes(a.type, a.cols);
        return { static_cast<const uint8_t*>(a.weight) + first * stride, stride };
    }
};

/// Adds the bias and stores the rows from `row` on of the group's tokens.
template <int Panels, int Tokens> SILLOK_INLINE void finish(const MatmulArgs& a, const Sums<Panels, Tokens>& sums, int64_t row, int64_t rowEnd, int64_t token)
{
    repeat<Panels>([&](auto p) SILLOK_STEP {
        const PanelPlace place(a, row + p * kPanelRows, rowEnd);
        const __m512 bias = a.bias ? _mm512_maskz_loadu_ps(place.stored, a.bias + place.first) : _mm512_setzero_ps();
        repeat<Tokens>([&](auto t) SILLOK_STEP {
            const __m512 y = a.bias ? _mm512_add_ps(sums.y[p][t], bias) : sums.y[p][t];
            _mm512_mask_storeu_ps(a.y + (token + t) * a.yStride + place.first, place.stored, y);
        });
    });
}

/// A few tokens: a unit of weights is unpacked, used and forgotten, so that memory is read once and nothing but it.
template <WeightType type, int Tokens> void streamRows(const MatmulArgs& a, std::byte* x, int64_t rowBegin, int64_t rowEnd, std::byte* scratch)
{
    using Unpack = Unpacker<type>;
    const int64_t units = (a.cols + kPanelUnit - 1) / kPanelUnit;
    for (int64_t row = rowBegin; row < rowEnd; row += kPanelRows) {
        const PanelRows rows = PanelPlace(a, row, rowEnd).rows(a);
        Sums<1, Tokens> sums;
        sums.clear();
        for (int64_t unit = 0; unit < units; ++unit) {
            const int64_t column = unit * kPanelUnit;
            const int64_t count = a.cols - column < kPanelUnit ? a.cols - column : kPanelUnit;
            const Ahead ahead = row + kPanelRows < rowEnd ? Ahead::ofUnit(rows, unit, units, count / kRoundedBlock) : Ahead {};
            Unpack::unpack(rows, column, count, scratch, ahead);
            addBlocks<Unpack::coding, 1, Tokens>(sums, PanelPlaces<1> { { scratch } }, x + roundedBytes(Tokens, column), count / kRoundedBlock);
        }
        finish(a, sums, row, rowEnd, 0);
    }
}

template <Coding coding, int Panels, int Tokens>
void multiplyGroup(const MatmulArgs& a, const PanelPlaces<Panels>& panels, std::byte* x, int64_t row, int64_t rowEnd, int64_t token)
{
    Sums<Panels, Tokens> sums;
    sums.clear();
    addBlocks<coding, Panels, Tokens>(sums, panels, x, a.cols / kRoundedBlock);
    finish(a, sums, row, rowEnd, token);
}

template <Coding coding, int Panels>
void multiplyPanels(const MatmulArgs& a, const PanelPlaces<Panels>& panels, std::byte* x, int64_t row, int64_t rowEnd)
{
    for (int64_t token = 0; token < a.tokens; token += kRoundedGroup) {
        std::byte* group = x + roundedBytes(token, a.cols);
        switch (a.tokens - token < kRoundedGroup ? a.tokens - token : kRoundedGroup) {
        case 1: multiplyGroup<coding, Panels, 1>(a, panels, group, row, rowEnd, token); break;
        case 2: multiplyGroup<coding, Panels, 2>(a, panels, group, row, rowEnd, token); break;
        case 3: multiplyGroup<coding, Panels, 3>(a, panels, group, row, rowEnd, token); break;
        case 4: multiplyGroup<coding, Panels, 4>(a, panels, group, row, rowEnd, token); break;
        case 5: multiplyGroup<coding, Panels, 5>(a, panels, group, row, rowEnd, token); break;
        default: multiplyGroup<coding, Panels, 6>(a, panels, group, row, rowEnd, token); break;
        }
    }
}

/// Many tokens: two panels are unpacked whole and meet all tokens.
template <WeightType type> void panelRows(const MatmulArgs& a, std::byte* x, int64_t rowBegin, int64_t rowEnd, std::byte* scratch)
{
    using Unpack = Unpacker<type>;
    constexpr int64_t kBytes = panelBlockBytes<Unpack::coding>();
    std::byte* const second = scratch + a.cols / kRoundedBlock * kBytes;
    const auto unpack = [&](int64_t row, std::byte* out) {
        for (int64_t column = 0; column < a.cols; column += kPanelUnit)
            Unpack::unpack(PanelPlace(a, row, rowEnd).rows(a), column, a.cols - column < kPanelUnit ? a.cols - column : kPanelUnit,
                out + column / kRoundedBlock * kBytes, Ahead {});
    };
    for (int64_t row = rowBegin; row < rowEnd; row += 2 * kPanelRows) {
        unpack(row, scratch);
        if (row + kPanelRows >= rowEnd) {
            multiplyPanels<Unpack::coding, 1>(a, PanelPlaces<1> { { scratch } }, x, row, rowEnd);
            continue;
        }
        unpack(row + kPanelRows, second);
        multiplyPanels<Unpack::coding, 2>(a, PanelPlaces<2> { { scratch, second } }, x, row, rowEnd);
    }
}

template <WeightType type> void multiplyRounded(const MatmulArgs& a, std::byte* x, int64_t rowBegin, int64_t rowEnd, std::byte* scratch)
{
    switch (a.tokens) {
    case 1: return streamRows<type, 1>(a, x, rowBegin, rowEnd, scratch);
    case 2: return streamRows<type, 2>(a, x, rowBegin, rowEnd, scratch);
    case 3: return streamRows<type, 3>(a, x, rowBegin, rowEnd, scratch);
    case 4: return streamRows<type, 4>(a, x, rowBegin, rowEnd, scratch);
    case 5: return streamRows<type, 5>(a, x, rowBegin, rowEnd, scratch);
    case 6: return streamRows<type, 6>(a, x, rowBegin, rowEnd, scratch);
    default: return panelRows<type>(a, x, rowBegin, rowEnd, scratch);
    }
}

/// Bytes of scratch for one thread.
int64_t roundedScratchBytes(int64_t cols) { return 2 * (cols / kRoundedBlock) * panelBlockBytes<Coding::Min>(); }

bool multipliesRounded(WeightType type, int64_t rows)
{
    return rows >= kPanelRows && (type == WeightType::Q8_0 || type == WeightType::Q4_0 || type == WeightType::Q4_K
        || type == WeightType::Q5_K || type == WeightType::Q6_K);
}

void matmulRounded(const MatmulArgs& a, std::byte* rounded, int64_t rowBegin, int64_t rowEnd, std::byte* scratch)
{
    switch (a.type) {
    case WeightType::Q8_0: return multiplyRounded<WeightType::Q8_0>(a, rounded, rowBegin, rowEnd, scratch);
    case WeightType::Q4_0: return multiplyRounded<WeightType::Q4_0>(a, rounded, rowBegin, rowEnd, scratch);
    case WeightType::Q4_K: return multiplyRounded<WeightType::Q4_K>(a, rounded, rowBegin, rowEnd, scratch);
    case WeightType::Q5_K: return multiplyRounded<WeightType::Q5_K>(a, rounded, rowBegin, rowEnd, scratch);
    case WeightType::Q6_K: return multiplyRounded<WeightType::Q6_K>(a, rounded, rowBegin, rowEnd, scratch);
    default: return; // multipliesRounded() was false
    }
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
