// matmul.h - Multiplies stored weights with activations, and looks up rows of a stored table.
#pragma once

#include "kernels/quant_blocks.h"

namespace sillok::kernels {

/// y[t,r] = bias[r] + sum over c of weight[r,c] * x[t,c]
///
/// shape   weight: [rows, cols] blocks of `type`, rows rowBytes(type, cols) apart; x: [tokens, cols], y: [tokens, rows] f32,
///         tokens xStride and yStride apart; bias: [rows] f32 or null. y overlaps nothing.
/// needs   cols a multiple of the block, all counts >= 0.
/// exact   each product and sum in f32 over the exactly expanded weights, 1e-5 x sqrt(cols) of the row's magnitude; the sum of one
///         (token, row) does not depend on how many tokens or rows are computed together.
/// cost    reads the weights once for up to 64 tokens; expands them into 8 KiB on the stack.
struct MatmulArgs {
    const void* weight;
    WeightType type;
    const float* bias;
    const float* x;
    float* y;
    int64_t rows;
    int64_t cols;
    int64_t tokens;
    int64_t xStride;
    int64_t yStride;
};

void matmulReference(const MatmulArgs& args);

/// Up to three products of the same activations (x, xStride, cols and tokens alike), so that a backend prepares them once.
struct MatmulSetArgs {
    static constexpr int kMost = 3;
    MatmulArgs parts[kMost];
    int count;
};

/// y[t,c] = table[ids[t], c]
///
/// shape   table: [rows, cols] blocks of `type`; ids: [tokens]; y: [tokens, cols] f32.
/// needs   0 <= ids[t] < rows.
/// exact   the f32 value of the block formula, 1e-6 relative.
struct LookupArgs {
    const void* table;
    WeightType type;
    const int32_t* ids;
    float* y;
    int64_t cols;
    int64_t tokens;
};

void lookupReference(const LookupArgs& args);

/// Expands `cols` elements of one row into f64: the oracle of every block layout. needs cols a multiple of the block
void expandReference(WeightType type, const void* row, int64_t cols, double* out);

} // namespace sillok::kernels
