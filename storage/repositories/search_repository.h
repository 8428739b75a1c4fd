// search_repository.h - One search over everything that a person has: chat titles, messages, document names, passages.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"

#include <limits>

namespace sillok::storage {

enum class FoundKind : uint8_t { ChatTitle, Message, DocumentName, Passage };

/// A part of `FoundItem::snippet` that was searched for. Byte offsets.
struct FoundMark {
    size_t start = 0;
    size_t end = 0;

    bool operator==(const FoundMark&) const = default;
};

struct FoundItem {
    FoundKind kind = FoundKind::Message;
    ChatId chat = 0;               ///< of a chat title or message
    MessageId message = 0;         ///< of a message
    CollectionId collection = 0;   ///< of a document name or passage
    DocumentId document = 0;       ///< of a document name or passage
    PassageId passage = 0;         ///< of a passage
    std::string name;              ///< title of the chat, or file name of the document
    std::string headingPath;       ///< of a passage
    int page = 0;                  ///< of a passage; 0: the format has none
    std::string snippet;           ///< one line around the first hit; for titles and names the whole of it
    std::vector<FoundMark> marks;
    int64_t atMs = 0;              ///< written, changed or added: since 1970, UTC
    bool archived = false;         ///< the chat is
};

/// What to look through. Trashed chats are never found; archived ones are, and say so.
struct SearchFilter {
    bool chats = true;             ///< titles and messages
    bool documents = true;         ///< names and passages
    CollectionId collection = 0;   ///< documents of this one only; 0: of all
    std::string label {};          ///< documents that carry it only
    FolderId folder = 0;           ///< chats in it, and in those below it, only
    bool pinned = false;           ///< pinned chats only
    std::string model {};          ///< answers by this one, and titles of chats that have one
    int64_t fromMs = std::numeric_limits<int64_t>::min();
    int64_t beforeMs = std::numeric_limits<int64_t>::max();
};

/// Lives as long as one unlocked vault. Storage thread only.
class SearchRepository {
public:
    explicit SearchRepository(Database& database) : m_database(database) {}

    /// Items that contain every word of `text` as a substring, at most `limitPerKind` of each kind, kinds in the order of FoundKind;
    /// chats and messages newest first, passages best first. Case, width and composition do not matter. Any length, one syllable too.
    Result<std::vector<FoundItem>> search(std::string_view text, const SearchFilter& filter, int limitPerKind);

    /// What a search can be narrowed to. error as Database::prepare
    struct Choices {
        std::vector<std::string> labels;   ///< of documents, by name
        std::vector<std::string> models;   ///< that have answered, by name
    };
    Result<Choices> choices();

private:
    Result<std::vector<std::string>> names(const char* sql);

    Database& m_database;
};

} // namespace sillok::storage
