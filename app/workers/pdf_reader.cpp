#include "app/workers/pdf_reader.h"

#include "app/workers/pdf_file.h"
#include "app/workers/pdf_paragraphs.h"
#include "engine/base/text.h"
#include "engine/documents/clean_text.h"

#include <QPdfSelection>

namespace sillok::app {

namespace {

bool isBlank(const std::string& text)
{
    int removed = 0;
    return documents::cleanText(text, removed).empty();
}

} // namespace

Result<documents::Document> readPdf(Bytes bytes, const documents::Progress& progress)
{
    PdfFile file(bytes);
    SILLOK_CHECK(file.check());
    QPdfDocument& pdf = file.pdf();

    documents::Document document;
    document.format = documents::formatName(documents::Format::Pdf);
    document.pageCount = pdf.pageCount();
    document.title = documents::cleanTitle(pdf.metaData(QPdfDocument::MetaDataField::Title).toString().toStdString(), document.hiddenCharactersRemoved);
    uint64_t codePoints = 0;
    std::vector<std::string> pages;
    for (int page = 0; page < pdf.pageCount(); ++page) {
        pages.push_back(pdf.getAllText(page).text().toStdString());
        codePoints += codePointCount(pages.back());
        document.pagesWithoutText += isBlank(pages.back());
        if (codePoints > documents::kMaxTextCodePoints)
            return fail(ErrorCode::Unsafe, "a PDF with more than ten million characters");
        progress(page + 1, pdf.pageCount());
    }
    appendPdfPages(pages, document);
    if (document.blocks.empty())
        return fail(ErrorCode::NotFound, "a PDF whose pages hold no text");
    return document;
}

} // namespace sillok::app
