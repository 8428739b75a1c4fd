#include "engine/documents/pdf/layout.h"

namespace sillok::documents::pdf {

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
    return arranged(text, marksOf(m_file, m_fonts, m_file.page(m_pages[static_cast<size_t>(page)])));
}

} // namespace sillok::documents::pdf
