#include "engine/retrieval/vector_index.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sillok::retrieval {

namespace {

constexpr float kLargest = 127;
constexpr size_t kRescored = 4; // times as many as asked for. source documents.md section 5: costs less than one percent of recall

struct Whole {
    std::vector<int8_t> bytes;
    float scale = 0;
};

Whole toWhole(std::span<const float> vector)
{
    float largest = 0;
    for (const float value : vector)
        largest = std::max(largest, std::abs(value));
    Whole whole { {}, largest / kLargest };
    for (const float value : vector)
        whole.bytes.push_back(largest > 0 ? static_cast<int8_t>(std::lround(value / largest * kLargest)) : int8_t { 0 });
    return whole;
}

/// In a form that compilers turn into vector instructions. exact: 65,536 products of bytes stay below 2^31.
int32_t dot(const int8_t* a, const int8_t* b, size_t width)
{
    int32_t sum = 0;
    for (size_t i = 0; i < width; ++i)
        sum += int32_t { a[i] } * int32_t { b[i] };
    return sum;
}

} // namespace

void VectorIndex::add(std::span<const float> vector)
{
    const Whole whole = toWhole(vector);
    m_bytes.insert(m_bytes.end(), whole.bytes.begin(), whole.bytes.end());
    m_scales.push_back(whole.scale);
    m_exact.insert(m_exact.end(), vector.begin(), vector.end());
}

float VectorIndex::exact(size_t number, std::span<const float> query) const
{
    return std::inner_product(query.begin(), query.end(), m_exact.begin() + static_cast<ptrdiff_t>(number * m_width), 0.0f);
}

std::vector<NearVector> VectorIndex::nearest(std::span<const float> query, size_t most) const
{
    const Whole asked = toWhole(query);
    std::vector<NearVector> found(size());
    for (size_t i = 0; i < size(); ++i)
        found[i] = { i, static_cast<float>(dot(asked.bytes.data(), &m_bytes[i * m_width], m_width)) * m_scales[i] };
    const auto better = [](const NearVector& a, const NearVector& b) { return a.score > b.score || (a.score == b.score && a.number < b.number); };
    const auto keep = [&](size_t count) {
        count = std::min(count, found.size());
        std::partial_sort(found.begin(), found.begin() + static_cast<ptrdiff_t>(count), found.end(), better);
        found.resize(count);
    };
    keep(most * kRescored);
    for (NearVector& one : found)
        one.score = exact(one.number, query);
    keep(most);
    return found;
}

} // namespace sillok::retrieval
