#include "app/services/passage_search.h"

#include "engine/retrieval/references.h"

#include <algorithm>

namespace sillok::app {

namespace {

constexpr int kCandidates = 60;

/// References to one number follow each other, the longest name first.
void addLookup(const retrieval::Reference& reference, std::vector<storage::ExactLookup>& lookups)
{
    if (lookups.empty() || lookups.back().number != reference.written)
        lookups.push_back({ {}, reference.written });
    if (!reference.title.empty())
        lookups.back().names.push_back(reference.title);
}

storage::PassageSearch searchFor(
    const retrieval::Query& query, const std::vector<storage::CollectionId>& collections, const std::vector<storage::DocumentId>& documents)
{
    storage::PassageSearch search;
    search.collections = collections;
    search.documents = documents;
    for (const retrieval::Reference& reference : query.references)
        addLookup(reference, search.lookups);
    search.limit = kCandidates;
    return search;
}

Result<retrieval::TermStatistics> statisticsFor(const retrieval::Query& query, storage::PassageRepository& repository)
{
    std::vector<std::string> terms = query.terms;
    for (const retrieval::QueryWord& word : query.words)
        terms.insert(terms.end(), word.terms.begin(), word.terms.end());
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    SILLOK_TRY(const storage::TermCounts counts, repository.countTerms(terms));
    retrieval::TermStatistics statistics;
    statistics.passages = counts.passages;
    for (size_t i = 0; i < terms.size(); ++i)
        statistics.passagesWithTerm[terms[i]] = counts.passagesWithTerm[i];
    return statistics;
}

std::vector<retrieval::Candidate> candidatesFrom(const std::vector<storage::PassageHit>& hits)
{
    std::vector<retrieval::Candidate> candidates;
    for (const storage::PassageHit& hit : hits)
        candidates.push_back({ hit.passage.title, hit.passage.headingPath, hit.passage.context, hit.passage.text, hit.score, hit.exact });
    return candidates;
}

/// A question for a named place needs no word of the index. Otherwise empty.
Result<std::vector<storage::PassageHit>> hitsOfPlaces(
    const retrieval::Query& query, const storage::PassageSearch& search, storage::PassageRepository& repository)
{
    return retrieval::asksForPlacesOnly(query) ? repository.places(search) : std::vector<storage::PassageHit>();
}

} // namespace

Result<PassageSearchResult> searchPassages(storage::PassageRepository& repository, const std::vector<storage::CollectionId>& collections,
    std::string_view question, size_t limit, const std::vector<storage::DocumentId>& documents)
{
    PassageSearchResult result;
    result.query = retrieval::parseQuery(question);
    storage::PassageSearch search = searchFor(result.query, collections, documents);
    SILLOK_TRY(std::vector<storage::PassageHit> hits, hitsOfPlaces(result.query, search, repository));
    if (!hits.empty()) {
        SILLOK_TRY(const storage::TermCounts counts, repository.countTerms({}));
        result.statistics.passages = counts.passages;
    } else {
        SILLOK_TRY(result.statistics, statisticsFor(result.query, repository));
        search.terms = retrieval::selectiveTerms(result.query, result.statistics);
        SILLOK_TRY(hits, repository.search(search));
    }
    const std::vector<retrieval::Candidate> candidates = candidatesFrom(hits);
    const std::vector<retrieval::Ranked> ranked = retrieval::rank(result.query, candidates, result.statistics);
    result.verdict = retrieval::judge(result.query, ranked, candidates);
    for (const retrieval::Ranked& entry : ranked) {
        if (result.passages.size() == limit)
            break;
        result.passages.push_back({ std::move(hits[entry.candidate].passage), entry.score, entry.coverage });
    }
    return result;
}

} // namespace sillok::app
