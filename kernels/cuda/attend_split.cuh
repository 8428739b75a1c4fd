// attend_split.cuh - Attention of a few tokens over many keys: splits of the keys side by side, then put together.
#pragma once

#include "kernels/cuda/cached.cuh"

namespace sillok::kernels::cuda {

/// One block's shared memory.
struct SplitMemory {
    float* query; ///< [kSplitHeads][keyWidth]
    float* score; ///< [kSplitHeads][kSplitTile]: scores, then weights
    float* top; ///< [kSplitHeads]
    float* sum; ///< [kSplitHeads]
    float* fade; ///< [kSplitHeads]: what earlier sums are multiplied by
    float* own; ///< [threads][kSplitHeads][8]
};

SILLOK_DEVICE SplitMemory splitMemory(const AttentionArgs& op)
{
    auto* at = sharedMemory<float>();
    SplitMemory m {};
    m.query = at;
    m.score = m.query + kSplitHeads * op.keyWidth;
    m.top = m.score + kSplitHeads * kSplitTile;
    m.sum = m.top + kSplitHeads;
    m.fade = m.sum + kSplitHeads;
    m.own = m.fade + kSplitHeads;
    return m;
}

/// Up to kSplitHeads query heads of one group, one token, one split.
struct SplitTask {
    const AttentionArgs& op;
    int64_t token;
    int64_t group; ///< key-value head
    int64_t firstHead;
    int64_t heads;
    Seen seen;
};

/// Scores of a tile: each warp takes a block of keys, two lanes per dimension.
SILLOK_DEVICE void scoreTile(const SplitTask& task, const SplitMemory& memory, int64_t start)
{
    const AttentionArgs& op = task.op;
    const int64_t first = start + warp() * kKeyBlock;
    float sums[kSplitHeads][8] = {};
    if (first <= task.seen.last && first + kKeyBlock > task.seen.first) {
        const int64_t block = (task.group * op.capacity + first) / kKeyBlock;
        for (int64_t dim = lane() / 2; dim < op.keyWidth; dim += kWarp / 2) {
            float keys[8];
            loadKeys(op, block, dim, lane() % 2, keys);
            SILLOK_UNROLL for (int h = 0; h < kSplitHeads; ++h)
            {
                const float q = memory.query[h * op.keyWidth + dim];
                SILLOK_UNROLL for (int i = 0; i < 8; ++i) sums[h][i] += q * keys[i];
            }
        }
    }
    SILLOK_UNROLL for (int h = 0; h < kSplitHeads; ++h)
    {
        if (h >= task.heads)
            continue; // the same for the whole block; their weights are of no use to anybody
        SILLOK_UNROLL for (int i = 0; i < 8; ++i)
        {
            float sum = sums[h][i];
            for (int mask = 2; mask < kWarp; mask *= 2)
                sum += shuffleXor(sum, mask);
            const int64_t position = first + lane() % 2 * 8 + i;
            const bool sees = position >= task.seen.first && position <= task.seen.last;
            if (lane() < 2)
                memory.score[h * kSplitTile + warp() * kKeyBlock + lane() * 8 + i] = sees ? cappedScore(op, sum) : kNothing;
        }
    }
}

/// Scores into weights, one warp per head.
SILLOK_DEVICE void weighTile(const SplitMemory& memory)
{
    const int h = warp();
    float* score = memory.score + h * kSplitTile;
    const float a = score[lane()], b = score[lane() + kWarp], before = memory.top[h];
    const float top = larger(before, warpLargest(larger(a, b)));
    const float first = a > kNothing ? exponential(a - top) : 0.0f, second = b > kNothing ? exponential(b - top) : 0.0f;
    const float sum = warpSum(first + second);
    score[lane()] = first;
    score[lane() + kWarp] = second;
    if (lane() == 0) {
        const float fade = before > kNothing ? exponential(before - top) : 0.0f;
        memory.fade[h] = fade;
        memory.sum[h] = memory.sum[h] * fade + sum;
        memory.top[h] = top;
    }
}

/// Threads stand in rows of `chunks`, each for 8 dimensions of every rows-th position.
struct ValuePlace {
    int64_t chunks;
    int64_t rows;
    int64_t row;
    int64_t chunk;
};
SILLOK_DEVICE ValuePlace valuePlace(const AttentionArgs& op)
{
    const int64_t chunks = (op.valueWidth + 7) / 8;
    return { chunks, blockThreads() / chunks, threadIndex() / chunks, threadIndex() % chunks };
}

SILLOK_DEVICE void addValues(const SplitTask& task, const SplitMemory& memory, int64_t start, const ValuePlace& place, float (&sums)[kSplitHeads][8])
{
    SILLOK_UNROLL for (int h = 0; h < kSplitHeads; ++h)
        SILLOK_UNROLL for (int i = 0; i < 8; ++i) sums[h][i] *= h < task.heads ? memory.fade[h] : 0.0f;
    if (place.row >= place.rows)
        return;
    for (int64_t j = place.row; j < kSplitTile; j += place.rows) {
        if (start + j < task.seen.first || start + j > task.seen.last)
            continue;
        float values[8];
        loadValueRow(task.op, task.group * task.op.capacity + start + j, place.chunk, values);
        SILLOK_UNROLL for (int h = 0; h < kSplitHeads; ++h)
        {
            const float weight = h < task.heads ? memory.score[h * kSplitTile + j] : 0.0f;
            SILLOK_UNROLL for (int i = 0; i < 8; ++i) sums[h][i] += weight * values[i];
        }
    }
}

/// Sums over the rows of threads, first to last, into the card's memory.
SILLOK_DEVICE void writeSplit(const SplitTask& task, const SplitMemory& memory, const ValuePlace& place, const float (&sums)[kSplitHeads][8], float* partial)
{
    const AttentionArgs& op = task.op;
    for (int h = 0; h < kSplitHeads; ++h)
        for (int i = 0; i < 8; ++i)
            memory.own[(threadIndex() * kSplitHeads + h) * 8 + i] = sums[h][i];
    barrier();
    for (int64_t at = threadIndex(); at < task.heads * op.valueWidth; at += blockThreads()) {
        const int64_t h = at / op.valueWidth, dim = at % op.valueWidth;
        float sum = 0;
        for (int64_t row = 0; row < place.rows; ++row)
            sum += memory.own[((row * place.chunks + dim / 8) * kSplitHeads + h) * 8 + dim % 8];
        float* out = partial + ((task.token * op.heads + task.group * (op.heads / op.kvHeads) + task.firstHead + h) * kSplits + blockZ()) * (op.valueWidth + 2);
        out[2 + dim] = sum;
        if (dim == 0) {
            out[0] = memory.top[h];
            out[1] = memory.sum[h];
        }
    }
}

struct AttendSplit {
    SILLOK_DEVICE static void run(const AttendSplitLaunch& a)
    {
        const AttentionArgs& op = a.op;
        const int64_t group = op.heads / op.kvHeads;
        const SplitMemory memory = splitMemory(op);
        const Seen seen = seenBy(op, *a.place, blockY());
        if (blockZ() * kSplitTile > seen.last)
            return markEmpty(a, group);
        for (int64_t firstHead = 0; firstHead < group; firstHead += kSplitHeads) {
            const SplitTask task { op, blockY(), blockX(), firstHead, least(kSplitHeads, group - firstHead), seen };
            attend(task, memory, a.partial);
            barrier();
        }
    }

