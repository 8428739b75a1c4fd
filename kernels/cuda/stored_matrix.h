// stored_matrix.h - How weights lie on the card: as in the file, or with quants and scales apart where only that allows wide loads.
#pragma once

#include "kernels/quant_blocks.h"

namespace sillok::kernels::cuda {

/// A run of bytes inside every block of the file that lies together with its likes on the card.
struct Plane {
    int32_t offset; ///< inside the block
    int32_t bytes;
};
struct Planes {
    static constexpr int kMost = 4;
    Plane plane[kMost];
    int count; ///< 0: blocks stay as they are
};

/// Blocks of 34, 18 and 210 bytes have no address that is a multiple of 16 twice in a row. The sum of the planes is the block.
constexpr Planes planesOf(WeightType type)
{
    switch (type) {
    case WeightType::Q8_0:
        return { { { offsetof(BlockQ8_0, qs), 32 }, { offsetof(BlockQ8_0, d), 2 } }, 2 };
    case WeightType::Q4_0:
        return { { { offsetof(BlockQ4_0, qs), 16 }, { offsetof(BlockQ4_0, d), 2 } }, 2 };
    case WeightType::Q6_K:
        return { { { offsetof(BlockQ6_K, ql), 128 }, { offsetof(BlockQ6_K, qh), 64 }, { offsetof(BlockQ6_K, scales), 16 }, { offsetof(BlockQ6_K, d), 2 } }, 4 };
    default:
        return { {}, 0 };
    }
}

/// Rows of a tensor on the card. `data` is where the tensor begins (256-byte aligned), `blocks` all its blocks; rows are counted from `firstRow`.
struct StoredMatrix {
    const uint8_t* data;
    WeightType type;
    int64_t blocks;
    int64_t firstRow;
    int64_t rows;
    int64_t cols;
};

/// Where plane `index` begins, counted from the beginning of the tensor: a multiple of 256.
constexpr int64_t planeStart(WeightType type, int64_t blocks, int index)
{
    const Planes planes = planesOf(type);
    int64_t at = 0;
    for (int i = 0; i < index; ++i)
        at += (blocks * planes.plane[i].bytes + 255) / 256 * 256;
    return at;
}

/// Bytes that a tensor of so many blocks takes on the card.
constexpr int64_t storedBytes(WeightType type, int64_t blocks)
{
    const Planes planes = planesOf(type);
    return planes.count > 0 ? planeStart(type, blocks, planes.count) : (blocks * blockShape(type).bytes + 255) / 256 * 256;
}

} // namespace sillok::kernels::cuda
