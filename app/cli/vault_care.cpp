// vault_care.cpp - sillokctl vault backup|restore|salvage|retention and vault snapshots list|restore
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/vault_commands.h"
#include "app/cli/vault_progress.h"
#include "app/services/audited_vault.h"
#include "storage/repositories/retention.h"
#include "storage/vault/backup.h"

#include <QDateTime>

namespace sillok::app::cli {

namespace {

struct Options : VaultOptions {
    std::string to;
    std::string from;
    std::string name;
    std::optional<int> days;
    bool json = false;
};

Result<void> backUp(Context& context, const Options& options)
{
    const Interrupt interrupt;
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    SILLOK_TRY(const std::unique_ptr<Workspace> workspace, Workspace::open(options.dir, presented.credential()));
    AuditTrail& audit = workspace->audit();
    SILLOK_CHECK(audited(audit, audit.act(storage::AuditAction::BackupWritten, "path", options.to),
        [&] { return storage::writeBackup(workspace->vault(), options.to, VaultProgress(context.say("백업", "backup"), context.korean), interrupt.token()); }));
    printLine(context.say("백업을 만들고 다시 읽어 확인했습니다. 같은 암호로 열립니다: ", "Backup written and read back. The same passphrase opens it: ") + options.to);
    return {};
}

std::string kindLine(const char* what, const storage::MergedKind& kind, const Context& context)
{
    return "  " + std::string(what) + ": " + std::to_string(kind.added) + context.say("개 더함, ", " added, ") + std::to_string(kind.alreadyThere)
        + context.say("개는 이미 있음", " there already");
}

void show(const storage::MergeReport& merged, const Context& context, bool json)
{
    if (json) {
        const auto kind = [](const storage::MergedKind& k) { return nlohmann::json { { "added", k.added }, { "already_there", k.alreadyThere } }; };
        printLine(nlohmann::json { { "collections", kind(merged.collections) }, { "documents", kind(merged.documents) },
            { "chats", kind(merged.chats) }, { "messages", kind(merged.messages) } }
                      .dump());
        return;
    }
    printLine(context.say("백업에서 없던 것만 더했습니다. 있던 것은 그대로입니다.", "Added from the backup what was missing. What was there is unchanged."));
    printLine(kindLine(context.say("문서 묶음", "collections"), merged.collections, context));
    printLine(kindLine(context.say("문서", "documents"), merged.documents, context));
    printLine(kindLine(context.say("대화", "chats"), merged.chats, context));
    printLine(kindLine(context.say("메시지", "messages"), merged.messages, context));
}

/// Into a new vault, or added to the one that is there. The secrets open the backup; a vault that is there is opened by the same.
Result<void> restore(Context& context, const Options& options)
{
    const Interrupt interrupt;
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    if (storage::Vault::status(options.dir).state == storage::VaultStatus::State::Missing) {
        SILLOK_CHECK(storage::restoreAsNew(options.from, options.dir, presented.credential(), VaultProgress(context.say("복원", "restore"), context.korean), interrupt.token()));
        SILLOK_CHECK(recordRestored(options.dir, options.from, presented.credential()));
        printLine(context.say("백업을 모두 확인하고 새 보관함으로 만들었습니다: ", "The whole backup was verified and is a new vault now: ") + options.dir);
        return {};
    }
    SILLOK_TRY(const std::unique_ptr<Workspace> workspace, Workspace::open(options.dir, presented.credential()));
    const VaultProgress progress(context.say("복원", "restore"), context.korean);
    AuditTrail& audit = workspace->audit();
    SILLOK_TRY(const storage::MergeReport merged, audited(audit, audit.act(storage::AuditAction::BackupMerged, "path", options.from),
        [&] { return storage::restoreInto(options.from, workspace->vault(), presented.credential(), progress, interrupt.token()); }));
    show(merged, context, options.json);
    return {};
}

std::string tableWords(const std::string& table, const Context& context)
{
    struct Words {
        const char* table;
        const char* ko;
        const char* en;
    };
    constexpr Words kWords[] = { { "setting", "설정", "settings" }, { "collection", "문서 묶음", "collections" }, { "document", "문서", "documents" },
        { "block", "문단", "paragraphs" }, { "passage", "구절", "passages" }, { "chat", "대화", "chats" }, { "message", "메시지", "messages" },
        { "citation", "인용", "citations" }, { "chat_folder", "대화 폴더", "folders of chats" }, { "prompt", "문구", "prompts" },
        { "preset", "프리셋", "presets" }, { "search_case", "찾기 시험 질문", "questions of search trials" }, { "document_label", "이름표", "labels" },
        { "answer_scope", "답이 찾아본 범위", "scopes of answers" }, { "answer_record", "답의 기록", "records of answers" },
        { "answer_source", "답의 근거 문서", "sources of answers" } };
    for (const Words& words : kWords) {
        if (table == words.table)
            return context.say(words.ko, words.en);
    }
    return table;
}

void show(const storage::SalvagedTable& table, const Context& context)
{
    std::string line = "  " + tableWords(table.name, context) + ": " + std::to_string(table.recovered) + context.say("개 살림", " recovered");
    if (table.lost > 0)
        line += ", " + std::to_string(table.lost) + context.say("개 잃음", " lost");
    if (table.lostPages > 0)
        line += ", " + std::to_string(table.lostPages) + context.say("쪽은 읽지 못해 몇 개를 잃었는지 모름", " pages unreadable, rows on them unknown");
    if (table.stoodIn > 0)
        line += ", " + std::to_string(table.stoodIn) + context.say("개는 남은 것으로 다시 세움", " put together from what is left");
    printLine(line);
}

void show(const storage::SalvageReport& report, const Context& context, bool json)
{
    if (json) {
        nlohmann::json tables = nlohmann::json::object();
        for (const storage::SalvagedTable& table : report.tables)
            tables[table.name] = { { "recovered", table.recovered }, { "lost", table.lost }, { "lost_pages", table.lostPages }, { "stood_in", table.stoodIn } };
        printLine(nlohmann::json { { "tables", tables }, { "pages", report.pages }, { "damaged_pages", report.damagedPages },
            { "older_pages", report.olderPages }, { "original", report.original }, { "everything", report.everything() } }
                      .dump());
        return;
    }
    printLine(report.everything() ? context.say("모두 살렸습니다.", "Everything was recovered.")
                                  : context.say("읽을 수 있는 것을 모두 새 데이터베이스로 옮겼습니다.", "Everything that can be read is in a new database."));
    for (const storage::SalvagedTable& table : report.tables)
        show(table, context);
    printLine(std::string(context.say("손상된 쪽: ", "Damaged pages: ")) + std::to_string(report.damagedPages) + " / " + std::to_string(report.pages));
    if (report.olderPages > 0)
        printLine(std::to_string(report.olderPages) + context.say("쪽은 마지막 저장 전의 상태입니다.", " pages are in an earlier state than the last one stored."));
    printLine(context.say("손상된 원본은 그대로 두었습니다: ", "The damaged original is kept unchanged: ") + report.original);
}

Result<void> salvage(Context& context, const Options& options)
{
    const Interrupt interrupt;
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    SILLOK_TRY(storage::ClosedVault vault, storage::ClosedVault::unlock(options.dir, presented.credential()));
    SILLOK_TRY(const storage::SalvageReport found, auditedClosed(vault, storage::AuditAction::Salvaged,
        [&] { return vault.salvage(wordSplitter(), VaultProgress(context.say("복구", "salvage"), context.korean), interrupt.token()); }));
    show(found, context, options.json);
    return {};
}

/// Shows the setting, or changes it.
Result<void> retention(Context& context, const Options& options)
{
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    SILLOK_TRY(const std::unique_ptr<Workspace> workspace, Workspace::open(options.dir, presented.credential()));
    storage::Retention setting(workspace->vault().database());
    if (options.days)
        SILLOK_CHECK(setting.setDays(*options.days));
    SILLOK_TRY(const int days, setting.days());
    printLine(days == 0 ? std::string(context.say("대화는 지우지 않습니다.", "Chats stay."))
                        : std::to_string(days) + context.say("일 동안 바뀌지 않은 대화는 휴지통으로 가고, 30일 뒤에 지웁니다.",
                              " days after their last change chats go to the trash, and are removed 30 days later."));
    return {};
}

const char* reasonName(storage::SnapshotReason reason) { return reason == storage::SnapshotReason::Daily ? "daily" : "before-migration"; }

Result<void> listSnapshots(Context& context, const Options& options)
{
    nlohmann::json all = nlohmann::json::array();
    for (const storage::Snapshot& snapshot : storage::listSnapshots(options.dir)) {
        if (options.json) {
            all.push_back({ { "name", snapshot.name }, { "made_at_ms", snapshot.madeAtMs }, { "reason", reasonName(snapshot.reason) }, { "bytes", snapshot.sizeBytes } });
            continue;
        }
        const QString when = QDateTime::fromMSecsSinceEpoch(snapshot.madeAtMs).toString("yyyy-MM-dd HH:mm:ss");
        printLine(snapshot.name + "  " + when.toStdString() + "  " + std::to_string(snapshot.sizeBytes) + context.say("바이트", " bytes"));
    }
    if (options.json)
        printLine(all.dump());
    return {};
}

Result<void> restoreSnapshot(Context& context, const Options& options)
{
    const Interrupt interrupt;
    SILLOK_TRY(const Presented presented, readPresented(context, options));
    SILLOK_TRY(storage::ClosedVault vault, storage::ClosedVault::unlock(options.dir, presented.credential()));
    SILLOK_TRY(const std::string kept, auditedClosed(vault, storage::AuditAction::SnapshotRestored,
        [&] { return vault.restore(options.name, VaultProgress(context.say("복원", "restore"), context.korean), interrupt.token()); }));
    printLine(context.say("스냅숏의 상태로 되돌렸습니다. 그때까지의 데이터베이스는 여기에 있습니다: ", "The vault is as it was in the snapshot. The database until now is kept: ") + kept);
    return {};
}

} // namespace

void addVaultCare(CLI::App& group, Context& context)
{
    auto options = std::make_shared<Options>();
    const auto command = [&](CLI::App& in, const char* name, const char* words, Result<void> (*action)(Context&, const Options&)) {
        CLI::App* made = addVaultCommand<Options>(in, context, options, name, words, action);
        addVaultOptions(*made, context, *options);
        return made;
    };
    CLI::App* backup = command(group, "backup", context.say("백업 만들기", "write a backup"), backUp);
    backup->add_option("--to", options->to,
        context.say("새 폴더, 또는 .sillok-backup으로 끝나는 파일", "a new folder, or a file whose name ends in .sillok-backup"))
        ->required();
    CLI::App* back = command(group, "restore", context.say("백업을 새 보관함으로 만들거나, 있는 보관함에 없는 것만 더하기", "make a new vault of a backup, or add what an existing one has not"), restore);
    back->add_option("--from", options->from, context.say("백업", "the backup"))->required();
    back->add_flag("--json", options->json);
    CLI::App* salvaging = command(group, "salvage", context.say("손상된 보관함에서 읽을 수 있는 것을 살리기", "recover what can be read of a damaged vault"), salvage);
    salvaging->add_flag("--json", options->json);

    CLI::App* keep = command(group, "retention", context.say("대화를 얼마나 둘지", "how long chats stay"), retention);
    keep->add_option("--days", options->days, context.say("날수; 0이면 지우지 않음", "days; 0: they stay"));

    CLI::App* snapshots = group.add_subcommand("snapshots", context.say("이전 상태", "earlier states"))->require_subcommand(1);
    CLI::App* list = addVaultCommand<Options>(*snapshots, context, options, "list", context.say("목록", "list them"), listSnapshots);
    list->add_option("--vault", options->dir)->required();
    list->add_flag("--json", options->json);
    CLI::App* restoring = command(*snapshots, "restore", context.say("이전 상태로 되돌리기", "go back to one"), restoreSnapshot);
    restoring->add_option("--name", options->name, context.say("스냅숏 이름", "name of the snapshot"))->required();
}

} // namespace sillok::app::cli
