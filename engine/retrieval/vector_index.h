// vector_index.h - Finds the nearest of many vectors that are held in memory as bytes.
#pragma once

#include "kernels/cpu/table.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace sillok::retrieval {

/// Whose vector it is, and what a search may choose by.
struct VectorKey {
    int64_t id = 0;
    int64_t document = 0;
    int64_t collection = 0;
};

struct NearVector {
    int64_t id = 0;
    float score = 0;      ///< dot product, of bytes: whoever wants it exact looks again
};

/// Bytes say so nearly who is nearest that the best are among this many times as many.
/// source  documents.md section 5: costs less than one percent of recall; tests/retrieval/vector_index_test measures it
inline constexpr size_t kLookedAtAgain = 4;

/// Vectors of one width, one signed byte a number with a scale of their own. Memory grows by bounded blocks; a vector that goes leaves no hole.
/// cost   a search reads every byte once: count x width; below some 300,000 vectors that is faster than any structure that would have to be
///        kept true through deletions.
class VectorIndex {
public:
    /// needs  1 <= width <= kernels::kMostByteDotCols
    VectorIndex(size_t width, const kernels::CpuTable& table) : m_width(width), m_table(table) {}

    /// Replaces the vector with the same id. needs bytes.size() == width
    void add(const VectorKey& key, float scale, std::span<const int8_t> bytes);
    void remove(int64_t id);    ///< nothing happens when it is not there
    size_t size() const { return m_keys.size(); }
    size_t width() const { return m_width; }

    using Wanted = std::function<bool(const VectorKey&)>;
    /// The `most` best among those that are `wanted` (empty: all), best first; equal ones by id. needs query.size() == width
    std::vector<NearVector> nearest(std::span<const float> query, size_t most, const Wanted& wanted = {}) const;

private:
    static constexpr size_t kBlockRows = 4096;
    int8_t* row(size_t place) { return m_blocks[place / kBlockRows].get() + place % kBlockRows * m_width; }

    size_t m_width;
    const kernels::CpuTable& m_table;
    std::vector<std::unique_ptr<int8_t[]>> m_blocks;
    std::vector<VectorKey> m_keys;
    std::vector<float> m_scales;
    std::unordered_map<int64_t, size_t> m_places;
};

} // namespace sillok::retrieval
