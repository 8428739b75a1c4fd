// chat.cpp - sillokctl chat list|show|search; chat_export.cpp has the rest
#include "app/cli/json.h"
#include "app/cli/open_vault.h"

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    int64_t chat = 0;
    std::string text;
    bool documentsToo = false;
    int64_t collection = 0;
    bool json = false;
};

constexpr int kMostHits = 100;

const char* kindName(storage::FoundKind kind)
{
    switch (kind) {
    case storage::FoundKind::ChatTitle: return "chat_title";
    case storage::FoundKind::Message: return "message";
    case storage::FoundKind::DocumentName: return "document_name";
    case storage::FoundKind::Passage: return "passage";
    }
    return "";
}

void list(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto chats = workspace->chats().list(false);
    if (!chats.ok())
        return report(context, chats.error(), options.dir);
    nlohmann::json all = nlohmann::json::array();
    for (const storage::StoredChat& chat : *chats) {
        all.push_back({ { "id", chat.id }, { "title", chat.title }, { "updated_at_ms", chat.updatedAtMs } });
        if (!options.json)
            printLine(std::to_string(chat.id) + "  " + chat.title);
    }
    if (options.json)
        printLine(nlohmann::json { { "chats", std::move(all) } }.dump());
}

void show(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto path = workspace->chats().path(options.chat);
    if (!path.ok())
        return report(context, path.error(), std::to_string(options.chat));
    nlohmann::json all = nlohmann::json::array();
    for (const storage::StoredMessage& message : *path) {
        const bool user = message.role == storage::Role::User;
        all.push_back({ { "id", message.id }, { "role", user ? "user" : "assistant" }, { "text", message.text }, { "created_at_ms", message.createdAtMs } });
        if (!options.json)
            printLine(std::string(user ? context.say("나: ", "You: ") : context.say("답: ", "Answer: ")) + message.text);
    }
    if (options.json)
        printLine(nlohmann::json { { "messages", std::move(all) } }.dump());
}

void search(Context& context, const Options& options)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    storage::SearchFilter filter;
    filter.documents = options.documentsToo || options.collection != 0;
    filter.chats = options.collection == 0;
    filter.collection = options.collection;
    const auto found = workspace->everything().search(options.text, filter, kMostHits);
    if (!found.ok())
        return report(context, found.error(), options.dir);
    nlohmann::json all = nlohmann::json::array();
    for (const storage::FoundItem& item : *found) {
        nlohmann::json hit { { "kind", kindName(item.kind) }, { "title", item.name }, { "snippet", item.snippet } };
        if (item.chat != 0)
            hit.update({ { "chat", item.chat }, { "message", item.message } });
        else
            hit.update({ { "collection", item.collection }, { "document", item.document }, { "passage", item.passage }, { "page", item.page } });
        all.push_back(std::move(hit));
        if (!options.json)
            printLine((item.chat != 0 ? std::to_string(item.chat) + "  " : std::string()) + item.name + "  " + item.snippet);
    }
    if (options.json)
        printLine(nlohmann::json { { "hits", std::move(all) } }.dump());
}

} // namespace

void addChat(CLI::App& app, Context& context)
{
    CLI::App* group = app.add_subcommand("chat", context.say("대화", "chats"))->require_subcommand(1);
    auto options = std::make_shared<Options>();
    const auto command = [&](const char* name, const char* ko, const char* en, void (*run)(Context&, const Options&)) {
        CLI::App* added = group->add_subcommand(name, context.say(ko, en));
        addVaultOptions(*added, context, *options);
        added->add_flag("--json", options->json);
        added->callback([options, &context, run] { run(context, *options); });
        return added;
    };
    command("list", "대화 목록", "list chats", &list);
    command("show", "대화 보기", "show a chat", &show)->add_option("CHAT", options->chat)->required();
    addChatExport(*group, context);
    addChatRecords(*group, context);
    CLI::App* find = command("search", "대화와 문서에서 찾기", "search chats and documents", &search);
    find->add_option("TEXT", options->text)->required();
    find->add_flag("--documents", options->documentsToo, context.say("문서 이름과 본문도", "names and texts of documents too"));
    find->add_option("--collection", options->collection, context.say("이 모음의 문서만", "documents of this collection only"));
}

} // namespace sillok::app::cli
