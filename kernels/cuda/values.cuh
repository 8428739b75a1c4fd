// values.cuh - 32 stored weights as floats, four groups of 8 columns; looking up rows, and expanding or narrowing to bf16.
#pragma once

#include "kernels/cuda/launches.h"
#include "kernels/cuda/pieces.cuh"

namespace sillok::kernels::cuda {

/// First column of group 0 to 3 of unit `unit`. Floats: so that neighbouring lanes load neighbouring bytes.
template <WeightType T> SILLOK_DEVICE int64_t groupColumn(int64_t unit, int group)
{
    if constexpr (isQuantised(T))
        return pieceColumn<T>(unit, group / 2) + group % 2 * 8;
    return unit / 32 * 1024 + group * 256 + unit % 32 * 8;
}
/// Units of a row.
template <WeightType T> SILLOK_DEVICE int64_t unitsOf(int64_t cols)
{
    return isQuantised(T) ? cols / 32 : (cols + 1023) / 1024 * 32;
}

/// 8 stored floats from column `col` on; 0 behind the row's end. wide: rows are multiples of 16 bytes and of 8 columns.
template <WeightType T> SILLOK_DEVICE void loadFloats(const StoredMatrix& m, int64_t row, int64_t col, bool wide, float (&v)[8])
{
    const int64_t at = (m.firstRow + row) * m.cols + col;
    if (wide && col < m.cols) {
        SILLOK_UNROLL for (int half = 0; half < (T == WeightType::F32 ? 2 : 1); ++half)
        {
            const Wide w = loadOnce(m.data + at * blockShape(T).bytes + half * 16);
            SILLOK_UNROLL for (int i = 0; i < 4; ++i)
            {
                if constexpr (T == WeightType::F32) {
                    __builtin_memcpy(&v[half * 4 + i], &w.word[i], 4);
                } else {
                    const auto low = static_cast<uint16_t>(w.word[i]), high = static_cast<uint16_t>(w.word[i] >> 16);
                    v[2 * i] = T == WeightType::F16 ? floatFromHalf(low) : floatFromBf16(low);
                    v[2 * i + 1] = T == WeightType::F16 ? floatFromHalf(high) : floatFromBf16(high);
                }
            }
        }
        return;
    }
    for (int i = 0; i < 8; ++i) {
        if (col + i >= m.cols)
            v[i] = 0;
        else if constexpr (T == WeightType::F32)
            v[i] = reinterpret_cast<const float*>(m.data)[at + i];
        else
            v[i] = T == WeightType::F16 ? floatFromHalf(reinterpret_cast<const uint16_t*>(m.data)[at + i]) : floatFromBf16(reinterpret_cast<const uint16_t*>(m.data)[at + i]);
    }
}

template <WeightType T> SILLOK_DEVICE void loadValues(const StoredMatrix& m, int64_t row, int64_t unit, bool wide, float (&v)[4][8])
{
    if constexpr (isQuantised(T)) {
        const Piece piece = loadPiece<T>(m, row, unit);
        SILLOK_UNROLL for (int group = 0; group < 4; ++group)
        {
            const int run = group / 2;
            SILLOK_UNROLL for (int i = 0; i < 8; ++i)
            {
                const int word = piece.q[run][group % 2 * 2 + i / 4];
                const auto q = static_cast<int8_t>(static_cast<uint32_t>(word) >> (8 * (i % 4)));
                v[group][i] = piece.scale[run] * static_cast<float>(q) - piece.min[run];
            }
        }
    } else {
        SILLOK_UNROLL for (int group = 0; group < 4; ++group) loadFloats<T>(m, row, groupColumn<T>(unit, group), wide, v[group]);
    }
}

struct Lookup {
    struct Body {
        const LookupLaunch& a;
        template <WeightType T> SILLOK_DEVICE void run()
        {
            const int64_t unit = blockY() * 32 + lane(), row = a.ids[blockX()];
            if (unit >= unitsOf<T>(a.table.cols))
                return;
            float v[4][8];
            loadValues<T>(a.table, row, unit, false, v);
            for (int group = 0; group < 4; ++group) {
                const int64_t col = groupColumn<T>(unit, group);
                for (int i = 0; i < 8; ++i)
                    if (col + i < a.table.cols)
                        a.y[blockX() * a.table.cols + col + i] = v[group][i];
            }
        }
    };
    SILLOK_DEVICE static void run(const LookupLaunch& a) { withAnyType(a.table.type, Body { a }); }
};

struct Expand {
    struct Body {
        const ExpandLaunch& a;
        template <WeightType T> SILLOK_DEVICE void run()
        {
            const StoredMatrix& m = a.matrix;
            const int64_t unit = blockY() * 32 + lane();
            if (unit >= unitsOf<T>(m.cols))
                return;
            float v[4][8];
            loadValues<T>(m, blockX(), unit, false, v);
            for (int group = 0; group < 4; ++group) {
                const int64_t col = groupColumn<T>(unit, group);
                for (int i = 0; i < 8 && col + i < m.cols; ++i) {
                    const uint16_t nearest = bf16FromFloat(v[group][i]);
                    a.out[blockX() * m.cols + col + i] = nearest;
                    if (a.fine)
                        a.out[(m.rows + blockX()) * m.cols + col + i] = bf16Rest(v[group][i], nearest);
                }
            }
        }
    };
    SILLOK_DEVICE static void run(const ExpandLaunch& a) { withAnyType(a.matrix.type, Body { a }); }
};

struct Narrow {
    SILLOK_DEVICE static void run(const NarrowLaunch& a)
    {
        const int64_t col = blockX() * blockThreads() + threadIndex(), token = blockY();
        if (col >= a.cols)
            return;
        const float value = a.x[token * a.xStride + col];
        const uint16_t nearest = bf16FromFloat(a.fine || value == value ? value : 0.0f);
        a.out[token * a.cols + col] = nearest;
        if (a.fine)
            a.out[(a.tokens + token) * a.cols + col] = bf16Rest(value, nearest);
    }
};

/// Two bytes per thread: every block and every plane is an even number of bytes.
struct SplitPlanes {
    SILLOK_DEVICE static void run(const SplitPlanesLaunch& a)
    {
        const int64_t pairs = blockShape(a.type).bytes / 2, i = blockX() * blockThreads() + threadIndex(), block = i / pairs;
        if (block >= a.count)
            return;
        const auto byte = static_cast<int32_t>(i % pairs * 2);
        const Planes planes = planesOf(a.type);
        for (int p = 0; p < planes.count; ++p) {
            const Plane& plane = planes.plane[p];
            if (byte < plane.offset || byte >= plane.offset + plane.bytes)
                continue;
            uint8_t* to = a.tensor + planeStart(a.type, a.blocks, p) + (a.first + block) * plane.bytes + byte - plane.offset;
            const uint8_t* from = a.file + block * pairs * 2 + byte;
            to[0] = from[0];
            to[1] = from[1];
        }
    }
};

} // namespace sillok::kernels::cuda
