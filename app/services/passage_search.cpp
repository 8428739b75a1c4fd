#include "app/services/passage_search.h"

#include <algorithm>

namespace sillok::app {

namespace {

constexpr int kCandidates = 60;

storage::PassageSearch searchFor(
    const retrieval::Query& query, const retrieval::TermStatistics& statistics, const std::vector<storage::CollectionId>& collections)
{
    storage::PassageSearch search;
    search.collections = collections;
    search.terms = retrieval::selectiveTerms(query, statistics);
    for (const retrieval::Reference& reference : query.references)
        search.lookups.push_back(reference.phrases);
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

} // namespace

Result<PassageSearchResult> searchPassages(storage::PassageRepository& repository, const std::vector<storage::CollectionId>& collections,
    std::string_view question, size_t limit, const std::vector<storage::DocumentId>& documents)
{
    PassageSearchResult result;
    result.query = retrieval::parseQuery(question);
    SILLOK_TRY(result.statistics, statisticsFor(result.query, repository));
    storage::PassageSearch search = searchFor(result.query, result.statistics, collections);
    search.documents = documents;
    SILLOK_TRY(std::vector<storage::PassageHit> hits, repository.search(search));
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
