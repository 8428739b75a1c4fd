// attention.h - One key-value head at a time: each stored key and value is read once for all its query heads.
#pragma once

#include "kernels/cpu/generic/expand.h"
#include "kernels/cpu/generic/rows.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

constexpr int64_t kMaxHeadWidth = 1024; // the range table of graph/model.h holds models to it

inline uint8_t* cacheRowAt(CacheType type, const void* cache, int64_t row, int64_t width)
{
    return static_cast<uint8_t*>(const_cast<void*>(cache)) + row * cacheRowBytes(type, width);
}

/// A stored row of the cache as f32: in place, or expanded into `buffer`.
inline const float* cacheRow(CacheType type, const void* cache, int64_t row, int64_t width, float* buffer)
{
    const uint8_t* stored = cacheRowAt(type, cache, row, width);
    switch (type) {
    case CacheType::F32:
        return reinterpret_cast<const float*>(stored);
    case CacheType::F16:
        expand(WeightType::F16, stored, 0, width, buffer);
        return buffer;
    case CacheType::BF16:
        expand(WeightType::BF16, stored, 0, width, buffer);
        return buffer;
    case CacheType::Q8_0:
        expand(WeightType::Q8_0, stored, 0, width, buffer);
        return buffer;
    }
    return buffer;
}

inline float dot(const float* a, const float* b, int64_t count)
{
    Vec acc = set(0.0f);
    int64_t i = 0;
    for (; i + kWidth <= count; i += kWidth)
        acc = fma(load(a + i), load(b + i), acc);
    if (i < count)
        acc = fma(loadSome(a + i, count - i, 0.0f), loadSome(b + i, count - i, 0.0f), acc);
    return sum(acc);
}

inline void addScaled(float* y, const float* x, float scale, int64_t count) { add(AddArgs { x, y, count, scale }, 0, count); }

inline void attendOne(const AttentionArgs& a, int64_t token, int64_t kvHead, float* scratch)
{
    alignas(64) float buffer[kMaxHeadWidth];
    const Sight sight = sightOf(a, token);
    const int64_t first = sight.first;
    const int64_t count = sight.last + 1 - first;
    const int64_t group = a.heads / a.kvHeads;
    const int64_t head = token * a.heads + kvHead * group;
    const float* q = a.q + head * a.keyWidth;
    float* y = a.y + head * a.valueWidth;
    for (int64_t j = 0; j < count; ++j) {
        const float* key = cacheRow(a.type, a.keys, kvHead * a.capacity + first + j, a.keyWidth, buffer);
        for (int64_t h = 0; h < group; ++h)
            scratch[h * count + j] = a.scale * dot(q + h * a.keyWidth, key, a.keyWidth);
    }
    if (a.softCap > 0)
        scale(ScaleArgs { scratch, group * count, 1.0f, a.softCap }, 0, group * count);
    for (int64_t h = 0; h < group; ++h)
        softmaxRow(scratch + h * count, count);
    for (int64_t i = 0; i < group * a.valueWidth; ++i)
        y[i] = 0.0f;
    for (int64_t j = 0; j < count; ++j) {
        const float* value = cacheRow(a.type, a.values, kvHead * a.capacity + first + j, a.valueWidth, buffer);
        for (int64_t h = 0; h < group; ++h)
            addScaled(y + h * a.valueWidth, value, scratch[h * count + j], a.valueWidth);
    }
}

void attention(const AttentionArgs& a, int64_t taskBegin, int64_t taskEnd, float* scratch)
{
    for (int64_t task = taskBegin; task < taskEnd; ++task)
        attendOne(a, task / a.kvHeads, task % a.kvHeads, scratch);
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

inline void storeRow(CacheType type, const float* from, uint8_t* out, int64_t width)
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

void cacheStore(const CacheStoreArgs& a, int64_t tokenBegin, int64_t tokenEnd)
{
    for (int64_t t = tokenBegin; t < tokenEnd; ++t)
        for (int64_t h = 0; h < a.heads; ++h)
            storeRow(a.type, a.x + (t * a.heads + h) * a.width, cacheRowAt(a.type, a.cache, h * a.capacity + a.firstPosition + t, a.width),
                a.width);
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
