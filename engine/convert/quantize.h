// quantize.h - Floats to the blocks of a weight type.
#pragma once

#include "engine/base/result.h"
#include "kernels/quant_blocks.h"

#include <string_view>

namespace sillok::convert {

/// Whether encode() writes this type.
bool canEncode(kernels::WeightType type);

/// Blocks of `count` floats. The same floats give the same bytes on every machine of one byte order and for any thread count.
/// needs  canEncode(type); count a multiple of the block; `out` has rowBytes(type, count) bytes
/// error  false: a value is not finite, or too large for F16; `out` is unspecified then
/// exact  F32, F16, BF16: nearest even. Q8_0: the scale that the largest magnitude gives. The others: a search for the scales of
///        least squared error, large values counting more (scale_search.h). The root mean square error stays within 1.02 of the
///        reference program's (quantize_test)
[[nodiscard]] bool encode(kernels::WeightType type, const float* x, int64_t count, void* out);

} // namespace sillok::convert
