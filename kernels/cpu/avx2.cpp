// avx2.cpp - The ops for AVX2, FMA and F16C. Compiled with those flags; called only after chooseCpuTable() has looked.
#define SILLOK_VARIANT avx2
#define SILLOK_SIMD_AVX2 1
#include "kernels/cpu/generic/all.h"

namespace sillok::kernels {

const CpuTable& avx2Table()
{
    static constexpr CpuTable table = avx2::tableNamed("avx2");
    return table;
}

} // namespace sillok::kernels
