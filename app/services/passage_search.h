// passage_search.h - A question in, the passages that answer it out: the indexes, the ranking and the proof in their order.
#pragma once

#include "app/services/passage_vectors.h"
#include "engine/retrieval/evidence.h"
#include "storage/repositories/passage_repository.h"

namespace sillok::app {

struct FoundPassage {
    storage::StoredPassage passage;
    double score = 0;       ///< of its words; comparable inside one search only
    double coverage = 0;    ///< 0 to 1: of the question's words
    bool named = false;     ///< the question names its place; stands first whatever models say
    bool near = false;      ///< among the nearest by meaning, whatever its words are
    int wordPlace = 0;      ///< counted from 1; 0: words did not find it
    int nearPlace = 0;      ///< by meaning, counted from 1; 0: not among the nearest
    std::optional<float> modelScore {};   ///< of the model that scores pairs
};

struct PassageSearchResult {
    retrieval::Query query;
    retrieval::TermStatistics statistics;   ///< for retrieval::mark
    /// Of the words alone: how near two texts are says nothing of whether one answers the other, and every model has a scale of its own. So
    /// vectors and scores change what is shown and in which order, and never turn a no into a yes.
    retrieval::Verdict verdict;
    double firstCoverage = 0;               ///< of the passage that is best by words
    std::vector<FoundPassage> passages;     ///< best first; there even when the verdict says no: the nearest ones
};

struct PassageQuestion {
    std::vector<storage::CollectionId> collections;       ///< empty: all
    std::string text;
    size_t limit = 0;
    std::vector<storage::DocumentId> documents {};        ///< empty: all of the collections
};

/// So many passages count as near by meaning, beside those that words find.
inline constexpr size_t kNearPassages = 50;
/// Of these the first are shown even when they share hardly a word with the question.
inline constexpr size_t kNearWithoutWords = 5;
/// So many are put before a model that scores pairs.
inline constexpr size_t kScoredPassages = 20;

/// Storage thread. `near`: what PassageVectors found, best first; empty: words alone. The two orders become one by reciprocal rank fusion.
/// error as the repository's.
Result<PassageSearchResult> searchPassages(
    storage::PassageRepository& repository, const PassageQuestion& question, std::span<const NearPassage> near = {});

/// The texts of the first passages, as many as should be scored together with the question.
std::vector<std::string> textsToScore(const PassageSearchResult& result);
/// Puts those passages into the order of their scores, best first; equal ones stay. Named ones keep their place in front.
/// needs  one score for each text
void orderByScores(PassageSearchResult& result, std::span<const float> scores);

/// What a model reads of a passage: where it stands, then what it says.
std::string textForModels(std::string_view title, std::string_view headingPath, std::string_view context, std::string_view text);

} // namespace sillok::app
