// elementwise.h - What is done value by value: activations and gates of the feed-forward part, adding a branch, scaling, copying rows.
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

/// Two ways to compute x times the normal distribution function of x: its tanh approximation, and with the error function.
enum class GeluForm : uint8_t { Tanh, Erf };

/// y[i] = gelu(gate[i]) * up[i], or gelu(gate[i]) when up is null
/// Tanh: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))); Erf: x / 2 * (1 + erf(x / sqrt(2)))
///
/// shape   gate, up, y: [count] f32; y may be gate or up.
/// exact   within 1e-6 of geluReference, relative to the largest value.
/// source  Hendrycks and Gimpel 2016, Gaussian Error Linear Units, section 2.
struct GeluArgs {
    const float* gate;
    const float* up;
    float* y;
    int64_t count;
    GeluForm form;
};

void geluReference(const GeluArgs& args);

/// x[i] = s, or cap * tanh(s / cap) when cap is above 0; s = scale * x[i]; in place
///
/// shape   x: [count] f32.
/// needs   cap >= 0.
/// exact   without cap one rounding; with cap within 1e-6 of cap.
/// source  Gemma 2 report 2024, section 2 (logit soft-capping).
struct ScaleArgs {
    float* x;
    int64_t count;
    float scale;
    float cap;
};

void scaleReference(const ScaleArgs& args);

/// y[r * yStride + c] = x[r * xStride + c]
///
/// shape   rows x cols f32; rows of x and y xStride and yStride apart. x and y overlap nothing.
/// exact   bits.
struct CopyRowsArgs {
    const float* x;
    float* y;
    int64_t rows;
    int64_t cols;
    int64_t xStride;
    int64_t yStride;
};

void copyRowsReference(const CopyRowsArgs& args);

} // namespace sillok::kernels
