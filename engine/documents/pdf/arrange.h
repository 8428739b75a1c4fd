// arrange.h - The text of a page parted into what flows, what stands in tables, and what nobody sees.
#pragma once

#include "engine/documents/flow.h"
#include "engine/documents/pdf/content.h"

namespace sillok::documents::pdf {

struct PageTable {
    size_t at = 0;          ///< where it stands in the flowing text, in bytes
    Part table { PartKind::Table };
};

struct PageText {
    std::string text;       ///< UTF-8, outside of tables
    std::vector<PageTable> tables;
    int hiddenCharacters = 0;
};

/// `text` is the page's text as the drawing library gives it; it stays whole when the letters of `marks` are others.
PageText arranged(std::string_view text, const Marks& marks);

} // namespace sillok::documents::pdf
