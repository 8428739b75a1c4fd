// eval_set.cpp - sillokctl eval set add|list|remove|run: a person's own questions, kept in the vault, as a test of the search.
#include "app/cli/eval_set.h"

#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/open_vault.h"
#include "app/services/search_cases.h"

#include <algorithm>

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    std::string collection;
    std::string question;
    std::string document;
    std::string quote;
    int64_t id = 0;
    bool json = false;
};

/// Opens the vault, finds the collection and does the work with both. Reports its own failure.
void withCases(Context& context, const Options& options,
    const std::function<Result<void>(Workspace&, storage::CollectionId, storage::SearchCaseRepository&)>& work)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto all = [&]() -> Result<void> {
        SILLOK_TRY(const storage::StoredCollection collection, workspace->collections().findByName(options.collection));
        storage::SearchCaseRepository cases(workspace->vault().database());
        return work(*workspace, collection.id, cases);
    };
    if (const auto done = all(); !done.ok())
        report(context, done.error(), options.collection);
}

void add(Context& context, const Options& options)
{
    withCases(context, options, [&](Workspace& workspace, storage::CollectionId collection, storage::SearchCaseRepository& cases) -> Result<void> {
        SILLOK_TRY(const auto documents, workspace.documents().list(collection));
        if (std::ranges::find(documents, options.document, &storage::StoredDocument::name) == documents.end())
            return fail(ErrorCode::NotFound, "no document of that name in the collection");
        SILLOK_TRY(const int64_t id, cases.add({ 0, collection, options.question, options.document, options.quote, {}, {}, 0 }));
        printLine(std::string(context.say("물음을 넣었습니다: ", "Question added: ")) + std::to_string(id));
        return {};
    });
}

void remove(Context& context, const Options& options)
{
    withCases(context, options, [&](Workspace&, storage::CollectionId collection, storage::SearchCaseRepository& cases) { return cases.remove(collection, options.id); });
}

const char* changeName(CaseChange change)
{
    switch (change) {
    case CaseChange::New: return "new";
    case CaseChange::Same: return "same";
    case CaseChange::Better: return "better";
    case CaseChange::Worse: return "worse";
    }
    return "";
}

std::string placeWords(const Context& context, const std::optional<int>& place)
{
    if (!place)
        return "-";
    return *place == 0 ? context.say("못 찾음", "not found") : std::to_string(*place);
}

nlohmann::json placeJson(const std::optional<int>& place) { return place ? nlohmann::json(*place) : nlohmann::json(); }

void print(Context& context, const Options& options, const std::vector<storage::StoredSearchCase>& cases)
{
    nlohmann::json items = nlohmann::json::array();
    int counts[4] = {};
    for (const storage::StoredSearchCase& one : cases) {
        const CaseChange change = changeOf(one);
        ++counts[static_cast<size_t>(change)];
        items.push_back({ { "id", one.id }, { "question", one.question }, { "document", one.documentName }, { "quote", one.quote }, { "before", placeJson(one.before) },
            { "now", placeJson(one.now) }, { "change", changeName(change) } });
        if (!options.json)
            printLine(std::to_string(one.id) + "  " + placeWords(context, one.before) + " -> " + placeWords(context, one.now) + "  " + one.question + "  [" + one.documentName + "]");
    }
    const int better = counts[static_cast<size_t>(CaseChange::Better)], worse = counts[static_cast<size_t>(CaseChange::Worse)];
    if (options.json)
        return printLine(nlohmann::json { { "cases", std::move(items) }, { "better", better }, { "worse", worse } }.dump());
    printLine(context.say("좋아짐 ", "better ") + std::to_string(better) + context.say(", 나빠짐 ", ", worse ") + std::to_string(worse));
}

void list(Context& context, const Options& options)
{
    withCases(context, options, [&](Workspace&, storage::CollectionId collection, storage::SearchCaseRepository& cases) -> Result<void> {
        SILLOK_TRY(const auto all, cases.list(collection));
        print(context, options, all);
        return {};
    });
}

/// Ends with 1 when something is found worse than the last time, so that a script notices.
void run(Context& context, const Options& options)
{
    const Interrupt interrupt;
    withCases(context, options, [&](Workspace& workspace, storage::CollectionId collection, storage::SearchCaseRepository&) -> Result<void> {
        const InVault here = [&workspace](const std::function<Result<void>(Workspace&)>& work) { return work(workspace); };
        SILLOK_TRY(const auto all, runSearchCases(here, {}, collection, {}, interrupt.token()));
        print(context, options, all);
        if (std::ranges::any_of(all, [](const auto& one) { return changeOf(one) == CaseChange::Worse; }))
            context.exitCode = kFailed;
        return {};
    });
}

} // namespace

void addEvalSet(CLI::App& group, Context& context)
{
    CLI::App* set = group.add_subcommand("set", context.say("내 물음으로 찾기 시험", "test the search with your own questions"))->require_subcommand(1);
    auto options = std::make_shared<Options>();
    const auto command = [&](const char* name, const char* ko, const char* en, void (*work)(Context&, const Options&)) {
        CLI::App* added = set->add_subcommand(name, context.say(ko, en));
        addVaultOptions(*added, context, *options);
        added->add_option("--collection", options->collection, context.say("모음 이름", "name of the collection"))->required();
        added->callback([options, &context, work] { work(context, *options); });
        return added;
    };
    CLI::App* adding = command("add", "물음과 맞는 곳 넣기", "add a question with its right place", &add);
    adding->add_option("--document", options->document, context.say("맞는 문서", "the right document"))->required();
    adding->add_option("--quote", options->quote, context.say("맞는 구절에 있는 글 (없으면 문서의 어디든)", "text of the right passage (none: anywhere in the document)"));
    adding->add_option("QUESTION", options->question)->required();
    command("remove", "물음 빼기", "take a question out", &remove)->add_option("ID", options->id)->required();
    command("list", "물음과 지난 결과", "the questions and what came of them", &list)->add_flag("--json", options->json);
    command("run", "모두 찾아 보고 앞뒤 견주기", "look for all of them, and compare with the last time", &run)->add_flag("--json", options->json);
}

} // namespace sillok::app::cli
