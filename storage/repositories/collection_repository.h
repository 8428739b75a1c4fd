// collection_repository.h - Named sets of documents.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"

namespace sillok::storage {

struct StoredCollection {
    CollectionId id = 0;
    std::string name;
    int64_t createdAtMs = 0;
    int documentCount = 0;
    int pageCount = 0;
    int problemCount = 0;    ///< documents that need a person
    std::vector<std::string> watchedFolders;
};

/// Lives as long as one unlocked vault. Storage thread only.
class CollectionRepository {
public:
    explicit CollectionRepository(Database& database) : m_database(database) {}

    /// error AlreadyExists: the name is taken. BadArgument: empty name.
    Result<CollectionId> create(std::string_view name, int64_t nowMs);
    Result<std::vector<StoredCollection>> list();    ///< by name
    Result<StoredCollection> find(CollectionId collection);
    Result<StoredCollection> findByName(std::string_view name);
    /// Removes its documents and their words from the index as well. Answers keep their citations.
    Result<void> remove(CollectionId collection);

private:
    Database& m_database;
};

} // namespace sillok::storage
