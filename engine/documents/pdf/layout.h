// layout.h - What a PDF's own bytes say about its pages beyond their text: tables, letters that nobody sees, bookmarks.
#pragma once

#include "engine/documents/pdf/arrange.h"
#include "engine/documents/pdf/font.h"
#include "engine/documents/pdf/outline.h"

namespace sillok::documents::pdf {

/// Works beside the library that draws pages and gives their text. Whatever this does not understand leaves that text as it is.
class Layout {
public:
    /// Keeps a view of `bytes`. error  as File::open; Damaged: it has other pages than the library found.
    static Result<Layout> open(Bytes bytes, int pageCount);

    /// `page` counts from 0. When the document has asked for too much, the text is left as it is. needs  page < the page count
    PageText page(int page, std::string_view text);
    std::vector<Bookmark> bookmarks() { return bookmarksOf(m_file, m_pages); }

private:
    explicit Layout(File file) : m_file(std::move(file)) {}

    File m_file;
    std::vector<int> m_pages;
    Fonts m_fonts;
};

} // namespace sillok::documents::pdf
