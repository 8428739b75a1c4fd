// align.h - The letters of a page as two programs read them, one beside the other.
#pragma once

#include "engine/documents/pdf/content.h"

#include <optional>
#include <string_view>

namespace sillok::documents::pdf {

/// For every character of `text` the glyph that it is, counted from 0; -1 for white space and for those that are no glyph.
/// Glyphs of unknown letter are any letter. Nothing when more than a tenth of the letters are no glyphs: then the two do not agree.
std::optional<std::vector<int>> aligned(std::u32string_view text, const std::vector<Glyph>& glyphs);

/// White space as the drawing library and the files have it.
bool isWhiteSpace(char32_t letter);

} // namespace sillok::documents::pdf
