// cache_store.h - New keys and values into the cache, in its type and form.
#pragma once

#include "kernels/cpu/simd.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

inline uint8_t* cacheRowAt(CacheType type, const void* cache, int64_t row, int64_t width)
{
    return static_cast<uint8_t*>(const_cast<void*>(cache)) + row * cacheRowBytes(type, width);
}

inline void storeHalves(const float* from, uint16_t* out, int64_t count)
{
    int64_t c = 0;
    for (; c + kWidth <= count; c += kWidth)
        storeHalf(out + c, load(from + c));
    if (c < count) {
        uint16_t rest[kWidth];
        storeHalf(rest, loadSome(from + c, count - c, 0.0f));
        for (int64_t k = 0; c + k < count; ++k)
            out[c + k] = rest[k];
    }
}

inline void storeBf16s(const float* from, uint16_t* out, int64_t count)
{
    for (int64_t c = 0; c < count; ++c) {
        uint32_t bits;
        __builtin_memcpy(&bits, from + c, sizeof bits);
        const bool nan = (bits & 0x7FFFFFFFu) > 0x7F800000u;
        out[c] = static_cast<uint16_t>(nan ? bits >> 16 | 0x40u : (bits + 0x7FFFu + (bits >> 16 & 1u)) >> 16);
    }
}

inline void storeBlock(const float* from, BlockQ8_0& block)
{
    Vec most = set(0.0f);
    for (int i = 0; i < 32; i += kWidth)
        most = max(most, max(load(from + i), set(0.0f) - load(from + i)));
    const float size = largest(most);
    alignas(64) float d[kWidth];
    uint16_t halves[kWidth];
    store(d, set(size / 127.0f));
    storeHalf(halves, load(d));
    block.d = halves[0];
    const float steps = size > 0 ? 127.0f / size : 0.0f;
    for (int i = 0; i < 32; ++i) {
        const float q = from[i] * steps;
        const bool finite = q >= -127.5f && q <= 127.5f; // not so only for what is no number
        block.qs[i] = static_cast<int8_t>(finite ? static_cast<int>(q + (q < 0 ? -0.5f : 0.5f)) : 0);
    }
}

inline void storeValue(CacheType type, const float* from, uint8_t* out, int64_t width)
{
    switch (type) {
    case CacheType::F32:
        __builtin_memcpy(out, from, static_cast<size_t>(width) * sizeof(float));
        return;
    case CacheType::F16:
        return storeHalves(from, reinterpret_cast<uint16_t*>(out), width);
    case CacheType::BF16:
        return storeBf16s(from, reinterpret_cast<uint16_t*>(out), width);
    case CacheType::Q8_0:
        for (int64_t c = 0; c < width; c += 32)
            storeBlock(from + c, reinterpret_cast<BlockQ8_0*>(out)[c / 32]);
    }
}

/// One key: its dimensions lie kKeyBlock elements apart. `block` is where its block begins.
inline void storeKey(CacheType type, const float* from, uint8_t* block, int64_t lane, int64_t width)
{
    constexpr int64_t kPart = 32; // rounded in a row first, then spread
    for (int64_t c = 0; c < width; c += kPart) {
        const int64_t count = width - c < kPart ? width - c : kPart;
        if (type == CacheType::F32) {
            for (int64_t i = 0; i < count; ++i)
                reinterpret_cast<float*>(block)[(c + i) * kKeyBlock + lane] = from[c + i];
        } else if (type == CacheType::Q8_0) {
            BlockQ8_0 alone;
            storeBlock(from + c, alone);
            BlockKeysQ8& keys = reinterpret_cast<BlockKeysQ8*>(block)[c / kPart];
            keys.d[lane] = alone.d;
            for (int64_t i = 0; i < kPart; ++i)
                keys.qs[i][lane] = alone.qs[i];
        } else {
            uint16_t shorts[kPart];
            storeValue(type, from + c, reinterpret_cast<uint8_t*>(shorts), count);
            for (int64_t i = 0; i < count; ++i)
                reinterpret_cast<uint16_t*>(block)[(c + i) * kKeyBlock + lane] = shorts[i];
        }
    }
}

void cacheStore(const CacheStoreArgs& a, int64_t tokenBegin, int64_t tokenEnd)
{
    for (int64_t t = tokenBegin; t < tokenEnd; ++t)
        for (int64_t h = 0; h < a.heads; ++h) {
            const float* from = a.x + (t * a.heads + h) * a.width;
            const int64_t row = h * a.capacity + a.firstPosition + t, lane = row % kKeyBlock;
            if (a.form == CacheForm::Values)
                storeValue(a.type, from, cacheRowAt(a.type, a.cache, row, a.width), a.width);
            else
                storeKey(a.type, from, cacheRowAt(a.type, a.cache, row - lane, a.width), lane, a.width);
        }
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
