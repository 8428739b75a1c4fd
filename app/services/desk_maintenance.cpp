// desk_maintenance.cpp - Desk's part about the vault as a whole: backups, earlier states, salvage, shredding, how long chats stay.
#include "app/services/desk_private.h"

#include "app/services/audited_vault.h"
#include "app/services/convert.h"
#include "storage/crypto/recovery_key.h"
#include "storage/repositories/retention.h"
#include "storage/vault/backup.h"
#include "storage/vault/shred.h"

namespace sillok::app {

namespace {

constexpr int kProgressEveryMs = 100;
constexpr qint64 kEstimateAfterMs = 2000;

/// A passphrase, or a recovery key: that one has check characters, so the two are not taken for each other.
struct PresentedSecret {
    explicit PresentedSecret(const Passphrase& typed)
    {
        if (auto read = storage::readRecoveryKey(typed.view()); read.ok())
            recoveryKey = std::move(*read);
        passphrase = typed.view();
    }
    storage::Credential credential() const
    {
        return recoveryKey.size() > 0 ? storage::Credential::fromRecoveryKey(recoveryKey) : storage::Credential(passphrase);
    }

    std::string_view passphrase;
    storage::Secret recoveryKey;
};

void add(MaintenanceReport& report, const char* kind, const storage::MergedKind& merged)
{
    report.counts.append({ QString::fromLatin1(kind), merged.added, 0, false });
}

} // namespace

QList<SnapshotInfo> Desk::snapshots() const
{
    QList<SnapshotInfo> list;
    for (const storage::Snapshot& one : storage::listSnapshots(d->paths.vaultDir.toStdString()))
        list.append({ QString::fromStdString(one.name), QDateTime::fromMSecsSinceEpoch(one.madeAtMs), static_cast<qint64>(one.sizeBytes),
            one.reason == storage::SnapshotReason::BeforeMigration });
    return list;
}

/// Window thread.
MaintenanceRun Desk::Private::beginMaintenance(Maintenance work)
{
    maintaining = {};
    emit desk.maintenanceStarted(work);
    MaintenanceRun run;
    run.stop = maintaining.get_token();
    QElapsedTimer since, last;
    since.start();
    run.progress = [this, work, since, last](int64_t done, int64_t all) mutable {
        if (last.isValid() && last.elapsed() < kProgressEveryMs && done < all)
            return;
        last.start();
        MaintenanceProgress progress { work, done, all, -1 };
        const qint64 spent = since.elapsed();
        if (spent >= kEstimateAfterMs && done > 0)
            progress.secondsLeft = static_cast<int>(spent * (all - done) / done / 1000);
        post([this, progress] { emit desk.maintenanceProgressed(progress); });
    };
    return run;
}

/// Storage thread.
void Desk::Private::endMaintenance(Maintenance work, const Result<MaintenanceReport>& result)
{
    const Problem::During during = work == Maintenance::Shred ? Problem::During::Shred : Problem::During::Maintenance;
    if (!result.ok())
        return post([this, error = result.error(), during] { emit desk.problem(keyProblem(error, during)); });
    MaintenanceReport report = *result;
    report.work = work;
    post([this, report] { emit desk.maintenanceFinished(report); });
}

void Desk::Private::maintain(Maintenance work, Work how)
{
    storageQueue.post([this, work, how = std::move(how), run = beginMaintenance(work)](std::stop_token) {
        if (!workspace)
            return endMaintenance(work, fail(ErrorCode::Locked, "the vault is not open"));
        endSnapshotBeside();
        endMaintenance(work, how(*workspace, run));
        interrupter.store(workspace->vault().database().interrupter()); // a change of keys opens the database again
    });
}

void Desk::Private::maintainClosed(Maintenance work, ClosedWork how)
{
    if (vaultState == VaultState::Open || vaultState == VaultState::Opening)
        return emit desk.problem({ ErrorCode::Busy, {}, QStringLiteral("the vault is open"), Problem::During::Maintenance });
    storageQueue.post([this, work, how = std::move(how), run = beginMaintenance(work)](std::stop_token) {
        closeWorkspace(); // a lock a moment ago may still be waiting for its turn
        const Result<MaintenanceReport> result = how(paths.vaultDir.toStdString(), run);
        if (result.ok())
            post([this] { setVaultState(VaultState::Locked); });
        endMaintenance(work, result);
    });
}

void Desk::backUp(const QString& to)
{
    d->maintain(Maintenance::Backup, [to](Workspace& in, const MaintenanceRun& run) -> Result<MaintenanceReport> {
        SILLOK_CHECK(audited(in.audit(), in.audit().act(storage::AuditAction::BackupWritten, "path", to.toStdString()),
            [&] { return storage::writeBackup(in.vault(), to.toStdString(), run.progress, run.stop); }));
        MaintenanceReport report;
        report.path = to;
        return report;
    });
}

void Desk::addFromBackup(const QString& from, Passphrase passphrase)
{
    auto shared = std::make_shared<Passphrase>(std::move(passphrase));
    d->maintain(Maintenance::AddFromBackup, [this, from, shared](Workspace& in, const MaintenanceRun& run) -> Result<MaintenanceReport> {
        const PresentedSecret secret(*shared);
        SILLOK_TRY(const storage::MergeReport merged, audited(in.audit(), in.audit().act(storage::AuditAction::BackupMerged, "path", from.toStdString()),
            [&] { return storage::restoreInto(from.toStdString(), in.vault(), secret.credential(), run.progress, run.stop); }));
        MaintenanceReport report;
        add(report, "collection", merged.collections);
        add(report, "document", merged.documents);
        add(report, "chat", merged.chats);
        add(report, "message", merged.messages);
        d->publishChats(in);
        d->publishCollections(in);
        return report;
    });
}

void Desk::restoreBackup(const QString& from, Passphrase passphrase)
{
    auto shared = std::make_shared<Passphrase>(std::move(passphrase));
    d->maintainClosed(Maintenance::RestoreBackup, [from, shared](const std::string& dir, const MaintenanceRun& run) -> Result<MaintenanceReport> {
        const PresentedSecret secret(*shared);
        const auto progress = [&](uint64_t done, uint64_t all) { run.progress(static_cast<int64_t>(done), static_cast<int64_t>(all)); };
        SILLOK_CHECK(storage::restoreAsNew(from.toStdString(), dir, secret.credential(), progress, run.stop));
        SILLOK_CHECK(recordRestored(dir, from.toStdString(), secret.credential()));
        return MaintenanceReport {};
    });
}

void Desk::returnToSnapshot(const QString& name, Passphrase secret)
{
    auto shared = std::make_shared<Passphrase>(std::move(secret));
    d->maintainClosed(Maintenance::Snapshot, [name, shared](const std::string& dir, const MaintenanceRun& run) -> Result<MaintenanceReport> {
        const PresentedSecret presented(*shared);
        SILLOK_TRY(storage::ClosedVault vault, storage::ClosedVault::unlock(dir, presented.credential()));
        const auto progress = [&](uint64_t done, uint64_t all) { run.progress(static_cast<int64_t>(done), static_cast<int64_t>(all)); };
        SILLOK_TRY(const std::string kept,
            auditedClosed(vault, storage::AuditAction::SnapshotRestored, [&] { return vault.restore(name.toStdString(), progress, run.stop); }));
        MaintenanceReport report;
        report.path = QString::fromStdString(kept);
        return report;
    });
}

void Desk::salvage(Passphrase secret)
{
    auto shared = std::make_shared<Passphrase>(std::move(secret));
    d->maintainClosed(Maintenance::Salvage, [shared](const std::string& dir, const MaintenanceRun& run) -> Result<MaintenanceReport> {
        const PresentedSecret presented(*shared);
        SILLOK_TRY(storage::ClosedVault vault, storage::ClosedVault::unlock(dir, presented.credential()));
        SILLOK_TRY(const storage::SalvageReport found,
            auditedClosed(vault, storage::AuditAction::Salvaged, [&] { return vault.salvage(wordSplitter(), run.progress, run.stop); }));
        MaintenanceReport report;
        for (const storage::SalvagedTable& table : found.tables)
            report.counts.append({ QString::fromStdString(table.name), table.recovered, table.lost, table.lostPages > 0 });
        report.everything = found.everything();
        report.path = QString::fromStdString(found.original);
        return report;
    });
}

void Desk::shredChat(ChatId chat)
{
    d->maintain(Maintenance::Shred, [this, chat](Workspace& in, const MaintenanceRun& run) -> Result<MaintenanceReport> {
        SILLOK_CHECK(audited(in.audit(), in.audit().act(storage::AuditAction::ChatShredded, "chat", std::to_string(chat)),
            [&] { return storage::shredChat(in.vault(), chat, run.progress, run.stop); }));
        d->publishChats(in);
        return MaintenanceReport {};
    });
}

void Desk::shredCollection(CollectionId collection)
{
    d->maintain(Maintenance::Shred, [this, collection](Workspace& in, const MaintenanceRun& run) -> Result<MaintenanceReport> {
        SILLOK_CHECK(audited(in.audit(), in.audit().act(storage::AuditAction::CollectionShredded, "collection", std::to_string(collection)),
            [&] { return storage::shredCollection(in.vault(), collection, run.progress, run.stop); }));
        d->publishCollections(in);
        return MaintenanceReport {};
    });
}

void Desk::cancelMaintenance() { d->maintaining.request_stop(); }

int Desk::retentionDays() const { return d->retentionDays; }

void Desk::setRetentionDays(int days)
{
    d->withWorkspace(Problem::During::Other, [this, days](Workspace& in) -> Result<void> {
        SILLOK_CHECK(storage::Retention(in.vault().database()).setDays(d->rules().retentionDaysFor(days)));
        d->restoreRetention(in);
        return {};
    });
}

void Desk::Private::snapshotBeside(Workspace& in)
{
    storage::Vault& vault = in.vault();
    vault.limitSnapshotAtClose(static_cast<uint64_t>(paths.largeVaultBytes));
    const int64_t now = nowMs();
    if (storage::Vault::status(vault.dir()).databaseBytes <= static_cast<uint64_t>(paths.largeVaultBytes) || !storage::snapshotDue(vault.dir(), now))
        return;
    auto key = storage::Secret::copyOf(vault.keys().databaseKey().bytes());
    if (!key.ok())
        return report(key.error(), Problem::During::Maintenance);
    besideStop = {};
    auto shared = std::make_shared<storage::Secret>(std::move(*key));
    besideQueue.post([dir = vault.dir(), split = vault.splitter(), now, shared, stop = besideStop](std::stop_token leaving) mutable {
        const std::stop_callback atTheEnd(leaving, [&stop] { stop.request_stop(); });
        ignore(storage::takeSnapshotBeside(dir, *shared, split, now, stop.get_token()), "the next opening tries again");
    });
}

void Desk::Private::endSnapshotBeside()
{
    besideStop.request_stop();
    besideQueue.call<bool>([] { return true; }, true);
}

/// Storage thread.
void Desk::Private::restoreRetention(Workspace& in)
{
    const auto days = storage::Retention(in.vault().database()).days();
    if (!days.ok())
        return report(days.error(), Problem::During::Other);
    postIfOpen([this, days = *days] {
        retentionDays = days;
        emit desk.retentionChanged();
    });
}

} // namespace sillok::app
