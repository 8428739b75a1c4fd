// matmul_tiles.cuh - A matrix times many tokens on the tensor cores: 64 rows by 64 tokens per block, weights expanded into shared memory.
#pragma once

#include "kernels/cuda/values.cuh"

namespace sillok::kernels::cuda {

constexpr int64_t kTileStride = kTileCols + kTilePad;

/// Tiles of a block in shared memory: values, then (fine) what is left of them.
struct ProductTiles {
    uint16_t* weights; ///< [kTileRows][kTileStride]
    uint16_t* tokens; ///< [kTileTokens][kTileStride]
};
constexpr int64_t kTilesPiece = (kTileRows + kTileTokens) * kTileStride;

SILLOK_DEVICE ProductTiles productTiles(int piece)
{
    uint16_t* memory = sharedMemory<uint16_t>() + piece * kTilesPiece;
    return { memory, memory + kTileRows * kTileStride };
}

template <bool kFine> SILLOK_DEVICE void putValue(uint16_t* nearest, uint16_t* rest, float value)
{
    *nearest = bf16FromFloat(kFine || value == value ? value : 0.0f);
    if constexpr (kFine)
        *rest = bf16Rest(value, *nearest);
}

/// Columns [firstCol, firstCol + kTileCols) of the block's rows. Rows and columns beyond the matrix are 0.
template <bool kFine> struct WeightTile {
    const StoredMatrix& m;
    int64_t firstRow;
    int64_t firstCol;

    template <WeightType T> SILLOK_DEVICE void run()
    {
        if constexpr (isQuantised(T)) {
            for (int64_t i = threadIndex(); i < kTileRows * (kTileCols / 32); i += blockThreads()) {
                const int64_t row = i / (kTileCols / 32), unit = firstCol / 32 + i % (kTileCols / 32);
                float v[4][8] = {};
                if (firstRow + row < m.rows && unit < m.cols / 32)
                    loadValues<T>(m, firstRow + row, unit, false, v);
                SILLOK_UNROLL for (int group = 0; group < 4; ++group) put(row, groupColumn<T>(unit, group) - firstCol, v[group]);
            }
        } else {
            const bool wide = m.cols % 8 == 0;
            for (int64_t i = threadIndex(); i < kTileRows * (kTileCols / 8); i += blockThreads()) {
                const int64_t row = i / (kTileCols / 8), col = i % (kTileCols / 8) * 8;
                float v[8] = {};
                if (firstRow + row < m.rows)
                    loadFloats<T>(m, firstRow + row, firstCol + col, wide, v);
                put(row, col, v);
            }
        }
    }

    SILLOK_DEVICE void put(int64_t row, int64_t col, const float (&v)[8]) const
    {
        SILLOK_UNROLL for (int i = 0; i < 8; ++i)
            putValue<kFine>(productTiles(0).weights + row * kTileStride + col + i, productTiles(1).weights + row * kTileStride + col + i, v[i]);
    }
};

template <bool kFine> SILLOK_DEVICE void fillTokens(const MatmulTilesLaunch& a, int64_t firstToken, int64_t firstCol)
{
    for (int64_t i = threadIndex(); i < kTileTokens * kTileCols; i += blockThreads()) {
        const int64_t row = i / kTileCols, col = i % kTileCols, token = firstToken + row;
        const bool inside = token < a.tokens && firstCol + col < a.part.matrix.cols;
        const int64_t at = row * kTileStride + col;
        putValue<kFine>(productTiles(0).tokens + at, productTiles(1).tokens + at, inside ? a.x[token * a.xStride + firstCol + col] : 0.0f);
    }
}

/// Two neighbouring bf16 of a tile as one register.
SILLOK_DEVICE uint32_t pairAt(const uint16_t* tile, int64_t row, int64_t col)
{
    return *reinterpret_cast<const uint32_t*>(tile + row * kTileStride + col);
}

/// The warp's 16 rows against 8 tokens, columns [k, k + 16). source as multiplyTile()
SILLOK_DEVICE void loadWeights(const uint16_t* tile, int64_t k, uint32_t (&a)[4])
{
    const int64_t row = warp() * 16 + lane() / 4, col = k + lane() % 4 * 2;
    a[0] = pairAt(tile, row, col);
    a[1] = pairAt(tile, row + 8, col);
    a[2] = pairAt(tile, row, col + 8);
    a[3] = pairAt(tile, row + 8, col + 8);
}
SILLOK_DEVICE void loadTokens(const uint16_t* tile, int64_t token, int64_t k, uint32_t (&b)[2])
{
    const int64_t row = token + lane() / 4, col = k + lane() % 4 * 2;
    b[0] = pairAt(tile, row, col);
    b[1] = pairAt(tile, row, col + 8);
}

using TileSums = float[kTileTokens / 8][4];

template <bool kFine> SILLOK_DEVICE void multiplyTiles(int64_t tokens, TileSums& sums)
{
    for (int64_t k = 0; k < kTileCols; k += 16) {
        uint32_t weights[4], weightRests[4];
        loadWeights(productTiles(0).weights, k, weights);
        if constexpr (kFine)
            loadWeights(productTiles(1).weights, k, weightRests);
        SILLOK_UNROLL for (int n = 0; n < kTileTokens / 8; ++n)
        {
            if (n * 8 >= tokens)
                continue; // the same for the whole block
            uint32_t b[2];
            loadTokens(productTiles(0).tokens, n * 8, k, b);
            multiplyTile(sums[n], weights, b);
            if constexpr (kFine) {
                multiplyTile(sums[n], weightRests, b);
                loadTokens(productTiles(1).tokens, n * 8, k, b);
                multiplyTile(sums[n], weights, b);
            }
        }
    }
}

SILLOK_DEVICE void writeTile(const MatmulTilesLaunch& a, int64_t firstRow, int64_t firstToken, const TileSums& sums)
{
    SILLOK_UNROLL for (int n = 0; n < kTileTokens / 8; ++n)
    {
        SILLOK_UNROLL for (int i = 0; i < 4; ++i)
        {
            const int64_t row = firstRow + warp() * 16 + lane() / 4 + i / 2 * 8, token = firstToken + n * 8 + lane() % 4 * 2 + i % 2;
            if (row < a.part.matrix.rows && token < a.tokens)
                a.part.y[token * a.part.yStride + row] = sums[n][i] + (a.part.bias ? a.part.bias[row] : 0.0f);
        }
    }
}

template <bool kFine> SILLOK_DEVICE void matmulTiles(const MatmulTilesLaunch& a)
{
    const int64_t firstRow = blockX() * kTileRows, firstToken = blockY() * kTileTokens;
    TileSums sums = {};
    for (int64_t col = 0; col < a.part.matrix.cols; col += kTileCols) {
        const WeightTile<kFine> tile { a.part.matrix, firstRow, col };
        if constexpr (kFine)
            withAnyType(a.part.matrix.type, tile);
        else
            withQuantisedType(a.part.matrix.type, tile);
        fillTokens<kFine>(a, firstToken, col);
        barrier();
        multiplyTiles<kFine>(least(a.tokens - firstToken, kTileTokens), sums);
        barrier();
    }
    writeTile(a, firstRow, firstToken, sums);
}

struct MatmulCoarse {
    SILLOK_DEVICE static void run(const MatmulTilesLaunch& a) { matmulTiles<false>(a); }
};
struct MatmulFine {
    SILLOK_DEVICE static void run(const MatmulTilesLaunch& a) { matmulTiles<true>(a); }
};

} // namespace sillok::kernels::cuda
