// traffic.h - Which memory each launch may touch, and how many bytes and multiply-adds it costs: for checks of plans, for mirrors on a card, for limits.
#pragma once

#include "kernels/cuda/launches.h"

namespace sillok::kernels::cuda {

/// A run of memory that a launch is given. Strided rows count with their gaps, caches and stored matrices whole.
struct Access {
    const void* at;
    int64_t bytes;
    bool reads;
    bool writes;
    int64_t alignment;
};

struct Traffic {
    static constexpr int kMost = 20;
    Access access[kMost];
    int count = 0;
    double movedBytes = 0; ///< that must come from or go to memory at least once; of caches: for op.capacity positions
    double products = 0; ///< multiply-adds
    bool inPlace = false; ///< what is written may be what is read, address for address

    /// Null pointers and empty runs are left out.
    void add(const void* at, int64_t bytes, bool reads, bool writes, int64_t alignment = 4)
    {
        if (!at || bytes <= 0)
            return;
        access[count++] = { at, bytes, reads, writes, alignment };
        movedBytes += static_cast<double>(bytes) * (reads && writes ? 2 : 1);
    }
    void read(const void* at, int64_t bytes, int64_t alignment = 4) { add(at, bytes, true, false, alignment); }
    void write(const void* at, int64_t bytes, int64_t alignment = 4) { add(at, bytes, false, true, alignment); }
    void change(const void* at, int64_t bytes) { add(at, bytes, true, true); }
    /// Only `rows` of the tensor's rows are moved.
    void matrix(const StoredMatrix& m, int64_t rows)
    {
        const int64_t all = storedBytes(m.type, m.blocks);
        read(m.data, all, 256);
        movedBytes += static_cast<double>(rows * rowBytes(m.type, m.cols) - all);
    }
    void rounded(const RoundedRows& r, int64_t tokens, int64_t cols, bool writes)
    {
        add(r.q, tokens * cols, !writes, writes, 16);
        add(r.d, tokens * (cols / 32) * 4, !writes, writes);
        add(r.sums, tokens * (cols / 16) * 4, !writes, writes);
    }
};

/// Bytes from the first to the last of rows of floats.
constexpr int64_t spanBytes(int64_t rows, int64_t cols, int64_t stride) { return rows > 0 ? ((rows - 1) * stride + cols) * 4 : 0; }

inline Traffic trafficOf(const NormLaunch& a)
{
    Traffic t;
    t.inPlace = true;
    t.read(a.x, spanBytes(a.rows, a.cols, a.stride));
    t.read(a.weight, a.cols * 4);
    t.read(a.bias, a.cols * 4);
    t.write(a.y, spanBytes(a.rows, a.cols, a.stride));
    t.rounded(a.rounded, a.rows, a.cols, true);
    return t;
}
inline Traffic trafficOf(const RoundLaunch& a)
{
    Traffic t;
    t.read(a.x, spanBytes(a.tokens, a.cols, a.xStride));
    t.rounded(a.rounded, a.tokens, a.cols, true);
    return t;
}
inline Traffic trafficOf(const SoftmaxLaunch& a)
{
    Traffic t;
    t.change(a.x, a.rows * a.cols * 4);
    return t;
}
inline Traffic trafficOf(const ActivateLaunch& a)
{
    Traffic t;
    t.inPlace = true;
    t.read(a.gate, a.count * 4);
    t.read(a.up, a.count * 4);
    t.write(a.y, a.count * 4);
    return t;
}
inline Traffic trafficOf(const AddLaunch& a)
{
    Traffic t;
    t.read(a.op.x, a.op.count * 4);
    t.change(a.op.y, a.op.count * 4);
    return t;
}
inline Traffic trafficOf(const ScaleLaunch& a)
{
    Traffic t;
    t.change(a.op.x, a.op.count * 4);
    return t;
}
inline Traffic trafficOf(const CopyRowsLaunch& a)
{
    Traffic t;
    t.read(a.op.x, spanBytes(a.op.rows, a.op.cols, a.op.xStride));
    t.write(a.op.y, spanBytes(a.op.rows, a.op.cols, a.op.yStride));
    return t;
}
inline Traffic trafficOf(const RopeLaunch& a)
{
    Traffic t;
    t.change(a.op.x, spanBytes(a.op.tokens, a.op.heads * a.op.width, a.op.stride));
    t.read(a.op.cosines, a.op.tokens * (a.op.rotated / 2) * 4);
    t.read(a.op.sines, a.op.tokens * (a.op.rotated / 2) * 4);
    return t;
}
inline Traffic trafficOf(const CacheStoreLaunch& a)
{
    Traffic t;
    t.read(a.op.x, a.op.tokens * a.op.heads * a.op.width * 4);
    t.write(a.op.cache, a.op.heads * a.op.capacity * cacheRowBytes(a.op.type, a.op.width), 16);
    t.read(a.place, sizeof(PassPlace));
    t.movedBytes -= static_cast<double>(a.op.heads * (a.op.capacity - a.op.tokens) * cacheRowBytes(a.op.type, a.op.width));
    return t;
}
inline Traffic trafficOf(const LookupLaunch& a)
{
    Traffic t;
    t.matrix(a.table, a.tokens);
    t.read(a.ids, a.tokens * 4);
    t.write(a.y, a.tokens * a.table.cols * 4);
    return t;
}
inline Traffic trafficOf(const MatvecLaunch& a)
{
    Traffic t;
    const int64_t cols = a.part[0].matrix.cols, last = a.gated ? 1 : a.parts;
    for (int i = 0; i < a.parts; ++i) {
        const ProductPart& part = a.part[i];
        t.matrix(part.matrix, part.matrix.rows);
        t.read(part.bias, part.matrix.rows * 4);
        if (i < last)
            t.write(part.y, spanBytes(a.tokens, part.matrix.rows, part.yStride));
        t.products += static_cast<double>(part.matrix.rows) * static_cast<double>(cols) * a.tokens;
    }
    if (a.rounded.q)
        t.rounded(a.rounded, a.tokens, cols, false);
    else
        t.read(a.x, spanBytes(a.tokens, cols, a.xStride), a.wide ? 16 : 4);
    t.change(a.addTo, spanBytes(a.tokens, a.part[0].matrix.rows, a.part[0].yStride));
    return t;
}
inline Traffic trafficOf(const MatmulTilesLaunch& a)
{
    Traffic t;
    const StoredMatrix& m = a.part.matrix;
    t.matrix(m, m.rows);
    t.read(a.part.bias, m.rows * 4);
    t.read(a.x, spanBytes(a.tokens, m.cols, a.xStride));
    t.write(a.part.y, spanBytes(a.tokens, m.rows, a.part.yStride));
    t.products = static_cast<double>(m.rows) * static_cast<double>(m.cols) * a.tokens * (a.fine ? 3 : 1);
    return t;
}
inline void addAttention(Traffic& t, const AttentionArgs& a, const PassPlace* place)
{
    t.read(a.q, a.tokens * a.heads * a.keyWidth * 4);
    t.read(a.keys, a.kvHeads * a.capacity * cacheRowBytes(a.type, a.keyWidth), 16);
    t.read(a.values, a.kvHeads * a.capacity * cacheRowBytes(a.type, a.valueWidth), 16);
    t.read(place, sizeof(PassPlace));
    t.products = static_cast<double>(a.tokens * a.heads) * static_cast<double>(a.capacity) * static_cast<double>(a.keyWidth + a.valueWidth);
}
inline Traffic trafficOf(const AttendSplitLaunch& a)
{
    Traffic t;
    addAttention(t, a.op, a.place);
    t.write(a.partial, a.op.tokens * a.op.heads * kSplits * (a.op.valueWidth + 2) * 4);
    return t;
}
inline Traffic trafficOf(const AttendCombineLaunch& a)
{
    Traffic t;
    t.read(a.partial, a.tokens * a.heads * kSplits * (a.valueWidth + 2) * 4);
    t.write(a.y, a.tokens * a.heads * a.valueWidth * 4);
    return t;
}
inline Traffic trafficOf(const AttendTilesLaunch& a)
{
    Traffic t;
    addAttention(t, a.op, a.place);
    t.write(a.op.y, a.op.tokens * a.op.heads * a.op.valueWidth * 4);
    t.products *= 3;
    return t;
}
inline Traffic trafficOf(const SplitPlanesLaunch& a)
{
    Traffic t;
    t.read(a.file, a.count * blockShape(a.type).bytes, 1);
    t.write(a.tensor, storedBytes(a.type, a.blocks), 256);
    return t;
}
inline Traffic trafficOf(const ExpandLaunch& a)
{
    Traffic t;
    t.matrix(a.matrix, a.matrix.rows);
    t.write(a.out, a.matrix.rows * a.matrix.cols * 2 * (a.fine ? 2 : 1));
    return t;
}
inline Traffic trafficOf(const NarrowLaunch& a)
{
    Traffic t;
    t.read(a.x, spanBytes(a.tokens, a.cols, a.xStride));
    t.write(a.out, a.tokens * a.cols * 2 * (a.fine ? 2 : 1));
    return t;
}
inline Traffic trafficOf(const ProductLaunch& a)
{
    Traffic t;
    t.read(a.weight, a.rows * a.cols * 2, 16);
    t.read(a.x, a.tokens * a.cols * 2, 16);
    t.add(a.y, spanBytes(a.tokens, a.rows, a.yStride), a.adds, true, 16);
    t.products = static_cast<double>(a.rows) * static_cast<double>(a.cols) * static_cast<double>(a.tokens);
    return t;
}
inline Traffic trafficOf(const BiasLaunch& a)
{
    Traffic t;
    t.change(a.y, spanBytes(a.tokens, a.rows, a.yStride));
    t.read(a.bias, a.rows * 4);
    return t;
}

} // namespace sillok::kernels::cuda
