#include "engine/retrieval/vector_index.h"

#include "engine/retrieval/byte_vector.h"

#include <algorithm>

namespace sillok::retrieval {

namespace {

bool better(const NearVector& a, const NearVector& b) { return a.score > b.score || (a.score == b.score && a.id < b.id); }

/// The best of what is offered.
class Best {
public:
    explicit Best(size_t most) : m_most(most) {}

    void offer(const NearVector& one)
    {
        if (m_found.size() == m_most && !better(one, m_found.front()))
            return;
        if (m_found.size() == m_most) {
            std::ranges::pop_heap(m_found, better);
            m_found.back() = one;
        } else {
            m_found.push_back(one);
        }
        std::ranges::push_heap(m_found, better);
    }
    std::vector<NearVector> inOrder()
    {
        std::ranges::sort_heap(m_found, better);
        return std::move(m_found);
    }

private:
    size_t m_most;
    std::vector<NearVector> m_found;    ///< a heap: the worst one is in front
};

} // namespace

void VectorIndex::add(const VectorKey& key, float scale, std::span<const int8_t> bytes)
{
    const auto [found, isNew] = m_places.try_emplace(key.id, m_keys.size());
    const size_t place = found->second;
    if (isNew) {
        if (place / kBlockRows == m_blocks.size())
            m_blocks.push_back(std::make_unique_for_overwrite<int8_t[]>(kBlockRows * m_width));
        m_keys.push_back(key);
        m_scales.push_back(scale);
    }
    m_keys[place] = key;
    m_scales[place] = scale;
    std::ranges::copy(bytes, row(place));
}

void VectorIndex::remove(int64_t id)
{
    const auto found = m_places.find(id);
    if (found == m_places.end())
        return;
    const size_t place = found->second, last = m_keys.size() - 1;
    if (place != last) {
        std::copy_n(row(last), m_width, row(place));
        m_keys[place] = m_keys[last];
        m_scales[place] = m_scales[last];
        m_places[m_keys[place].id] = place;
    }
    m_places.erase(id);
    m_keys.pop_back();
    m_scales.pop_back();
    if (m_keys.size() <= (m_blocks.size() - 1) * kBlockRows)
        m_blocks.pop_back();
}

std::vector<NearVector> VectorIndex::nearest(std::span<const float> query, size_t most, const Wanted& wanted) const
{
    if (most == 0)
        return {};
    const ByteVector asked = toByteVector(query);
    std::vector<int32_t> products(kBlockRows);
    Best best(most);
    for (size_t block = 0; block < m_blocks.size(); ++block) {
        const size_t first = block * kBlockRows, count = std::min(kBlockRows, size() - first);
        m_table.byteDot({ asked.bytes.data(), m_blocks[block].get(), products.data(), static_cast<int64_t>(m_width) }, 0, static_cast<int64_t>(count));
        for (size_t i = 0; i < count; ++i) {
            if (!wanted || wanted(m_keys[first + i]))
                best.offer({ m_keys[first + i].id, static_cast<float>(products[i]) * asked.scale * m_scales[first + i] });
        }
    }
    return best.inOrder();
}

} // namespace sillok::retrieval
