// vault_keys.cpp - sillokctl vault passwd|rotate and vault slot list|add-passphrase|add-keyfile|add-recovery|remove
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/open_vault.h"
#include "app/cli/progress.h"
#include "app/cli/vault_commands.h"

#include <QDateTime>

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    SecretOptions fresh;       ///< what shall open it from now on
    int recoveryKeyFd = -1;
    uint32_t slot = 0;
    bool json = false;
};

const char* typeName(storage::SlotType type)
{
    switch (type) {
    case storage::SlotType::Passphrase: return "passphrase";
    case storage::SlotType::RecoveryKey: return "recovery";
    case storage::SlotType::KeyFile: return "keyfile";
    case storage::SlotType::PassphraseAndKeyFile: return "passphrase+keyfile";
    case storage::SlotType::Escrow: return "escrow";
    }
    return "passphrase";
}

/// The vault opened, and what shall open it from now on.
struct Change {
    Presented before;
    Presented now;
    std::unique_ptr<Workspace> workspace;
    storage::KdfCost cost;
};

enum class Wants : uint8_t { Nothing, Cost, NewSecret };

/// Asks for the secrets, opens, and measures what a new slot may cost when one is made. error: as each step
Result<Change> beginChange(const Context& context, const Options& options, Wants wants)
{
    Change change;
    SILLOK_TRY(change.before, readPresented(context, options));
    SILLOK_TRY(change.workspace, Workspace::open(options.dir, change.before.credential()));
    if (wants == Wants::NewSecret) {
        SILLOK_TRY(change.now, readNewPresented(context, options.fresh));
    }
    if (wants != Wants::Nothing) {
        SILLOK_TRY(change.cost, storage::calibratedKdfCost(change.workspace->vault().keys().profile()));
    }
    return change;
}

template <typename Work>
auto recorded(const Change& change, storage::AuditAction action, Work work)
{
    AuditTrail& audit = change.workspace->audit();
    return audited(audit, audit.act(action), work);
}

Result<void> changePassphrase(Context& context, const Options& options)
{
    SILLOK_TRY(const Change change, beginChange(context, options, Wants::NewSecret));
    storage::Keyring& keys = change.workspace->vault().keys();
    SILLOK_CHECK(recorded(change, options.recoveryKey ? storage::AuditAction::PassphraseReset : storage::AuditAction::PassphraseChanged, [&] {
        return options.recoveryKey ? keys.resetPassphrase(change.before.credential(), change.now.credential(), change.cost)
                                   : keys.replaceSlot(change.before.credential(), change.now.credential(), change.cost);
    }));
    printLine(context.say("암호를 바꿨습니다. 예전 암호로는 열리지 않습니다.", "Passphrase changed. The old one opens it no more."));
    return {};
}

Result<void> addSlot(Context& context, const Options& options)
{
    SILLOK_TRY(const Change change, beginChange(context, options, Wants::NewSecret));
    SILLOK_TRY(const uint32_t id,
        recorded(change, storage::AuditAction::SlotAdded, [&] { return change.workspace->vault().keys().addSlot(change.now.credential(), change.cost); }));
    printLine(std::string(context.say("열쇠 자리를 더했습니다: ", "Key slot added: ")) + std::to_string(id));
    return {};
}

Result<void> addRecovery(Context& context, const Options& options)
{
    if (!canShowRecoveryKey(options.recoveryKeyFd)) // before the old one ends
        return fail(ErrorCode::BadArgument, "no terminal to show the recovery key; use --recovery-key-fd");
    SILLOK_TRY(const Change change, beginChange(context, options, Wants::Nothing));
    SILLOK_TRY(const storage::Secret text, renewRecoveryKey(*change.workspace));
    return showRecoveryKey(context, text, options.recoveryKeyFd);
}

Result<void> removeSlot(Context& context, const Options& options)
{
    SILLOK_TRY(const Change change, beginChange(context, options, Wants::Nothing));
    SILLOK_CHECK(recorded(change, storage::AuditAction::SlotRemoved, [&] { return change.workspace->vault().keys().removeSlot(options.slot); }));
    printLine(context.say("열쇠 자리를 없앴습니다. 예전 사본까지 막으려면 vault rotate를 쓰세요.",
        "Key slot removed. To shut out copies from before as well, use vault rotate."));
    return {};
}

Result<void> rotate(Context& context, const Options& options)
{
    if (!canShowRecoveryKey(options.recoveryKeyFd))
        return fail(ErrorCode::BadArgument, "no terminal to show the new recovery key; use --recovery-key-fd");
    SILLOK_TRY(const Change change, beginChange(context, options, Wants::Cost));
    const Interrupt interrupt;
    ProgressLine line(100, context.korean);
    const auto progress = [&](int64_t done, int64_t all) { line.at(all > 0 ? static_cast<int>(done * 100 / all) : 100, {}); };
    storage::Vault& vault = change.workspace->vault();
    SILLOK_TRY(const storage::Secret text, recorded(change, storage::AuditAction::KeysRotated, [&] {
        auto made = vault.rotate(change.before.credential(), change.cost, progress, interrupt.token());
        if (made.ok()) // and before the end is recorded
            ignore(change.workspace->audit().changeKey(vault.keys()), "the new recovery key must be shown; the next opening begins a new log and says why");
        return made;
    }));
    printLine(context.say("모든 열쇠를 새로 만들고 데이터베이스를 다시 암호화했습니다. 다른 암호와 키 파일은 다시 더해야 합니다.",
        "All keys are new and the database is encrypted again. Other passphrases and key files have to be added again."));
    return showRecoveryKey(context, text, options.recoveryKeyFd);
}

