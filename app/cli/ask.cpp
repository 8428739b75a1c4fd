// ask.cpp - sillokctl ask: a question to a collection, answered with proven places or an honest refusal.
#include "app/cli/json.h"
#include "app/cli/open_vault.h"
#include "app/services/evidence_service.h"
#include "app/workers/engine_client.h"
#include "engine/gguf/parts.h"

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    std::string collection;
    std::string model;
    std::string question;
    uint32_t threads = 0;
    bool json = false;
};

constexpr uint32_t kMaxAnswerTokens = 512;

/// What is printed in the end.
struct Answer {
    bool generated = false;
    std::string text;
    std::vector<storage::StoredCitation> citations;
    double generateSeconds = 0;
};

Result<Answer> writeAnswer(const Context& context, const Options& options, const Evidence& evidence)
{
    SILLOK_TRY(const std::vector<FileDescriptor> files, gguf::openParts(options.model));
    SILLOK_TRY(EngineClient engine, EngineClient::load(context.programDir + "/sillok-engine", files, { options.threads, 0 }, {}, {}));
    Answer answer;
    answer.generated = true;
    const protocol::Generate request { .turns = groundedTurns(options.question, evidence, context.korean), .maxTokens = kMaxAnswerTokens, .purpose = protocol::Purpose::Documents };
    SILLOK_TRY(const protocol::Generated done, engine.generate(request, {}, [&](const protocol::TextWritten& written) {
        if (!written.thought)
            answer.text += written.text;
    }));
    answer.citations = usedCitations(answer.text, evidence);
    answer.generateSeconds = (done.promptMs + done.generateMs) / 1000;
    return answer;
}

void printJson(const Evidence& evidence, const Answer& answer)
{
    nlohmann::json citations = nlohmann::json::array();
    for (const storage::StoredCitation& citation : answer.citations)
        citations.push_back({ { "number", citation.number }, { "document", citation.documentName }, { "heading", citation.headingPath },
            { "page", citation.page }, { "page_estimated", citation.pageEstimated }, { "quote", citation.quote }, { "start", citation.startCodePoint },
            { "end", citation.endCodePoint }, { "verified", citation.verified } });
    printLine(nlohmann::json { { "mode", answer.generated ? "generated" : "evidence" }, { "answer", answer.text }, { "refused", !evidence.answerable },
        { "citations", citations }, { "documents_searched", evidence.documentsSearched },
        { "timings", { { "search_ms", evidence.seconds * 1000 }, { "generate_ms", answer.generateSeconds * 1000 } } } }
                  .dump());
}

void printForPeople(const Context& context, const Evidence& evidence, const Answer& answer)
{
    if (!evidence.answerable)
        printLine(context.say("문서에서 답을 찾지 못했습니다. 가장 가까운 구절을 보여 드립니다.", "No answer was found in the documents. These passages are the nearest."));
    else if (!answer.generated)
        printLine(context.say("언어 모델이 없어 문장을 새로 만들지 않았습니다. 찾은 구절을 원문 그대로 보여 드립니다.",
            "No language model is installed, so nothing was written. Passages are shown exactly as found."));
    else
        printLine(answer.text);
    for (const storage::StoredCitation& citation : answer.citations) {
        std::string place = citation.documentName;
        if (!citation.headingPath.empty())
            place += " > " + citation.headingPath;
        if (citation.page > 0)
            place += std::string(citation.pageEstimated ? context.say(", 추정 ", ", about page ") : context.say(", ", ", page ")) + std::to_string(citation.page) + context.say("쪽", "");
        printLine("\n[" + std::to_string(citation.number) + "] " + place);
        printLine("    " + citation.quote + (citation.verified ? context.say("  (원문과 일치)", "  (verbatim)") : ""));
    }
}

void ask(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto collection = workspace->collections().findByName(options.collection);
    if (!collection.ok())
        return report(context, collection.error(), options.collection);
    const auto evidence = findEvidence(*workspace, collection->id, options.question);
    if (!evidence.ok())
        return report(context, evidence.error(), options.collection);
    Answer answer;
    answer.citations = evidence->citations;
    if (evidence->answerable && options.model.empty()) {
        answer.text = evidenceText(*evidence);
    } else if (evidence->answerable) {
        auto written = writeAnswer(context, options, *evidence);
        if (!written.ok())
            return report(context, written.error(), options.model);
        answer = std::move(written).value();
    }
    options.json ? printJson(*evidence, answer) : printForPeople(context, *evidence, answer);
}

} // namespace

void addAsk(CLI::App& app, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("ask", context.say("문서에 묻기", "ask the documents"));
    addVaultOptions(*command, context, *options);
    command->add_option("--collection", options->collection, context.say("모음 이름", "name of the collection"))->required();
    command->add_option("--model", options->model, context.say("GGUF 파일", "GGUF file"));
    command->add_option("--threads", options->threads);
    command->add_flag("--json", options->json);
    command->add_option("QUESTION", options->question)->required();
    command->callback([options, &context] { ask(context, *options); });
}

} // namespace sillok::app::cli
