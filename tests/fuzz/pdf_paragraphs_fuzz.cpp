// pdf_paragraphs_fuzz.cpp - libFuzzer entry: any bytes as the text that the PDF library gives for three pages, parted by form feeds.
#include "app/workers/pdf_paragraphs.h"
#include "tests/fuzz/check_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    std::string_view text = asText({ data, size });
    documents::Document document;
    for (int page = 1; page <= 3; ++page) {
        const size_t end = std::min(text.find('\f'), text.size());
        app::appendPdfPage(text.substr(0, end), page, document);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (!document.blocks.empty())
        fuzz::checkDocument(document);
    return 0;
}
