// matvec.cuh - Matrices times a few tokens, at the speed of memory: weights go from wide loads straight into the sums.
#pragma once

#include "kernels/cuda/elementwise.cuh"
#include "kernels/cuda/values.cuh"

namespace sillok::kernels::cuda {

/// Which part and rows a block has, and which units of a row its warp.
struct MatvecTask {
    int part;
    int64_t firstRow; ///< of this warp
    int64_t firstUnit;
    int64_t unitStep;
    int64_t token; ///< first of kMatvecTokens
};

using MatvecSums = float[kMatvecWarpRows][kMatvecTokens];

SILLOK_DEVICE MatvecTask matvecTask(const MatvecLaunch& a)
{
    int64_t block = blockX();
    int part = 0;
    for (; !a.gated && part + 1 < a.parts; ++part) {
        const int64_t own = (a.part[part].matrix.rows + matvecBlockRows(a.part[part].matrix.cols) - 1) / matvecBlockRows(a.part[part].matrix.cols);
        if (block < own)
            break;
        block -= own;
    }
    const int64_t cols = a.part[part].matrix.cols;
    const bool shares = matvecShares(cols);
    return { part, block * matvecBlockRows(cols) + (shares ? 0 : warp() * kMatvecWarpRows), (shares ? warp() * kWarp : 0) + lane(),
        shares ? kWarp * kMatvecWarps : kWarp, blockY() * kMatvecTokens };
}

/// Activations in whole numbers against pieces.
struct RoundedProduct {
    const MatvecLaunch& a;
    const StoredMatrix& m;
    const MatvecTask& task;
    MatvecSums& sums;

    template <WeightType T> SILLOK_DEVICE void run()
    {
        const int64_t units = m.cols / 32;
        for (int64_t unit = task.firstUnit; unit < units; unit += task.unitStep) {
            Piece piece[kMatvecWarpRows];
            SILLOK_UNROLL for (int r = 0; r < kMatvecWarpRows; ++r) piece[r] = loadPiece<T>(m, least(task.firstRow + r, m.rows - 1), unit);
            SILLOK_UNROLL for (int t = 0; t < kMatvecTokens; ++t)
            {
                if (task.token + t < a.tokens)
                    addToken<T>(piece, unit, t);
            }
        }
    }

    template <WeightType T> SILLOK_DEVICE void addToken(const Piece (&piece)[kMatvecWarpRows], int64_t unit, int t)
    {
        SILLOK_UNROLL for (int run = 0; run < 2; ++run)
        {
            const int64_t at = (task.token + t) * m.cols + pieceColumn<T>(unit, run);
            const Wide x = loadWide(a.rounded.q + at);
            const float d = a.rounded.d[at / 32], sum = static_cast<float>(a.rounded.sums[at / 16]);
            SILLOK_UNROLL for (int r = 0; r < kMatvecWarpRows; ++r)
            {
                int dot = 0;
                SILLOK_UNROLL for (int i = 0; i < 4; ++i) dot = dot4(piece[r].q[run][i], static_cast<int>(x.word[i]), dot);
                sums[r][t] += d * (piece[r].scale[run] * static_cast<float>(dot) - piece[r].min[run] * sum);
            }
        }
    }
};

/// f32 activations against values.
struct ValuesProduct {
    const MatvecLaunch& a;
    const StoredMatrix& m;
    const MatvecTask& task;
    MatvecSums& sums;

    template <WeightType T> SILLOK_DEVICE void run()
    {
        const int64_t units = unitsOf<T>(m.cols);
        for (int64_t unit = task.firstUnit; unit < units; unit += task.unitStep)
            SILLOK_UNROLL for (int r = 0; r < kMatvecWarpRows; ++r)
            {
                float v[4][8];
                loadValues<T>(m, least(task.firstRow + r, m.rows - 1), unit, a.wide, v);
                SILLOK_UNROLL for (int group = 0; group < 4; ++group) addGroup(v[group], groupColumn<T>(unit, group), r);
            }
    }

