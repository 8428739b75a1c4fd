// document_repository.h - Documents that were read: their text, their blocks and their passages.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"

#include <array>

namespace sillok::storage {

using Sha256 = std::array<uint8_t, 32>;

// The numbers of these two are stored.
enum class DocumentState : uint8_t { Ready = 1, NeedsPassword = 2, NoText = 3, Unreadable = 4 };
enum class BlockKind : uint8_t { Heading = 1, Paragraph = 2, ListItem = 3, TableRow = 4, Caption = 5, Note = 6 };

/// One paragraph as a slice of the document's plain text.
struct StoredBlock {
    BlockKind kind = BlockKind::Paragraph;
    int headingLevel = 0;
    int page = 0;
    int64_t startCodePoint = 0;
    int64_t endCodePoint = 0;
};

/// One searchable piece. `text` is exactly plainText[start, end).
struct NewPassage {
    std::string headingPath;
    std::string context;          ///< further words to be found by: table caption, table header
    int page = 0;
    int64_t startCodePoint = 0;
    int64_t endCodePoint = 0;
    std::string text;
};

/// Text that was recognised in pictures of pages, and pages that have none.
struct Recognition {
    int pagesWithoutText = 0;
    int pagesRecognised = 0;
    int pagesUnsure = 0;          ///< of the recognised ones: not to be relied on
    int confidence = 0;           ///< percent, mean over the recognised pages
};

struct NewDocument {
    CollectionId collection = 0;
    std::string name;             ///< file name
    std::string title;            ///< words by which every passage of it is found; empty: the name
    std::string format;
    Sha256 sha256 {};
    int64_t sizeBytes = 0;
    int pageCount = 0;
    bool pagesEstimated = false;
    int hiddenCharactersRemoved = 0;
    Recognition recognition;
    std::string identifiers;      ///< kinds and counts of numbers of persons, as the guard writes them; empty: none were seen
    bool hadPassword = false;     ///< the file has one of its own, with which it was read
    DocumentState state = DocumentState::Ready;
    std::optional<ErrorCode> problem;
    std::string problemDetail;
    std::string plainText;
    std::vector<StoredBlock> blocks;
    std::vector<NewPassage> passages;
};

struct StoredDocument {
    DocumentId id = 0;
    CollectionId collection = 0;
    std::string name;
    std::string title;
    std::string format;
    Sha256 sha256 {};
    int64_t sizeBytes = 0;
    int pageCount = 0;
    bool pagesEstimated = false;
    int hiddenCharactersRemoved = 0;
    Recognition recognition;
    std::string identifiers;      ///< kinds and counts of numbers of persons, as the guard writes them; empty: none were seen
    bool hadPassword = false;     ///< the file has one of its own, with which it was read
    DocumentState state = DocumentState::Ready;
    std::optional<ErrorCode> problem;
    std::string problemDetail;
    int64_t addedAtMs = 0;
    int passageCount = 0;
    std::vector<std::string> labels;    ///< given by the person, in order
};

/// Lives as long as one unlocked vault. Storage thread only.
class DocumentRepository {
public:
    explicit DocumentRepository(Database& database) : m_database(database) {}

    /// Stores the document, its blocks and passages and indexes their words: all of it or nothing. An older document with the
    /// same name in the collection is replaced.
    /// error NotFound: no such collection. BadArgument: a passage is not the slice that it claims to be. DiskFull.
    Result<DocumentId> add(const NewDocument& document, int64_t nowMs);
    /// The same as a part of the caller's transaction.
    Result<DocumentId> addWithin(const NewDocument& document, int64_t nowMs);
    /// The document with this content, if the collection has it: it need not be read again.
    Result<std::optional<StoredDocument>> findByContent(CollectionId collection, const Sha256& sha256);
    Result<StoredDocument> find(DocumentId document);
    Result<std::vector<StoredDocument>> list(CollectionId collection);    ///< by name
    Result<std::string> plainText(DocumentId document);
    Result<std::vector<StoredBlock>> blocks(DocumentId document);         ///< in order
    Result<void> remove(DocumentId document);                            ///< its passages leave the index with it

private:
    Result<void> addBlocks(DocumentId document, const std::vector<StoredBlock>& blocks);
    Result<void> addPassages(DocumentId id, const NewDocument& document, const std::vector<std::string_view>& before);
    Result<std::string> textOfPassages(DocumentId document);

    Database& m_database;
};

} // namespace sillok::storage
