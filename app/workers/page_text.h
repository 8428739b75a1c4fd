// page_text.h - Where a passage stands in the text of a page, although both went different ways.
#pragma once

#include <string_view>
#include <vector>

namespace sillok::app {

/// A part of a page's text, in UTF-16 units.
struct TextRange {
    int begin = 0;
    int length = 0;
};

/// Finds each line of `quote` (UTF-8) in `page`, in their order where they occur more than once. Only letters and digits count, in
/// any composition, width and case. Of a line that is not there as a whole, its beginning or end is found when it is at least a
/// quarter of the line: the line runs over the page's border.
std::vector<TextRange> findPassage(std::u16string_view page, std::string_view quote);

} // namespace sillok::app
