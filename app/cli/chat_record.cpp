// chat_record.cpp - sillokctl chat record, replay: what made an answer, and the same made again.
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/open_vault.h"
#include "app/policy/model_rules.h"
#include "app/services/answer_record.h"
#include "storage/signing/hex.h"

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    int64_t message = 0;
    std::string model;
    uint32_t threads = 0;
    bool json = false;
};

struct Recorded {
    storage::AnswerRecord record;
    std::string said;
};

/// The vault is closed again before anything is made.
Result<Recorded> find(Workspace& workspace, int64_t message)
{
    SILLOK_TRY(const storage::StoredMessage stored, workspace.chats().message(message));
    SILLOK_TRY(storage::AnswerRecord record, workspace.answerRecords().of(message));
    return Recorded { std::move(record), stored.text };
}

void print(const Context& context, const Options& options, const storage::AnswerRecord& record, const protocol::Generate& request)
{
    nlohmann::json sources = nlohmann::json::array();
    for (const storage::AnswerSource& source : record.sources)
        sources.push_back({ { "document", source.documentName }, { "sha256", storage::hexOf(source.sha256) } });
    if (options.json)
        return printLine(nlohmann::json { { "model_name", record.modelName }, { "model_id", record.modelId }, { "model_version", record.modelVersion },
            { "model_digest", record.modelDigest }, { "program_version", record.programVersion }, { "seed", request.seed },
            { "max_tokens", request.maxTokens }, { "turns", request.turns.size() }, { "sources", std::move(sources) } }
                             .dump());
    printLine(std::string(context.say("모델: ", "Model: ")) + record.modelName
        + (record.modelId.empty() ? std::string(context.say(" (꾸러미 없는 파일)", " (a file without a package)"))
                                  : "  " + record.modelId + "@" + std::to_string(record.modelVersion) + "  " + record.modelDigest));
    printLine(std::string(context.say("씨앗 값: ", "Seed: ")) + std::to_string(request.seed) + context.say(", 가장 긴 답(토큰): ", ", longest answer (tokens): ")
        + std::to_string(request.maxTokens) + context.say(", 프로그램 ", ", program ") + record.programVersion);
    for (const storage::AnswerSource& source : record.sources)
        printLine(std::string(context.say("근거 문서: ", "Source: ")) + source.documentName + "  " + storage::hexOf(source.sha256));
}

void show(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto found = find(*workspace, options.message);
    if (!found.ok())
        return report(context, found.error(), std::to_string(options.message));
    const auto request = protocol::decodeGenerate(found->record.request);
    if (!request.ok())
        return report(context, request.error(), std::to_string(options.message));
    print(context, options, found->record, *request);
}

Result<Replay> makeAgain(const Context& context, const Options& options, const Recorded& found)
{
    const Interrupt interrupt;
    const std::string name = options.model.empty() ? found.record.modelId + "@" + std::to_string(found.record.modelVersion) : options.model;
    SILLOK_CHECK(mayUseModel(context.managed, name));
    SILLOK_TRY(const OpenedModel model, openModel(name, libraryFor(context.managed)));
    return replay(found.record, found.said, model, context.programDir + "/sillok-engine", options.threads, interrupt.token());
}

void runAgain(Context& context, const Options& options)
{
    auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto found = find(*workspace, options.message);
    workspace.reset();
    if (!found.ok())
        return report(context, found.error(), std::to_string(options.message));
    const auto made = makeAgain(context, options, *found);
    if (!made.ok())
        return report(context, made.error(), options.model.empty() ? found->record.modelId : options.model);
    context.exitCode = made->same ? kDone : kFailed;
    if (options.json)
        return printLine(nlohmann::json { { "same", made->same }, { "same_model", made->sameModel }, { "differs_at", made->same ? -1 : static_cast<int64_t>(made->differsAt) },
            { "text", made->text } }
                             .dump());
    if (!made->sameModel)
        printLine(context.say("같은 모델인지 꾸러미의 지문으로 확인할 수 없었습니다.", "Whether it is the same model could not be told by the digest of a package."));
    if (made->same)
        printLine(context.say("같은 답이 나왔습니다.", "The answer is the same."));
    else
        printLine(std::string(context.say("답이 다릅니다. 처음 달라지는 글자: ", "The answer differs. First character that is different: ")) + std::to_string(made->differsAt + 1));
}

} // namespace

void addChatRecords(CLI::App& group, Context& context)
{
    auto shown = std::make_shared<Options>();
    CLI::App* const record = group.add_subcommand("record", context.say("답이 만들어진 기록", "what made an answer"));
    addVaultOptions(*record, context, *shown);
    record->add_option("MESSAGE", shown->message)->required();
    record->add_flag("--json", shown->json);
    record->callback([shown, &context] { show(context, *shown); });

    auto again = std::make_shared<Options>();
    CLI::App* const replays = group.add_subcommand("replay", context.say("같은 답을 다시 만들어 비교하기", "make an answer again and compare"));
    addVaultOptions(*replays, context, *again);
    replays->add_option("MESSAGE", again->message)->required();
    replays->add_option("--model", again->model, context.say("기록된 꾸러미 대신 쓸 모델", "a model in the place of the recorded package"));
    replays->add_option("--threads", again->threads);
    replays->add_flag("--json", again->json);
    replays->callback([again, &context] { runAgain(context, *again); });
}

} // namespace sillok::app::cli
