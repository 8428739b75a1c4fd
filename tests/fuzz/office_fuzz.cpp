// office_fuzz.cpp - libFuzzer entry: an office package whose parts are made of the fuzzer's bytes, and any bytes as one.
#include "tests/documents/archive.h"
#include "tests/fuzz/check_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;
using documents::Format;

void readAs(Format format, Bytes bytes)
{
    const auto document = documents::read(format, bytes, [](int, int) {});
    if (document.ok())
        fuzz::checkDocument(*document);
}

std::string relation(const char* id, const char* type, const char* target)
{
    return std::string("<Relationship Id=\"") + id + "\" Type=\"x/" + type + "\" Target=\"" + target + "\"/>";
}

} // namespace

/// The first byte chooses the format; a zero byte parts the rest into the main part and one that it points to.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size < 2)
        return 0;
    const std::string all(reinterpret_cast<const char*>(data + 1), size - 1);
    const std::string first = all.substr(0, all.find('\0'));
    const std::string second = first.size() < all.size() ? all.substr(first.size() + 1) : std::string();
    const std::string root = "<r>" + relation("rId1", "officeDocument", "m/main.xml") + "</r>";
    const std::string links = "<r>" + relation("rId1", "worksheet", "other.xml") + relation("rId2", "slide", "other.xml") + relation("rId3", "styles", "other.xml")
        + relation("rId4", "numbering", "other.xml") + relation("rId5", "sharedStrings", "other.xml") + relation("rId6", "footnotes", "other.xml") + "</r>";
    constexpr Format kFormats[] = { Format::Docx, Format::Xlsx, Format::Pptx, Format::Odt };
    if (data[0] % 8 < 4) {
        const auto bytes = test::makeZip({ { "_rels/.rels", root, false }, { "m/main.xml", first, false }, { "m/_rels/main.xml.rels", links, false }, { "m/other.xml", second, false },
            { "content.xml", first, false }, { "styles.xml", second.empty() ? "<a/>" : second, false } });
        readAs(kFormats[data[0] % 4], bytes);
    } else {
        readAs(kFormats[data[0] % 4], Bytes(data + 1, size - 1));
    }
    return 0;
}
