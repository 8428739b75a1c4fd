// pdf_pages.h - Pictures and places of a PDF's pages through QtPdf. Linked into sillok-reader alone.
#pragma once

#include "app/workers/page_image.h"
#include "app/workers/pdf_file.h"

namespace sillok::app {

/// `page` counts from 0. error  Damaged: the page cannot be drawn.
/// needs  page < page count, width 1 to kMaxPageWidth
Result<PageImage> renderPdfPage(PdfFile& file, int page, int width);

/// As PageReader::find.
std::vector<PageBox> findOnPdfPage(PdfFile& file, int page, std::string_view quote);

} // namespace sillok::app
