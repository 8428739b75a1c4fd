// import_service.h - From a file on the disk to what the vault stores of it.
#pragma once

#include "app/services/document_passwords.h"
#include "app/services/folder_scan.h"
#include "app/workers/reader_nursery.h"
#include "app/workers/reading.h"
#include "storage/repositories/import_repository.h"

#include "engine/base/file.h"

namespace sillok::app {

/// SHA-256 and size of an open file. error  Io.
struct FileDigest {
    storage::Sha256 sha256 {};
    int64_t sizeBytes = 0;
};
Result<FileDigest> digestOf(const FileDescriptor& file);

/// A file that is open, with what is known of it before a reader has seen it.
struct OpenedFile {
    FileDescriptor descriptor;
    FoundFile found;
    FileDigest digest;
};
/// error  NotFound, BadArgument: no such file. Io.
Result<OpenedFile> openToImport(const std::string& path);

/// Whether the failure is about the document, and not about this program or machine.
bool concernsDocument(const Error& error);

/// The row of a file that was not read: it says why, and holds no text.
storage::NewDocument unreadDocument(const Error& why, const FoundFile& file, const FileDigest& digest, storage::CollectionId collection);

/// Reads the file in a sealed process of its own, and recognises its pages without text when there is a program for that. One that asks for
/// a password is tried with those that are known, each in a process of its own. error as readWhole
Result<storage::NewDocument> readToImport(ReaderNursery& readers, const ReadingPrograms& programs, const OpenedFile& file,
    storage::CollectionId collection, std::stop_token stop, const ReadingSteps& steps, const std::vector<DocumentPassword>& passwords = {});

} // namespace sillok::app
