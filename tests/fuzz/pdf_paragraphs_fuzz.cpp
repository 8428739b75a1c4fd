// pdf_paragraphs_fuzz.cpp - libFuzzer entry: any bytes as the text that the PDF library gives for up to eight pages, parted by form feeds.
#include "app/workers/pdf_paragraphs.h"
#include "tests/fuzz/check_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    std::vector<std::string> pages;
    std::string_view text = asText({ data, size });
    for (size_t end = text.find('\f'); pages.size() < 8; end = text.find('\f')) {
        pages.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    documents::Document document;
    app::appendPdfPages(pages, document);
    if (!document.blocks.empty())
        fuzz::checkDocument(document);
    return 0;
}
