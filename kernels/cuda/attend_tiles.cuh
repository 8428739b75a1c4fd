// attend_tiles.cuh - Attention of many tokens on the tensor cores, one tile of keys after the other; every number is the sum of two bf16.
// source  Dao 2023, FlashAttention-2, section 3.1 (running maximum and sum).
#pragma once

#include "kernels/cuda/cached.cuh"

namespace sillok::kernels::cuda {

/// Values and what is left of them.
struct HalvesTile {
    uint16_t* nearest;
    uint16_t* rest;
    int64_t stride;

    SILLOK_DEVICE void put(int64_t row, int64_t col, float value) const
    {
        const uint16_t near = bf16FromFloat(value);
        nearest[row * stride + col] = near;
        rest[row * stride + col] = bf16Rest(value, near);
    }
    static SILLOK_DEVICE uint32_t pair(const uint16_t* tile, int64_t at) { return *reinterpret_cast<const uint32_t*>(tile + at); }
    /// 16 rows from `row` on, columns [col, col + 16), as the left side; source as multiplyTile()
    SILLOK_DEVICE void loadLeft(const uint16_t* tile, int64_t row, int64_t col, uint32_t (&a)[4]) const
    {
        const int64_t at = (row + lane() / 4) * stride + col + lane() % 4 * 2;
        a[0] = pair(tile, at);
        a[1] = pair(tile, at + 8 * stride);
        a[2] = pair(tile, at + 8);
        a[3] = pair(tile, at + 8 * stride + 8);
    }
    /// 8 rows, columns [col, col + 16), as the right side.
    SILLOK_DEVICE void loadRight(const uint16_t* tile, int64_t row, int64_t col, uint32_t (&b)[2]) const
    {
        const int64_t at = (row + lane() / 4) * stride + col + lane() % 4 * 2;
        b[0] = pair(tile, at);
        b[1] = pair(tile, at + 8);
    }
};

/// sum += left * right, all but the product of the two rests.
SILLOK_DEVICE void multiplyHalves(float (&sum)[4], const uint32_t (&left)[4], const uint32_t (&leftRest)[4], const HalvesTile& tile, int64_t row, int64_t col)
{
    uint32_t right[2];
    tile.loadRight(tile.nearest, row, col, right);
    multiplyTile(sum, left, right);
    multiplyTile(sum, leftRest, right);
    tile.loadRight(tile.rest, row, col, right);
    multiplyTile(sum, left, right);
}

/// A block's 64 (token, head) rows. Lanes hold two rows each: lane / 4 and lane / 4 + 8 of the warp's 16.
struct TileRows {
    const AttentionArgs& op;
    const PassPlace& place;
    int64_t group; ///< key-value head
    int64_t perGroup; ///< query heads
    int64_t firstRow;

