// shown_passages.h - Which of the found passages a person sees; neighbours become one.
#pragma once

#include "app/services/passage_search.h"

namespace sillok::app {

inline constexpr int kShownPassages = 5;
inline constexpr int kMostPerDocument = 3;
inline constexpr size_t kMostNeighbours = 3;    ///< so many at most are shown as one

/// Passages of one section that follow each other without a gap.
struct ShownPassage {
    std::vector<storage::StoredPassage> parts;  ///< in the order of the document; never empty
    size_t best = 0;                            ///< the part that was found first: the citation points there
};

/// Best first. A passage that says much less of the question than the best one only distracts and is left out, unless it is near by meaning.
std::vector<ShownPassage> shownPassages(const PassageSearchResult& found);

} // namespace sillok::app
