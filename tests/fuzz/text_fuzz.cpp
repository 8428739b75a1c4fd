// text_fuzz.cpp - libFuzzer entry: any bytes as a text file: sniffed, decoded, cleaned.
#include "tests/fuzz/check_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    const Bytes file(data, size);
    documents::sniff(file, "txt");
    const auto document = documents::read(documents::Format::Text, file, [](int, int) {});
    if (document.ok())
        fuzz::checkDocument(*document);
    return 0;
}
