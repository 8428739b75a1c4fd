#include "engine/documents/pdf/layout.h"

#include "engine/documents/pdf/grid.h"

#include <algorithm>

namespace sillok::documents::pdf {

namespace {

/// To sort the rulings, to put those that are left together, and to go along the text.
uint64_t stepsToArrange(const Marks& marks, std::string_view text)
{
    constexpr uint64_t kSorting = 5, kJoining = 100, kLettersAtOnce = 4;
    return kSorting * marks.rulings.size() + kJoining * std::min(marks.rulings.size(), kMaxLines) + text.size() / kLettersAtOnce;
}

} // namespace

Result<Layout> Layout::open(Bytes bytes, int pageCount)
{
    SILLOK_TRY(File file, File::open(bytes));
    Layout layout(std::move(file));
    layout.m_pages = layout.m_file.pages();
    if (layout.m_pages.size() != static_cast<size_t>(pageCount))
        return fail(ErrorCode::Damaged, "the pages of a PDF");
    return layout;
}

PageText Layout::page(int page, std::string_view text)
{
    const Marks marks = marksOf(m_file, m_fonts, m_file.page(m_pages[static_cast<size_t>(page)]));
    return arranged(text, m_file.spend(stepsToArrange(marks, text)) ? marks : Marks {});
}

} // namespace sillok::documents::pdf
