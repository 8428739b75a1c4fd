// package_writer.h - Makes the file or the volumes of a package out of its manifest and the contents; adds signatures where they lie.
#pragma once

#include "storage/package/hash_tree.h"
#include "storage/package/package_layout.h"

namespace sillok::storage {

struct PackageContent {
    SignedDocument document;          ///< its body is the manifest
    std::vector<LeafTable> tables;    ///< one for each file of the manifest
    std::vector<ReadAt> files;        ///< where the bytes of each come from
};

struct PackageWriteOptions {
    /// The most that one file may hold; 0: everything in one file. Volumes are named path.001 and so on.
    uint64_t volumeFileBytes = 0;
    std::function<void(uint64_t doneBytes, uint64_t allBytes)> onProgress;
    std::stop_token stop;
};

/// Every leaf is hashed again on its way: what changed since the tables were made is never written as if it had not.
/// A failure or a stop leaves no file.
/// error  as readManifest; Refused with WrongTable (of the manifest), ChangedWhileRead (a leaf is not what its table says);
///        BadArgument: not one table and one source for each file, or volumes too small for what stands before the files or too many;
///        AlreadyExists, NotFound (no such folder), DiskFull, Io, Cancelled; what a source says.
Result<void> writePackage(const PackageContent& content, const std::string& path, const PackageWriteOptions& options);

/// Puts the document's signatures in the place of those that the package has; nothing else moves. Cut off in between, the package is
/// refused with Gap or BadSignature until this was done again; its content is untouched.
/// `path` as openPackageSource takes it.
/// error  Refused with ChangedWhileRead: not the package that has this manifest; LinkOrSpecial; NotFound, DiskFull, Io.
Result<void> replaceSignatures(const std::string& path, const SignedDocument& document);

} // namespace sillok::storage
