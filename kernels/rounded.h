// rounded.h - Activations rounded to eight bits, so that stored weights can be multiplied as whole numbers.
#pragma once

#include "kernels/matmul.h"

#include <cstddef>

namespace sillok::kernels {

/// In blocks of 32 along a row: d = largest magnitude / 127, q = x / d to the nearest whole number, ties to even; x that is no number
/// counts as 0.
///
/// shape   x: [tokens, cols] f32, tokens xStride apart; out: roundedBytes(tokens, cols) bytes, 64-byte aligned, layout below.
/// needs   cols a multiple of 32.
/// exact   q may differ by one where another order of operations moves a tie.
struct RoundArgs {
    const float* x;
    int64_t xStride;
    int64_t cols;
    int64_t tokens;
    std::byte* out;
};

/// Tokens that lie together. Group g holds tokens from g * kRoundedGroup on, `count` of them (fewer in the last one), as one block of
/// columns after the other: [count][32] q, then [count] each of d (f32), d * sum of q (f32), -128 * sum of q (int32), and for halves of a
/// block -128 * sum of the first 16 q, then of the last 16 (int32).
constexpr int64_t kRoundedGroup = 6;
constexpr int64_t kRoundedBlock = 32;
constexpr int64_t kRoundedBlockBytes = 32 + 5 * 4; ///< of one token

constexpr int64_t roundedBytes(int64_t tokens, int64_t cols) { return tokens * (cols / kRoundedBlock) * kRoundedBlockBytes; }

/// The product of matmul.h, with d * q in the place of every x.
/// exact   every block's sum of products is a whole number; blocks are added in f32, first to last, the same for any number of tokens or
///         rows. Variants come within 1e-5 x sqrt(cols) of the row's magnitude.
void matmulRoundedReference(const MatmulArgs& args);

} // namespace sillok::kernels
