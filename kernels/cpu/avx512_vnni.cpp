// avx512_vnni.cpp - AVX-512 with dot products of bytes: the float ops of avx512.cpp, and stored weights multiplied as whole numbers.
#define SILLOK_VARIANT avx512_vnni
#define SILLOK_SIMD_AVX512 1
#define SILLOK_DOTS_ANY_BYTE 1
#include "kernels/cpu/generic/all.h"
#include "kernels/cpu/rounded/product.h"

namespace sillok::kernels {

const CpuTable& avx512VnniTable()
{
    static constexpr CpuTable table = avx512_vnni::withRounding(avx512_vnni::tableNamed("avx512-vnni"));
    return table;
}

} // namespace sillok::kernels
