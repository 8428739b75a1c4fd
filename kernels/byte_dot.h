// byte_dot.h - Products of one vector of bytes with many: what finds the nearest of many vectors.
#pragma once

#include <cstdint>

namespace sillok::kernels {

/// out[r] = sum over c of query[c] * rows[r, c]
///
/// shape   query: [cols] signed bytes; rows: [any, cols] dense; out: [any] int32.
/// needs   cols from 1 to kMostByteDotCols. No alignment.
/// exact   whole numbers: every variant gives the same.
/// cost    reads every row once and little else: as fast as memory gives them.
struct ByteDotArgs {
    const int8_t* query;
    const int8_t* rows;
    int32_t* out;
    int64_t cols;
};

/// So many products of bytes stay below 2^31, also with the 128 that one variant adds to every byte.
inline constexpr int64_t kMostByteDotCols = 32768;

void byteDotReference(const ByteDotArgs& args, int64_t rowBegin, int64_t rowEnd);

} // namespace sillok::kernels
