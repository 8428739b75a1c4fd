// administration_audit.cpp - Administration's part about audit logs.
#include "app/services/administration_private.h"

#include "app/export/save_file.h"
#include "app/services/convert.h"
#include "app/services/log_export.h"
#include "app/services/store_trail.h"
#include "storage/audit/first_key.h"
#include "storage/audit/log_files.h"
#include "storage/signing/hex.h"
#include "storage/vault/vault.h"

#include <QFileInfo>

namespace sillok::app {

namespace {

constexpr int kMostPage = 1000;
constexpr qsizetype kObjectDigits = 12;

QDateTime timeOf(uint64_t ms) { return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(ms)); }

RecordShown shownOf(const storage::AuditRecord& record)
{
    RecordShown shown;
    shown.result = static_cast<RecordShown::Result>(record.act.result);
    shown.sequence = static_cast<qint64>(record.sequence);
    shown.epoch = static_cast<qint64>(record.epoch);
    shown.at = timeOf(record.moment.wallMs);
    shown.account = record.moment.account;
    shown.seal = record.kind == storage::RecordKind::Seal;
    if (shown.seal)
        return shown;
    shown.action = static_cast<int>(record.act.action);
    shown.fault = record.act.fault;
    if (record.act.error > 0)
        shown.error = QString::fromLatin1(errorCodeName(static_cast<ErrorCode>(record.act.error - 1)));
    if (!record.act.object.none())
        shown.object = QString::fromStdString(storage::hexOf(record.act.object.digest())).left(kObjectDigits);
    for (const uint32_t count : record.act.counts)
        shown.counts.append(count);
    return shown;
}

BookFilter toStored(const RecordFilter& filter)
{
    BookFilter stored;
    if (filter.action != 0)
        stored.action = static_cast<storage::AuditAction>(filter.action);
    if (filter.account >= 0)
        stored.account = static_cast<uint32_t>(filter.account);
    if (filter.from.isValid())
        stored.fromMs = static_cast<uint64_t>(std::max<qint64>(filter.from.toMSecsSinceEpoch(), 0));
    if (filter.to.isValid())
        stored.toMs = static_cast<uint64_t>(std::max<qint64>(filter.to.toMSecsSinceEpoch(), 0));
    return stored;
}

LogVerdict verdictOf(const LogPlace& place, const storage::LogReport& report, const LogKnowledge& known)
{
    LogVerdict verdict;
    verdict.place = place;
    if (report.fault) {
        verdict.fault = static_cast<int>(report.fault->fault);
        verdict.faultRecord = static_cast<qint64>(report.fault->sequence);
        verdict.faultEpoch = static_cast<qint64>(report.fault->epoch);
        verdict.faultOffset = static_cast<qint64>(report.fault->offset);
    }
    verdict.records = static_cast<qint64>(report.records);
    verdict.epochs = static_cast<qint64>(report.epochs);
    verdict.uncleanEnds = static_cast<qint64>(report.uncleanEnds);
    verdict.first = report.records > 0 ? timeOf(report.firstMs) : QDateTime();
    verdict.last = report.records > 0 ? timeOf(report.lastMs) : QDateTime();
    verdict.everyRecord = report.macsChecked;
    verdict.endKnown = known.knowsEnd();
    return verdict;
}

/// What the open vault knows of its own log, and the log itself, while nothing is written to it.
Result<void> askVault(const std::string& dir, AuditTrail& trail, const storage::Keyring& keys, LogKnowledge& known, std::vector<uint8_t>& log)
{
    SILLOK_TRY(const storage::Secret key, keys.subkey(storage::Purpose::Audit));
    if (auto firstKey = storage::readFirstKey(storage::auditDir(dir), trail.log().logHead(), key); firstKey.ok())
        known.firstKey = std::move(*firstKey);
    known.head = storage::KnownHead { trail.log().logHead().id, trail.log().nextSequence(), trail.log().headDigest() };
    SILLOK_TRY(log, loadLog(logPath(dir)));
    return {};
}

} // namespace

std::string Administration::Private::logOf(const LogPlace& place) const
{
    switch (place.kind) {
    case LogPlace::Kind::Vault: return logPath(places.vaultDir);
    case LogPlace::Kind::OwnStore: return logPath(places.ownStore);
    case LogPlace::Kind::MachineStore: return logPath(places.policy.storeFolder);
    case LogPlace::Kind::File: return place.path.toStdString();
    }
    return {};
}

