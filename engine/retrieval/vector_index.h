// vector_index.h - Finds the nearest of many vectors: all of them as whole numbers first, the best of those exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sillok::retrieval {

struct NearVector {
    size_t number = 0;    ///< in the order of adding
    float score = 0;      ///< exact dot product
};

/// Vectors of one width. Each is kept twice: one signed byte a number with a scale of its own, and as it was.
/// exact  scores are those of the vectors as added. A vector is missed only when the rounding of bytes puts more than the rescored others
///        in front of it.
/// cost   a search reads every byte once: count x width; below some 300,000 passages that is faster than any structure that would have to
///        be kept true through deletions.
class VectorIndex {
public:
    explicit VectorIndex(size_t width) : m_width(width) {}

    /// needs  vector.size() == width
    void add(std::span<const float> vector);
    size_t size() const { return m_scales.size(); }

    /// The `most` best, best first; equal ones in the order of adding. needs query.size() == width
    std::vector<NearVector> nearest(std::span<const float> query, size_t most) const;

private:
    float exact(size_t number, std::span<const float> query) const;

    size_t m_width;
    std::vector<int8_t> m_bytes;
    std::vector<float> m_scales;
    std::vector<float> m_exact;
};

} // namespace sillok::retrieval
