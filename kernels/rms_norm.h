// rms_norm.h - The two norms: every row to unit root-mean-square, or to mean zero and unit variance; then learned weights.
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

/// y[r,c] = (x[r,c] - mean_r) / sqrt(variance_r + eps) * weight[c] + bias[c], both over the row, the variance divided by cols
///
/// shape   x, y: [rows, cols] f32, rows `stride` apart; weight, bias: [cols] f32. y may be x itself.
/// needs   rows >= 0, cols > 0, eps >= 0; no alignment.
/// exact   within 1e-5 of layerNormReference (f64 sums), relative to the largest value.
/// source  Ba, Kiros and Hinton 2016, Layer Normalization, section 3.
struct LayerNormArgs {
    const float* x;
    const float* weight;
    const float* bias;
    float* y;
    int64_t rows;
    int64_t cols;
    int64_t stride;
    float eps;
};

void layerNormReference(const LayerNormArgs& args);

} // namespace sillok::kernels
