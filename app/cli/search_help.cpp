#include "app/cli/search_help.h"

#include "app/policy/model_rules.h"

namespace sillok::app::cli {

namespace {

/// False: reported. An empty path is no model.
bool load(Context& context, const std::string& path, SearchModel::Makes what, std::unique_ptr<SearchModel>& into)
{
    if (path.empty())
        return true;
    into = std::make_unique<SearchModel>(context.programDir + "/sillok-engine", path, libraryFor(context.managed));
    const auto may = mayUseModel(context.managed, path);
    const auto loaded = may.ok() ? into->load(what, {}) : may;
    if (!loaded.ok())
        report(context, loaded.error(), path);
    return loaded.ok();
}

} // namespace

void addSearchHelp(CLI::App& command, const Context& context, SearchHelpOptions& options)
{
    command.add_option("--embedder", options.embedder, context.say("뜻으로 찾는 모델 (GGUF 파일)", "model that finds by meaning (GGUF file)"));
    command.add_option("--reranker", options.reranker, context.say("찾은 것의 순서를 다시 매기는 모델 (GGUF 파일)", "model that orders what was found (GGUF file)"));
}

std::optional<LoadedHelp> loadHelp(Context& context, const SearchHelpOptions& options)
{
    LoadedHelp loaded;
    if (!load(context, options.embedder, SearchModel::Makes::Vectors, loaded.embedder))
        return std::nullopt;
    if (!load(context, options.reranker, SearchModel::Makes::Scores, loaded.reranker))
        return std::nullopt;
    return loaded;
}

} // namespace sillok::app::cli
