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
    ChatId chat = 0;         ///< the files are attached to this one; 0: a collection among the others
};

/// The names of chats' collections begin with it: nobody types it, so no other collection is in the way.
inline constexpr char kOfChat = '\x01';

/// Lives as long as one unlocked vault. Storage thread only.
class CollectionRepository {
public:
    explicit CollectionRepository(Database& database) : m_database(database) {}

    /// error AlreadyExists: the name is taken. BadArgument: empty name.
    Result<CollectionId> create(std::string_view name, int64_t nowMs);
    Result<std::vector<StoredCollection>> list();    ///< by name, without those of chats
    Result<CollectionId> ofChat(ChatId chat);        ///< what is attached to it; 0: nothing was
    Result<CollectionId> makeForChat(ChatId chat, int64_t nowMs);   ///< the one that is there, or a new one. error NotFound: no such chat
    Result<StoredCollection> find(CollectionId collection);
    Result<StoredCollection> findByName(std::string_view name);
    /// Removes its documents and their words from the index as well. Answers keep their citations.
    Result<void> remove(CollectionId collection);

private:
    Database& m_database;
};

} // namespace sillok::storage
