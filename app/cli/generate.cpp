// generate.cpp - sillokctl generate, logits: what a model writes, and the numbers behind it.
#include "app/cli/model_file.h"
#include "app/workers/graphics_card.h"
#include "engine/sampling/gbnf.h"
#include "engine/sampling/json_schema.h"
#include "engine/session/session.h"

#include <charconv>
#include <cstdio>
#include <fcntl.h>
#include <memory>
#include <unistd.h>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string model;
    LibraryPlaces places;       ///< where an installed one may lie
    std::string prompt;
    std::string tokens;
    std::string out;
    std::string kv = "f16";
    std::string backend = "auto";
    std::string cpuVariant;
    std::string grammar;
    std::string jsonSchema;
    std::vector<std::string> biases;
    uint32_t threads = 0;
    uint32_t contextTokens = 0;
    GenerateOptions generate;
    bool printIds = false;
    bool lastOnly = false;
    bool fastProducts = false;
};

/// error  as cardBeforeTheSeal(), but a card that was asked for and is not there is Unsupported
Result<void> chooseCard(const Options& options, ModelOptions& model)
{
    model.backend = options.backend == "cpu" ? BackendChoice::Cpu : options.backend == "cuda" ? BackendChoice::Cuda : BackendChoice::Auto;
    if (model.backend == BackendChoice::Cpu)
        return {};
    const auto card = cardBeforeTheSeal();
    if (!card.ok() && model.backend == BackendChoice::Cuda)
        return card.error().code == ErrorCode::NotFound ? Error { ErrorCode::Unsupported, card.error().doing } : card.error();
    model.card = card.ok() ? *card : nullptr;
    return {};
}

Result<std::shared_ptr<Model>> loadSealed(const Options& options, Products products)
{
    ModelOptions model;
    SILLOK_CHECK(chooseCard(options, model));
    SILLOK_TRY(model.kvType, kvTypeByName(options.kv));
    model.threads = options.threads;
    model.contextTokens = options.contextTokens;
    model.cpuVariant = options.cpuVariant;
    model.products = products;
    SILLOK_TRY(MappedFile file, openModelSealed(options.model, options.places, model.card ? Backend::Gpu : Backend::Cpu));
    return Model::load(std::move(file), model);
}

Result<std::vector<TokenId>> promptIds(const Options& options, const Tokenizer& tokenizer)
{
    return options.tokens.empty() ? tokenizer.encode(options.prompt, Tokenizer::Mode::Special) : parseIds(options.tokens);
}

/// The grammar that one of the two files gives, or none. To be read before the sandbox closes.
Result<std::shared_ptr<const Grammar>> grammarOf(const Options& options)
{
    if (options.grammar.empty() && options.jsonSchema.empty())
        return std::shared_ptr<const Grammar>();
    SILLOK_TRY(const std::string text, readText(options.grammar.empty() ? options.jsonSchema : options.grammar));
    SILLOK_TRY(Grammar grammar, options.grammar.empty() ? grammarOfJsonSchema(text) : parseGbnf(text));
    return std::make_shared<const Grammar>(std::move(grammar));
}

/// "ID=VALUE"
Result<sampling::LogitBias> biasOf(const std::string& text)
{
    sampling::LogitBias bias {};
    const char* const end = text.data() + text.size();
    const auto [equals, wrongId] = std::from_chars(text.data(), end, bias.id);
    if (wrongId == std::errc {} && equals != end && *equals == '=') {
        const auto [rest, wrongValue] = std::from_chars(equals + 1, end, bias.bias);
        if (wrongValue == std::errc {} && rest == end)
            return bias;
    }
    return fail(ErrorCode::BadArgument, "a bias is ID=VALUE, such as 42=-1.5 or 42=-inf");
}

Result<void> generate(const Options& options)
{
    GenerateOptions how = options.generate;
    for (const std::string& text : options.biases) {
        SILLOK_TRY(const sampling::LogitBias bias, biasOf(text));
        how.sampler.logitBias.push_back(bias);
    }
    SILLOK_TRY(const std::shared_ptr<Model> model, loadSealed(options, Products::Fast));
    SILLOK_TRY(const std::unique_ptr<Session> session, Session::create(model));
    SILLOK_TRY(const std::vector<TokenId> prompt, promptIds(options, model->tokenizer()));
    const auto showText = [](std::string_view text) {
        std::fwrite(text.data(), 1, text.size(), stdout);
        std::fflush(stdout);
    };
    bool first = true;
    const auto showId = [&first](TokenId id) {
        std::printf("%s%d", first ? "" : " ", static_cast<int>(id));
        first = false;
    };
    if (options.printIds)
        SILLOK_CHECK(session->generate(prompt, how, {}, showId));
    else
        SILLOK_CHECK(session->generate(prompt, how, showText));
    printLine("");
    return {};
}

