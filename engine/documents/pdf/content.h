// content.h - What a page of a PDF is drawn with: where its letters stand, which of them nobody sees, and its ruling lines.
#pragma once

#include "engine/documents/pdf/font.h"

namespace sillok::documents::pdf {

/// One letter in the order in which the page is read; places in points as the page is written.
struct Glyph {
    char32_t letter = 0;    ///< 0 when the file does not say it
    double x = 0;           ///< the middle of the letter
    double y = 0;
    bool hidden = false;    ///< invisible, white on white, tiny or outside the page
};

/// A straight line along the page's edges.
struct Ruling {
    bool across = false;    ///< from left to right; else upright
    double at = 0;          ///< its place on the other axis
    double from = 0;
    double to = 0;
};

struct Marks {
    std::vector<Glyph> glyphs;
    std::vector<Ruling> rulings;
};

/// Follows a page's content and that of the forms it draws. Bounded by kMaxGlyphs, kMaxRulings and what a Lexer reads.
/// source  PDF 32000-1, 8 and 9
Marks marksOf(File& file, Fonts& fonts, const Page& page);

inline constexpr size_t kMaxGlyphs = 200'000;
inline constexpr size_t kMaxRulings = 20'000;

} // namespace sillok::documents::pdf
