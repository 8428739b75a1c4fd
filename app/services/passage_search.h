// passage_search.h - A question in, the passages that answer it out: the index, the ranking and the proof in their order.
#pragma once

#include "engine/retrieval/evidence.h"
#include "storage/repositories/passage_repository.h"

namespace sillok::app {

struct FoundPassage {
    storage::StoredPassage passage;
    double score = 0;       ///< comparable inside one search only
    double coverage = 0;    ///< 0 to 1
};

struct PassageSearchResult {
    retrieval::Query query;
    retrieval::TermStatistics statistics;   ///< for retrieval::mark
    retrieval::Verdict verdict;
    std::vector<FoundPassage> passages;     ///< best first; there even when the verdict says no: the nearest ones
};

/// Storage thread. `collections` empty: all; `documents` empty: all of the collections.
/// error as the repository's.
Result<PassageSearchResult> searchPassages(storage::PassageRepository& repository, const std::vector<storage::CollectionId>& collections,
    std::string_view question, size_t limit, const std::vector<storage::DocumentId>& documents = {});

} // namespace sillok::app
