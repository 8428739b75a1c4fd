#include "engine/documents/pdf/lines.h"

#include <algorithm>
#include <iterator>

namespace sillok::documents::pdf {

namespace {

constexpr size_t kMaxStrings = 2'000; ///< of one line: each is put in its place among them

} // namespace

void Lines::add(char32_t letter, const Place& place, bool hidden)
{
    if (++m_count > kMaxGlyphs)
        return;
    if (m_string.glyphs.empty()) {
        m_string.origin = place.origin;
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
    if (!m_line.empty() && (std::abs(m_string.origin.y - m_lastOrigin.y) > far || m_line.size() >= kMaxStrings))
        flush();
    const auto behind = std::ranges::upper_bound(m_line, m_string.origin.x, {}, [](const String& one) { return one.origin.x; });
    m_lastOrigin = m_string.origin;
    m_lastWidth = m_string.lastWidth;
    m_line.insert(behind, std::move(m_string));
}

void Lines::flush()
{
    for (String& one : m_line)
        std::ranges::copy(one.glyphs, std::back_inserter(m_glyphs));
    m_line.clear();
}

} // namespace sillok::documents::pdf
