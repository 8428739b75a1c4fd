// fusion.h - Several orders of the same things made into one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sillok::retrieval {

/// Reciprocal rank fusion: each order gives 1 / (60 + place) to what it names, places counted from 1. Best sum first; equal sums in the order
/// of the first one that names them.
/// source  Cormack, Clarke and Buettcher 2009, Reciprocal Rank Fusion outperforms Condorcet
std::vector<int64_t> fused(std::span<const std::vector<int64_t>> orders);

} // namespace sillok::retrieval
