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
};

/// Smallest coverage that counts as an answer.
/// source development questions: of the 54 Korean ones on other topics 87 % stay below, of the 2694 with an answer 1 %. Citizens' petitions, who
/// use other words than the law, are refused far too often (63 %). Questions
/// that use the words of a passage but ask for something it does not say cannot be told apart by words.
inline constexpr double kAnswerableCoverage = 0.4;

/// Says no when the best passages leave too much of the question's meaning unmatched, or when there is no content word at all.
Verdict judge(const Query& query, std::span<const Ranked> ranked);

} // namespace sillok::retrieval
