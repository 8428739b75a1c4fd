#include "engine/retrieval/ranking.h"

#include "engine/base/text.h"
#include "engine/retrieval/match.h"
#include "engine/retrieval/references.h"

#include <algorithm>
#include <cmath>

namespace sillok::retrieval {

namespace {

/// How well a passage found by number is the one that was named; 0: not at all.
double referenceFit(const Query& query, const Candidate& candidate)
{
    if (!candidate.exact)
        return 0;
    const std::string title = compact(folded(candidate.title));
    const std::string place = title + compact(folded(candidate.headingPath));
    double best = 0;
    for (const Reference& reference : query.references) {
        if (reference.title.empty())
            continue;
        const std::string name = compact(reference.title);
        const size_t at = place.find(name);
        if (at == std::string::npos || place.find(reference.number) == std::string::npos)
            continue;
        // 건축법 names 건축법 rather than 건축법 시행령: what stands between name and number, and before the name, speaks against it.
        double fit = 1 + static_cast<double>(name.size()) / 100;
        fit += at == 0 ? 0.5 : 0;
        fit += title == name || place.find(name + reference.number) != std::string::npos ? 1 : 0;
        best = std::max(best, fit);
    }
    return best;
}

/// Share of neighbouring words of the question that stand close together in the passage too.
double proximity(const Query& query, const FoldedPassage& passage)
{
    constexpr size_t kNear = 30;
    size_t pairs = 0, near = 0;
    for (size_t i = 0; i + 1 < query.words.size(); ++i) {
        const std::u32string first = utf32(query.words[i].text), second = utf32(query.words[i + 1].text);
        ++pairs;
        bool close = false;
        for (size_t at = passage.find(first); at != std::u32string::npos && !close; at = passage.find(first, at + 1)) {
            const size_t from = at > kNear ? at - kNear : 0;
            const size_t other = passage.find(second, from);
            close = other != std::u32string::npos && other < at + first.size() + kNear;
        }
        near += close ? 1 : 0;
    }
    return pairs ? static_cast<double>(near) / static_cast<double>(pairs) : 0;
}

/// Bounds the work of one search: the rarest terms up to kMostPostings, kUsualTerms up to kMostPostingsOfFew, and kFewestTerms always.
/// source  development questions: between 3000 and no bound at all no figure moved by more than two points, and 5,000 passages stay below
/// the 30 ms of the budget. The second bound is never met there; it keeps 400,000 passages below 100 ms.
constexpr int64_t kMostPostings = 4000;
constexpr int64_t kMostPostingsOfFew = 24000;
constexpr size_t kUsualTerms = 6;
constexpr size_t kFewestTerms = 3;

/// What is added to the index's score, which is at most 1. source: chosen on the development questions among some
/// twenty settings. Titles asked for by name depend most on the head weight (recall@1 .82 to .94); the other sets move by about a point.
constexpr double kCoverageWeight = 0.6;
constexpr double kHeadWeight = 0.8;
constexpr double kNearWeight = 0.4;
constexpr double kReferenceWeight = 10; // a named place stands before everything else

/// The words of the question with what they say, ready to be looked for.
struct WeighedWords {
    std::vector<double> weights;
    double total = 0;
    double rarest = 0;    ///< weight of a word that stands in one passage

    WeighedWords(const Query& query, const TermStatistics& statistics)
        : rarest(std::log(1 + (static_cast<double>(statistics.passages) - 0.5) / 1.5))
    {
        for (const QueryWord& word : query.words) {
            weights.push_back(weightOf(word, statistics));
            total += weights.back();
        }
    }
    double share(double sum) const { return total > 0 ? sum / total : 0; }
};

Ranked scored(const Query& query, const WeighedWords& words, const Candidate& candidate, double bestScore)
{
    const FoldedPassage text(candidate.text);
    const FoldedPassage head(std::string(candidate.title) + "\n" + std::string(candidate.headingPath));
    const FoldedPassage context(candidate.context);
    double covered = 0, inHead = 0;
    for (size_t w = 0; w < query.words.size(); ++w) {
        const double there = presence(query.words[w], head);
        inHead += there * words.weights[w];
        covered += std::max({ there, presence(query.words[w], text), presence(query.words[w], context) }) * words.weights[w];
    }
    Ranked entry;
    entry.coverage = words.share(covered);
    entry.mass = words.rarest > 0 ? covered / words.rarest : 0;
    entry.score = (bestScore > 0 ? candidate.score / bestScore : 0) + kCoverageWeight * entry.coverage + kHeadWeight * words.share(inHead)
        + kNearWeight * proximity(query, text) + kReferenceWeight * referenceFit(query, candidate);
    return entry;
}

} // namespace

double TermStatistics::idf(const std::string& term) const
{
    const auto found = passagesWithTerm.find(term);
    const double n = found == passagesWithTerm.end() ? 0 : static_cast<double>(found->second);
    return std::log(1 + (static_cast<double>(passages) - n + 0.5) / (n + 0.5));
}

std::vector<std::string> selectiveTerms(const Query& query, const TermStatistics& statistics)
{
    struct Counted {
        std::string term;
        int64_t passages;
    };
    std::vector<Counted> counted;
    for (const std::string& term : query.terms) {
        const auto found = statistics.passagesWithTerm.find(term);
        if (found != statistics.passagesWithTerm.end() && found->second > 0)
            counted.push_back({ term, found->second });
    }
    std::ranges::stable_sort(counted, std::less<>(), &Counted::passages);
    std::vector<std::string> terms;
    int64_t work = 0;
    for (const Counted& entry : counted) {
        work += entry.passages;
        const size_t few = work > kMostPostingsOfFew ? kFewestTerms : kUsualTerms;
        if (work > kMostPostings && terms.size() >= few)
            break;
        terms.push_back(entry.term);
    }
    return terms;
}

std::vector<Ranked> rank(const Query& query, std::span<const Candidate> candidates, const TermStatistics& statistics)
{
    double bestScore = 0;
    for (const Candidate& candidate : candidates)
        bestScore = std::max(bestScore, candidate.score);
    const WeighedWords words(query, statistics);
    std::vector<Ranked> ranked;
    for (size_t c = 0; c < candidates.size(); ++c) {
        ranked.push_back(scored(query, words, candidates[c], bestScore));
        ranked.back().candidate = c;
    }
    std::ranges::stable_sort(ranked, std::greater<>(), &Ranked::score);
    return ranked;
}

} // namespace sillok::retrieval
