// launches.h - What every kernel is started with: its arguments and how many threads it takes. Read by the engine, which plans them.
#pragma once

#include "kernels/attention.h"
#include "kernels/cuda/stored_matrix.h"
#include "kernels/elementwise.h"
#include "kernels/rope.h"

namespace sillok::kernels::cuda {

/// A kernel's number: its line in kernel_list.h.
enum class Kernel : uint32_t {
#define SILLOK_CUDA_KERNEL(name, launch) name,
#include "kernels/cuda/kernel_list.h"
#undef SILLOK_CUDA_KERNEL
    LibraryProduct ///< not ours: a ProductLaunch, multiplied by cuBLASLt
};

/// Threads and memory of a launch. `threads` is a multiple of 32.
struct Shape {
    uint32_t grid[3];
    uint32_t threads;
    uint32_t sharedBytes;
};

constexpr uint32_t kRowThreads = 256;
constexpr uint32_t countOf(int64_t all, int64_t each) { return static_cast<uint32_t>((all + each - 1) / each); }

/// Where the tokens of a pass begin, and with Reach::Both how many positions there are: in the card's memory, so that a recorded pass can be
/// played again at other positions.
struct PassPlace {
    int32_t first;
    int32_t positions;
};

/// Activations rounded as in rounded.h. Per token: q [cols], d [cols / 32], sums of 16 q each [cols / 16].
struct RoundedRows {
    int8_t* q;
    float* d;
    int32_t* sums;
};
/// Bytes of all three for so many tokens, each part a multiple of 256.
constexpr int64_t roundedPart(int64_t bytes) { return (bytes + 255) / 256 * 256; }
constexpr int64_t roundedRowsBytes(int64_t tokens, int64_t cols)
{
    return roundedPart(tokens * cols) + roundedPart(tokens * (cols / 32) * 4) + roundedPart(tokens * (cols / 16) * 4);
}
inline RoundedRows roundedRowsAt(std::byte* memory, int64_t tokens, int64_t cols)
{
    std::byte* d = memory + roundedPart(tokens * cols);
    std::byte* sums = d + roundedPart(tokens * (cols / 32) * 4);
    return { reinterpret_cast<int8_t*>(memory), reinterpret_cast<float*>(d), reinterpret_cast<int32_t*>(sums) };
}

/// Both norms, see rms_norm.h: `bias` null is the root-mean-square. `rounded.q` null: not rounded besides. exact as rms_norm.h
struct NormLaunch {
    const float* x;
    const float* weight;
    const float* bias;
    float* y;
    int64_t rows;
    int64_t cols;
    int64_t stride;
    float eps;
    RoundedRows rounded; ///< needs cols a multiple of 32
};
inline Shape shapeOf(const NormLaunch& a) { return { { static_cast<uint32_t>(a.rows), 1, 1 }, kRowThreads, kRowThreads / 32 * sizeof(float) }; }

/// needs cols a multiple of 32. exact as rounded.h
struct RoundLaunch {
    const float* x;
    int64_t xStride;
    int64_t cols;
    int64_t tokens;
    RoundedRows rounded;
};
inline Shape shapeOf(const RoundLaunch& a) { return { { static_cast<uint32_t>(a.tokens), countOf(a.cols, 1024), 1 }, kRowThreads, 0 }; }

/// See softmax.h.
struct SoftmaxLaunch {
    float* x;
    int64_t rows;
    int64_t cols;
};
inline Shape shapeOf(const SoftmaxLaunch& a) { return { { static_cast<uint32_t>(a.rows), 1, 1 }, kRowThreads, kRowThreads / 32 * sizeof(float) }; }

/// What the gate goes through. See elementwise.h.
enum class Gate : uint8_t { Silu, GeluTanh, GeluErf };

/// y[i] = act(gate[i]) * up[i]; `up` null: act(gate[i]).
struct ActivateLaunch {
    const float* gate;
    const float* up;
    float* y;
    int64_t count;
    Gate form;
};
inline Shape shapeOf(const ActivateLaunch& a) { return { { countOf(a.count, kRowThreads), 1, 1 }, kRowThreads, 0 }; }

struct AddLaunch {
    AddArgs op;
};
inline Shape shapeOf(const AddLaunch& a) { return { { countOf(a.op.count, kRowThreads), 1, 1 }, kRowThreads, 0 }; }

struct ScaleLaunch {
    ScaleArgs op;
};
inline Shape shapeOf(const ScaleLaunch& a) { return { { countOf(a.op.count, kRowThreads), 1, 1 }, kRowThreads, 0 }; }

struct CopyRowsLaunch {
    CopyRowsArgs op;
};
inline Shape shapeOf(const CopyRowsLaunch& a) { return { { countOf(a.op.rows * a.op.cols, kRowThreads), 1, 1 }, kRowThreads, 0 }; }

/// One thread turns one pair.
struct RopeLaunch {
    RopeArgs op;
};
inline Shape shapeOf(const RopeLaunch& a) { return { { countOf(a.op.tokens * a.op.heads * (a.op.rotated / 2), kRowThreads), 1, 1 }, kRowThreads, 0 }; }

/// A warp stores 32 values of one head. op.firstPosition is not read: place->first is.
struct CacheStoreLaunch {
    CacheStoreArgs op;
    const PassPlace* place;
};
inline Shape shapeOf(const CacheStoreLaunch& a)
{
    return { { countOf(a.op.tokens * a.op.heads * ((a.op.width + 31) / 32), kRowThreads / 32), 1, 1 }, kRowThreads, 0 };
}

/// y[t] = row ids[t] of the table.
struct LookupLaunch {
    StoredMatrix table;
    const int32_t* ids;
    float* y;
    int64_t tokens;
};
constexpr int64_t kLookupCols = 1024; ///< that one warp of this kernel takes
inline Shape shapeOf(const LookupLaunch& a) { return { { static_cast<uint32_t>(a.tokens), countOf(a.table.cols, kLookupCols), 1 }, 32, 0 }; }

/// One product of a launch that may hold several of the same activations.
struct ProductPart {
    StoredMatrix matrix;
    const float* bias; ///< or null
    float* y;
    int64_t yStride;
};

/// Matrices times a few tokens: every weight is read once per kMatvecTokens tokens and nothing is expanded in memory.
/// Rounded: with x.q; otherwise with f32 activations. With `gated`, parts 0 and 1 (as many rows) give act(part 0) * part 1 in part 0's y alone.
/// With addTo: addTo[t, r] += addScale * y[t, r] beside y; only with one part, of addTo's stride.
/// exact   as matmul.h or rounded.h; (token, row) is summed in an order that depends on the type and the columns alone.
struct MatvecLaunch {
    ProductPart part[3];
    int32_t parts;
    int32_t tokens;
    const float* x;
    int64_t xStride;
    RoundedRows rounded; ///< q null: x is read
    float* addTo;
    float addScale;
    bool gated;
    Gate gate;
    bool wide; ///< rows of x and of 16- and 32-bit weights begin at multiples of 16 bytes
};
constexpr int64_t kMatvecWarps = 4;
constexpr int64_t kMatvecWarpRows = 2;
constexpr int64_t kMatvecTokens = 4;
/// Long rows are shared by the warps of a block, short ones are not.
constexpr bool matvecShares(int64_t cols) { return cols >= 2048; }
constexpr int64_t matvecBlockRows(int64_t cols) { return matvecShares(cols) ? kMatvecWarpRows : kMatvecWarps * kMatvecWarpRows; }
inline Shape shapeOf(const MatvecLaunch& a)
{
    uint32_t blocks = 0;
    for (int i = 0; i < (a.gated ? 1 : a.parts); ++i)
        blocks += countOf(a.part[i].matrix.rows, matvecBlockRows(a.part[i].matrix.cols));
    const auto sums = static_cast<uint32_t>(2 * kMatvecWarps * kMatvecWarpRows * kMatvecTokens * int64_t { sizeof(float) });
    return { { blocks, countOf(a.tokens, kMatvecTokens), 1 }, static_cast<uint32_t>(kMatvecWarps * 32), sums };
}

/// One matrix times many tokens on the tensor cores: a tile of weights is expanded where it is used.
/// Coarse: weights and activations as bf16 (quantised weights alone). Fine: both as two bf16, three products.
/// exact   Coarse: as the product of the rounded numbers, 1e-5 x sqrt(cols). Fine: as matmul.h. A (token, row) does not depend on the others.
struct MatmulTilesLaunch {
    ProductPart part;
    const float* x;
    int64_t xStride;
    int32_t tokens;
    bool fine;
};
constexpr int64_t kTileRows = 64;
constexpr int64_t kTileTokens = 64;
constexpr int64_t kTilePad = 8; ///< keeps rows of a tile from meeting in the same memory banks
constexpr int64_t kTileCols = 128;
inline Shape shapeOf(const MatmulTilesLaunch& a)
{
    const int64_t bytes = (kTileRows + kTileTokens) * (kTileCols + kTilePad) * 2 * (a.fine ? 2 : 1);
    return { { countOf(a.part.matrix.rows, kTileRows), countOf(a.tokens, kTileTokens), 1 }, 128, static_cast<uint32_t>(bytes) };
}

/// Attention of a few tokens, split over keys: block (key-value head, token, split) takes every kSplits-th run of kSplitTile positions and leaves
/// largest score, sum and weighted values per head. op.firstPosition and op.positions are not read: *place is.
struct AttendSplitLaunch {
    AttentionArgs op;
    const PassPlace* place;
    float* partial; ///< [tokens, heads, kSplits, valueWidth + 2]
};
constexpr int64_t kSplits = 32;
constexpr int64_t kSplitTile = 64;
constexpr int64_t kSplitHeads = 4; ///< heads of a group that read a key together
constexpr uint32_t kSplitThreads = 128;
constexpr int64_t kMostSplitTokens = 16; ///< of one launch: bounds `partial`
constexpr int64_t splitPartialFloats(int64_t heads, int64_t valueWidth) { return kMostSplitTokens * heads * kSplits * (valueWidth + 2); }
/// Shared memory: queries, scores, state of each head, sums of each thread.
inline Shape shapeOf(const AttendSplitLaunch& a)
{
    const int64_t floats = kSplitHeads * (a.op.keyWidth + kSplitTile + 3) + kSplitThreads * 8 * kSplitHeads;
    return { { static_cast<uint32_t>(a.op.kvHeads), static_cast<uint32_t>(a.op.tokens), static_cast<uint32_t>(kSplits) }, kSplitThreads,
        static_cast<uint32_t>(floats * int64_t { sizeof(float) }) };
}

/// Puts the splits together: y of AttendSplitLaunch.
struct AttendCombineLaunch {
    const float* partial;
    float* y;
    int64_t tokens;
    int64_t heads;
    int64_t valueWidth;
};
inline Shape shapeOf(const AttendCombineLaunch& a)
{
    return { { static_cast<uint32_t>(a.heads), static_cast<uint32_t>(a.tokens), 1 }, 128, 0 };
}

/// Attention of many tokens on the tensor cores: 64 (token, head) rows of a group against 32 positions at a time, every number as two bf16.
/// needs   a cache of F16, BF16 or Q8_0; widths of 16 to kMostTileWidth, multiples of 16. exact within 4e-5 of attentionReference:
/// two bf16 keep 16 bits of a number.
struct AttendTilesLaunch {
    AttentionArgs op;
    const PassPlace* place;
};
constexpr int64_t kMostTileWidth = 256;
constexpr int64_t kAttendRows = 64;
constexpr int64_t kAttendPositions = 32;
inline Shape shapeOf(const AttendTilesLaunch& a)
{
    const int64_t group = a.op.heads / a.op.kvHeads;
    const int64_t queries = kAttendRows * (a.op.keyWidth + kTilePad) * 2;
    const int64_t keys = kAttendPositions * (a.op.keyWidth + kTilePad) * 2, values = a.op.valueWidth * (kAttendPositions + kTilePad) * 2;
    const int64_t halves = queries + (keys > values ? keys : values);
    return { { static_cast<uint32_t>(a.op.kvHeads), countOf(a.op.tokens * group, kAttendRows), 1 }, 128, static_cast<uint32_t>(halves * 2) };
}

/// Takes blocks of a file apart into the planes of stored_matrix.h: blocks [first, first + count) of a tensor of `blocks`.
struct SplitPlanesLaunch {
    const uint8_t* file;
    uint8_t* tensor;
    WeightType type;
    int64_t blocks;
    int64_t first;
    int64_t count;
};
inline Shape shapeOf(const SplitPlanesLaunch& a)
{
    return { { countOf(a.count * (blockShape(a.type).bytes / 2), kRowThreads), 1, 1 }, kRowThreads, 0 };
}

/// Rows of a matrix as bf16, for the multiplication of a library. Fine: [2, rows, cols], values and what is left of them.
struct ExpandLaunch {
    StoredMatrix matrix;
    uint16_t* out;
    bool fine;
};
inline Shape shapeOf(const ExpandLaunch& a) { return { { static_cast<uint32_t>(a.matrix.rows), countOf(a.matrix.cols, 1024), 1 }, 32, 0 }; }

/// The same of activations: out [1 or 2, tokens, cols].
struct NarrowLaunch {
    const float* x;
    int64_t xStride;
    int64_t cols;
    int64_t tokens;
    uint16_t* out;
    bool fine;
};
inline Shape shapeOf(const NarrowLaunch& a) { return { { countOf(a.cols, kRowThreads), static_cast<uint32_t>(a.tokens), 1 }, kRowThreads, 0 }; }

/// y[t, r] = sum over c of weight[r, c] * x[t, c] (onto y when `adds`), all dense; bf16 in, f32 out.
/// needs rows and cols multiples of 8. exact as the product of the given numbers, 1e-5 x sqrt(cols)
struct ProductLaunch {
    const uint16_t* weight;
    const uint16_t* x;
    float* y;
    int64_t rows;
    int64_t cols;
    int64_t tokens;
    int64_t yStride;
    bool adds;
};
inline Shape shapeOf(const ProductLaunch&) { return { { 1, 1, 1 }, 32, 0 }; }

/// y[t, r] = y[t, r] + bias[r], for products that a library made.
struct BiasLaunch {
    float* y;
    const float* bias;
    int64_t rows;
    int64_t tokens;
    int64_t yStride;
};
inline Shape shapeOf(const BiasLaunch& a) { return { { countOf(a.rows, kRowThreads), static_cast<uint32_t>(a.tokens), 1 }, kRowThreads, 0 }; }

} // namespace sillok::kernels::cuda
