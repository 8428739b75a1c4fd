// model.cpp - sillokctl model inspect
#include "app/cli/json.h"
#include "app/cli/model_file.h"
#include "app/cli/store_commands.h"
#include "engine/gguf/inspect.h"

#include <memory>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string file;
    uint64_t contextTokens = 4096;
    bool json = false;
};

nlohmann::json asJson(const ModelReport& model)
{
    return { { "architecture", model.architecture }, { "name", model.name }, { "licence", model.licence }, { "file_bytes", model.fileBytes },
        { "parameters", model.parameterCount }, { "tensors", model.tensorCount }, { "bytes_by_type", model.bytesByType },
        { "context_tokens", model.contextTokens }, { "layers", model.layerCount }, { "embedding_length", model.embeddingLength },
        { "heads", model.headCount }, { "key_value_heads", model.keyValueHeadCount }, { "tokenizer", model.tokenizerKind },
        { "tokenizer_rule", model.tokenizerRule }, { "vocabulary", model.vocabularySize }, { "chat_template", model.hasChatTemplate },
        { "vocabulary_only", model.vocabularyOnly }, { "runnable", model.runnable }, { "why_not_runnable", model.whyNotRunnable },
        { "memory_need_bytes", model.memoryNeedBytes }, { "memory_need_context_tokens", model.memoryNeedTokens } };
}

void printForPeople(const Context& context, const ModelReport& model)
{
    const auto row = [&](const char* ko, const char* en, const std::string& value) {
        if (!value.empty() && value != "0")
            printLine(std::string(context.say(ko, en)) + ": " + value);
    };
    row("이름", "Name", model.name);
    row("구조", "Architecture", model.architecture.empty() ? context.say("모델이 아닌 GGUF 파일", "a GGUF file that is no model") : model.architecture);
    row("이용 조건", "Licence", model.licence);
    row("파일 크기(바이트)", "File size (bytes)", std::to_string(model.fileBytes));
    row("매개변수", "Parameters", std::to_string(model.parameterCount));
    for (const auto& [type, bytes] : model.bytesByType)
        row("  형식", "  type", type + " " + std::to_string(bytes));
    row("층", "Layers", std::to_string(model.layerCount));
    row("문맥(토큰)", "Context (tokens)", std::to_string(model.contextTokens));
    row("토크나이저", "Tokenizer", model.tokenizerKind + (model.tokenizerRule.empty() ? "" : " / " + model.tokenizerRule));
    row("어휘", "Vocabulary", std::to_string(model.vocabularySize));
    row("대화 틀", "Chat template", model.hasChatTemplate ? context.say("있음", "yes") : context.say("없음", "no"));
    row("필요한 메모리(바이트)", "Memory need (bytes)", std::to_string(model.memoryNeedBytes));
    if (!model.runnable)
        row("실행할 수 없는 까닭", "Cannot run because", model.whyNotRunnable);
}

void inspect(Context& context, const Options& options)
{
    const auto file = openModelSealed(options.file, {});
    if (!file.ok())
        return report(context, file.error(), options.file);
    const auto model = inspectModel(file->parts(), options.contextTokens);
    if (!model.ok())
        return report(context, model.error(), options.file);
    if (options.json)
        printLine(asJson(*model).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    else
        printForPeople(context, *model);
}

} // namespace

void addModel(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* group = app.add_subcommand("model", context.say("모델", "models"))->require_subcommand(1);
    CLI::App* command = group->add_subcommand("inspect", context.say("모델 파일 살펴보기", "look into a model file"));
    command->add_option("FILE", options->file)->required();
    command->add_option("--context", options->contextTokens);
    command->add_flag("--json", options->json);
    command->callback([options, &context] { inspect(context, *options); });
    addModelWriters(*group, context);
    addModelStore(*group, context);
}

} // namespace sillok::app::cli
