// package_layout.h - Where everything of a package lies; follows from its manifest alone, so nothing in the file can say otherwise.
//
//   "SILLOKPK" | u32 format | signed document (kind Manifest), zeros up to the room of kMostSignatures | leaf tables in the order of the files
//   | zeros up to a border of 4096 | each file, uncompressed, from the next border of 4096 on
// The room for signatures is fixed: one more moves nothing, and tens of gigabytes are signed in place.
#pragma once

#include "storage/package/manifest.h"
#include "storage/signing/signed_document.h"

namespace sillok::storage {

inline constexpr std::string_view kPackageMagic = "SILLOKPK";
inline constexpr uint32_t kPackageFormat = 1;
inline constexpr uint64_t kDocumentAt = kPackageMagic.size() + sizeof kPackageFormat;
inline constexpr uint64_t kFileBorder = 4096;

/// With all the signatures that it can have.
size_t mostDocumentBytes(size_t bodyBytes);
/// The document, and zeros up to that.
std::vector<uint8_t> paddedDocument(const SignedDocument& document);

struct PackageLayout {
    uint64_t tablesAt = 0;
    uint64_t tablesEnd = 0;
    std::vector<uint64_t> filesAt; ///< one for each file of the manifest
    uint64_t end = 0;
};

/// needs a manifest that readManifest accepted, and the number of its bytes
PackageLayout layoutOf(const Manifest& manifest, size_t bodyBytes);

} // namespace sillok::storage
