// all.h - Every op of one variant, gathered into its table.
#pragma once

#include "kernels/cpu/generic/attention.h"
#include "kernels/cpu/generic/byte_dot.h"
#include "kernels/cpu/generic/matmul.h"
#include "kernels/cpu/generic/peak.h"
#include "kernels/cpu/generic/rows.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

constexpr CpuTable tableNamed(const char* name)
{
    return { name, matmul, lookup, rmsNorm, rope, attention, cacheStore, softmax, swiglu, add, layerNorm, gelu, scale,
        copyRows, byteDot, floatPeak };
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
