// scale_search.h - The scales that make the weighted squared error of a block least: steps around the plain answer, each refitted.
#pragma once

#include "kernels/quant_blocks.h"

namespace sillok::convert {

/// A block of 32: value = d * q - m, 0 <= q <= most. Both are exact halves.
struct LineFit {
    float d = 0;
    float m = 0;
    uint8_t q[32] = {};
};
/// needs 32 finite values; most 15 or 31
LineFit fitLine(const float* x, int most);

/// A block of 32: value = d * (q - half), 0 <= q < 2 x half. The d is an exact half.
struct AroundZeroFit {
    float d = 0;
    uint8_t q[32] = {};
};
/// needs 32 finite values; half 8 or 16
AroundZeroFit fitAroundZero(const float* x, int half);

/// One super-block of Q4_K or Q5_K: value = d * scale[s] * q - dmin * min[s], 0 <= q <= most, scales and mins of six bits.
struct ScaleMinFit {
    float d = 0;
    float dmin = 0;
    uint8_t scales[8] = {};
    uint8_t mins[8] = {};
    uint8_t q[256] = {};
};
/// needs 256 finite values; most 15 or 31. The d and dmin are exact halves.
ScaleMinFit fitScaleMin(const float* x, int most);

/// One super-block of Q6_K: value = d * scale[s] * q, -32 <= q <= 31, scales of eight bits with a sign.
struct ScaleFit {
    float d = 0;
    int8_t scales[16] = {};
    int8_t q[256] = {};
};
/// needs 256 finite values. The d is an exact half.
ScaleFit fitScale(const float* x);

} // namespace sillok::convert
