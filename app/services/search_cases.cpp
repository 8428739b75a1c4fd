#include "app/services/search_cases.h"

#include "engine/retrieval/citation.h"

#include <limits>

namespace sillok::app {

int placeOf(const PassageSearchResult& found, const storage::StoredSearchCase& searchCase)
{
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

Result<std::vector<storage::StoredSearchCase>> runSearchCases(
    const InVault& inVault, const SearchHelp& help, storage::CollectionId collection, const CaseProgress& progress, const std::stop_token& stop)
{
    std::vector<storage::StoredSearchCase> all;
    const auto look = [&](Workspace& workspace) -> Result<void> {
        SILLOK_TRY(all, storage::SearchCaseRepository(workspace.vault().database()).list(collection));
        return {};
    };
    SILLOK_CHECK(inVault(look));
    size_t done = 0;
    for (const storage::StoredSearchCase& one : all) {
        SILLOK_TRY(const FoundWithHelp found, findPassages(inVault, help, { { collection }, one.question, kCasePlaces }, stop));
        SILLOK_CHECK(inVault([&](Workspace& workspace) {
            return storage::SearchCaseRepository(workspace.vault().database()).setPlace(one.id, placeOf(found.result, one), nowMs());
        }));
        if (progress)
            progress(++done, all.size());
    }
    SILLOK_CHECK(inVault(look));
    return all;
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
