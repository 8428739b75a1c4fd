// chat.cpp - sillokctl chat list|show|search
#include "app/cli/json.h"
#include "app/cli/open_vault.h"

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    int64_t chat = 0;
    std::string text;
    bool json = false;
};

constexpr int kMostHits = 100;

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
    const auto hits = workspace->chats().search(options.text, kMostHits);
    if (!hits.ok())
        return report(context, hits.error(), options.dir);
    nlohmann::json all = nlohmann::json::array();
    for (const storage::MessageHit& hit : *hits) {
        all.push_back({ { "chat", hit.chat }, { "message", hit.message }, { "title", hit.chatTitle }, { "snippet", hit.snippet } });
        if (!options.json)
            printLine(std::to_string(hit.chat) + "  " + hit.chatTitle + "  " + hit.snippet);
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
    command("search", "대화에서 찾기", "search chats", &search)->add_option("TEXT", options->text)->required();
}

} // namespace sillok::app::cli
