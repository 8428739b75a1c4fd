// attention.h - One key-value head at a time: each stored key and value is read once for all its query heads.
#pragma once

#include "kernels/cpu/generic/expand.h"
#include "kernels/cpu/generic/rows.h"

namespace sillok::kernels::SILLOK_VARIANT {
namespace {

constexpr int64_t kMaxHeadWidth = 1024; // the range table of graph/model.h holds models to it

/// A stored row of the cache as f32: in place, or expanded into `buffer`.
inline const float* cacheRow(CacheType type, const void* cache, int64_t row, int64_t width, float* buffer)
{
    if (type == CacheType::F32)
        return static_cast<const float*>(cache) + row * width;
    expandShort(static_cast<const uint16_t*>(cache) + row * width, width, buffer, [](const uint16_t* p) { return loadHalf(p); });
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

void cacheStore(const CacheStoreArgs& a, int64_t tokenBegin, int64_t tokenEnd)
{
    for (int64_t t = tokenBegin; t < tokenEnd; ++t)
        for (int64_t h = 0; h < a.heads; ++h) {
            const float* from = a.x + (t * a.heads + h) * a.width;
            const int64_t to = (h * a.capacity + a.firstPosition + t) * a.width;
            if (a.type == CacheType::F32) {
                for (int64_t c = 0; c < a.width; ++c)
                    static_cast<float*>(a.cache)[to + c] = from[c];
                continue;
            }
            uint16_t* out = static_cast<uint16_t*>(a.cache) + to;
            int64_t c = 0;
            for (; c + kWidth <= a.width; c += kWidth)
                storeHalf(out + c, load(from + c));
            if (c < a.width) {
                uint16_t rest[kWidth];
                storeHalf(rest, loadSome(from + c, a.width - c, 0.0f));
                for (int64_t k = 0; c + k < a.width; ++k)
                    out[c + k] = rest[k];
            }
        }
}

} // namespace
} // namespace sillok::kernels::SILLOK_VARIANT
