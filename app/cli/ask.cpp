// ask.cpp - sillokctl ask: a question to a collection, answered with proven places or an honest refusal.
#include "app/cli/json.h"
#include "app/cli/open_vault.h"
#include "app/cli/search_help.h"
#include "app/policy/model_rules.h"
#include "app/services/answer_scope.h"
#include "app/workers/engine_client.h"

#include <algorithm>
#include <cstdio>

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions, SearchHelpOptions {
    std::string collection;
    std::vector<std::string> documents;
    std::string folder;
    std::string label;
    std::vector<std::string> earlier;
    std::string model;
    std::string question;
    uint32_t threads = 0;
    bool json = false;
};

constexpr uint32_t kMaxAnswerTokens = 512;

/// What is printed in the end.
struct Answer {
    bool generated = false;
    bool refused = false;      ///< the model itself says that the passages do not say
    std::string text;
    std::vector<storage::StoredCitation> citations;
    std::vector<retrieval::Claim> claims;
    double generateSeconds = 0;
    int hiddenRemoved = 0;
    int markersBroken = 0;
};

Result<Answer> writeAnswer(const Context& context, const Options& options, const Evidence& evidence)
{
    SILLOK_CHECK(mayUseModel(context.managed, options.model));
    SILLOK_TRY(const OpenedModel model, openModel(options.model, libraryFor(context.managed)));
    SILLOK_TRY(EngineClient engine,
        EngineClient::load(context.programDir + "/sillok-engine", model.files, loadOptions(model, options.threads), {}, {}));
    Answer answer;
    answer.generated = true;
    const Grounded grounded = groundedTurns(options.question, evidence, context.korean);
    answer.hiddenRemoved = grounded.hiddenRemoved;
    answer.markersBroken = grounded.markersBroken;
    const protocol::Generate request { .turns = grounded.turns, .maxTokens = kMaxAnswerTokens, .purpose = protocol::Purpose::Documents };
    SILLOK_TRY(const protocol::Generated done, engine.generate(request, {}, [&](const protocol::TextWritten& written) {
        if (!written.thought)
            answer.text += written.text;
    }));
    answer.citations = usedCitations(answer.text, evidence);
    answer.claims = claimsOf(answer.text, evidence.citations);
    answer.refused = retrieval::isRefusal(answer.text, answer.claims);
    if (answer.refused)
        answer.citations = evidence.citations;
    answer.generateSeconds = (done.promptMs + done.generateMs) / 1000;
    return answer;
}

bool isUnproven(const retrieval::Claim& claim)
{
    return claim.proof == retrieval::Proof::NoSource || claim.proof == retrieval::Proof::NotInSource;
}

const char* proofName(retrieval::Proof proof)
{
    switch (proof) {
    case retrieval::Proof::Nothing: return "nothing_claimed";
    case retrieval::Proof::Proven: return "proven";
    case retrieval::Proof::NoSource: return "no_source";
    case retrieval::Proof::NotInSource: return "not_in_source";
    }
    return "";
}

void printJson(const Evidence& evidence, const Answer& answer)
{
    nlohmann::json citations = nlohmann::json::array();
    for (const storage::StoredCitation& citation : answer.citations)
        citations.push_back({ { "number", citation.number }, { "document", citation.documentName }, { "heading", citation.headingPath },
            { "page", citation.page }, { "page_estimated", citation.pageEstimated }, { "quote", citation.quote }, { "start", citation.startCodePoint },
            { "end", citation.endCodePoint }, { "verified", citation.verified } });
    nlohmann::json claims = nlohmann::json::array();
    for (const retrieval::Claim& claim : answer.claims)
        claims.push_back({ { "text", answer.text.substr(claim.start, claim.end - claim.start) }, { "cited", claim.cited }, { "proof", proofName(claim.proof) } });
    printLine(nlohmann::json { { "mode", answer.generated ? "generated" : "evidence" }, { "answer", answer.text }, { "refused", !evidence.answerable || answer.refused },
        { "citations", citations }, { "claims", claims }, { "searched_for", evidence.searchedFor }, { "hidden_characters_removed", answer.hiddenRemoved },
        { "control_words_broken", answer.markersBroken }, { "documents_searched", evidence.documentsSearched },
        { "timings", { { "search_ms", evidence.seconds * 1000 }, { "generate_ms", answer.generateSeconds * 1000 } } } }
                  .dump());
}

