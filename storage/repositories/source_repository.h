// source_repository.h - Which file each document came from, and which folders are looked at again.
#pragma once

#include "storage/repositories/document_repository.h"

namespace sillok::storage {

/// A file as it was when it was taken in.
struct SourceFile {
    std::string path;
    DocumentId document = 0;      ///< 0: the person took the document out of the collection
    int64_t sizeBytes = 0;
    int64_t modifiedAtNs = 0;
};

/// Lives as long as one unlocked vault. Storage thread only. Functions that end in Within are parts of the caller's transaction.
class SourceRepository {
public:
    explicit SourceRepository(Database& database) : m_database(database), m_documents(database) {}

    /// Every known file inside the folder and the folders in it.
    Result<std::vector<SourceFile>> below(CollectionId collection, const std::string& folder);
    Result<std::vector<SourceFile>> ofDocument(DocumentId document);
    /// Files of the documents that are not ready, by path.
    Result<std::vector<SourceFile>> withProblems(CollectionId collection);

    /// Stores what was read from a file: in the place of what was read from it before, under a name that no other file's document has.
    /// Content that is there already gets no second document. error as DocumentRepository::add
    Result<DocumentId> storeWithin(NewDocument document, const SourceFile& file, int64_t nowMs);
    /// The file holds what this document holds.
    Result<void> linkWithin(CollectionId collection, const SourceFile& file);
    /// The files are gone, and with them every document that no other file holds: no search finds it any more.
    Result<void> remove(CollectionId collection, const std::vector<std::string>& paths);
    /// The same content under another name: nothing needs to be read again.
    Result<void> rename(CollectionId collection, const std::string& from, const SourceFile& to);

    /// error AlreadyExists
    Result<void> watch(CollectionId collection, const std::string& folder);
    Result<void> unwatch(CollectionId collection, const std::string& folder);    ///< documents stay
    struct WatchedFolder {
        CollectionId collection = 0;
        std::string path;
    };
    Result<std::vector<WatchedFolder>> watched();

private:
    Result<std::vector<SourceFile>> list(Statement statement);
    Result<DocumentId> documentOf(CollectionId collection, const std::string& path);
    Result<bool> hasOtherFiles(DocumentId document, const std::string& path);
    Result<bool> isTaken(CollectionId collection, const std::string& name, const std::string& path);
    Result<std::string> freeName(CollectionId collection, const std::string& path);
    Result<void> removeUnlessShared(DocumentId document, const std::string& path);

    Database& m_database;
    DocumentRepository m_documents;
};

} // namespace sillok::storage
