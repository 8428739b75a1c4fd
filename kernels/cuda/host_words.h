// host_words.h - The words of words.cuh for a plain compiler: arithmetic here, everything that threads do together by way of HostThread.
#pragma once

#include "kernels/half.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#define SILLOK_DEVICE inline
#define SILLOK_UNROLL

namespace sillok::kernels::cuda {

/// What the executor gives to the thread that runs at the moment. The executor is in tests/cuda.
class HostThread {
public:
    static HostThread& current();

    int index = 0; ///< in the block
    int threads = 0; ///< of the block
    int64_t block[3] = {};
    std::byte* shared = nullptr;

    virtual void barrier() = 0;
    /// Waits until all lanes of the warp have come here with `own`; gives each lane's. `what`: the same in every lane.
    virtual const void* const* exchange(const char* what, const void* own, size_t bytes) = 0;
    /// Fails the run.
    virtual void complain(const char* what) = 0;

protected:
    ~HostThread() = default;
};

SILLOK_DEVICE int threadIndex() { return HostThread::current().index; }
SILLOK_DEVICE int blockThreads() { return HostThread::current().threads; }
SILLOK_DEVICE int64_t blockX() { return HostThread::current().block[0]; }
SILLOK_DEVICE int64_t blockY() { return HostThread::current().block[1]; }
SILLOK_DEVICE int64_t blockZ() { return HostThread::current().block[2]; }

SILLOK_DEVICE void barrier() { HostThread::current().barrier(); }

template <typename T> SILLOK_DEVICE T shuffleXor(T value, int mask)
{
    HostThread& thread = HostThread::current();
    const void* const* all = thread.exchange("shuffle", &value, sizeof value);
    T other;
    std::memcpy(&other, all[(thread.index % 32) ^ mask], sizeof other);
    return other;
}

template <typename T> SILLOK_DEVICE T* sharedMemory() { return reinterpret_cast<T*>(HostThread::current().shared); }

SILLOK_DEVICE int dot4(int a, int b, int sum)
{
    int8_t left[4], right[4];
    std::memcpy(left, &a, 4);
    std::memcpy(right, &b, 4);
    for (int i = 0; i < 4; ++i)
        sum += int { left[i] } * int { right[i] };
    return sum;
}

struct alignas(16) Wide {
    uint32_t word[4];
};
SILLOK_DEVICE Wide loadWide(const void* from)
{
    if (reinterpret_cast<uintptr_t>(from) % 16 != 0)
        HostThread::current().complain("a wide load from an address that is no multiple of 16");
    Wide v;
    std::memcpy(&v, from, sizeof v);
    return v;
}
SILLOK_DEVICE Wide loadOnce(const void* from) { return loadWide(from); }

SILLOK_DEVICE float floatFromHalf(uint16_t bits) { return floatOfHalf(bits); }
SILLOK_DEVICE uint16_t halfFromFloat(float value) { return halfOfFloat(value); }
SILLOK_DEVICE float floatFromBf16(uint16_t bits) { return floatOfBf16(bits); }
SILLOK_DEVICE uint16_t bf16FromFloat(float value) { return bf16OfFloat(value); }

SILLOK_DEVICE float larger(float a, float b) { return std::fmax(a, b); }
SILLOK_DEVICE float magnitude(float a) { return std::fabs(a); }
SILLOK_DEVICE float exponential(float a) { return std::exp(a); }
SILLOK_DEVICE float hyperbolicTangent(float a) { return std::tanh(a); }
SILLOK_DEVICE float errorFunction(float a) { return std::erf(a); }
SILLOK_DEVICE float inverseRoot(float a) { return 1.0f / std::sqrt(a); }
SILLOK_DEVICE float powerOfTwo(int exponent) { return std::ldexp(1.0f, exponent); }
SILLOK_DEVICE int nearestWhole(float a) { return static_cast<int>(std::nearbyint(a)); }

/// By the definition: every lane's registers are laid out as the manual draws them, then row times column.
SILLOK_DEVICE void multiplyTile(float (&c)[4], const uint32_t (&a)[4], const uint32_t (&b)[2])
{
    struct Registers {
        uint32_t a[4], b[2];
    } own;
    std::memcpy(own.a, a, sizeof own.a);
    std::memcpy(own.b, b, sizeof own.b);
    HostThread& thread = HostThread::current();
    const void* const* all = thread.exchange("tile", &own, sizeof own);
    const int lane = thread.index % 32;
    float left[2][16], right[2][16]; // this lane's two rows and two columns
    for (int pair = 0; pair < 8; ++pair) {
        Registers rows, cols[2]; // a: lane (row % 8) * 4 + (k % 8) / 2, register row / 8 + 2 * (k / 8); b: lane col * 4 + (k % 8) / 2
        std::memcpy(&rows, all[lane / 4 * 4 + pair % 4], sizeof rows);
        for (int i = 0; i < 2; ++i)
            std::memcpy(&cols[i], all[(lane % 4 * 2 + i) * 4 + pair % 4], sizeof cols[i]);
        for (int i = 0; i < 2; ++i)
            for (int k = 0; k < 2; ++k) {
                left[i][pair * 2 + k] = floatOfBf16(static_cast<uint16_t>(rows.a[i + pair / 4 * 2] >> (16 * k)));
                right[i][pair * 2 + k] = floatOfBf16(static_cast<uint16_t>(cols[i].b[pair / 4] >> (16 * k)));
            }
    }
    for (int i = 0; i < 4; ++i) {
        double sum = 0;
        for (int k = 0; k < 16; ++k)
            sum += static_cast<double>(left[i / 2][k]) * static_cast<double>(right[i % 2][k]);
        c[i] += static_cast<float>(sum);
    }
}

} // namespace sillok::kernels::cuda