void printForPeople(const Context& context, const Evidence& evidence, const Answer& answer)
{
    if (!evidence.answerable || answer.refused)
        printLine(context.say("문서에서 답을 찾지 못했습니다. 가장 가까운 구절을 보여 드립니다.", "No answer was found in the documents. These passages are the nearest."));
    else if (!answer.generated)
        printLine(context.say("언어 모델이 없어 문장을 새로 만들지 않았습니다. 찾은 구절을 원문 그대로 보여 드립니다.",
            "No language model is installed, so nothing was written. Passages are shown exactly as found."));
    else
        printLine(answer.text);
    for (const retrieval::Claim& claim : answer.claims) {
        if (isUnproven(claim))
            printLine(std::string(context.say("확인되지 않은 문장: ", "Not proven: ")) + answer.text.substr(claim.start, claim.end - claim.start));
    }
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

/// error NotFound: the collection has no document with that name.
Result<SearchScope> scopeOf(Workspace& workspace, storage::CollectionId collection, const Options& options)
{
    storage::AnswerScope scope { collection, options.folder, options.label, {} };
    while (scope.folder.size() > 1 && scope.folder.back() == '/')
        scope.folder.pop_back();
    if (!options.documents.empty()) {
        SILLOK_TRY(const auto documents, workspace.documents().list(collection));
        for (const std::string& name : options.documents) {
            const auto found = std::ranges::find(documents, name, &storage::StoredDocument::name);
            if (found == documents.end())
                return fail(ErrorCode::NotFound, "no document of that name in the collection");
            scope.documents.push_back({ found->id, name });
        }
    }
    SILLOK_TRY(SearchScope where, searchScopeOf(workspace, scope));
    if (where.limited && where.documents.empty())
        return fail(ErrorCode::NotFound, "no document of the collection is in this folder or carries this label");
    return where;
}

/// Not an error: words find too.
Result<void> sayWhenNothingIsEmbedded(const Context& context, Workspace& workspace, TextEmbedder& embedder)
{
    SILLOK_TRY(const storage::EmbeddingModel model, embedder.identity({}));
    SILLOK_TRY(const auto known, workspace.vectors().find(model));
    if (!known)
        std::fprintf(stderr, "%s\n", context.say("이 모델로 만든 벡터가 없어 낱말로만 찾았습니다. collection embed로 먼저 만드십시오.",
            "No passage has a vector of this model, so words alone were searched. Make them with collection embed."));
    return {};
}

void ask(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto collection = workspace->collections().findByName(options.collection);
    if (!collection.ok())
        return report(context, collection.error(), options.collection);
    const auto scope = scopeOf(*workspace, collection->id, options);
    if (!scope.ok())
        return report(context, scope.error(), options.collection);
    const std::optional<LoadedHelp> loaded = loadHelp(context, options);
    if (!loaded)
        return;
    if (loaded->embedder) {
        if (const auto said = sayWhenNothingIsEmbedded(context, *workspace, *loaded->embedder); !said.ok())
            return report(context, said.error(), options.embedder);
    }
    const InVault here = [&](const std::function<Result<void>(Workspace&)>& work) { return work(*workspace); };
    const auto evidence = findEvidence(here, loaded->help(), *scope, options.question, options.earlier, {});
    if (!evidence.ok())
        return report(context, evidence.error(), options.collection);
    if (evidence->withoutHelp)
        return report(context, *evidence->withoutHelp, options.embedder.empty() ? options.reranker : options.embedder);
    Answer answer;
    answer.citations = evidence->citations;
    if (evidence->answerable && options.model.empty()) {
        answer.text = evidenceText(*evidence);
    } else if (evidence->answerable) {
        const auto recorded = workspace->audit().record(workspace->audit().act(storage::AuditAction::ModelFileChosen, "path", options.model));
        if (!recorded.ok())
            return report(context, recorded.error(), options.dir);
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
    command->add_option("--document", options->documents, context.say("이 문서에서만 (여러 번)", "in this document only (repeatable)"));
    command->add_option("--folder", options->folder, context.say("이 폴더 아래의 파일에서만", "in files below this folder only"));
    command->add_option("--label", options->label, context.say("이 이름표가 붙은 문서에서만", "in documents that carry this label only"));
    command->add_option("--earlier", options->earlier, context.say("앞선 물음, 오래된 것부터 (여러 번)", "earlier questions, oldest first (repeatable)"));
    command->add_option("--model", options->model, context.say("GGUF 파일", "GGUF file"));
    addSearchHelp(*command, context, *options);
    command->add_option("--threads", options->threads);
    command->add_flag("--json", options->json);
    command->add_option("QUESTION", options->question)->required();
    command->callback([options, &context] { ask(context, *options); });
}

} // namespace sillok::app::cli
