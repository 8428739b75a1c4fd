// eval.cpp - sillokctl eval retrieval: how well questions find their documents; a person's own are in eval_set.cpp.
#include "app/cli/command.h"
#include "app/cli/eval_set.h"
#include "app/services/retrieval_eval.h"

#include <memory>

namespace sillok::app::cli {

void addEval(CLI::App& app, Context& context)
{
    struct Options {
        RetrievalEvalInput input;
        std::string embedder;
        std::string reranker;
        bool json = false;
    };
    auto options = std::make_shared<Options>();
    CLI::App* group = app.add_subcommand("eval", context.say("성능 재기", "measure quality"))->require_subcommand(1);
    CLI::App* command = group->add_subcommand("retrieval", context.say("찾기", "retrieval"));
    command->add_option("--corpus", options->input.corpus)->required();
    command->add_option("--queries", options->input.queries)->required();
    command->add_option("--embedder", options->embedder);
    command->add_option("--reranker", options->reranker);
    command->add_flag("--json", options->json);
    command->callback([options, &context] {
        if (!options->embedder.empty() || !options->reranker.empty())
            return report(context, fail(ErrorCode::Unsupported, "this version searches without embedding or reranking models"), {});
        const auto result = evaluateRetrieval(options->input);
        if (!result.ok())
            return report(context, result.error(), options->input.corpus);
        printLine(*result);
    });
    addEvalSet(*group, context);
}

} // namespace sillok::app::cli
