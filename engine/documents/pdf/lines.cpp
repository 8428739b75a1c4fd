#include "engine/documents/pdf/lines.h"

#include <algorithm>
#include <iterator>

namespace sillok::documents::pdf {

void Lines::add(char32_t letter, const Place& place, bool hidden)
{
    if (full())
        return;
    ++m_count;
    if (m_string.glyphs.empty()) {
        m_string.origin = std::isfinite(place.origin.x) ? place.origin : Point {};
        m_string.firstWidth = place.width;
    }
    m_string.lastWidth = place.width;
    m_string.glyphs.push_back({ letter, place.middle.x, place.middle.y, hidden });
}

void Lines::end()
{
    if (m_string.glyphs.empty())
        return;
    const double far = std::max(m_string.firstWidth, m_lastWidth) / 2;
    if (!m_line.empty() && std::abs(m_string.origin.y - m_lastOrigin.y) > far)
        flush();
    m_lastOrigin = m_string.origin;
    m_lastWidth = m_string.lastWidth;
    m_line.push_back(std::move(m_string));
}

void Lines::flush()
{
    std::ranges::stable_sort(m_line, {}, [](const String& one) { return one.origin.x; });
    for (const String& one : m_line)
        std::ranges::copy(one.glyphs, std::back_inserter(m_glyphs));
    m_line.clear();
}

} // namespace sillok::documents::pdf
