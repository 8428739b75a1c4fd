// password_fuzz.cpp - libFuzzer entry: the fuzzer's bytes as what says how a document was encrypted, and as such a document.
#include "tests/documents/archive.h"
#include "tests/documents/compound.h"
#include "tests/fuzz/check_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;

void readWithPassword(Bytes bytes)
{
    const auto document = documents::read(documents::sniff(bytes, ""), bytes, [](int, int) {}, "12345");
    if (document.ok())
        fuzz::checkDocument(*document);
}

} // namespace

/// The first byte chooses: a manifest, a description in a compound file, or the whole document. A high bit asks for a package to go with it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size < 2)
        return 0;
    const std::string rest(reinterpret_cast<const char*>(data + 1), size - 1);
    switch (data[0] % 4) {
    case 0:
        readWithPassword(test::makeZip({ { "mimetype", "application/hwp+zip", false }, { "META-INF/manifest.xml", rest, false }, { "Contents/section0.xml", std::string(64, 'x'), false } }));
        break;
    case 1:
        readWithPassword(test::CompoundWriter::write({ { "EncryptionInfo", rest }, { "EncryptedPackage", std::string(data[0] & 0x80 ? 4200 : 72, '\0') } }).bytes);
        break;
    default: readWithPassword(Bytes(data + 1, size - 1));
    }
    return 0;
}
