// avx512.cpp - The ops for AVX-512 F, BW, VL and DQ. Compiled with those flags; called only after chooseCpuTable() has looked.
#define SILLOK_VARIANT avx512
#define SILLOK_SIMD_AVX512 1
#include "kernels/cpu/generic/all.h"

namespace sillok::kernels {

const CpuTable& avx512Table()
{
    static const CpuTable table = [] {
        CpuTable wide = avx512::tableNamed("avx512");
        const CpuTable& narrow = avx2Table(); // it multiplies bytes in pairs, for which wider vectors lack an instruction
        wide.rounded = narrow.rounded;
        return wide;
    }();
    return table;
}

} // namespace sillok::kernels
