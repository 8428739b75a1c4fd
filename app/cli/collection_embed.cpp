// collection_embed.cpp - sillokctl collection embed: a vector for every passage that has none, so that questions find by meaning too.
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/open_vault.h"
#include "app/cli/progress.h"
#include "app/cli/search_help.h"
#include "app/services/passage_embedding.h"

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    std::string collection;
    std::string embedder;
    bool json = false;
};

void printDone(Context& context, const Options& options, int64_t done, double seconds)
{
    const double perSecond = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    if (options.json)
        return printLine(nlohmann::json { { "embedded", done }, { "seconds", seconds }, { "passages_per_s", perSecond } }.dump());
    printLine(std::to_string(done) + context.say("개의 구절을 뜻으로도 찾을 수 있게 되었습니다.", " passages can now be found by meaning."));
}

void embed(Context& context, const Options& options)
{
    const Interrupt interrupt;
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    storage::CollectionId collection = 0;
    if (!options.collection.empty()) {
        const auto found = workspace->collections().findByName(options.collection);
        if (!found.ok())
            return report(context, found.error(), options.collection);
        collection = found->id;
    }
    const std::optional<LoadedHelp> loaded = loadHelp(context, { options.embedder, {} });
    if (!loaded)
        return;
    int64_t done = 0;
    std::optional<ProgressLine> line;
    const auto begin = std::chrono::steady_clock::now();
    EmbeddingSteps steps;
    steps.withVectors = [&](const std::function<Result<void>(storage::VectorRepository&)>& work) { return work(workspace->vectors()); };
    steps.progress = [&](const EmbeddedSoFar& sofar) {
        if (!line)
            line.emplace(static_cast<int>(sofar.total), context.korean);
        done = sofar.done;
        line->at(static_cast<int>(done), {});
    };
    auto embedded = embedPassages(*loaded->embedder, collection, steps, interrupt.token());
    if (embedded.ok() && collection == 0)
        embedded = removeOtherVectors(*loaded->embedder, steps.withVectors, interrupt.token());
    line.reset();
    if (!embedded.ok())
        return report(context, embedded.error(), options.embedder);
    printDone(context, options, done, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

} // namespace

void addCollectionEmbed(CLI::App& group, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = group.add_subcommand("embed", context.say("구절을 뜻으로도 찾게 하기", "let passages be found by meaning"));
    addVaultOptions(*command, context, *options);
    command->add_option("--collection", options->collection, context.say("이 모음만", "this collection only"));
    command->add_option("--embedder", options->embedder, context.say("뜻으로 찾는 모델 (GGUF 파일)", "model that finds by meaning (GGUF file)"))->required();
    command->add_flag("--json", options->json);
    command->callback([options, &context] { embed(context, *options); });
}

} // namespace sillok::app::cli
