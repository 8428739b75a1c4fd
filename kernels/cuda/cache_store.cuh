// cache_store.cuh - New keys and values into the cache, in its type and form; see attention.h.
#pragma once

#include "kernels/cuda/launches.h"
#include "kernels/cuda/words.cuh"

namespace sillok::kernels::cuda {

/// The warp's 32 values are one block; the same rule as storeBlock() of the reference.
SILLOK_DEVICE void storeEightBits(const CacheStoreArgs& op, float value, int64_t row, int64_t col)
{
    const float x = value == value ? value : 0.0f;
    const float most = warpLargest(magnitude(x));
    const float scaled = most > 0 ? x * (127.0f / most) : 0.0f;
    const bool finite = scaled >= -127.5f && scaled <= 127.5f; // not so beside an infinity alone
    const auto q = static_cast<int8_t>(finite ? static_cast<int>(scaled + (scaled < 0 ? -0.5f : 0.5f)) : 0);
    const uint16_t d = halfFromFloat(most / 127.0f);
    const int64_t blocks = op.width / 32, block = col / 32;
    if (op.form == CacheForm::Values) {
        BlockQ8_0& to = static_cast<BlockQ8_0*>(op.cache)[row * blocks + block];
        to.qs[col % 32] = q;
        if (col % 32 == 0)
            to.d = d;
    } else {
        BlockKeysQ8& to = static_cast<BlockKeysQ8*>(op.cache)[row / kKeyBlock * blocks + block];
        to.qs[col % 32][row % kKeyBlock] = q;
        if (col % 32 == 0)
            to.d[row % kKeyBlock] = d;
    }
}

struct CacheStore {
    SILLOK_DEVICE static void run(const CacheStoreLaunch& a)
    {
        const CacheStoreArgs& op = a.op;
        const int64_t runs = (op.width + 31) / 32, task = blockX() * (blockThreads() / kWarp) + warp();
        const int64_t token = task / runs / op.heads, head = task / runs % op.heads, col = task % runs * 32 + lane();
        if (token >= op.tokens)
            return;
        const int64_t row = head * op.capacity + a.place->first + token;
        const float value = col < op.width ? op.x[(token * op.heads + head) * op.width + col] : 0.0f;
        if (op.type == CacheType::Q8_0)
            return storeEightBits(op, value, row, col);
        if (col >= op.width)
            return;
        const int64_t at = op.form == CacheForm::Values ? row * op.width + col : (row / kKeyBlock * op.width + col) * kKeyBlock + row % kKeyBlock;
        if (op.type == CacheType::F32)
            static_cast<float*>(op.cache)[at] = value;
        else
            static_cast<uint16_t*>(op.cache)[at] = op.type == CacheType::F16 ? halfFromFloat(value) : bf16FromFloat(value);
    }
};

} // namespace sillok::kernels::cuda
