#include "engine/chat/jinja/text.h"

#include <algorithm>

namespace sillok::jinja {

Text::Text(std::string bytes, bool fromData)
    : m_bytes(std::move(bytes))
{
    if (!m_bytes.empty())
        m_runs.push_back({ m_bytes.size(), fromData });
}

bool Text::anyData() const { return m_runs.size() > 1 || (!m_runs.empty() && m_runs.front().fromData); }

void Text::append(std::string_view bytes, bool fromData)
{
    if (bytes.empty())
        return;
    m_bytes += bytes;
    if (!m_runs.empty() && m_runs.back().fromData == fromData)
        m_runs.back().end = m_bytes.size();
    else
        m_runs.push_back({ m_bytes.size(), fromData });
}

void Text::append(const Text& other, size_t begin, size_t count)
{
    const size_t end = begin + count;
    auto run = std::upper_bound(other.m_runs.begin(), other.m_runs.end(), begin, [](size_t at, const Run& one) { return at < one.end; });
    for (; begin < end; ++run) {
        const size_t stop = std::min(end, run->end);
        append(std::string_view(other.m_bytes).substr(begin, stop - begin), run->fromData);
        begin = stop;
    }
}

Text Text::part(size_t begin, size_t count) const
{
    Text piece;
    piece.append(*this, begin, count);
    return piece;
}

void Text::clear()
{
    m_bytes.clear();
    m_runs.clear();
}

} // namespace sillok::jinja