Result<LogVerdict> Administration::Private::checkNow(const LogCheckOrder& order, const std::stop_token& token)
{
    SILLOK_CHECK(readManagedState(places.policy).permit(Action::VerifyAudit));
    LogKnowledge known;
    std::vector<uint8_t> log;
    if (order.place.kind == LogPlace::Kind::Vault) {
        known.inUse = storage::Vault::status(places.vaultDir).inUse;
        if (places.withVaultLog)
            ignore(places.withVaultLog([&](AuditTrail& trail, const storage::Keyring& keys) { return askVault(places.vaultDir, trail, keys, known, log); }),
                "of a closed vault only the file is known");
    }
    if (!order.firstKeyFile.isEmpty()) {
        SILLOK_TRY(known.firstKey, loadFirstKey(order.firstKeyFile.toStdString()));
    }
    for (const QString& path : order.checkpoints) {
        SILLOK_TRY(storage::ReadCheckpoint checkpoint, loadCheckpoint(path.toStdString()));
        known.checkpoints.push_back(std::move(checkpoint));
    }
    const LogWatch watch { [this](uint64_t done, uint64_t all) {
        post([this, done, all] { emit administration.logProgressed(static_cast<qint64>(done), static_cast<qint64>(all)); });
    }, token };
    SILLOK_TRY(const storage::LogReport report, log.empty() ? checkLogFile(logOf(order.place), known, watch) : app::checkLog(log, known, watch));
    return verdictOf(order.place, report, known);
}

Result<QString> Administration::Private::exportNow(const LogPlace& place, const QString& output, ExportReason reason) const
{
    SILLOK_CHECK(readManagedState(places.policy).permit(Action::ExportAudit));
    std::string checkpoint;
    if (place.kind == LogPlace::Kind::File) { // a copy: its owner has recorded how it left
        SILLOK_TRY(const std::vector<uint8_t> log, loadLog(place.path.toStdString()));
        SILLOK_TRY(const std::string lines, recordLines(log));
        SILLOK_CHECK(saveFile(output.toStdString(), lines, Existing::Keep));
        return QString();
    }
    if (place.kind == LogPlace::Kind::Vault) {
        if (!places.withVaultLog)
            return fail(ErrorCode::Locked, "the vault is not open");
        SILLOK_CHECK(places.withVaultLog([&](AuditTrail& trail, const storage::Keyring&) -> Result<void> {
            SILLOK_TRY(checkpoint, app::exportLog(trail, { places.vaultDir, output.toStdString(), {}, reason }));
            return {};
        }));
        return QString::fromStdString(checkpoint);
    }
    const std::string folder = folderOf(place.kind == LogPlace::Kind::OwnStore ? StorePlace::Own : StorePlace::Machine);
    SILLOK_TRY(const StoreTrail store, openStoreTrail(storage::PackageStore(folder)));
    SILLOK_TRY(checkpoint, app::exportLog(*store.trail, { folder, output.toStdString(), {}, reason }));
    return QString::fromStdString(checkpoint);
}

void Administration::openLog(const LogPlace& place)
{
    d->auditQueue.post([this, place](std::stop_token) {
        d->book.reset();
        const auto may = readManagedState(d->places.policy).permit(Action::ShowAudit);
        auto book = may.ok() ? AuditBook::open(d->logOf(place)) : Result<AuditBook>(may.error());
        if (!book.ok())
            return d->report(book.error(), Problem::During::Audit, QFileInfo(place.path).fileName());
        d->filter = {};
        LogShown shown { place, static_cast<qint64>(book->chosen()), static_cast<qint64>(book->unreadable()), {} };
        for (const uint32_t account : book->accounts())
            shown.accounts.append(account);
        d->book = std::move(*book);
        d->post([this, shown] { emit logOpened(shown); });
    });
}

void Administration::listRecords(const RecordFilter& filter, qint64 from, int count)
{
    d->auditQueue.post([this, filter, from, count](std::stop_token) {
        if (!d->book)
            return; // the log could not be opened, and that was said
        if (!(filter == d->filter)) {
            d->book->choose(toStored(filter));
            d->filter = filter;
        }
        RecordPage page { filter, from, static_cast<qint64>(d->book->chosen()), {} };
        for (const storage::AuditRecord& record : d->book->page(static_cast<uint64_t>(std::max<qint64>(from, 0)), static_cast<size_t>(std::clamp(count, 0, kMostPage))))
            page.records.append(shownOf(record));
        d->post([this, page] { emit recordsListed(page); });
    });
}

void Administration::checkLog(const LogCheckOrder& order)
{
    d->checking = std::stop_source();
    d->auditQueue.post([this, order, token = d->checking.get_token()](std::stop_token) {
        const auto verdict = d->checkNow(order, token);
        if (!verdict.ok())
            return d->report(verdict.error(), Problem::During::Audit);
        d->post([this, verdict = *verdict] { emit logChecked(verdict); });
    });
}

void Administration::exportLog(const LogPlace& place, const QString& output, ExportReason reason)
{
    d->auditQueue.post([this, place, output, reason](std::stop_token) {
        const auto checkpoint = d->exportNow(place, output, reason);
        if (!checkpoint.ok())
            return d->report(checkpoint.error(), Problem::During::Audit, QFileInfo(output).fileName());
        d->post([this, output, checkpoint = *checkpoint] { emit logExported(output, checkpoint); });
    });
}

} // namespace sillok::app
