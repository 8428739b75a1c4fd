// import_service.h - From a file on the disk to a document in the vault.
#pragma once

#include "app/services/workspace.h"

#include <functional>
#include <stop_token>

namespace sillok::app {

/// A file as found, before anything is read into it.
struct FoundFile {
    std::string path;
    std::string name;        ///< file name in NFC
    std::string extension;   ///< lower case, no dot
};

/// Files to import: the given files, and every regular file below given folders (hidden ones left out), sorted by path.
std::vector<FoundFile> findFiles(const std::vector<std::string>& paths);

/// SHA-256 and size of an open file. error  Io.
struct FileDigest {
    storage::Sha256 sha256 {};
    int64_t sizeBytes = 0;
};
Result<FileDigest> digestOf(const FileDescriptor& file);

/// The row for a file that could not be read: it says why, and holds no text.
storage::NewDocument unreadDocument(const Error& why, const FoundFile& file, const FileDigest& digest, storage::CollectionId collection);

/// What importing asks of the storage thread, so that it can itself run elsewhere.
struct ImportSteps {
    std::function<Result<bool>(storage::Sha256)> isKnown;                     ///< this content is in the collection already
    std::function<Result<bool>(const storage::NewDocument&)> store;
};

/// Reads one file in a sealed process and stores it, or a row that says why it could not be read. An unchanged file is not read again.
/// Gives true when the document is readable, false when it got a row with a reason.
/// error  Cancelled; what storing says; failures that are about this machine and not about the document.
Result<bool> importFile(const std::string& readerProgram, const FoundFile& file, storage::CollectionId collection, std::stop_token stop, const ImportSteps& steps);

} // namespace sillok::app
