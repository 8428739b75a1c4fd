// embed.cpp - sillokctl embed, rerank: vectors of texts, scores of pairs.
#include "app/cli/model_file.h"
#include "engine/embed/embedder.h"

#include <cstdio>
#include <memory>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string model;
    std::string file = "-";
    std::string tokens;
    std::string query;
    std::string kind = "passage";
    std::string cpuVariant;
    uint32_t threads = 0;
    uint32_t contextTokens = 0;
    bool raw = false;
};

Result<std::unique_ptr<Embedder>> loadSealed(const Options& options)
{
    ModelOptions model;
    model.threads = options.threads;
    model.contextTokens = options.contextTokens;
    model.cpuVariant = options.cpuVariant;
    SILLOK_TRY(MappedFile file, openModelSealed(options.model));
    return Embedder::load(std::move(file), model);
}

/// [0.25,-1] with as many digits as bring the same float back.
std::string jsonArray(const std::vector<float>& vector)
{
    std::string line = "[";
    char number[32];
    for (const float value : vector) {
        std::snprintf(number, sizeof number, "%s%.9g", line.size() > 1 ? "," : "", static_cast<double>(value));
        line += number;
    }
    return line + "]";
}

Result<void> printVector(Embedder& embedder, const Options& options, std::span<const TokenId> ids)
{
    SILLOK_TRY(std::vector<float> vector, embedder.embed(ids));
    if (!options.raw)
        normalize(vector);
    printLine(jsonArray(vector));
    return {};
}

/// One vector for the ids, or one for each line of the text.
Result<void> embed(const Options& options)
{
    std::string text;
    if (options.tokens.empty()) {
        SILLOK_TRY(text, readText(options.file));
    }
    SILLOK_TRY(const std::unique_ptr<Embedder> embedder, loadSealed(options));
    if (embedder->makesScores())
        return fail(ErrorCode::Unsupported, "model: it makes scores, not vectors");
    if (!options.tokens.empty()) {
        SILLOK_TRY(const std::vector<TokenId> ids, parseIds(options.tokens));
        return printVector(*embedder, options, ids);
    }
    const TextKind kind = options.kind == "query" ? TextKind::Query : TextKind::Passage;
    std::string_view rest = text;
    while (!rest.empty()) {
        const size_t newline = std::min(rest.find('\n'), rest.size());
        SILLOK_TRY(const std::vector<TokenId> ids, embedder->encode(rest.substr(0, newline), kind));
        SILLOK_CHECK(printVector(*embedder, options, ids));
        rest.remove_prefix(std::min(newline + 1, rest.size()));
    }
    return {};
}

Result<void> rerank(const Options& options)
{
    if (options.tokens.empty())
        return fail(ErrorCode::Unsupported, "pairs of texts are not there yet; token ids work");
    SILLOK_TRY(const std::vector<TokenId> ids, parseIds(options.tokens));
    SILLOK_TRY(const std::unique_ptr<Embedder> embedder, loadSealed(options));
    if (!embedder->makesScores())
        return fail(ErrorCode::Unsupported, "model: it makes vectors, not scores");
    SILLOK_TRY(const std::vector<float> scores, embedder->embed(ids));
    char line[32];
    std::snprintf(line, sizeof line, "%.9g", static_cast<double>(scores.front()));
    printLine(line);
    return {};
}

void addModelOptions(CLI::App& command, Options& options)
{
    command.add_option("--model", options.model)->required();
    command.add_option("--threads", options.threads);
    command.add_option("--context", options.contextTokens);
    command.add_option("--cpu", options.cpuVariant)->check(CLI::IsMember({ "scalar", "avx2", "avx512" }));
}

} // namespace

void addEmbed(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    const auto run = [options, &context](Result<void> (*work)(const Options&)) {
        return [options, &context, work] {
            if (const auto done = work(*options); !done.ok())
                report(context, done.error(), options->model);
        };
    };
    CLI::App* vectors = app.add_subcommand("embed", context.say("글을 벡터로", "texts to vectors"));
    addModelOptions(*vectors, *options);
    CLI::Option* file = vectors->add_option("--file", options->file);
    vectors->add_option("--tokens", options->tokens)->excludes(file);
    vectors->add_option("--kind", options->kind)->check(CLI::IsMember({ "query", "passage" }));
    vectors->add_flag("--raw", options->raw, context.say("길이를 1로 맞추지 않음", "leave the length as it is"));
    vectors->callback(run(&embed));

    CLI::App* scores = app.add_subcommand("rerank", context.say("질문과 글의 점수", "score of a question and a text"));
    addModelOptions(*scores, *options);
    CLI::Option* query = scores->add_option("--query", options->query);
    scores->add_option("--file", options->file)->needs(query);
    scores->add_option("--tokens", options->tokens)->excludes(query);
    scores->callback(run(&rerank));
}

} // namespace sillok::app::cli
