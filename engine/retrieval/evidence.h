// evidence.h - What inside a passage answers the question, and whether anything does.
#pragma once

#include <cstdint>

#include "engine/retrieval/ranking.h"

namespace sillok::retrieval {

/// The sentence that answers best and the words to mark. Places count code points inside the passage's text.
struct Marking {
    int64_t start = 0;
    int64_t end = 0;
    std::string quote;                         ///< text[start, end), verbatim
    std::vector<std::string> matchedTerms;     ///< words of the question as they stand in the passage, without repeats
};

/// A passage without any word of the question gives its first sentence and no terms. needs text not empty.
Marking mark(const Query& query, std::string_view text, const TermStatistics& statistics);

/// Whether the best passage is worth showing as an answer.
struct Verdict {
    bool answerable = false;
    double coverage = 0;     ///< of the best passage
    double mass = 0;         ///< see Ranked
    bool numbersStand = true; ///< false: a short question names a year (in English: any number) that none of the best passages has
};

/// Smallest coverage that counts as an answer, and the meaning that counts whatever the rest of a long question says.
/// source  tests/bench/results/refusal.md: chosen on every second development question, measured on the others
inline constexpr double kAnswerableCoverage = 0.5;
inline constexpr double kAnswerableCoverageWithoutHangul = 0.37;    ///< English says the same in more ways
inline constexpr double kAnswerableMass = 2.0;

/// A question of no more content words than this is about the numbers that it names.
inline constexpr size_t kShortQuestion = 12;

/// Says no when the best passages leave too much of the question's meaning unmatched, when a short question names a year (in English: any number) that none
/// of them has, or when there is no content word at all. Questions that use the words of a passage but ask for something it does not say cannot be
/// told apart by words. `candidates` are those that `ranked` points into.
Verdict judge(const Query& query, std::span<const Ranked> ranked, std::span<const Candidate> candidates);

} // namespace sillok::retrieval
