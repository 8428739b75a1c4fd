// render.cpp - sillokctl render: a chat template and its variables to the text that a model would see.
#include "app/cli/json.h"
#include "app/cli/model_file.h"
#include "engine/chat/chat_template.h"

#include <cstdio>
#include <memory>

namespace sillok::app::cli {

namespace {

struct Options {
    std::string templateFile;
    std::string caseFile;
    std::string bos;
    std::string eos;
    std::string now;
};

Result<std::tm> timeOf(const std::string& text)
{
    std::tm time {};
    if (text.empty()) {
        const std::time_t seconds = std::time(nullptr);
        localtime_r(&seconds, &time);
        return time;
    }
    int end = 0;
    const int read = std::sscanf(text.c_str(), "%4d-%2d-%2d %2d:%2d:%2d%n", &time.tm_year, &time.tm_mon, &time.tm_mday, &time.tm_hour,
        &time.tm_min, &time.tm_sec, &end);
    const bool sound = time.tm_mon >= 1 && time.tm_mon <= 12 && time.tm_mday >= 1 && time.tm_mday <= 31 && time.tm_hour < 24
        && time.tm_min < 60 && time.tm_sec < 60;
    if (read != 6 || static_cast<size_t>(end) != text.size() || !sound)
        return fail(ErrorCode::BadArgument, "a time looks like 2025-03-09 14:05:06");
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    return time;
}

/// One case without its name: the variables.
Result<nlohmann::ordered_json> variablesOf(const std::string& text)
{
    nlohmann::ordered_json variables = nlohmann::ordered_json::parse(text, nullptr, false);
    if (!variables.is_object())
        return fail(ErrorCode::Damaged, "the case is no JSON object");
    variables.erase("name");
    return variables;
}

Result<std::string> render(const Options& options)
{
    SILLOK_TRY(std::string source, readText(options.templateFile));
    SILLOK_TRY(const std::string text, readText(options.caseFile));
    SILLOK_TRY(const ChatTemplate chatTemplate, ChatTemplate::parse(std::move(source)));
    ChatTemplateInput input;
    SILLOK_TRY(input.variables, variablesOf(text));
    SILLOK_TRY(input.now, timeOf(options.now));
    input.bosToken = options.bos;
    input.eosToken = options.eos;
    SILLOK_TRY(const std::vector<RenderedPart> parts, chatTemplate.render(input));
    std::string all;
    for (const RenderedPart& part : parts)
        all += part.text;
    return all;
}

} // namespace

void addRender(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("render", context.say("대화 양식으로 글 만들기", "a chat template and its variables to text"));
    command->add_option("--template", options->templateFile)->required();
    command->add_option("--case", options->caseFile)->required();
    command->add_option("--bos", options->bos);
    command->add_option("--eos", options->eos);
    command->add_option("--now", options->now);
    command->callback([options, &context] {
        if (const auto text = render(*options); text.ok())
            print(*text);
        else
            report(context, text.error(), options->templateFile);
    });
}

} // namespace sillok::app::cli