Result<void> writeFloats(const FileDescriptor& file, std::span<const float> values)
{
    auto left = std::as_bytes(values);
    while (!left.empty()) {
        const ssize_t wrote = write(file.get(), left.data(), left.size());
        if (wrote <= 0)
            return fail(ErrorCode::DiskFull, "writing logits");
        left = left.subspan(static_cast<size_t>(wrote));
    }
    return {};
}

Result<void> logits(const Options& options)
{
    FileDescriptor out(open(options.out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!out.valid())
        return fail(ErrorCode::Io, "opening the output file");
    SILLOK_TRY(const std::vector<TokenId> ids, parseIds(options.tokens));
    SILLOK_TRY(const std::shared_ptr<Model> model, loadSealed(options, options.fastProducts ? Products::Fast : Products::Exact));
    SILLOK_TRY(const std::unique_ptr<Session> session, Session::create(model));
    SILLOK_CHECK(session->feed(ids, options.lastOnly ? Session::Keep::Last : Session::Keep::All));
    return writeFloats(out, session->logits());
}

void addModelOptions(CLI::App& command, Options& options)
{
    command.add_option("--model", options.model)->required();
    command.add_option("--threads", options.threads);
    command.add_option("--context", options.contextTokens);
    command.add_option("--backend", options.backend)->check(CLI::IsMember({ "auto", "cpu", "cuda" }));
    command.add_option("--cpu", options.cpuVariant)->check(CLI::IsMember(cpuVariantNames()));
    command.add_option("--kv", options.kv)->check(CLI::IsMember({ "f32", "f16", "bf16", "q8_0" }));
}

void addSamplerOptions(CLI::App& command, Options& options)
{
    SamplerOptions& sampler = options.generate.sampler;
    command.add_option("--temp", sampler.temperature);
    command.add_option("--seed", sampler.seed);
    command.add_option("--top-k", sampler.topK);
    command.add_option("--top-p", sampler.topP);
    command.add_option("--min-p", sampler.minP);
    command.add_option("--typical", sampler.typicalP);
    command.add_option("--top-n-sigma", sampler.topNSigma);
    command.add_option("--dynatemp-range", sampler.dynamicRange);
    command.add_option("--dynatemp-exp", sampler.dynamicExponent);
    command.add_option("--repeat-penalty", sampler.repetitionPenalty);
    command.add_option("--frequency-penalty", sampler.frequencyPenalty);
    command.add_option("--presence-penalty", sampler.presencePenalty);
    command.add_option("--repeat-last-n", sampler.penaltyWindow);
    command.add_option("--logit-bias", options.biases);
}

} // namespace

void addGenerate(CLI::App& app, Context& context)
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
    CLI::App* write = app.add_subcommand("generate", context.say("모델로 글 쓰기", "let a model write"));
    addModelOptions(*write, *options);
    CLI::Option* prompt = write->add_option("--prompt", options->prompt);
    write->add_option("--tokens", options->tokens)->excludes(prompt);
    write->add_flag("--ids", options->printIds, context.say("글 대신 번호", "print ids instead of text"));
    write->add_option("-n", options->generate.maxTokens);
    addSamplerOptions(*write, *options);
    CLI::Option* grammar = write->add_option("--grammar", options->grammar, context.say("GBNF 문법 파일", "a file with a GBNF grammar"));
    write->add_option("--json-schema", options->jsonSchema, context.say("JSON 스키마 파일", "a file with a JSON schema"))
        ->excludes(grammar);
    write->callback([options, &context, run] {
        auto parsed = grammarOf(*options);
        if (!parsed.ok())
            return report(context, parsed.error(), options->grammar.empty() ? options->jsonSchema : options->grammar);
        options->generate.grammar = std::move(parsed).value();
        run(&generate)();
    });

    CLI::App* numbers = app.add_subcommand("logits", context.say("모델의 출력 값", "the model's output values"));
    addModelOptions(*numbers, *options);
    numbers->add_option("--tokens", options->tokens)->required();
    numbers->add_option("--out", options->out)->required();
    numbers->add_flag("--last", options->lastOnly);
    numbers->add_flag("--fast", options->fastProducts, context.say("글을 쓸 때처럼 어림한 활성값으로", "with activations rounded as when writing"));
    numbers->callback(run(&logits));
}

} // namespace sillok::app::cli
