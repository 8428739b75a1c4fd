#include "engine/chat/stop_texts.h"

#include <algorithm>
#include <utility>

namespace sillok {

namespace {

/// How much of the end of `text` may be the beginning of `stop`.
size_t begunAtEnd(std::string_view text, std::string_view stop)
{
    for (size_t length = std::min(text.size(), stop.size() - 1); length > 0; --length)
        if (stop.starts_with(text.substr(text.size() - length)))
            return length;
    return 0;
}

} // namespace

std::string StopTexts::push(std::string_view piece)
{
    if (m_stopped)
        return {};
    m_held += piece;
    size_t first = std::string::npos;
    size_t begun = 0;
    for (const std::string& stop : m_stops) {
        first = std::min(first, m_held.find(stop));
        begun = std::max(begun, begunAtEnd(m_held, stop));
    }
    if (first != std::string::npos) {
        m_stopped = true;
        m_held.resize(first);
        return std::exchange(m_held, {});
    }
    std::string certain = m_held.substr(0, m_held.size() - begun);
    m_held.erase(0, certain.size());
    return certain;
}

std::string StopTexts::finish() { return std::exchange(m_held, {}); }

} // namespace sillok
