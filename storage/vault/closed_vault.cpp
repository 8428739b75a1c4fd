#include "storage/vault/closed_vault.h"

#include "storage/db/migrate.h"
#include "storage/vault/change_over.h"
#include "storage/vault/clock.h"
#include "storage/vault/file_digest.h"
#include "storage/vault/replace_database.h"
#include "storage/vault/unlock.h"

namespace sillok::storage {

ClosedVault::ClosedVault(std::string dir, FileDescriptor lock, Keyring keys)
    : m_dir(std::move(dir))
    , m_lock(std::move(lock))
    , m_keys(std::move(keys))
{
}

Result<ClosedVault> ClosedVault::unlock(const std::string& dir, const Credential& credential)
{
    if (!anyHeaderFile(dir))
        return fail(ErrorCode::NotFound, "there is no vault");
    SILLOK_TRY(FileDescriptor lock, takeLock(dir));
    SILLOK_TRY(std::vector<Keyring> unlocked, storage::unlock(dir, loadHeaders(dir), credential, &bootClockMs));
    SILLOK_TRY(Keyring keys, settleChangeOver(dir, std::move(unlocked)));
    SILLOK_CHECK(finishReplacement(dir, keys));
    return ClosedVault(dir, std::move(lock), std::move(keys));
}

Result<SalvageReport> ClosedVault::salvage(SplitTerms split, const CopyProgress& progress, const std::stop_token& stop)
{
    const std::string path = beginReplacement(m_dir);
    SalvageReport report;
    {
        SILLOK_TRY(Database fresh, Database::open(path, m_keys.databaseKey(), split));
        SILLOK_TRY(const Secret sealKey, m_keys.subkey(Purpose::Freshness));
        SILLOK_CHECK(fresh.useSealKey(sealKey));
        SILLOK_CHECK(migrate(fresh));
        SILLOK_TRY(report, salvageDatabase(databasePath(m_dir), m_keys.databaseKey(), fresh, progress, stop));
        SILLOK_TRY(const std::vector<std::string> problems, fresh.check());
        if (!problems.empty())
            return fail(ErrorCode::Internal, "the salvaged database does not pass the check: " + problems.front());
        SILLOK_CHECK(fresh.foldLog());
    }
    SILLOK_TRY(report.original, setAside(m_dir, nowMs()));
    SILLOK_CHECK(announceReplacement(m_dir, m_keys));
    SILLOK_CHECK(finishReplacement(m_dir, m_keys));
    protectKept(report.original);
    SILLOK_TRY(const CleanClose record, recordOf(databasePath(m_dir), m_keys));
    SILLOK_CHECK(m_keys.setCleanClose(record));
    return report;
}

Result<std::string> ClosedVault::restore(const std::string& snapshot, const ByteProgress& progress, const std::stop_token& stop)
{
    SILLOK_TRY(std::string kept, restoreSnapshot(m_dir, snapshot, m_keys, nowMs(), progress, stop));
    SILLOK_TRY(const CleanClose record, recordOf(databasePath(m_dir), m_keys));
    SILLOK_CHECK(m_keys.setCleanClose(record));
    return kept;
}

} // namespace sillok::storage
