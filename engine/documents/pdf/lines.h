// lines.h - Letters of a PDF page in the order of their lines: programs write the digits of a line first and its words later.
#pragma once

#include "engine/documents/pdf/content.h"
#include "engine/documents/pdf/matrix.h"

namespace sillok::documents::pdf {

/// Takes letters string by string. Strings that follow each other on one line are ordered by where they begin.
class Lines {
public:
    struct Place {
        Point origin;
        double width = 0;
        Point middle;
    };

    void begin() { m_string = {}; }
    void add(char32_t letter, const Place& place, bool hidden);
    /// The string ends.
    void end();
    void flush();
    /// There is no room for more letters.
    bool full() const { return m_count >= kMaxGlyphs; }
    std::vector<Glyph> take() { return std::move(m_glyphs); }

private:
    struct String {
        Point origin;
        double firstWidth = 0;
        double lastWidth = 0;
        std::vector<Glyph> glyphs;
    };

    String m_string;
    std::vector<String> m_line;
    Point m_lastOrigin;
    double m_lastWidth = 0;
    size_t m_count = 0;
    std::vector<Glyph> m_glyphs;
};

} // namespace sillok::documents::pdf
