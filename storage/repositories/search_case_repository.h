// search_case_repository.h - Questions with the place that answers them, and where a search found it the last two times.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"

namespace sillok::storage {

struct StoredSearchCase {
    int64_t id = 0;
    CollectionId collection = 0;
    std::string question;
    std::string documentName;
    std::string quote;               ///< stands in the right passage; empty: any of the document
    std::optional<int> before;       ///< place counted from 1; 0: not found; nothing: not looked for yet
    std::optional<int> now;
    int64_t checkedAtMs = 0;
};

/// Lives as long as one unlocked vault. Storage thread only.
class SearchCaseRepository {
public:
    explicit SearchCaseRepository(Database& database) : m_database(database) {}

    /// Another right place for a question that is there already takes the earlier one's, and its places are forgotten.
    /// error BadArgument: no question.
    Result<int64_t> add(const StoredSearchCase& searchCase);
    Result<std::vector<StoredSearchCase>> list(CollectionId collection);    ///< in the order they were added
    /// error NotFound
    Result<void> remove(CollectionId collection, int64_t id);
    /// What was now becomes before. error NotFound
    Result<void> setPlace(int64_t id, int place, int64_t nowMs);

private:
    Database& m_database;
};

} // namespace sillok::storage
