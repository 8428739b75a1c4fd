// hwp_fuzz.cpp - libFuzzer entry: the first byte picks a HWP 5.0 section behind its DocInfo (parted by the second number), a whole HWP 3.0
// file, HWPML, or a whole HWP 5.0 file.
#include "engine/documents/hwp/section.h"
#include "tests/fuzz/check_document.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;
using namespace sillok::documents;

void readRecords(Bytes input)
{
    if (input.size() < 2)
        return;
    const size_t cut = std::min<size_t>(input[0] | input[1] << 8, input.size() - 2);
    const auto styles = hwp::parseRecords(input.subspan(2, cut));
    const auto section = hwp::parseRecords(input.subspan(2 + cut));
    if (!styles.ok() || !section.ok())
        return;
    hwp::DocInfo info = hwp::parseDocInfo(*styles);
    Document document;
    FlowWriter writer(document, info.numberings);
    if (hwp::readSection(*section, info, writer, document.hiddenCharactersRemoved).ok() && !document.blocks.empty())
        fuzz::checkDocument(document);
}

void readFile(Format format, Bytes file)
{
    const auto document = read(format, file, [](int, int) {});
    if (document.ok())
        fuzz::checkDocument(*document);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0)
        return 0;
    const Bytes rest(data + 1, size - 1);
    switch (data[0] % 4) {
    case 0: readRecords(rest); break;
    case 1: readFile(Format::Hwp3, rest); break;
    case 2: readFile(Format::Hwpml, rest); break;
    default: readFile(Format::Hwp5, rest);
    }
    return 0;
}
