#include "app/services/passage_search.h"

#include "engine/retrieval/fusion.h"
#include "engine/retrieval/references.h"

#include <algorithm>
#include <map>

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

storage::PassageSearch searchFor(const retrieval::Query& query, const PassageQuestion& question)
{
    storage::PassageSearch search;
    search.collections = question.collections;
    search.documents = question.documents;
    for (const retrieval::Reference& reference : query.references)
        addLookup(reference, search.lookups);
    search.limit = kCandidates;
    return search;
}

Result<retrieval::TermStatistics> statisticsFor(const retrieval::Query& query, storage::PassageRepository& repository)
{
    std::vector<std::string> terms = query.terms;
    for (const retrieval::QueryWord& word : query.words)
        std::ranges::move(retrieval::tellingTerms(word.terms), std::back_inserter(terms));
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

/// The passages of `near` that words did not find, with what they have of the question's words all the same.
Result<std::vector<FoundPassage>> onlyNear(
    storage::PassageRepository& repository, const PassageSearchResult& result, std::span<const NearPassage> near)
{
    std::vector<storage::PassageId> missing;
    for (const NearPassage& one : near) {
        if (std::ranges::none_of(result.passages, [&](const FoundPassage& found) { return found.passage.id == one.passage; }))
            missing.push_back(one.passage);
    }
    SILLOK_TRY(std::vector<storage::StoredPassage> stored, repository.findAll(missing));
    std::vector<storage::PassageHit> hits;
    for (storage::StoredPassage& passage : stored)
        hits.push_back({ std::move(passage), 0, false });
    std::vector<FoundPassage> found;
    const std::vector<retrieval::Candidate> candidates = candidatesFrom(hits);
    for (const retrieval::Ranked& entry : retrieval::rank(result.query, candidates, result.statistics))
        found.push_back({ hits[entry.candidate].passage, entry.score, entry.coverage });
    return found;
}

/// Named passages first, the others in the order that words and meaning make together.
void fuse(std::vector<FoundPassage>& passages, std::vector<FoundPassage> more, std::span<const NearPassage> near)
{
    std::vector<int64_t> named;
    std::vector<std::vector<int64_t>> orders(2);
    std::map<int64_t, FoundPassage> byId;
    for (FoundPassage& found : passages) {
        (found.named ? named : orders[0]).push_back(found.passage.id);
        byId.emplace(found.passage.id, std::move(found));
    }
    for (FoundPassage& found : more)
        byId.emplace(found.passage.id, std::move(found));
    for (size_t i = 0; i < near.size(); ++i) {
        const auto found = byId.find(near[i].passage);
        if (found == byId.end())
            continue; // gone meanwhile
        found->second.near = i < kNearWithoutWords;
        found->second.nearPlace = static_cast<int>(i) + 1;
        if (!found->second.named)
            orders[1].push_back(near[i].passage);
    }
    passages.clear();
    for (const int64_t id : named)
        passages.push_back(std::move(byId.at(id)));
    for (const int64_t id : retrieval::fused(orders))
        passages.push_back(std::move(byId.at(id)));
}

} // namespace

Result<PassageSearchResult> searchPassages(storage::PassageRepository& repository, const PassageQuestion& question, std::span<const NearPassage> near)
{
    PassageSearchResult result;
    result.query = retrieval::parseQuery(question.text);
    storage::PassageSearch search = searchFor(result.query, question);
    SILLOK_TRY(std::vector<storage::PassageHit> hits, hitsOfPlaces(result.query, search, repository));
    if (!hits.empty()) {
        SILLOK_TRY(const storage::TermCounts counts, repository.countTerms({}));
        result.statistics.passages = counts.passages;
    } else {
        SILLOK_TRY(result.statistics, statisticsFor(result.query, repository));
        search.terms = retrieval::selectiveTerms(result.query, result.statistics);
        for (const std::string& term : search.terms)
            search.passagesWithTerm.push_back(result.statistics.passagesWithTerm.at(term));
        SILLOK_TRY(hits, repository.search(search));
    }
    const std::vector<retrieval::Candidate> candidates = candidatesFrom(hits);
    const std::vector<retrieval::Ranked> ranked = retrieval::rank(result.query, candidates, result.statistics);
    result.verdict = retrieval::judge(result.query, ranked, candidates);
    result.firstCoverage = ranked.empty() ? 0 : ranked.front().coverage;
    bool named = true;    // only what stands in front: a looser hit of the look-up is ranked like any other
    for (const retrieval::Ranked& entry : ranked) {
        named = named && hits[entry.candidate].exact;
        result.passages.push_back({ std::move(hits[entry.candidate].passage), entry.score, entry.coverage, named });
        result.passages.back().wordPlace = static_cast<int>(result.passages.size());
    }
    if (!near.empty()) {
        SILLOK_TRY(std::vector<FoundPassage> more, onlyNear(repository, result, near));
        fuse(result.passages, std::move(more), near);
    }
    if (result.passages.size() > question.limit)
        result.passages.erase(result.passages.begin() + static_cast<std::ptrdiff_t>(question.limit), result.passages.end());
    return result;
}

std::string textForModels(std::string_view title, std::string_view headingPath, std::string_view context, std::string_view text)
{
    std::string out;
    for (const std::string_view part : { title, headingPath, context, text }) {
        if (!part.empty())
            out += (out.empty() ? "" : "\n") + std::string(part);
    }
    return out;
}

std::vector<std::string> textsToScore(const PassageSearchResult& result)
{
    std::vector<std::string> texts;
    for (const FoundPassage& found : result.passages) {
        if (texts.size() == kScoredPassages)
            break;
        texts.push_back(textForModels(found.passage.title, found.passage.headingPath, found.passage.context, found.passage.text));
    }
    return texts;
}

void orderByScores(PassageSearchResult& result, std::span<const float> scores)
{
    std::vector<size_t> order(scores.size());
    for (size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
        result.passages[i].modelScore = scores[i];
    }
    const auto isNamed = [&](size_t i) { return result.passages[i].named; };
    const auto rest = std::stable_partition(order.begin(), order.end(), isNamed);
    std::stable_sort(rest, order.end(), [&](size_t a, size_t b) { return scores[a] > scores[b]; });
    std::vector<FoundPassage> first;
    for (const size_t i : order)
        first.push_back(std::move(result.passages[i]));
    std::ranges::move(first, result.passages.begin());
}

} // namespace sillok::app
