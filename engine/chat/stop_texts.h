// stop_texts.h - Ends a reply where one of some texts appears in it, however the model's tokens cut that text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sillok {

/// Pieces go in, and come out again without what could still be the beginning of a stop.
class StopTexts {
public:
    /// needs no empty text
    explicit StopTexts(std::vector<std::string> stops) : m_stops(std::move(stops)) {}

    /// What is certain to be part of the reply. The stop itself and everything behind it never comes out.
    std::string push(std::string_view piece);
    /// What was held back, when nothing more comes.
    std::string finish();
    bool stopped() const { return m_stopped; }

private:
    std::vector<std::string> m_stops;
    std::string m_held;
    bool m_stopped = false;
};

} // namespace sillok
