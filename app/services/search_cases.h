// search_cases.h - A person's own questions as a test of the search: where the right passage is found, before and now.
#pragma once

#include "app/services/workspace.h"
#include "storage/repositories/search_case_repository.h"

#include <stop_token>

namespace sillok::app {

inline constexpr size_t kCasePlaces = 50;     ///< a right passage behind these counts as not found

/// The place of the first right passage, counted from 1; 0: not among the first kCasePlaces. error  as the repositories
Result<int> placeOf(Workspace& workspace, const storage::StoredSearchCase& searchCase);

/// Looks for every case of the collection and keeps where it was found. error  as the repositories; Cancelled.
Result<std::vector<storage::StoredSearchCase>> runSearchCases(Workspace& workspace, storage::CollectionId collection, const std::stop_token& stop);

enum class CaseChange : uint8_t { New, Same, Better, Worse };
/// Found is better than not found, and a smaller place better than a larger one.
CaseChange changeOf(const storage::StoredSearchCase& searchCase);

} // namespace sillok::app
