#include "storage/package/package_layout.h"

#include "storage/package/hash_tree.h"

namespace sillok::storage {

namespace {

constexpr uint64_t onBorder(uint64_t offset) { return (offset + kFileBorder - 1) / kFileBorder * kFileBorder; }

} // namespace

size_t mostDocumentBytes(size_t bodyBytes)
{
    constexpr size_t kMostBytesOfOne = kKeyIdBytes + sizeof(uint32_t) + kMostSignatureBytes;
    return writeSignedDocument({}).size() + bodyBytes + kMostSignatures * kMostBytesOfOne;
}

std::vector<uint8_t> paddedDocument(const SignedDocument& document)
{
    std::vector<uint8_t> bytes = writeSignedDocument(document);
    bytes.resize(mostDocumentBytes(document.body.size()));
    return bytes;
}

PackageLayout layoutOf(const Manifest& manifest, size_t bodyBytes)
{
    PackageLayout layout;
    layout.tablesAt = kDocumentAt + mostDocumentBytes(bodyBytes);
    layout.tablesEnd = layout.tablesAt;
    for (const PackageFile& file : manifest.files)
        layout.tablesEnd += leafCount(file.sizeBytes) * kDigestBytes;
    layout.end = layout.tablesEnd;
    for (const PackageFile& file : manifest.files) {
        layout.filesAt.push_back(onBorder(layout.end));
        layout.end = layout.filesAt.back() + file.sizeBytes;
    }
    return layout;
}

} // namespace sillok::storage
