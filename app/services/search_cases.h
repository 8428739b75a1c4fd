// search_cases.h - A person's own questions as a test of the search: where the right passage is found, before and now.
#pragma once

#include "app/services/passage_finding.h"
#include "storage/repositories/search_case_repository.h"

namespace sillok::app {

inline constexpr size_t kCasePlaces = 50;     ///< a right passage behind these counts as not found

/// The place of the first right passage, counted from 1; 0: it is not among them.
int placeOf(const PassageSearchResult& found, const storage::StoredSearchCase& searchCase);

/// `done` of `all` cases were looked for.
using CaseProgress = std::function<void(size_t done, size_t all)>;

/// Looks for every case of the collection and keeps where it was found. Any thread from which `inVault` may be called.
/// error  as the repositories; Cancelled.
Result<std::vector<storage::StoredSearchCase>> runSearchCases(
    const InVault& inVault, const SearchHelp& help, storage::CollectionId collection, const CaseProgress& progress, const std::stop_token& stop);

enum class CaseChange : uint8_t { New, Same, Better, Worse };
/// Found is better than not found, and a smaller place better than a larger one.
CaseChange changeOf(const storage::StoredSearchCase& searchCase);

} // namespace sillok::app
