// rms_norm.h - Scales every row of a matrix to unit root-mean-square, then by a learned weight.
#pragma once

#include <cstdint>

namespace sillok::kernels {

/// y[r,c] = x[r,c] * weight[c] / sqrt(mean over c of x[r,c]^2 + eps)
///
/// shape   x, y: [rows, cols] f32, rows `stride` apart; weight: [cols] f32. y may be x itself.
/// needs   rows >= 0, cols > 0, eps >= 0; no alignment.
/// exact   within 1e-5 relative of rmsNormReference (f64 sums), any instruction set.
/// cost    reads 2 x rows x cols x 4 B, writes rows x cols x 4 B; allocates nothing.
/// source  Zhang and Sennrich 2019, Root Mean Square Layer Normalization, section 4.
struct RmsNormArgs {
    const float* x;
    const float* weight;
    float* y;
    int64_t rows;
    int64_t cols;
    int64_t stride;
    float eps;
};

void rmsNormReference(const RmsNormArgs& args);

} // namespace sillok::kernels
