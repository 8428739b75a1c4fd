// attention.h - Causal attention of new tokens over cached keys and values, and putting them into the cache.
#pragma once

#include <cstdint>

namespace sillok::kernels {

enum class CacheType : uint8_t { F32, F16 };

/// For every token t and query head h, with key-value head g = h / (heads / kvHeads) and p = firstPosition + t:
/// y[t,h] = sum over j of softmax_j(scale * q[t,h] . keys[g,j]) * values[g,j],  j from max(0, p - window + 1) to p (window 0: from 0)
///
/// shape   q: [tokens, heads, keyWidth] f32; y: [tokens, heads, valueWidth] f32; keys: [kvHeads, capacity, keyWidth],
///         values: [kvHeads, capacity, valueWidth] of `type`; all dense.
/// needs   heads a multiple of kvHeads; firstPosition + tokens <= capacity.
/// exact   within 1e-5 of attentionReference, which reads the same stored keys and values.
/// cost    reads every key and value once per token and key-value head; scratch of attentionScratch() floats per thread.
/// source  Vaswani et al. 2017, section 3.2.1; Ainslie et al. 2023 (grouped heads).
struct AttentionArgs {
    const float* q;
    const void* keys;
    const void* values;
    float* y;
    CacheType type;
    int64_t tokens;
    int64_t heads;
    int64_t kvHeads;
    int64_t keyWidth;
    int64_t valueWidth;
    int64_t capacity;
    int64_t firstPosition;
    int64_t window;
    float scale;
};

/// Floats of scratch that one thread needs.
constexpr int64_t attentionScratch(const AttentionArgs& args) { return args.heads / args.kvHeads * (args.firstPosition + args.tokens); }

void attentionReference(const AttentionArgs& args);

/// cache[g, firstPosition + t, c] = x[t, g, c]
///
/// shape   x: [tokens, heads, width] f32; cache: [heads, capacity, width] of `type`.
/// needs   firstPosition + tokens <= capacity.
/// exact   F16 rounds to nearest even.
struct CacheStoreArgs {
    const float* x;
    void* cache;
    CacheType type;
    int64_t tokens;
    int64_t heads;
    int64_t width;
    int64_t capacity;
    int64_t firstPosition;
};

void cacheStoreReference(const CacheStoreArgs& args);

} // namespace sillok::kernels
