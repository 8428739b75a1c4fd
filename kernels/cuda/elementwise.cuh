// elementwise.cuh - Value by value: activations, sums, scaling, copies of rows, turning by position, biases.
#pragma once

#include "kernels/cuda/launches.h"
#include "kernels/cuda/words.cuh"

namespace sillok::kernels::cuda {

SILLOK_DEVICE int64_t ownIndex() { return blockX() * blockThreads() + threadIndex(); }

SILLOK_DEVICE float activated(Gate form, float x)
{
    if (form == Gate::Silu)
        return x / (1.0f + exponential(-x));
    if (form == Gate::GeluErf)
        return 0.5f * x * (1.0f + errorFunction(x * 0.70710678118654752f));
    return 0.5f * x * (1.0f + hyperbolicTangent(0.79788456080286536f * (x + 0.044715f * x * x * x)));
}

struct Activate {
    SILLOK_DEVICE static void run(const ActivateLaunch& a)
    {
        const int64_t i = ownIndex();
        if (i < a.count)
            a.y[i] = activated(a.form, a.gate[i]) * (a.up ? a.up[i] : 1.0f);
    }
};

struct Add {
    SILLOK_DEVICE static void run(const AddLaunch& a)
    {
        const int64_t i = ownIndex();
        if (i < a.op.count)
            a.op.y[i] += a.op.scale * a.op.x[i];
    }
};

struct Scale {
    SILLOK_DEVICE static void run(const ScaleLaunch& a)
    {
        const int64_t i = ownIndex();
        if (i >= a.op.count)
            return;
        const float value = a.op.scale * a.op.x[i];
        a.op.x[i] = a.op.cap > 0 ? a.op.cap * hyperbolicTangent(value / a.op.cap) : value;
    }
};

struct CopyRows {
    SILLOK_DEVICE static void run(const CopyRowsLaunch& a)
    {
        const int64_t i = ownIndex(), row = i / a.op.cols, col = i % a.op.cols;
        if (row < a.op.rows)
            a.op.y[row * a.op.yStride + col] = a.op.x[row * a.op.xStride + col];
    }
};

struct Bias {
    SILLOK_DEVICE static void run(const BiasLaunch& a)
    {
        const int64_t row = ownIndex();
        if (row < a.rows)
            a.y[blockY() * a.yStride + row] += a.bias[row];
    }
};

struct Rope {
    SILLOK_DEVICE static void run(const RopeLaunch& a)
    {
        const int64_t half = a.op.rotated / 2, i = ownIndex(), pair = i % half, head = i / half % a.op.heads, token = i / half / a.op.heads;
        if (token >= a.op.tokens)
            return;
        float* x = a.op.x + token * a.op.stride + head * a.op.width;
        const bool adjacent = a.op.pairs == RopePairs::Adjacent;
        float& first = x[adjacent ? 2 * pair : pair];
        float& second = x[adjacent ? 2 * pair + 1 : pair + half];
        const float c = a.op.cosines[token * half + pair], s = a.op.sines[token * half + pair];
        const float u = first, v = second;
        first = u * c - v * s;
        second = u * s + v * c;
    }
};

} // namespace sillok::kernels::cuda
