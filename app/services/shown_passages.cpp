#include "app/services/shown_passages.h"

#include <algorithm>
#include <map>

namespace sillok::app {

namespace {

constexpr double kLeastShareOfBest = 0.6;

bool follows(const storage::StoredPassage& first, const storage::StoredPassage& next)
{
    return first.document == next.document && first.headingPath == next.headingPath && first.ordinal + 1 == next.ordinal;
}

/// True: the passage is now a part of something that is shown already.
bool joined(std::vector<ShownPassage>& shown, const storage::StoredPassage& passage)
{
    for (ShownPassage& one : shown) {
        if (one.parts.size() == kMostNeighbours)
            continue;
        if (follows(one.parts.back(), passage)) {
            one.parts.push_back(passage);
            return true;
        }
        if (follows(passage, one.parts.front())) {
            one.parts.insert(one.parts.begin(), passage);
            ++one.best;
            return true;
        }
    }
    return false;
}

} // namespace

std::vector<ShownPassage> shownPassages(const PassageSearchResult& found)
{
    std::vector<ShownPassage> shown;
    std::map<storage::DocumentId, int> perDocument;
    for (const FoundPassage& one : found.passages) {
        if (shown.size() == static_cast<size_t>(kShownPassages))
            break;
        if (!one.near && one.coverage < found.firstCoverage * kLeastShareOfBest)
            continue;
        if (joined(shown, one.passage) || ++perDocument[one.passage.document] > kMostPerDocument)
            continue;
        shown.push_back({ { one.passage }, 0 });
    }
    return shown;
}

} // namespace sillok::app
