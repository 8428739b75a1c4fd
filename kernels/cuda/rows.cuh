// rows.cuh - One block per row: norms, rounding, softmax.
#pragma once

#include "kernels/cuda/launches.h"
#include "kernels/cuda/words.cuh"

namespace sillok::kernels::cuda {

/// The warp's 32 values are one block of row `row`; see rounded.h.
SILLOK_DEVICE void storeRounded(float value, int64_t row, int64_t col, int64_t cols, const RoundedRows& out)
{
    const float x = value == value ? value : 0.0f;
    const float most = warpLargest(magnitude(x));
    const int q = most > 0 ? nearestWhole(x * (127.0f / most)) : 0;
    out.q[row * cols + col] = static_cast<int8_t>(q);
    int sum = q;
    for (int mask = 8; mask > 0; mask /= 2)
        sum += shuffleXor(sum, mask);
    if (col % 32 == 0)
        out.d[row * (cols / 32) + col / 32] = most / 127.0f;
    if (col % 16 == 0)
        out.sums[row * (cols / 16) + col / 16] = sum;
}

struct Norm {
    SILLOK_DEVICE static void run(const NormLaunch& a)
    {
        auto* sums = sharedMemory<float>();
        const int64_t row = blockX();
        const float* x = a.x + row * a.stride;
        float* y = a.y + row * a.stride;
        const auto cols = static_cast<float>(a.cols);
        float mean = 0;
        if (a.bias) {
            float sum = 0;
            for (int64_t c = threadIndex(); c < a.cols; c += blockThreads())
                sum += x[c];
            mean = blockSum(sum, sums) / cols;
        }
        float squares = 0;
        for (int64_t c = threadIndex(); c < a.cols; c += blockThreads())
            squares += (x[c] - mean) * (x[c] - mean);
        const float scale = inverseRoot(blockSum(squares, sums) / cols + a.eps);
        for (int64_t c = threadIndex(); c < a.cols; c += blockThreads()) { // whole warps: rounded rows are multiples of 32
            const float value = (x[c] - mean) * scale * a.weight[c] + (a.bias ? a.bias[c] : 0.0f);
            y[c] = value;
            if (a.rounded.q)
                storeRounded(value, row, c, a.cols, a.rounded);
        }
    }
};

struct Round {
    SILLOK_DEVICE static void run(const RoundLaunch& a)
    {
        const int64_t end = least(a.cols, (blockY() + 1) * 1024);
        for (int64_t c = blockY() * 1024 + threadIndex(); c < end; c += blockThreads())
            storeRounded(a.x[blockX() * a.xStride + c], blockX(), c, a.cols, a.rounded);
    }
};

struct Softmax {
    SILLOK_DEVICE static void run(const SoftmaxLaunch& a)
    {
        auto* memory = sharedMemory<float>();
        float* x = a.x + blockX() * a.cols;
        float top = x[0];
        for (int64_t c = threadIndex(); c < a.cols; c += blockThreads())
            top = larger(top, x[c]);
        top = blockLargest(top, memory);
        float sum = 0;
        for (int64_t c = threadIndex(); c < a.cols; c += blockThreads()) {
            x[c] = exponential(x[c] - top);
            sum += x[c];
        }
        const float all = blockSum(sum, memory);
        for (int64_t c = threadIndex(); c < a.cols; c += blockThreads())
            x[c] /= all;
    }
};

} // namespace sillok::kernels::cuda
