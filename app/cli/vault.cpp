// vault.cpp - sillokctl vault create|status|check
#include "app/cli/json.h"
#include "app/cli/open_vault.h"
#include "app/cli/vault_commands.h"

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

struct NewVault : VaultOptions {
    std::string profile = "modern";
    int recoveryKeyFd = -1;
};

Result<void> create(Context& context, const NewVault& options)
{
    const storage::CryptoProfile* const profile = storage::findProfile(options.profile);
    if (!profile || options.recoveryKey)
        return fail(ErrorCode::BadArgument, "a vault is made with a passphrase or a key file");
    SILLOK_TRY(const Presented presented, readNewPresented(context, options));
    SILLOK_TRY(const storage::KdfCost cost, storage::calibratedKdfCost(*profile));
    SILLOK_TRY(const std::unique_ptr<Workspace> made, Workspace::create(options.dir, presented.credential(), cost, profile->id()));
    printLine(context.say("보관함을 만들었습니다. 암호와 복구 키를 모두 잃으면 내용을 열 수 없습니다: ", "Vault created. Without passphrase and recovery key its content cannot be opened: ") + options.dir);
    if (!canShowRecoveryKey(options.recoveryKeyFd)) {
        printLine(context.say("보여 줄 곳이 없어 복구 키는 만들지 않았습니다. vault slot add-recovery로 만드세요.", "No recovery key was made: there was nowhere to show it. Use vault slot add-recovery."));
        return {};
    }
    SILLOK_TRY(const storage::Secret text, renewRecoveryKey(*made));
    return showRecoveryKey(context, text, options.recoveryKeyFd);
}

void status(Context& context, const VaultOptions& options, bool json)
{
    const storage::VaultStatus now = storage::Vault::status(options.dir);
    if (json) {
        printLine(nlohmann::json { { "state", stateName(now.state) }, { "in_use", now.inUse }, { "header_copies_intact", now.headerCopiesIntact },
            { "generation", now.generation }, { "key_slots", now.keySlots.size() }, { "database_bytes", now.databaseBytes },
            { "profile", storage::cryptoProfile(now.profile).name() }, { "escrow_openings", now.escrowOpenings },
            { "escrow_requested", now.escrowRequested }, { "seconds_to_next_try", now.secondsToNextTry } }
                      .dump());
    } else if (now.state == storage::VaultStatus::State::Present) {
        printLine(std::string(context.say("보관함이 있습니다. 머리글 사본 ", "A vault is here. Intact header copies: ")) + std::to_string(now.headerCopiesIntact) + "/2, "
            + std::to_string(now.databaseBytes) + context.say("바이트", " bytes"));
        if (now.escrowRequested)
            printLine(context.say("기관이 이 보관함을 열려고 요청을 만들어 두었습니다.", "A request to open this vault by the institution has been prepared."));
        if (now.escrowOpenings > 0)
            printLine(std::string(context.say("기관이 연 횟수: ", "Opened by the institution: ")) + std::to_string(now.escrowOpenings));
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
    auto fresh = std::make_shared<NewVault>();
    addVaultOptions(*make, context, *fresh);
    make->add_option("--profile", fresh->profile, context.say("암호 방식", "crypto profile"))->check(CLI::IsMember({ "modern", "validated" }));
    make->add_option("--recovery-key-fd", fresh->recoveryKeyFd, context.say("복구 키를 쓸 파일 서술자", "file descriptor to write the recovery key to"));
    make->callback([fresh, &context] {
        if (const auto done = create(context, *fresh); !done.ok())
            report(context, done.error(), fresh->dir);
    });

    CLI::App* look = group->add_subcommand("status", context.say("열지 않고 보기", "look without opening"));
    look->add_option("--vault", options->dir)->required();
    look->add_flag("--json", *json);
    look->callback([options, json, &context] { status(context, *options, *json); });

    CLI::App* verify = group->add_subcommand("check", context.say("전체 점검", "read and check everything"));
    addVaultOptions(*verify, context, *options);
    verify->add_flag("--json", *json);
    verify->callback([options, json, &context] { check(context, *options, *json); });
    addVaultKeys(*group, context);
    addVaultCare(*group, context);
    addVaultShred(*group, context);
}

} // namespace sillok::app::cli
