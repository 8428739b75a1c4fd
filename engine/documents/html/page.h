// page.h - A web page walked into blocks.
#pragma once

#include "engine/documents/flow.h"

#include <string_view>

namespace sillok::documents::html {

inline constexpr size_t kMostOpenElements = 512;   ///< what nests deeper is read as if it did not

/// What a page says beside its blocks.
struct PageFacts {
    std::string title;
    int hiddenCharacters = 0;   ///< in elements that a browser would not show
};

/// Adds the page's paragraphs, lists, headings and tables. Scripts, styles and what no browser shows are left out; nothing is loaded.
/// A table that holds other tables lays out the page: its cells are read one after the other.
/// error  as FlowWriter::add
Result<PageFacts> addPage(std::string_view html, Numberings& numberings, FlowWriter& writer);

} // namespace sillok::documents::html
