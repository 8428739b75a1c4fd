// eval.cpp - sillokctl eval retrieval: how well questions find their documents.
#include "app/cli/model_file.h"
#include "app/services/retrieval_eval.h"
#include "engine/embed/embedder.h"

#include <memory>

namespace sillok::app::cli {

namespace {

/// Loaded when the command's files are read already: afterwards this process opens nothing.
Result<MakeVectors> embedderOf(const std::string& model)
{
    SILLOK_TRY(MappedFile file, openModelSealed(model));
    SILLOK_TRY(std::unique_ptr<Embedder> loaded, Embedder::load(std::move(file), {}));
    if (loaded->makesScores())
        return fail(ErrorCode::Unsupported, "model: it makes scores, not vectors");
    return MakeVectors([shared = std::shared_ptr<Embedder>(std::move(loaded))](std::span<const std::string> texts, bool questions) -> Result<std::vector<std::vector<float>>> {
        const std::vector<std::string_view> views(texts.begin(), texts.end());
        SILLOK_TRY(std::vector<TextVector> made, shared->embedTexts(views, questions ? TextKind::Query : TextKind::Passage));
        std::vector<std::vector<float>> vectors;
        for (TextVector& one : made) {
            normalize(one.values);
            vectors.push_back(std::move(one.values));
        }
        return vectors;
    });
}

} // namespace

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
        if (!options->reranker.empty())
            return report(context, fail(ErrorCode::Unsupported, "this version measures without reranking models"), {});
        if (!options->embedder.empty())
            options->input.embedder = [options] { return embedderOf(options->embedder); };
        const auto result = evaluateRetrieval(options->input);
        if (!result.ok())
            return report(context, result.error(), options->input.corpus);
        printLine(*result);
    });
}

} // namespace sillok::app::cli
