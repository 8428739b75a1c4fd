// product.h - Panels of weights times rounded activations, as whole numbers within a block and in f32 from block to block.
//
// The order of every sum is fixed: one (row, token) gives the same number for any number of tokens, rows or threads.
#pragma once

#include "kernels/cpu/rounded/panel.h"
#include "kernels/cpu/rounded/peak.h"
#include "kernels/cpu/rounded/round.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

/// Results of a panel's rows, for each token. Registers: at most kPanelsAtOnce x 6.
template <int Panels, int Tokens> struct Sums {
    Floats y[Panels][Tokens];

    SILLOK_INLINE void clear()
    {
        repeat<Panels>([&](auto p) SILLOK_STEP { repeat<Tokens>([&](auto t) SILLOK_STEP { y[p][t] = allFloats(0); }); });
    }
};

template <int Panels> struct PanelPlaces {
    const std::byte* at[Panels];
};

SILLOK_INLINE Words fourColumns(const int8_t* q)
{
    int32_t word;
    __builtin_memcpy(&word, q, sizeof word);
    return allWords(word);
}

/// Whole sums of one type's bytes.
template <typename Unpack, int Panels, int Tokens> struct WholeSums {
    Words n[Panels][Tokens];

    /// `offsets` null: from 0.
    SILLOK_INLINE void start(const int32_t* offsets)
    {
        repeat<Tokens>([&](auto t) SILLOK_STEP {
            const Words from = offsets ? downSigned<Unpack::offsetShift>(allWords(offsets[t])) : allWords(0);
            repeat<Panels>([&](auto p) SILLOK_STEP { n[p][t] = from; });
        });
    }

#if defined(SILLOK_DOTS_ANY_BYTE)
    template <int first, int last> SILLOK_INLINE void add(const PanelPlaces<Panels>& panels, const RoundedPlaces& x)
    {
        repeat<last - first>([&](auto step) SILLOK_STEP {
            constexpr int i = first + decltype(step) {};
            Words w[Panels];
            repeat<Panels>([&](auto p) SILLOK_STEP { w[p] = wordsAt(panels.at[p] + i * kVectorBytes); });
            repeat<Tokens>([&](auto t) SILLOK_STEP {
                const Words four = fourColumns(x.q(t) + 4 * i);
                repeat<Panels>([&](auto p) SILLOK_STEP { n[p][t] = plusDots(n[p][t], w[p], four); });
            });
        });
    }
#else
    /// As many steps as 16 bits hold, then widened.
    static constexpr int kSteps = 32767 / (Unpack::largest * 2 * 127) > 1 ? 32767 / (Unpack::largest * 2 * 127) : 1;

    template <int first, int last> SILLOK_INLINE void add(const PanelPlaces<Panels>& panels, const RoundedPlaces& x)
    {
        static_assert(Panels == 1);
        if constexpr (first < last) {
            constexpr int count = last - first < kSteps ? last - first : kSteps;
            repeat<Tokens>([&](auto t) SILLOK_STEP {
                Words pairs = allWords(0);
                repeat<count>([&](auto step) SILLOK_STEP {
                    constexpr int i = first + decltype(step) {};
                    const Words w = wordsAt(panels.at[0] + i * kVectorBytes), four = fourColumns(x.q(t) + 4 * i);
                    pairs = Unpack::coding == Coding::Signed ? pairsOfSigned(w, four) : plusPairs(pairs, w, four);
                });
                n[0][t] = plusWidened(n[0][t], pairs);
            });
            add<first + count, last>(panels, x);
        }
    }
#endif
};

/// Columns 4 first .. 4 last - 1 of a block: y += whole sum * scale * d.
template <typename Unpack, int Panels, int Tokens, int first, int last>
SILLOK_INLINE void addColumns(Sums<Panels, Tokens>& sums, const PanelPlaces<Panels>& panels, const RoundedPlaces& x, const int32_t* offsets, int scaleAt)
{
    WholeSums<Unpack, Panels, Tokens> whole;
    whole.start(offsets);
    whole.template add<first, last>(panels, x);
    repeat<Panels>([&](auto p) SILLOK_STEP {
        const Floats scale = floatsAt(panels.at[p] + scaleAt);
        repeat<Tokens>([&](auto t) SILLOK_STEP {
            sums.y[p][t] = plusProduct(sums.y[p][t], asFloats(whole.n[p][t]), multiply(scale, allFloats(x.scales()[t])));
        });
    });
}

/// One block of 32 columns.
template <typename Unpack, int Panels, int Tokens>
SILLOK_INLINE void addBlock(Sums<Panels, Tokens>& sums, const PanelPlaces<Panels>& panels, const RoundedPlaces& x)
{
    if constexpr (Unpack::coding == Coding::OffsetOfHalves) {
        addColumns<Unpack, Panels, Tokens, 0, 4>(sums, panels, x, x.firstOffsets(), kScalesAt);
        addColumns<Unpack, Panels, Tokens, 4, 8>(sums, panels, x, x.lastOffsets(), kSecondAt);
    } else {
        addColumns<Unpack, Panels, Tokens, 0, 8>(sums, panels, x, Unpack::coding == Coding::Offset ? x.offsets() : nullptr, kScalesAt);
    }
    if constexpr (Unpack::coding == Coding::Min)
        repeat<Panels>([&](auto p) SILLOK_STEP {
            const Floats min = floatsAt(panels.at[p] + kSecondAt);
            repeat<Tokens>([&](auto t) SILLOK_STEP { sums.y[p][t] = minusProduct(sums.y[p][t], min, allFloats(x.scaledSums()[t])); });
        });
}

