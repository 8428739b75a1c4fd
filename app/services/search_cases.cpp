#include "app/services/search_cases.h"

#include "app/services/passage_search.h"
#include "engine/retrieval/citation.h"

#include <limits>

namespace sillok::app {

Result<int> placeOf(Workspace& workspace, const storage::StoredSearchCase& searchCase)
{
    SILLOK_TRY(const PassageSearchResult found, searchPassages(workspace.passages(), { { searchCase.collection }, searchCase.question, kCasePlaces }, {}));
    int place = 0;
    for (const FoundPassage& one : found.passages) {
        ++place;
        // The quote and not the passage's number: a document that is read again is divided anew.
        const bool right = one.passage.documentName == searchCase.documentName
            && (searchCase.quote.empty() || retrieval::findQuote(one.passage.text, searchCase.quote).has_value());
        if (right)
            return place;
    }
    return 0;
}

Result<std::vector<storage::StoredSearchCase>> runSearchCases(Workspace& workspace, storage::CollectionId collection, const std::stop_token& stop)
{
    storage::SearchCaseRepository cases(workspace.vault().database());
    SILLOK_TRY(const std::vector<storage::StoredSearchCase> all, cases.list(collection));
    for (const storage::StoredSearchCase& one : all) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "looking for the cases of a collection");
        SILLOK_TRY(const int place, placeOf(workspace, one));
        SILLOK_CHECK(cases.setPlace(one.id, place, nowMs()));
    }
    return cases.list(collection);
}

CaseChange changeOf(const storage::StoredSearchCase& searchCase)
{
    if (!searchCase.before || !searchCase.now)
        return CaseChange::New;
    const auto rank = [](int place) { return place == 0 ? std::numeric_limits<int>::max() : place; };
    const int before = rank(*searchCase.before), now = rank(*searchCase.now);
    return now < before ? CaseChange::Better : now > before ? CaseChange::Worse : CaseChange::Same;
}

} // namespace sillok::app
