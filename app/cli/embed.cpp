// embed.cpp - sillokctl embed, rerank: vectors of texts, scores of pairs.
#include "app/cli/model_file.h"
#include "engine/embed/embedder.h"

#include <cstdio>
#include <memory>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string model;
    LibraryPlaces places;       ///< where an installed one may lie
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
    SILLOK_TRY(MappedFile file, openModelSealed(options.model, options.places));
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

void printVector(const Options& options, std::vector<float> vector)
{
    if (!options.raw)
        normalize(vector);
    printLine(jsonArray(vector));
}

void printScore(float score)
{
    char line[32];
    std::snprintf(line, sizeof line, "%.9g", static_cast<double>(score));
    printLine(line);
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const size_t newline = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, newline));
        text.remove_prefix(std::min(newline + 1, text.size()));
    }
    return lines;
}

/// Not an error: the rest of the text was used. One line for each, so that a script can count them.
void sayCut(size_t line) { std::fprintf(stderr, "line %zu: longer than the model's window; its end was left out\n", line + 1); }

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
        SILLOK_TRY(std::vector<float> vector, embedder->embed(ids));
        printVector(options, std::move(vector));
        return {};
    }
    const TextKind kind = options.kind == "query" ? TextKind::Query : TextKind::Passage;
    const std::vector<std::string_view> lines = linesOf(text);
    for (size_t i = 0; i < lines.size(); ++i) {
        SILLOK_TRY(std::vector<TextVector> made, embedder->embedTexts(std::span(lines).subspan(i, 1), kind));
        if (made.front().cut)
            sayCut(i);
        printVector(options, std::move(made.front().values));
    }
    return {};
}

Result<void> rerank(const Options& options)
{
    std::string text;
    std::vector<TokenId> ids;
    if (options.tokens.empty()) {
        if (options.query.empty())
            return fail(ErrorCode::BadArgument, "rerank needs --query, or --tokens");
        SILLOK_TRY(text, readText(options.file));
    } else {
        SILLOK_TRY(ids, parseIds(options.tokens));
    }
    SILLOK_TRY(const std::unique_ptr<Embedder> embedder, loadSealed(options));
    if (!embedder->makesScores())
        return fail(ErrorCode::Unsupported, "model: it makes vectors, not scores");
    if (!ids.empty()) {
        SILLOK_TRY(const std::vector<float> scores, embedder->embed(ids));
        printScore(scores.front());
        return {};
    }
    const std::vector<std::string_view> lines = linesOf(text);
    for (size_t i = 0; i < lines.size(); ++i) {
        SILLOK_TRY(const std::vector<PairScore> made, embedder->scorePairs(options.query, std::span(lines).subspan(i, 1)));
        if (made.front().cut)
            sayCut(i);
        printScore(made.front().score);
    }
    return {};
}

void addModelOptions(CLI::App& command, Options& options)
{
    command.add_option("--model", options.model)->required();
    command.add_option("--threads", options.threads);
    command.add_option("--context", options.contextTokens);
    command.add_option("--cpu", options.cpuVariant)->check(CLI::IsMember(cpuVariantNames()));
}

} // namespace

void addEmbed(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    const auto run = [options, &context](Result<void> (*work)(const Options&)) {
        return [options, &context, work] {
            options->places = libraryFor(context.managed);
            const auto may = mayUseModel(context.managed, options->model);
            if (const auto done = may.ok() ? work(*options) : may; !done.ok())
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