    SILLOK_DEVICE void addGroup(const float (&v)[8], int64_t col, int r)
    {
        if (col >= m.cols)
            return;
        SILLOK_UNROLL for (int t = 0; t < kMatvecTokens; ++t)
        {
            if (task.token + t >= a.tokens)
                continue;
            const float* x = a.x + (task.token + t) * a.xStride + col;
            float sum = sums[r][t];
            for (int i = 0; i < 8; ++i)
                sum += col + i < m.cols ? v[i] * x[i] : 0.0f;
            sums[r][t] = sum;
        }
    }
};

/// The sums of the block's rows, complete in the threads that ownSum() names.
template <bool kRounded> SILLOK_DEVICE void multiplyPart(const MatvecLaunch& a, const StoredMatrix& m, const MatvecTask& task, float* memory)
{
    MatvecSums sums = {};
    if constexpr (kRounded)
        withQuantisedType(m.type, RoundedProduct { a, m, task, sums });
    else
        withAnyType(m.type, ValuesProduct { a, m, task, sums });
    SILLOK_UNROLL for (int r = 0; r < kMatvecWarpRows; ++r)
    {
        SILLOK_UNROLL for (int t = 0; t < kMatvecTokens; ++t)
        {
            if (task.token + t >= a.tokens)
                continue; // the same for the whole block
            const float sum = warpSum(sums[r][t]);
            if (lane() == 0)
                memory[(warp() * kMatvecWarpRows + r) * kMatvecTokens + t] = sum;
        }
    }
}

/// One thread per (row, token) of the block writes.
SILLOK_DEVICE void writeSums(const MatvecLaunch& a, const MatvecTask& task, const float* memory, int64_t blockFirstRow)
{
    const StoredMatrix& m = a.part[task.part].matrix;
    const bool shares = matvecShares(m.cols);
    const int64_t rows = matvecBlockRows(m.cols), r = threadIndex() / kMatvecTokens, t = threadIndex() % kMatvecTokens;
    const int64_t row = blockFirstRow + r, token = task.token + t;
    if (r >= rows || row >= m.rows || token >= a.tokens)
        return;
    float sum[2] = {};
    for (int part = 0; part < (a.gated ? 2 : 1); ++part) {
        const float* own = memory + part * kMatvecWarps * kMatvecWarpRows * kMatvecTokens;
        for (int w = 0; w < (shares ? kMatvecWarps : 1); ++w)
            sum[part] += own[(w * kMatvecWarpRows + r) * kMatvecTokens + t];
        const float* bias = a.part[task.part + part].bias;
        sum[part] += bias ? bias[row] : 0.0f;
    }
    const ProductPart& out = a.part[task.part];
    const int64_t at = token * out.yStride + row;
    const float y = a.gated ? activated(a.gate, sum[0]) * sum[1] : sum[0];
    out.y[at] = y;
    if (a.addTo)
        a.addTo[at] += a.addScale * y;
}

template <bool kRounded> SILLOK_DEVICE void matvec(const MatvecLaunch& a)
{
    auto* memory = sharedMemory<float>();
    const MatvecTask task = matvecTask(a);
    for (int part = 0; part < (a.gated ? 2 : 1); ++part)
        multiplyPart<kRounded>(a, a.part[task.part + part].matrix, task, memory + part * kMatvecWarps * kMatvecWarpRows * kMatvecTokens);
    barrier();
    const bool shares = matvecShares(a.part[task.part].matrix.cols);
    writeSums(a, task, memory, task.firstRow - (shares ? 0 : warp() * kMatvecWarpRows));
}

struct MatvecRounded {
    SILLOK_DEVICE static void run(const MatvecLaunch& a) { matvec<true>(a); }
};
struct MatvecValues {
    SILLOK_DEVICE static void run(const MatvecLaunch& a) { matvec<false>(a); }
};

} // namespace sillok::kernels::cuda
