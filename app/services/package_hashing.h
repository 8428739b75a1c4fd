// package_hashing.h - Hashes what goes into a package, and checks what came out of one, on as many threads as the caller says.
#pragma once

#include "storage/package/package_reader.h"

namespace sillok::app {

struct HashingOptions {
    unsigned threads = 1;
    /// By the calling thread.
    std::function<void(uint64_t doneBytes, uint64_t allBytes)> onProgress;
    std::stop_token stop;
};

/// A file to be hashed; `read` is called by several threads at once.
struct HashedFile {
    storage::ReadAt read;
    uint64_t sizeBytes = 0;
};

/// The leaves of each file. error what `read` says, Cancelled, Internal
Result<std::vector<storage::LeafTable>> hashFiles(const std::vector<HashedFile>& files, const HashingOptions& options);

/// Every leaf of every file. With several wrong ones the first in the package is named.
/// error Refused with WrongLeaf, ChangedWhileRead; Io, Cancelled, Internal
Result<void> checkContent(const storage::PackageReader& reader, const HashingOptions& options);

} // namespace sillok::app
