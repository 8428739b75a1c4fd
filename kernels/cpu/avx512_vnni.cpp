// avx512_vnni.cpp - AVX-512 with dot products of bytes: the float ops of avx512.cpp, and stored weights multiplied as whole numbers.
#define SILLOK_VARIANT avx512_vnni
#define SILLOK_SIMD_AVX512 1
#include "kernels/cpu/generic/all.h"
#include "kernels/cpu/vnni/product.h"

namespace sillok::kernels {

namespace {

constexpr CpuTable withRounding(CpuTable table)
{
    table.multipliesRounded = avx512_vnni::multipliesRounded;
    table.roundRows = avx512_vnni::roundRows;
    table.matmulRounded = avx512_vnni::matmulRounded;
    table.roundedScratchBytes = avx512_vnni::roundedScratchBytes;
    return table;
}

} // namespace

const CpuTable& avx512VnniTable()
{
    static constexpr CpuTable table = withRounding(avx512_vnni::tableNamed("avx512-vnni"));
    return table;
}

} // namespace sillok::kernels
