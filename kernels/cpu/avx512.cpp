// avx512.cpp - The ops for AVX-512 F, BW, VL and DQ. Compiled with those flags; called only after chooseCpuTable() has looked.
#define SILLOK_VARIANT avx512
#define SILLOK_SIMD_AVX512 1
#include "kernels/cpu/generic/all.h"

namespace sillok::kernels {

const CpuTable& avx512Table()
{
    static constexpr CpuTable table = avx512::tableNamed("avx512");
    return table;
}

} // namespace sillok::kernels
