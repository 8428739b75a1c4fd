// passage_repository.h - Finds passages by their words. Knows nothing of languages: terms come from the layer above.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"

namespace sillok::storage {

struct StoredPassage {
    PassageId id = 0;
    DocumentId document = 0;
    CollectionId collection = 0;
    std::string documentName;
    int ordinal = 0;              ///< place inside the document, counted from 0
    std::string title;            ///< title of the document, as indexed
    std::string headingPath;
    std::string context;
    int page = 0;
    bool pageEstimated = false;
    int64_t startCodePoint = 0;   ///< in the document's plain text
    int64_t endCodePoint = 0;
    std::string text;
};

struct PassageHit {
    StoredPassage passage;
    double score = 0;             ///< BM25, higher is better; comparable inside one search only
    bool exact = false;           ///< found by one of the exact look-ups
};

/// A place named by number: "제12조" in the title or heading path of a document that is called "건축법".
struct ExactLookup {
    std::vector<std::string> names;           ///< the first that leads to something counts; none, or nothing found: the number alone
    std::string number;
};

struct PassageSearch {
    std::vector<CollectionId> collections;    ///< empty: all
    std::vector<DocumentId> documents;        ///< empty: all of the collections
    std::vector<std::string> terms;           ///< any of these; as the tokenizer would give them
    std::vector<ExactLookup> lookups;         ///< found in addition, and first; without a score unless their words were found as well
    int limit = 50;
    std::vector<int64_t> passagesWithTerm {};  ///< as countTerms says of `terms`; not as many as them: counted again
};

/// In how many passages a term occurs; of usual ones only nearly (db/term_spread.h).
struct TermCounts {
    int64_t passages = 0;                     ///< in the whole index
    std::vector<int64_t> passagesWithTerm;    ///< in the order of the terms asked for
};

/// Lives as long as one unlocked vault. Storage thread only.
class PassageRepository {
public:
    explicit PassageRepository(Database& database) : m_database(database) {}

    /// Best first. cost grows with the number of passages that contain the terms.
    Result<std::vector<PassageHit>> search(const PassageSearch& search);
    /// What the lookups find by name, without asking for any term; empty unless each of them finds something.
    /// cost  a few milliseconds, however large the index is.
    Result<std::vector<PassageHit>> places(const PassageSearch& search);
    Result<TermCounts> countTerms(const std::vector<std::string>& terms);
    Result<StoredPassage> find(PassageId passage);
    Result<std::vector<StoredPassage>> findAll(const std::vector<PassageId>& passages);   ///< in the order asked for. error NotFound: one of them
    Result<std::vector<StoredPassage>> ofDocument(DocumentId document);   ///< in order
    /// Makes searches faster after many documents were added. cost rewrites the index once.
    Result<void> optimize();
    /// Documents that a search over these collections looks through.
    Result<int64_t> searchableDocuments(const std::vector<CollectionId>& collections);

private:
    Result<std::vector<PassageHit>> match(const PassageSearch& search);
    Result<std::vector<PassageHit>> lookUp(const PassageSearch& search, const ExactLookup& lookup);
    Result<std::vector<PassageHit>> numberedIn(
        const PassageSearch& search, const std::vector<DocumentId>& documents, const ExactLookup& lookup, const std::string& name);
    Result<std::vector<DocumentId>> documentsNamed(const PassageSearch& search, const std::string& name);
    Result<std::vector<PassageHit>> numbered(DocumentId document, const std::string& number);
    Result<std::vector<PassageHit>> placed(const PassageSearch& search, const std::string& expression);
    Result<int64_t> passageCount();
    Result<std::vector<CollectionId>> scopeOf(const PassageSearch& search);
    Result<std::string> raritiesOf(const PassageSearch& search, size_t inFront);

    Database& m_database;
};

} // namespace sillok::storage
