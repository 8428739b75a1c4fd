// words.cuh - The words that kernels are written with. nvcc makes instructions of them, a plain compiler calls of the executor in tests/cuda.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__CUDACC__)
#include "kernels/cuda/device_words.cuh"
#else
#include "kernels/cuda/host_words.h"
#endif

namespace sillok::kernels::cuda {

constexpr int kWarp = 32;

SILLOK_DEVICE int lane() { return threadIndex() % kWarp; }
SILLOK_DEVICE int warp() { return threadIndex() / kWarp; }

SILLOK_DEVICE int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
SILLOK_DEVICE int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

/// The same sum in every lane, always added in the same order.
SILLOK_DEVICE float warpSum(float value)
{
    for (int mask = kWarp / 2; mask > 0; mask /= 2)
        value += shuffleXor(value, mask);
    return value;
}

SILLOK_DEVICE float warpLargest(float value)
{
    for (int mask = kWarp / 2; mask > 0; mask /= 2)
        value = larger(value, shuffleXor(value, mask));
    return value;
}

/// The same in every thread of the block; `memory`: one float per warp, free again after the caller's next barrier.
SILLOK_DEVICE float blockSum(float value, float* memory)
{
    const float own = warpSum(value);
    if (lane() == 0)
        memory[warp()] = own;
    barrier();
    float sum = 0;
    for (int w = 0; w < blockThreads() / kWarp; ++w)
        sum += memory[w];
    barrier();
    return sum;
}

SILLOK_DEVICE float blockLargest(float value, float* memory)
{
    const float own = warpLargest(value);
    if (lane() == 0)
        memory[warp()] = own;
    barrier();
    float all = memory[0];
    for (int w = 1; w < blockThreads() / kWarp; ++w)
        all = larger(all, memory[w]);
    barrier();
    return all;
}

/// What is left of a value after its nearest bf16, as bf16: the two together hold 16 bits of it.
SILLOK_DEVICE uint16_t bf16Rest(float value, uint16_t nearest)
{
    const float rest = value - floatFromBf16(nearest);
    return bf16FromFloat(rest == rest ? rest : 0.0f); // infinity less infinity is no number
}

SILLOK_DEVICE uint32_t pairOf(uint16_t low, uint16_t high) { return static_cast<uint32_t>(low) | static_cast<uint32_t>(high) << 16; }

} // namespace sillok::kernels::cuda
