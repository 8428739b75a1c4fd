// import_repository.h - Imports that are not finished yet: what is left of them is known after any crash.
#pragma once

#include "storage/repositories/source_repository.h"

#include <span>

namespace sillok::storage {

using ImportJobId = int64_t;

struct WaitingFile {
    int64_t ordinal = 0;
    std::string path;
    int64_t sizeBytes = 0;
};

struct ImportJob {
    ImportJobId id = 0;
    CollectionId collection = 0;
    bool paused = false;
    int64_t total = 0;            ///< files, at the beginning
    int64_t done = 0;
    int64_t failed = 0;           ///< of those done
    int64_t waitingBytes = 0;     ///< of the files that are left
    ChatId chat = 0;              ///< whose files the collection holds; 0: of no chat
};

/// A file whose turn is over.
struct FinishedFile {
    int64_t ordinal = 0;
    SourceFile source;                        ///< with the document's number when the content was known already
    std::optional<NewDocument> document;      ///< what was read, or why it could not be; nothing: known already, or not to be opened
    bool good = false;
};

/// Lives as long as one unlocked vault. Storage thread only.
class ImportRepository {
public:
    explicit ImportRepository(Database& database) : m_database(database), m_sources(database) {}

    /// Files that wait in another import of the collection already are left to it; 0: so all of them do. error NotFound: no such collection.
    Result<ImportJobId> begin(CollectionId collection, std::span<const WaitingFile> files, int64_t nowMs);
    Result<std::vector<ImportJob>> jobs();    ///< oldest first
    Result<ImportJob> find(ImportJobId job);
    /// The next files behind `after`, in order.
    Result<std::vector<WaitingFile>> next(ImportJobId job, int64_t after, int limit);
    /// Stores what was read and takes the files out of the job: all of it or nothing. What is stored is never read again.
    /// error NotFound: the job was cancelled, or its collection removed. As DocumentRepository::add.
    Result<void> store(ImportJobId job, std::span<FinishedFile> files, int64_t nowMs);
    Result<void> setPaused(ImportJobId job, bool paused);
    /// Files of every import into a collection that are not stored yet, in order.
    Result<std::vector<WaitingFile>> waitingFor(CollectionId collection);
    /// The file is not to be read any more; one that is being read now is not stored. False: it did not wait.
    Result<bool> leaveOut(CollectionId collection, std::string_view path);
    Result<void> remove(ImportJobId job);     ///< finished or cancelled; what was stored stays

private:
    Database& m_database;
    SourceRepository m_sources;
};

} // namespace sillok::storage
