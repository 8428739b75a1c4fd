// hwpx_section_fuzz.cpp - libFuzzer entry: header.xml and section0.xml, parted by a zero byte, without the archive around them.
#include "engine/documents/hwpx/section.h"
#include "tests/fuzz/check_document.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using namespace sillok;
    using namespace sillok::documents;
    const Bytes input(data, size);
    const auto cut = static_cast<size_t>(std::find(input.begin(), input.end(), 0) - input.begin());
    pugi::xml_document header;
    pugi::xml_document section;
    hwpx::Styles styles;
    if (parseXml(input.first(cut), header).ok())
        styles = hwpx::Styles::parse(header);
    if (!parseXml(input.subspan(std::min(cut + 1, size)), section).ok())
        return 0;
    Document document;
    FlowWriter writer(document, styles.numberings());
    if (hwpx::readSection(section, styles, writer, document.hiddenCharactersRemoved).ok() && !document.blocks.empty())
        fuzz::checkDocument(document);
    return 0;
}
