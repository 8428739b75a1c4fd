// avx512_amx.cpp - As avx512_vnni.cpp, with prompts on the tile unit.
#define SILLOK_VARIANT avx512_amx
#define SILLOK_SIMD_AVX512 1
#define SILLOK_DOTS_ANY_BYTE 1
#include "kernels/cpu/generic/all.h"
#include "kernels/cpu/rounded/tiles.h"

namespace sillok::kernels {

const CpuTable& avx512AmxTable()
{
    static constexpr CpuTable table = avx512_amx::withTiles(avx512_amx::withRounding(avx512_amx::tableNamed("avx512-amx")));
    return table;
}

} // namespace sillok::kernels