    SILLOK_DEVICE int64_t rows() const { return op.tokens * perGroup; }
    SILLOK_DEVICE int64_t ownRow(int which) const { return firstRow + warp() * 16 + lane() / 4 + which * 8; }
    SILLOK_DEVICE int64_t tokenOf(int64_t row) const { return least(row, rows() - 1) / perGroup; }
    /// Where row `row` of queries or results begins, in heads.
    SILLOK_DEVICE int64_t headOf(int64_t row) const { return row / perGroup * op.heads + group * perGroup + row % perGroup; }
};

SILLOK_DEVICE void fillQueries(const TileRows& rows, const HalvesTile& tile)
{
    const int64_t width = rows.op.keyWidth;
    for (int64_t i = threadIndex(); i < kAttendRows * width; i += blockThreads()) {
        const int64_t row = i / width, at = rows.firstRow + row;
        tile.put(row, i % width, at < rows.rows() ? rows.op.q[rows.headOf(at) * width + i % width] : 0.0f);
    }
}

/// Positions [start, start + kAttendPositions): [position][dimension].
SILLOK_DEVICE void fillKeys(const TileRows& rows, const HalvesTile& tile, int64_t start, int64_t end)
{
    const AttentionArgs& op = rows.op;
    for (int64_t i = threadIndex(); i < kAttendPositions / 8 * op.keyWidth; i += blockThreads()) {
        const int64_t eight = i / op.keyWidth, dim = i % op.keyWidth, position = start + eight * 8;
        float keys[8] = {};
        if (position < end)
            loadKeys(op, (rows.group * op.capacity + position) / kKeyBlock, dim, static_cast<int>(eight % 2), keys);
        SILLOK_UNROLL for (int j = 0; j < 8; ++j) tile.put(eight * 8 + j, dim, keys[j]); // what nobody sees gets no weight
    }
}

/// [dimension][position]; what is not stored yet counts as 0.
SILLOK_DEVICE void fillValues(const TileRows& rows, const HalvesTile& tile, int64_t start, int64_t end)
{
    const AttentionArgs& op = rows.op;
    const int64_t chunks = op.valueWidth / 8;
    for (int64_t i = threadIndex(); i < kAttendPositions * chunks; i += blockThreads()) {
        const int64_t j = i / chunks, chunk = i % chunks;
        float values[8] = {};
        if (start + j < end)
            loadValueRow(op, rows.group * op.capacity + start + j, chunk, values);
        SILLOK_UNROLL for (int k = 0; k < 8; ++k) tile.put(chunk * 8 + k, j, values[k]);
    }
}

using TileScores = float[kAttendPositions / 8][4];

SILLOK_DEVICE void scoreQueries(const TileRows& rows, const HalvesTile& queries, const HalvesTile& keys, TileScores& scores)
{
    for (int64_t dim = 0; dim < rows.op.keyWidth; dim += 16) {
        uint32_t left[4], rest[4];
        queries.loadLeft(queries.nearest, warp() * 16, dim, left);
        queries.loadLeft(queries.rest, warp() * 16, dim, rest);
        SILLOK_UNROLL for (int n = 0; n < kAttendPositions / 8; ++n) multiplyHalves(scores[n], left, rest, keys, n * 8, dim);
    }
}

/// What one lane remembers of its two rows.
struct RunningRow {
    float top = kNothing;
    float sum = 0;
    float fade = 0;
    Seen seen = {};
};

/// Scores into weights; four lanes share a row.
SILLOK_DEVICE void weighScores(const TileRows& rows, int64_t start, TileScores& scores, RunningRow (&running)[2])
{
    SILLOK_UNROLL for (int which = 0; which < 2; ++which)
    {
        RunningRow& row = running[which];
        float top = row.top;
        SILLOK_UNROLL for (int n = 0; n < kAttendPositions / 8; ++n)
        {
            SILLOK_UNROLL for (int i = 0; i < 2; ++i)
            {
                float& score = scores[n][which * 2 + i];
                const int64_t position = start + n * 8 + lane() % 4 * 2 + i;
                score = position >= row.seen.first && position <= row.seen.last ? cappedScore(rows.op, score) : kNothing;
                top = larger(top, score);
            }
        }
        top = larger(top, shuffleXor(top, 1));
        top = larger(top, shuffleXor(top, 2));
        row.fade = row.top > kNothing ? exponential(row.top - top) : 0.0f;
        row.top = top;
        row.sum *= row.fade;
        SILLOK_UNROLL for (int n = 0; n < kAttendPositions / 8; ++n)
        {
            SILLOK_UNROLL for (int i = 0; i < 2; ++i)
            {
                float& score = scores[n][which * 2 + i];
                score = score > kNothing ? exponential(score - top) : 0.0f;
                row.sum += score;
            }
        }
    }
}

SILLOK_DEVICE void splitPair(float first, float second, uint32_t& nearest, uint32_t& rest)
{
    const uint16_t a = bf16FromFloat(first), b = bf16FromFloat(second);
    nearest = pairOf(a, b);
    rest = pairOf(bf16Rest(first, a), bf16Rest(second, b));
}

template <int kTiles> SILLOK_DEVICE void addWeighted(const TileRows& rows, const TileScores& weights, const HalvesTile& values, float (&sums)[kTiles][4])
{
    SILLOK_UNROLL for (int k = 0; k < kAttendPositions / 16; ++k)
    {
        uint32_t left[4], rest[4];
        SILLOK_UNROLL for (int i = 0; i < 4; ++i) // the sums of one product are the left side of the next: source as multiplyTile()
            splitPair(weights[2 * k + i / 2][i % 2 * 2], weights[2 * k + i / 2][i % 2 * 2 + 1], left[i], rest[i]);
        SILLOK_UNROLL for (int n = 0; n < kTiles; ++n)
        {
            if (n * 8 < rows.op.valueWidth)
                multiplyHalves(sums[n], left, rest, values, n * 8, k * 16);
        }
    }
}

template <int kTiles> SILLOK_DEVICE void writeRows(const TileRows& rows, const RunningRow (&running)[2], const float (&sums)[kTiles][4])
{
    SILLOK_UNROLL for (int which = 0; which < 2; ++which)
    {
        float all = running[which].sum;
        all += shuffleXor(all, 1);
        all += shuffleXor(all, 2);
        const int64_t row = rows.ownRow(which);
        if (row >= rows.rows())
            continue;
        float* y = rows.op.y + rows.headOf(row) * rows.op.valueWidth;
        SILLOK_UNROLL for (int n = 0; n < kTiles; ++n)
        {
            SILLOK_UNROLL for (int i = 0; i < 2; ++i)
            {
                const int64_t dim = n * 8 + lane() % 4 * 2 + i;
                if (dim < rows.op.valueWidth)
                    y[dim] = sums[n][which * 2 + i] / all;
            }
        }
    }
}

template <int kTiles> SILLOK_DEVICE void attendTiles(const AttendTilesLaunch& a)
{
    const AttentionArgs& op = a.op;
    const TileRows rows { op, *a.place, blockX(), op.heads / op.kvHeads, blockY() * kAttendRows };
    auto* memory = sharedMemory<uint16_t>();
    const int64_t queryHalf = kAttendRows * (op.keyWidth + kTilePad);
    const int64_t keyHalf = kAttendPositions * (op.keyWidth + kTilePad), valueHalf = op.valueWidth * (kAttendPositions + kTilePad);
    uint16_t* second = memory + 2 * queryHalf; // keys, then values in the same place
    const HalvesTile queries { memory, memory + queryHalf, op.keyWidth + kTilePad };
    const HalvesTile keys { second, second + keyHalf, op.keyWidth + kTilePad };
    const HalvesTile values { second, second + valueHalf, kAttendPositions + kTilePad };
    fillQueries(rows, queries);
    RunningRow running[2];
    SILLOK_UNROLL for (int which = 0; which < 2; ++which) running[which].seen = seenBy(op, rows.place, rows.tokenOf(rows.ownRow(which)));
    const int64_t firstToken = rows.tokenOf(rows.firstRow), lastToken = rows.tokenOf(rows.firstRow + kAttendRows - 1);
    const int64_t first = seenBy(op, rows.place, firstToken).first, end = seenBy(op, rows.place, lastToken).last + 1;
    float sums[kTiles][4] = {};
    for (int64_t start = first / kAttendPositions * kAttendPositions; start < end; start += kAttendPositions) {
        barrier(); // values of the tile before are read
        fillKeys(rows, keys, start, end);
        barrier();
        TileScores scores = {};
        scoreQueries(rows, queries, keys, scores);
        weighScores(rows, start, scores, running);
        SILLOK_UNROLL for (int n = 0; n < kTiles; ++n)
            SILLOK_UNROLL for (int i = 0; i < 4; ++i) sums[n][i] *= running[i / 2].fade;
        barrier(); // keys are read
        fillValues(rows, values, start, end);
        barrier();
        addWeighted<kTiles>(rows, scores, values, sums);
    }
    writeRows<kTiles>(rows, running, sums);
}

struct AttendTiles64 {
    SILLOK_DEVICE static void run(const AttendTilesLaunch& a) { attendTiles<8>(a); }
};
struct AttendTiles128 {
    SILLOK_DEVICE static void run(const AttendTilesLaunch& a) { attendTiles<16>(a); }
};
struct AttendTiles256 {
    SILLOK_DEVICE static void run(const AttendTilesLaunch& a) { attendTiles<32>(a); }
};

} // namespace sillok::kernels::cuda