template <typename Unpack, int Panels, int Tokens>
SILLOK_INLINE void addBlocks(Sums<Panels, Tokens>& sums, PanelPlaces<Panels> panels, std::byte* x, int64_t blocks)
{
    for (int64_t b = 0; b < blocks; ++b) {
        addBlock<Unpack, Panels, Tokens>(sums, panels, { x, Tokens });
        x += Tokens * kRoundedBlockBytes;
        repeat<Panels>([&](auto p) SILLOK_STEP { panels.at[p] += panelBlockBytes<Unpack::coding>(); });
    }
}

/// Where a panel lies. At the end of a matrix it begins before `row`, so that it is whole; only rows from `row` on are stored.
struct PanelPlace {
    int64_t first;
    uint32_t stored; ///< a bit for each row

    PanelPlace(const MatmulArgs& a, int64_t row, int64_t rowEnd)
        : first(row + kPanelRows <= a.rows ? row : a.rows - kPanelRows)
    {
        const int64_t above = row - first, end = rowEnd - first < kPanelRows ? rowEnd - first : kPanelRows;
        stored = end > above ? (1u << end) - (1u << above) : 0;
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
        const Floats bias = a.bias ? someFloats(a.bias + place.first, place.stored) : allFloats(0);
        repeat<Tokens>([&](auto t) SILLOK_STEP {
            const Floats y = a.bias ? plus(sums.y[p][t], bias) : sums.y[p][t];
            putSome(a.y + (token + t) * a.yStride + place.first, place.stored, y);
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
            addBlocks<Unpack, 1, Tokens>(sums, PanelPlaces<1> { { scratch } }, x + roundedBytes(Tokens, column), count / kRoundedBlock);
        }
        finish(a, sums, row, rowEnd, 0);
    }
}

template <typename Unpack, int Panels, int Tokens>
void multiplyGroup(const MatmulArgs& a, const PanelPlaces<Panels>& panels, std::byte* x, int64_t row, int64_t rowEnd, int64_t token)
{
    Sums<Panels, Tokens> sums;
    sums.clear();
    addBlocks<Unpack, Panels, Tokens>(sums, panels, x, a.cols / kRoundedBlock);
    finish(a, sums, row, rowEnd, token);
}

template <typename Unpack, int Panels>
void multiplyPanels(const MatmulArgs& a, const PanelPlaces<Panels>& panels, std::byte* x, int64_t row, int64_t rowEnd)
{
    for (int64_t token = 0; token < a.tokens; token += kRoundedGroup) {
        std::byte* group = x + roundedBytes(token, a.cols);
        switch (a.tokens - token < kRoundedGroup ? a.tokens - token : kRoundedGroup) {
        case 1: multiplyGroup<Unpack, Panels, 1>(a, panels, group, row, rowEnd, token); break;
        case 2: multiplyGroup<Unpack, Panels, 2>(a, panels, group, row, rowEnd, token); break;
        case 3: multiplyGroup<Unpack, Panels, 3>(a, panels, group, row, rowEnd, token); break;
        case 4: multiplyGroup<Unpack, Panels, 4>(a, panels, group, row, rowEnd, token); break;
        case 5: multiplyGroup<Unpack, Panels, 5>(a, panels, group, row, rowEnd, token); break;
        default: multiplyGroup<Unpack, Panels, 6>(a, panels, group, row, rowEnd, token); break;
        }
    }
}

/// Many tokens: panels are unpacked whole and meet all tokens.
template <WeightType type> void panelRows(const MatmulArgs& a, std::byte* x, int64_t rowBegin, int64_t rowEnd, std::byte* scratch)
{
    using Unpack = Unpacker<type>;
    constexpr int64_t kBytes = panelBlockBytes<Unpack::coding>();
    const auto unpack = [&](int64_t row, std::byte* out) {
        for (int64_t column = 0; column < a.cols; column += kPanelUnit)
            Unpack::unpack(PanelPlace(a, row, rowEnd).rows(a), column, a.cols - column < kPanelUnit ? a.cols - column : kPanelUnit,
                out + column / kRoundedBlock * kBytes, Ahead {});
    };
    for (int64_t row = rowBegin; row < rowEnd; row += kPanelsAtOnce * kPanelRows) {
        unpack(row, scratch);
        if constexpr (kPanelsAtOnce == 2) {
            if (row + kPanelRows < rowEnd) {
                std::byte* const second = scratch + a.cols / kRoundedBlock * kBytes;
                unpack(row + kPanelRows, second);
                multiplyPanels<Unpack, 2>(a, PanelPlaces<2> { { scratch, second } }, x, row, rowEnd);
                continue;
            }
        }
        multiplyPanels<Unpack, 1>(a, PanelPlaces<1> { { scratch } }, x, row, rowEnd);
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
int64_t roundedScratchBytes(int64_t cols) { return kPanelsAtOnce * (cols / kRoundedBlock) * panelBlockBytes<Coding::Min>(); }

bool multipliesRounded(WeightType type, int64_t rows, int64_t)
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

constexpr CpuTable withRounding(CpuTable table)
{
    table.rounded = { multipliesRounded, kRoundedGroup, roundedBytes, roundRows, matmulRounded, roundedScratchBytes, bytePeak };
    return table;
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
