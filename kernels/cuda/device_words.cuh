// device_words.cuh - The words of words.cuh as instructions of the card.
#pragma once

#include <cuda_bf16.h>
#include <cuda_fp16.h>

#define SILLOK_DEVICE __device__ __forceinline__
#define SILLOK_UNROLL _Pragma("unroll")

namespace sillok::kernels::cuda {

extern __shared__ __align__(16) unsigned char blockMemory[];

SILLOK_DEVICE int threadIndex() { return static_cast<int>(threadIdx.x); }
SILLOK_DEVICE int blockThreads() { return static_cast<int>(blockDim.x); }
SILLOK_DEVICE int64_t blockX() { return blockIdx.x; }
SILLOK_DEVICE int64_t blockY() { return blockIdx.y; }
SILLOK_DEVICE int64_t blockZ() { return blockIdx.z; }

SILLOK_DEVICE void barrier() { __syncthreads(); }
SILLOK_DEVICE float shuffleXor(float value, int mask) { return __shfl_xor_sync(0xFFFFFFFFu, value, mask); }
SILLOK_DEVICE int shuffleXor(int value, int mask) { return __shfl_xor_sync(0xFFFFFFFFu, value, mask); }

template <typename T> SILLOK_DEVICE T* sharedMemory() { return reinterpret_cast<T*>(blockMemory); }

/// Four products of bytes onto a sum.
SILLOK_DEVICE int dot4(int a, int b, int sum) { return __dp4a(a, b, sum); }

struct alignas(16) Wide {
    uint32_t word[4];
};
/// 16 bytes that nobody writes while the kernel runs. needs 16-byte alignment
SILLOK_DEVICE Wide loadWide(const void* from)
{
    const uint4 v = __ldg(static_cast<const uint4*>(from));
    return { { v.x, v.y, v.z, v.w } };
}
/// The same, read once by the whole card: kept out of the first cache.
SILLOK_DEVICE Wide loadOnce(const void* from)
{
    Wide v;
    asm volatile("ld.global.nc.L1::no_allocate.v4.u32 {%0, %1, %2, %3}, [%4];"
                 : "=r"(v.word[0]), "=r"(v.word[1]), "=r"(v.word[2]), "=r"(v.word[3])
                 : "l"(from));
    return v;
}

SILLOK_DEVICE float floatFromHalf(uint16_t bits) { return __half2float(__ushort_as_half(bits)); }
SILLOK_DEVICE uint16_t halfFromFloat(float value) { return __half_as_ushort(__float2half_rn(value)); }
SILLOK_DEVICE float floatFromBf16(uint16_t bits) { return __uint_as_float(static_cast<uint32_t>(bits) << 16); }
SILLOK_DEVICE uint16_t bf16FromFloat(float value) { return __bfloat16_as_ushort(__float2bfloat16_rn(value)); }

SILLOK_DEVICE float larger(float a, float b) { return fmaxf(a, b); }
SILLOK_DEVICE float magnitude(float a) { return fabsf(a); }
SILLOK_DEVICE float exponential(float a) { return expf(a); }
SILLOK_DEVICE float hyperbolicTangent(float a) { return tanhf(a); }
SILLOK_DEVICE float errorFunction(float a) { return erff(a); }
SILLOK_DEVICE float inverseRoot(float a) { return 1.0f / sqrtf(a); }
SILLOK_DEVICE float powerOfTwo(int exponent) { return ldexpf(1.0f, exponent); }
SILLOK_DEVICE int nearestWhole(float a) { return __float2int_rn(a); }

/// c[16, 8] += a[16, 16] b[16, 8], spread over a warp. source PTX ISA, section "Matrix Fragments for mma.m16n8k16 with floating point type"
SILLOK_DEVICE void multiplyTile(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2])
{
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
                 : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

} // namespace sillok::kernels::cuda