    /// A split without positions: the sum of nothing.
    SILLOK_DEVICE static void markEmpty(const AttendSplitLaunch& a, int64_t group)
    {
        for (int64_t h = threadIndex(); h < group; h += blockThreads()) {
            float* out = a.partial + ((blockY() * a.op.heads + blockX() * group + h) * kSplits + blockZ()) * (a.op.valueWidth + 2);
            out[0] = kNothing;
            out[1] = 0;
        }
    }

    SILLOK_DEVICE static void attend(const SplitTask& task, const SplitMemory& memory, float* partial)
    {
        const AttentionArgs& op = task.op;
        const float* q = op.q + (task.token * op.heads + task.group * (op.heads / op.kvHeads) + task.firstHead) * op.keyWidth;
        for (int64_t i = threadIndex(); i < kSplitHeads * op.keyWidth; i += blockThreads())
            memory.query[i] = i < task.heads * op.keyWidth ? q[i] : 0.0f;
        if (threadIndex() < kSplitHeads) {
            memory.top[threadIndex()] = kNothing;
            memory.sum[threadIndex()] = 0;
        }
        barrier();
        const ValuePlace place = valuePlace(op);
        float sums[kSplitHeads][8] = {};
        for (int64_t start = blockZ() * kSplitTile; start <= task.seen.last; start += kSplits * kSplitTile) {
            if (start + kSplitTile <= task.seen.first)
                continue;
            scoreTile(task, memory, start);
            barrier();
            if (warp() < task.heads)
                weighTile(memory);
            barrier();
            addValues(task, memory, start, place, sums);
            barrier();
        }
        writeSplit(task, memory, place, sums, partial);
    }
};

struct AttendCombine {
    SILLOK_DEVICE static void run(const AttendCombineLaunch& a)
    {
        const int64_t row = blockY() * a.heads + blockX();
        const float* partial = a.partial + row * kSplits * (a.valueWidth + 2);
        float top = kNothing, all = 0;
        for (int64_t s = 0; s < kSplits; ++s)
            top = larger(top, partial[s * (a.valueWidth + 2)]);
        for (int64_t s = 0; s < kSplits; ++s) {
            const float* split = partial + s * (a.valueWidth + 2);
            all += split[1] > 0 ? split[1] * exponential(split[0] - top) : 0.0f;
        }
        for (int64_t dim = threadIndex(); dim < a.valueWidth; dim += blockThreads()) {
            float sum = 0;
            for (int64_t s = 0; s < kSplits; ++s) {
                const float* split = partial + s * (a.valueWidth + 2);
                sum += split[1] > 0 ? split[2 + dim] * exponential(split[0] - top) : 0.0f;
            }
            a.y[row * a.valueWidth + dim] = sum / all;
        }
    }
};

} // namespace sillok::kernels::cuda
