// eval.cpp - sillokctl eval retrieval: how well questions find their documents; a person's own are in eval_set.cpp.
#include "app/cli/eval_set.h"
#include "app/cli/search_help.h"
#include "app/services/retrieval_eval.h"

#include <memory>

namespace sillok::app::cli {

void addEval(CLI::App& app, Context& context)
{
    struct Options : SearchHelpOptions {
        RetrievalEvalInput input;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    CLI::App* group = app.add_subcommand("eval", context.say("성능 재기", "measure quality"))->require_subcommand(1);
    CLI::App* command = group->add_subcommand("retrieval", context.say("찾기", "retrieval"));
    command->add_option("--corpus", options->input.corpus)->required();
    command->add_option("--queries", options->input.queries)->required();
    addSearchHelp(*command, context, *options);
    command->add_flag("--json", options->json);
    command->callback([options, &context] {
        const std::optional<LoadedHelp> loaded = loadHelp(context, *options);
        if (!loaded)
            return;
        RetrievalEvalInput input = options->input;
        input.embedder = loaded->embedder.get();
        input.scorer = loaded->reranker.get();
        const auto result = evaluateRetrieval(input);
        if (!result.ok())
            return report(context, result.error(), options->input.corpus);
        printLine(*result);
    });
    addEvalSet(*group, context);
}

} // namespace sillok::app::cli
