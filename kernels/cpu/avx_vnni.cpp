// avx_vnni.cpp - AVX2 with dot products of bytes: desktop processors of the last years, which have no AVX-512.
#define SILLOK_VARIANT avx_vnni
#define SILLOK_SIMD_AVX2 1
#define SILLOK_DOTS_ANY_BYTE 1
#include "kernels/cpu/generic/all.h"
#include "kernels/cpu/rounded/product.h"

namespace sillok::kernels {

const CpuTable& avxVnniTable()
{
    static constexpr CpuTable table = avx_vnni::withRounding(avx_vnni::tableNamed("avx-vnni"));
    return table;
}

} // namespace sillok::kernels
