// vault.cpp - sillokctl vault create|status|check
#include "app/cli/json.h"
#include "app/cli/open_vault.h"

namespace sillok::app::cli {

namespace {

const char* stateName(storage::VaultStatus::State state)
{
    switch (state) {
    case storage::VaultStatus::State::Missing: return "missing";
    case storage::VaultStatus::State::Present: return "present";
    case storage::VaultStatus::State::Damaged: return "damaged";
    }
    return "damaged";
}

void create(Context& context, const VaultOptions& options)
{
    const auto passphrase = readPassphrase(context, options, true);
    if (!passphrase.ok())
        return report(context, passphrase.error(), options.dir);
    const auto cost = storage::calibratedKdfCost(storage::modernProfile());
    if (!cost.ok())
        return report(context, cost.error(), options.dir);
    const auto made = Workspace::create(options.dir, passphrase->view(), *cost);
    if (!made.ok())
        return report(context, made.error(), options.dir);
    printLine(context.say("보관함을 만들었습니다. 암호를 잊으면 내용을 열 수 없습니다: ", "Vault created. Without the passphrase its content cannot be opened: ") + options.dir);
}

void status(Context& context, const VaultOptions& options, bool json)
{
    const storage::VaultStatus now = storage::Vault::status(options.dir);
    if (json) {
        printLine(nlohmann::json { { "state", stateName(now.state) }, { "in_use", now.inUse }, { "header_copies_intact", now.headerCopiesIntact },
            { "generation", now.generation }, { "key_slots", now.keySlots }, { "database_bytes", now.databaseBytes },
            { "kdf_memory_kib", now.kdfCost.memoryBytes / 1024 }, { "kdf_passes", now.kdfCost.passes } }
                      .dump());
    } else if (now.state == storage::VaultStatus::State::Present) {
        printLine(std::string(context.say("보관함이 있습니다. 머리글 사본 ", "A vault is here. Intact header copies: ")) + std::to_string(now.headerCopiesIntact) + "/2, "
            + std::to_string(now.databaseBytes) + context.say("바이트", " bytes"));
    }
    if (now.state == storage::VaultStatus::State::Missing)
        report(context, fail(ErrorCode::NotFound, "no vault"), options.dir);
    if (now.state == storage::VaultStatus::State::Damaged)
        report(context, fail(ErrorCode::Damaged, "both header copies are damaged"), options.dir);
}

void check(Context& context, const VaultOptions& options, bool json)
{
    const auto workspace = openWorkspace(context, options);
    if (!workspace)
        return;
    const auto found = workspace->vault().check();
    if (!found.ok())
        return report(context, found.error(), options.dir);
    if (json)
        printLine(nlohmann::json { { "header_copies_intact", found->headerCopiesIntact }, { "problems", found->problems } }.dump());
    else if (found->problems.empty())
        printLine(context.say("보관함 전체를 읽었습니다. 이상이 없습니다.", "The whole vault was read. Everything is in order."));
    for (const std::string& problem : found->problems)
        report(context, fail(ErrorCode::Damaged, problem), options.dir);
}

} // namespace

void addVault(CLI::App& app, Context& context)
{
    CLI::App* group = app.add_subcommand("vault", context.say("보관함", "the encrypted vault"))->require_subcommand(1);
    auto options = std::make_shared<VaultOptions>();
    auto json = std::make_shared<bool>(false);

    CLI::App* make = group->add_subcommand("create", context.say("새 보관함", "make a new vault"));
    addVaultOptions(*make, context, *options);
    make->callback([options, &context] { create(context, *options); });

    CLI::App* look = group->add_subcommand("status", context.say("열지 않고 보기", "look without opening"));
    look->add_option("--vault", options->dir)->required();
    look->add_flag("--json", *json);
    look->callback([options, json, &context] { status(context, *options, *json); });

    CLI::App* verify = group->add_subcommand("check", context.say("전체 점검", "read and check everything"));
    addVaultOptions(*verify, context, *options);
    verify->add_flag("--json", *json);
    verify->callback([options, json, &context] { check(context, *options, *json); });
}

} // namespace sillok::app::cli
