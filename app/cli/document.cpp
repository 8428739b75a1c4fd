// document.cpp - sillokctl document summarize|compare|tables: work that looks at all of a document.
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/open_vault.h"
#include "app/cli/progress.h"
#include "app/policy/model_rules.h"
#include "app/services/model_summary.h"
#include "app/workers/engine_client.h"

#include <algorithm>
#include <optional>

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    std::string collection;
    std::vector<std::string> names;
    std::string format = "markdown";
    std::string model;
    uint32_t threads = 0;
    bool json = false;
};

/// The named documents of the collection, whole. Reports its own failure.
std::optional<std::vector<WholeDocument>> load(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return std::nullopt;
    const auto loadAll = [&]() -> Result<std::vector<WholeDocument>> {
        SILLOK_TRY(const storage::StoredCollection collection, workspace->collections().findByName(options.collection));
        SILLOK_TRY(const auto documents, workspace->documents().list(collection.id));
        std::vector<WholeDocument> all;
        for (const std::string& name : options.names) {
            const auto found = std::ranges::find(documents, name, &storage::StoredDocument::name);
            if (found == documents.end())
                return fail(ErrorCode::NotFound, "no document of that name in the collection");
            SILLOK_TRY(WholeDocument whole, loadWhole(*workspace, found->id));
            all.push_back(std::move(whole));
        }
        return all;
    };
    auto all = loadAll();
    if (!all.ok()) {
        report(context, all.error(), options.collection);
        return std::nullopt;
    }
    return std::move(all).value();
}

void print(const Context& context, const Options& options, const WholeResult& result)
{
    if (options.json) {
        nlohmann::json citations = nlohmann::json::array();
        for (const storage::StoredCitation& c : result.citations)
            citations.push_back({ { "number", c.number }, { "document", c.documentName }, { "heading", c.headingPath }, { "page", c.page },
                { "page_estimated", c.pageEstimated }, { "quote", c.quote }, { "start", c.startCodePoint }, { "end", c.endCodePoint }, { "verified", c.verified } });
        printLine(nlohmann::json { { "text", result.text }, { "citations", citations }, { "sections_visited", result.visited.sections }, { "sections", result.visited.total } }.dump());
        return;
    }
    printLine(result.text);
    printLine(std::string(context.say("살펴본 절: ", "Sections visited: ")) + std::to_string(result.visited.sections) + " / " + std::to_string(result.visited.total));
}

/// The line on the terminal, made when the number of sections is known.
class Watch {
public:
    explicit Watch(bool korean) : m_korean(korean) {}
    void operator()(const Visited& visited)
    {
        if (!m_line)
            m_line.emplace(static_cast<int>(visited.total), m_korean);
        m_line->at(static_cast<int>(visited.sections), {});
    }

private:
    bool m_korean;
    std::optional<ProgressLine> m_line;
};

void finish(Context& context, const Options& options, const Result<WholeResult>& result)
{
    if (!result.ok())
        return report(context, result.error(), options.names.front());
    print(context, options, *result);
}

Result<WholeResult> summarizeByModel(
    const Context& context, const Options& options, const WholeDocument& document, const VisitedSections& visited, std::stop_token stop)
{
    SILLOK_CHECK(mayUseModel(context.managed, options.model));
    SILLOK_TRY(const OpenedModel model, openModel(options.model, libraryFor(context.managed)));
    SILLOK_TRY(EngineClient engine,
        EngineClient::load(context.programDir + "/sillok-engine", model.files, loadOptions(model, options.threads), stop, {}));
    const WriteText write = [&](const std::vector<protocol::Turn>& turns, uint32_t maxTokens) -> Result<std::string> {
        std::string text;
        const protocol::Generate request { .turns = turns, .maxTokens = maxTokens, .purpose = protocol::Purpose::Documents };
        SILLOK_CHECK(engine.generate(request, stop, [&](const protocol::TextWritten& written) { text += written.thought ? std::string() : written.text; }));
        return text;
    };
    return summarizeWithModel(document, context.korean, write, visited, stop);
}

void summarize(Context& context, const Options& options)
{
    const Interrupt interrupt;
    const auto documents = load(context, options);
    if (!documents)
        return;
    auto result = [&] {
        Watch watch(context.korean);
        if (options.model.empty())
            return summarizeWhole(documents->front(), context.korean, std::ref(watch), interrupt.token());
        return summarizeByModel(context, options, documents->front(), std::ref(watch), interrupt.token());
    }();
    finish(context, options, result);
}

void compare(Context& context, const Options& options)
{
    const Interrupt interrupt;
    const auto documents = load(context, options);
    if (!documents)
        return;
    auto result = [&] {
        Watch watch(context.korean);
        return compareWhole((*documents)[0], (*documents)[1], context.korean, std::ref(watch), interrupt.token());
    }();
    finish(context, options, result);
}

void tables(Context& context, const Options& options)
{
    const auto documents = load(context, options);
    if (!documents)
        return;
    if (options.format == "csv") {
        for (const ExtractedTable& table : tablesOf(documents->front()))
            cli::print(csvOf(table) + "\r\n");
        return;
    }
    if (!options.json)
        return finish(context, options, tablesWhole(documents->front(), context.korean));
    nlohmann::json all = nlohmann::json::array();
    for (const ExtractedTable& table : tablesOf(documents->front()))
        all.push_back({ { "caption", table.caption }, { "heading", table.headingPath }, { "page", table.page }, { "rows", table.rows } });
    printLine(nlohmann::json { { "tables", all } }.dump());
}

} // namespace

void addDocument(CLI::App& app, Context& context)
{
    CLI::App* group = app.add_subcommand("document", context.say("문서 한 건을 통째로 다루기", "work on whole documents"))->require_subcommand(1);
    auto options = std::make_shared<Options>();
    const auto command = [&](const char* name, const char* ko, const char* en, int count, void (*run)(Context&, const Options&)) {
        CLI::App* added = group->add_subcommand(name, context.say(ko, en));
        addVaultOptions(*added, context, *options);
        added->add_option("--collection", options->collection, context.say("모음 이름", "name of the collection"))->required();
        added->add_option("DOCUMENT", options->names, context.say("문서 이름", "name of the document"))->required()->expected(count);
        added->add_flag("--json", options->json);
        added->callback([options, &context, run] { run(context, *options); });
        return added;
    };
    CLI::App* summary = command("summarize", "원문 문장으로 요약", "summarize in the document's own sentences", 1, &summarize);
    summary->add_option("--model", options->model, context.say("이 GGUF 모델이 쓴 요약", "written by this GGUF model instead"));
    summary->add_option("--threads", options->threads);
    command("compare", "두 문서의 다른 곳", "what differs between two documents", 2, &compare);
    command("tables", "표 꺼내기", "extract the tables", 1, &tables)
        ->add_option("--format", options->format)->check(CLI::IsMember({ "markdown", "csv" }));
}

} // namespace sillok::app::cli
