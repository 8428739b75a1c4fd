// search_help.h - The models that a command may take to help it find.
#pragma once

#include "app/cli/command.h"
#include "app/services/evidence_service.h"

#include <memory>

namespace sillok::app::cli {

struct SearchHelpOptions {
    std::string embedder;
    std::string reranker;
};
/// --embedder, --reranker
void addSearchHelp(CLI::App& command, const Context& context, SearchHelpOptions& options);

/// Loaded and ready. Each runs in a sealed process of its own, so that this one may go on reading what it must.
struct LoadedHelp {
    std::unique_ptr<SearchModel> embedder;
    std::unique_ptr<SearchModel> reranker;
    SearchHelp help() const { return { embedder.get(), reranker.get() }; }
};
/// Nothing: one could not be loaded, and that was reported.
std::optional<LoadedHelp> loadHelp(Context& context, const SearchHelpOptions& options);

} // namespace sillok::app::cli
