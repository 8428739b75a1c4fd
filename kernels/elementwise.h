// elementwise.h - What is done value by value: the gated activation of the feed-forward part, and adding a branch to the residual.
#pragma once

#include <cstdint>

namespace sillok::kernels {

/// y[i] = gate[i] / (1 + exp(-gate[i])) * up[i]
///
/// shape   gate, up, y: [count] f32; y may be gate or up.
/// exact   within 1e-6 relative of swigluReference, 1e-37 absolute.
/// source  Shazeer 2020, GLU Variants Improve Transformer, equation 6.
struct SwigluArgs {
    const float* gate;
    const float* up;
    float* y;
    int64_t count;
};

void swigluReference(const SwigluArgs& args);

/// y[i] += scale * x[i]
///
/// shape   x, y: [count] f32.
/// exact   one rounding (fused) or two.
struct AddArgs {
    const float* x;
    float* y;
    int64_t count;
    float scale;
};

void addReference(const AddArgs& args);

} // namespace sillok::kernels
