#include "app/workers/pdf_reader.h"

#include "app/workers/pdf_file.h"
#include "app/workers/pdf_paragraphs.h"
#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/pdf/layout.h"

#include <QImage>
#include <QPdfSelection>

#include <algorithm>

namespace sillok::app {

namespace {

constexpr int kLookWidth = 96;

bool isBlank(const std::string& text)
{
    int removed = 0;
    return documents::cleanText(text, removed).empty();
}

/// Whether anything is drawn on the page at all. A small picture tells: the thinnest line still leaves a shade.
bool isDrawnOn(QPdfDocument& pdf, int page)
{
    const QImage drawn = pdf.render(page, QSize(kLookWidth, kLookWidth)).convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < drawn.height(); ++y) {
        const QRgb* row = reinterpret_cast<const QRgb*>(drawn.constScanLine(y));
        if (std::any_of(row, row + drawn.width(), [](QRgb pixel) { return qAlpha(pixel) != 0 && pixel != 0xFFFFFFFF; }))
            return true;
    }
    return false;
}

} // namespace

Result<documents::Document> readPdf(Bytes bytes, const documents::Progress& progress, std::string_view password)
{
    PdfFile file(bytes, password);
    SILLOK_CHECK(file.check());
    QPdfDocument& pdf = file.pdf();

    documents::Document document;
    document.format = documents::formatName(documents::Format::Pdf);
    document.pageCount = pdf.pageCount();
    document.title = documents::cleanTitle(pdf.metaData(QPdfDocument::MetaDataField::Title).toString().toStdString(), document.hiddenCharactersRemoved);
    uint64_t codePoints = 0;
    std::vector<documents::pdf::PageText> pages;
    auto layout = documents::pdf::Layout::open(bytes, pdf.pageCount());
    for (int page = 0; page < pdf.pageCount(); ++page) {
        std::string text = pdf.getAllText(page).text().toStdString();
        codePoints += codePointCount(text);
        if (isBlank(text) && isDrawnOn(pdf, page))
            document.pagesWithoutText.push_back(page + 1);
        if (codePoints > documents::kMaxTextCodePoints)
            return fail(ErrorCode::Unsafe, "a PDF with more than ten million characters");
        pages.push_back(layout.ok() ? layout->page(page, text) : documents::pdf::PageText { std::move(text), {}, 0 });
        progress(page + 1, pdf.pageCount());
    }
    appendPdfPages(pages, document);
    if (layout.ok())
        documents::pdf::makeHeadings(layout->bookmarks(), document);
    if (document.blocks.empty() && document.pagesWithoutText.empty())
        return fail(ErrorCode::NotFound, "a PDF whose pages hold no text");
    return document;
}

} // namespace sillok::app
