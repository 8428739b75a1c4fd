// package_fuzz.cpp - libFuzzer entry: manifests, whole packages, volume headers, signatures on their own, and what minisign wrote.
//
// The first byte chooses. What is read is written again as the same bytes: nothing that is signed has a second reading.
#include "storage/package/detached_signature.h"
#include "storage/package/minisign.h"
#include "storage/package/package_reader.h"
#include "tests/fuzz/require.h"
#include "tests/support/memory_source.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;
using namespace sillok::storage;

void manifest(Bytes given)
{
    const auto read = readManifest(given);
    if (!read.ok())
        return;
    const auto again = writeManifest(*read);
    fuzz::require(again.ok() && *again == asText(given));
    for (const PackageFile& file : read->files)
        fuzz::require(("/" + file.path + "/").find("/../") == std::string::npos && file.path.front() != '/');
}

/// Everything that can be read of it lies within it.
void package(const std::vector<uint8_t>& bytes)
{
    const auto reader = PackageReader::openUnsigned(std::make_unique<test::MemorySource>(bytes));
    if (!reader.ok())
        return;
    fuzz::require(reader->layout().end == bytes.size());
    for (size_t file = 0; file < reader->manifest().files.size(); ++file)
        ignore(reader->checkLeaves(file, { 0, reader->table(file).size() }), "it must only end");
}

/// The input as the manifest of an unsigned package, so that what lies behind the envelope is reached.
void packageWithManifest(Bytes body)
{
    if (body.size() > kMostManifestBytes)
        return;
    std::vector<uint8_t> bytes(kPackageMagic.begin(), kPackageMagic.end());
    bytes.insert(bytes.end(), { kPackageFormat, 0, 0, 0 });
    const std::vector<uint8_t> document = paddedDocument({ DocumentKind::Manifest, { body.begin(), body.end() }, {} });
    bytes.insert(bytes.end(), document.begin(), document.end());
    const auto read = readManifest(body);
    constexpr uint64_t kMostFilled = 8 << 20;
    if (read.ok() && layoutOf(*read, body.size()).end <= kMostFilled)
        bytes.resize(static_cast<size_t>(layoutOf(*read, body.size()).end));
    package(bytes);
}

void minisignFiles(std::string_view text)
{
    if (const auto key = readMinisignKey(text); key.ok()) {
        const auto again = readMinisignKey(writeMinisignKey(*key));
        fuzz::require(again.ok() && again->key == key->key && again->id == key->id);
    }
    ignore(checkMinisign({ {}, { ProfileId::Modern, std::vector<uint8_t>(32) } }, asBytes("m"), text), "it must only end");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0)
        return 0;
    const Bytes rest(data + 1, size - 1);
    switch (data[0] % 6) {
    case 0: manifest(rest); break;
    case 1: package({ rest.begin(), rest.end() }); break;
    case 2: packageWithManifest(rest); break;
    case 3:
        if (const auto header = readVolumeHeader(rest); header.ok())
            fuzz::require(std::ranges::equal(writeVolumeHeader(*header), rest.first(kVolumeHeaderBytes)));
        break;
    case 4:
        if (const auto signature = readDetachedSignature(rest); signature.ok())
            fuzz::require(writeDetachedSignature(*signature).value() == asText(rest));
        break;
    default: minisignFiles(asText(rest));
    }
    return 0;
}
