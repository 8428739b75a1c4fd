// mail_fuzz.cpp - libFuzzer entry: any bytes as a mail, and as whatever they are taken for.
#include "tests/fuzz/check_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    const Bytes bytes(data, size);
    sillok::fuzz::require(documents::formatName(documents::sniff(bytes, "html")) != nullptr);
    const auto document = documents::read(documents::Format::Eml, bytes, [](int, int) {});
    if (document.ok())
        fuzz::checkDocument(*document);
    return 0;
}
