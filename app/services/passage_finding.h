// passage_finding.h - A search with what models know: they compute between the steps, and the vault is asked in its own thread.
#pragma once

#include "app/services/passage_search.h"
#include "app/services/search_model.h"
#include "app/services/workspace.h"

#include <stop_token>

namespace sillok::app {

/// Models that help to find; either may be missing.
struct SearchHelp {
    TextEmbedder* embedder = nullptr;
    PairScorer* scorer = nullptr;
};

struct FoundWithHelp {
    PassageSearchResult result;
    std::optional<Error> withoutHelp {};   ///< why a model that should have helped did not; the search went on without it
};

/// Any thread from which `inVault` may be called. error  as the repositories; Cancelled. A model that fails is done without.
Result<FoundWithHelp> findPassages(const InVault& inVault, const SearchHelp& help, const PassageQuestion& question, const std::stop_token& stop);

} // namespace sillok::app
