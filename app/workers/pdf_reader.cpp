#include "app/workers/pdf_reader.h"

#include "app/workers/pdf_paragraphs.h"
#include "engine/base/text.h"
#include "engine/documents/clean_text.h"

#include <QBuffer>
#include <QPdfDocument>
#include <QPdfSelection>

namespace sillok::app {

namespace {

constexpr int kMaxPages = 20'000;

Result<void> checkLoaded(const QPdfDocument& pdf)
{
    switch (pdf.error()) {
    case QPdfDocument::Error::None: break;
    case QPdfDocument::Error::IncorrectPassword: return fail(ErrorCode::NeedsPassword, "a PDF with a password");
    case QPdfDocument::Error::UnsupportedSecurityScheme: return fail(ErrorCode::Unsupported, "a PDF with a security scheme that is not supported");
    default: return fail(ErrorCode::Damaged, "opening a PDF");
    }
    if (pdf.status() != QPdfDocument::Status::Ready || pdf.pageCount() <= 0)
        return fail(ErrorCode::Damaged, "a PDF without readable pages");
    if (pdf.pageCount() > kMaxPages)
        return fail(ErrorCode::Unsafe, "a PDF with more than 20000 pages");
    return {};
}

} // namespace

Result<documents::Document> readPdf(Bytes bytes, const documents::Progress& progress)
{
    QByteArray data = QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument pdf;
    pdf.load(&buffer);
    SILLOK_CHECK(checkLoaded(pdf));

    documents::Document document;
    document.format = documents::formatName(documents::Format::Pdf);
    document.pageCount = pdf.pageCount();
    document.title = documents::cleanTitle(pdf.metaData(QPdfDocument::MetaDataField::Title).toString().toStdString(), document.hiddenCharactersRemoved);
    uint64_t codePoints = 0;
    std::vector<std::string> pages;
    for (int page = 0; page < pdf.pageCount(); ++page) {
        pages.push_back(pdf.getAllText(page).text().toStdString());
        codePoints += codePointCount(pages.back());
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
