// vault_shred.cpp - sillokctl vault shred --chat ID | --collection ID | --all
#include "app/cli/interrupt.h"
#include "app/cli/vault_commands.h"
#include "app/cli/vault_progress.h"
#include "storage/vault/shred.h"

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    int64_t chat = 0;
    int64_t collection = 0;
    bool all = false;
    bool sure = false;
};

Result<void> shredOne(Context& context, const Options& options)
{
    const Interrupt interrupt;
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    SILLOK_TRY(const std::unique_ptr<Workspace> workspace, Workspace::open(options.dir, presented.credential()));
    const VaultProgress progress(context.say("파기", "shredding"), context.korean);
    AuditTrail& audit = workspace->audit();
    if (options.chat != 0)
        SILLOK_CHECK(audited(audit, audit.act(storage::AuditAction::ChatShredded, "chat", std::to_string(options.chat)),
            [&] { return storage::shredChat(workspace->vault(), options.chat, progress, interrupt.token()); }));
    else
        SILLOK_CHECK(audited(audit, audit.act(storage::AuditAction::CollectionShredded, "collection", std::to_string(options.collection)),
            [&] { return storage::shredCollection(workspace->vault(), options.collection, progress, interrupt.token()); }));
    printLine(context.say("파기했습니다. 남은 것은 새 키로 다시 암호화했고 이전 키와 스냅숏은 없앴습니다. 다른 곳의 백업은 그대로입니다.",
        "Shredded. What stays is encrypted under a new key; the old key and the snapshots are gone. Backups elsewhere are as they were."));
    return {};
}

Result<void> shred(Context& context, const Options& options)
{
    if ((options.chat != 0) + (options.collection != 0) + options.all != 1)
        return fail(ErrorCode::BadArgument, "exactly one of --chat, --collection and --all");
    if (!options.sure)
        return fail(ErrorCode::BadArgument, "this cannot be undone; say --yes");
    if (!options.all)
        return shredOne(context, options);
    SILLOK_CHECK(storage::shredVault(options.dir));
    printLine(context.say("보관함의 모든 키와 파일을 없앴습니다. 내용이 없는 감사 기록만 남습니다: ", "Every key and file of the vault is gone; only the audit log stays, which holds no content: ") + options.dir);
    return {};
}

} // namespace

void addVaultShred(CLI::App& group, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* command = addVaultCommand<Options>(
        group, context, options, "shred", context.say("되돌릴 수 없게 파기", "make unreadable for good"), shred);
    addVaultOptions(*command, context, *options);
    command->add_option("--chat", options->chat, context.say("대화 번호", "number of a chat"));
    command->add_option("--collection", options->collection, context.say("문서 묶음 번호", "number of a collection"));
    command->add_flag("--all", options->all, context.say("보관함 전체; 암호를 묻지 않습니다", "the whole vault; asks for no passphrase"));
    command->add_flag("--yes", options->sure, context.say("정말로", "really"));
}

} // namespace sillok::app::cli
