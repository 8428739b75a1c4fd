// softmax.h - Turns a row of scores into weights that sum to one.
#pragma once

#include <cstdint>

namespace sillok::kernels {

/// x[r,c] = exp(x[r,c] - max_r) / sum over c of exp(x[r,c] - max_r), in place
///
/// shape   x: [rows, cols] f32, dense.
/// needs   rows >= 0, cols > 0, no NaN.
/// exact   within 1e-6 absolute of softmaxReference.
struct SoftmaxArgs {
    float* x;
    int64_t rows;
    int64_t cols;
};

void softmaxReference(const SoftmaxArgs& args);

} // namespace sillok::kernels
