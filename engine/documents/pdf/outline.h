// outline.h - The bookmarks of a PDF, and how they make headings of its lines.
#pragma once

#include "engine/documents/document.h"
#include "engine/documents/pdf/file.h"

namespace sillok::documents::pdf {

struct Bookmark {
    std::string title;   ///< UTF-8
    int level = 1;       ///< 1 to 9
    int page = 0;        ///< counted from 1
};

/// In their order, kMaxBookmarks at most; those that lead to no page of `pages` (their object numbers) are left out.
/// source  PDF 32000-1 12.3.2 and 12.3.3
std::vector<Bookmark> bookmarksOf(File& file, const std::vector<int>& pages);

/// The block of its page that a bookmark names becomes a heading; what follows the title in the same block becomes a block of its own.
/// Bookmarks whose words are not on their page change nothing.
void makeHeadings(const std::vector<Bookmark>& bookmarks, Document& document);

inline constexpr size_t kMaxBookmarks = 5'000;

} // namespace sillok::documents::pdf
