// avx2.cpp - The ops for AVX2, FMA and F16C, stored weights multiplied as whole numbers. Compiled with those flags; called only after chooseCpuTable() has looked.
#define SILLOK_VARIANT avx2
#define SILLOK_SIMD_AVX2 1
#include "kernels/cpu/generic/all.h"
#include "kernels/cpu/rounded/product.h"

namespace sillok::kernels {

const CpuTable& avx2Table()
{
    static constexpr CpuTable table = avx2::withRounding(avx2::tableNamed("avx2"));
    return table;
}

} // namespace sillok::kernels