nlohmann::json asJson(const storage::KeySlot& slot)
{
    nlohmann::json item { { "id", slot.id }, { "type", typeName(slot.type) }, { "made_at_ms", slot.madeAtMs } };
    if (storage::hasSlowDerivation(slot.type)) {
        item["kdf_memory_kib"] = slot.cost.memoryBytes / 1024;
        item["kdf_passes"] = slot.cost.passes;
    }
    for (const storage::Holder& holder : slot.holders)
        item["holders"].push_back(holder.name);
    return item;
}

std::string asLine(const storage::KeySlot& slot)
{
    std::string line = std::to_string(slot.id) + "  " + typeName(slot.type) + "  "
        + QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(slot.madeAtMs)).toString(Qt::ISODate).toStdString();
    for (const storage::Holder& holder : slot.holders)
        line += "  " + holder.name;
    return line;
}

/// What the header says, without a key: a list of slots is no secret.
Result<void> list(Context& context, const Options& options)
{
    const storage::VaultStatus status = storage::Vault::status(options.dir);
    if (status.state == storage::VaultStatus::State::Missing)
        return fail(ErrorCode::NotFound, "no vault");
    if (status.keySlots.empty())
        return fail(ErrorCode::Damaged, "both header copies are damaged");
    nlohmann::json all = nlohmann::json::array();
    for (const storage::KeySlot& slot : status.keySlots)
        options.json ? all.push_back(asJson(slot)) : printLine(asLine(slot));
    if (options.json)
        printLine(nlohmann::json { { "profile", storage::cryptoProfile(status.profile).name() }, { "slots", std::move(all) },
            { "escrow_openings", status.escrowOpenings }, { "escrow_opened_at_ms", status.escrowOpenedAtMs }, { "escrow_requested", status.escrowRequested } }
                      .dump());
    else if (status.escrowOpenings > 0)
        printLine(std::string(context.say("기관이 연 횟수: ", "Opened by the institution: ")) + std::to_string(status.escrowOpenings));
    return {};
}

void addNewOptions(CLI::App& command, const Context& context, Options& options)
{
    command.add_option("--new-passphrase-fd", options.fresh.passphraseFd, context.say("새 암호를 읽을 파일 서술자", "file descriptor to read the new passphrase from"));
    command.add_option("--new-key-file", options.fresh.keyFile, context.say("새 키 파일", "new key file"));
}

void addRecoveryFd(CLI::App& command, const Context& context, Options& options)
{
    command.add_option("--recovery-key-fd", options.recoveryKeyFd, context.say("복구 키를 쓸 파일 서술자", "file descriptor to write the recovery key to"));
}

} // namespace

void addVaultKeys(CLI::App& vault, Context& context)
{
    auto options = std::make_shared<Options>();
    CLI::App* change = addVaultCommand(vault, context, options, "passwd", context.say("암호 바꾸기", "change the passphrase"), changePassphrase);
    addVaultOptions(*change, context, *options);
    addNewOptions(*change, context, *options);
    CLI::App* renew = addVaultCommand(vault, context, options, "rotate", context.say("모든 열쇠를 새로 만들고 다시 암호화", "make all keys anew and encrypt again"), rotate);
    addVaultOptions(*renew, context, *options);
    addRecoveryFd(*renew, context, *options);

    CLI::App* slot = vault.add_subcommand("slot", context.say("보관함을 여는 열쇠 자리", "ways to open the vault"))->require_subcommand(1);
    CLI::App* listing = addVaultCommand(*slot, context, options, "list", context.say("열쇠 자리 목록", "list key slots"), list);
    listing->add_option("--vault", options->dir)->required();
    listing->add_flag("--json", options->json);
    CLI::App* phrase = addVaultCommand(*slot, context, options, "add-passphrase", context.say("암호 더하기", "add a passphrase"), addSlot);
    addVaultOptions(*phrase, context, *options);
    addNewOptions(*phrase, context, *options);
    CLI::App* file = addVaultCommand(*slot, context, options, "add-keyfile", context.say("키 파일 더하기", "add a key file"), addSlot);
    addVaultOptions(*file, context, *options);
    file->add_option("--new-key-file", options->fresh.keyFile, context.say("키 파일", "key file"))->required();
    CLI::Option* factor = file->add_option("--new-passphrase-fd", options->fresh.passphraseFd, context.say("함께 물을 암호", "passphrase to ask for beside it"));
    file->preparse_callback([options](size_t) { options->fresh.keyFileOnly = true; });
    factor->each([options](const std::string&) { options->fresh.keyFileOnly = false; });
    CLI::App* recovery = addVaultCommand(*slot, context, options, "add-recovery", context.say("새 복구 키 (예전 것은 쓸 수 없게 됩니다)", "a new recovery key (the earlier one ends)"), addRecovery);
    addVaultOptions(*recovery, context, *options);
    addRecoveryFd(*recovery, context, *options);
    CLI::App* removal = addVaultCommand(*slot, context, options, "remove", context.say("열쇠 자리 없애기", "remove a key slot"), removeSlot);
    addVaultOptions(*removal, context, *options);
    removal->add_option("--slot", options->slot, context.say("자리 번호", "slot number"))->required();
    addVaultEscrow(vault, *slot, context);
}

} // namespace sillok::app::cli
