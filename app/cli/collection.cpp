// collection.cpp - sillokctl collection create|list|label|remove; what takes documents in is in collection_import.cpp.
#include "app/cli/json.h"
#include "app/cli/open_vault.h"

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    std::string name;
    std::string document;
    std::vector<std::string> labels;
    bool json = false;
};

void create(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    if (const auto made = workspace->collections().create(options.name, nowMs()); !made.ok())
        return report(context, made.error(), options.name);
    printLine(context.say("모음을 만들었습니다: ", "Collection created: ") + options.name);
}

void remove(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto found = workspace->collections().findByName(options.name);
    if (!found.ok())
        return report(context, found.error(), options.name);
    if (const auto removed = workspace->collections().remove(found->id); !removed.ok())
        return report(context, removed.error(), options.name);
    printLine(context.say("모음을 지웠습니다. 원본 파일은 그대로입니다: ", "Collection removed. The original files are unchanged: ") + options.name);
}

nlohmann::json asJson(const storage::StoredDocument& document)
{
    nlohmann::json item { { "name", document.name }, { "format", document.format }, { "pages", document.pageCount },
        { "pages_estimated", document.pagesEstimated }, { "passages", document.passageCount }, { "labels", document.labels },
        { "ready", document.state == storage::DocumentState::Ready }, { "pages_without_text", document.recognition.pagesWithoutText },
        { "pages_recognised", document.recognition.pagesRecognised }, { "pages_unsure", document.recognition.pagesUnsure },
        { "recognition_percent", document.recognition.confidence } };
    item["had_password"] = document.hadPassword;
    if (document.problem)
        item["problem"] = errorCodeName(*document.problem);
    return item;
}

void list(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto collections = workspace->collections().list();
    if (!collections.ok())
        return report(context, collections.error(), options.dir);
    nlohmann::json all = nlohmann::json::array();
    for (const storage::StoredCollection& collection : *collections) {
        const auto documents = workspace->documents().list(collection.id);
        if (!documents.ok())
            return report(context, documents.error(), collection.name);
        nlohmann::json items = nlohmann::json::array();
        if (!options.json)
            printLine(collection.name + "  " + std::to_string(collection.documentCount) + context.say("개 문서", " documents"));
        for (const storage::StoredDocument& document : *documents) {
            items.push_back(asJson(document));
            if (!options.json)
                printLine("  " + document.name + "  " + (document.problem ? errorCodeName(*document.problem) : document.format.c_str()));
        }
        all.push_back({ { "name", collection.name }, { "documents", std::move(items) } });
    }
    if (options.json)
        printLine(nlohmann::json { { "collections", std::move(all) } }.dump());
}

/// Without labels: takes them off.
void label(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto work = [&]() -> Result<void> {
        SILLOK_TRY(const storage::StoredCollection collection, workspace->collections().findByName(options.name));
        SILLOK_TRY(const auto documents, workspace->documents().list(collection.id));
        for (const storage::StoredDocument& document : documents) {
            if (document.name == options.document)
                return workspace->labels().set(document.id, options.labels);
        }
        return fail(ErrorCode::NotFound, "no document of that name in the collection");
    };
    if (const auto done = work(); !done.ok())
        report(context, done.error(), options.document);
}

} // namespace

void addCollection(CLI::App& app, Context& context)
{
    CLI::App* group = app.add_subcommand("collection", context.say("문서 모음", "document collections"))->require_subcommand(1);
    auto options = std::make_shared<Options>();
    const auto named = [&](const char* name, const char* ko, const char* en) {
        CLI::App* command = group->add_subcommand(name, context.say(ko, en));
        addVaultOptions(*command, context, *options);
        command->add_option("--collection,NAME", options->name, context.say("모음 이름", "name of the collection"))->required();
        return command;
    };
    named("create", "새 모음", "make a collection")->callback([options, &context] { create(context, *options); });
    named("remove", "모음 지우기", "remove a collection")->callback([options, &context] { remove(context, *options); });
    CLI::App* listing = group->add_subcommand("list", context.say("모음과 문서", "collections and documents"));
    addVaultOptions(*listing, context, *options);
    listing->add_flag("--json", options->json);
    listing->callback([options, &context] { list(context, *options); });
    CLI::App* labels = named("label", "문서에 이름표 붙이기", "give labels to a document");
    labels->add_option("--document", options->document, context.say("문서 이름", "name of the document"))->required();
    labels->add_option("LABEL", options->labels, context.say("이름표 (없으면 떼기)", "labels (none: take them off)"));
    labels->callback([options, &context] { label(context, *options); });
    addCollectionImport(*group, context);
    addCollectionEmbed(*group, context);
}

} // namespace sillok::app::cli
