#include "storage/db/copy.h"

#include "storage/db/disk.h"
#include "storage/db/sqlite.h"

#include <memory>

namespace sillok::storage {

namespace {

/// 1 MiB a step: short enough to stop at once, long enough that the steps cost nothing.
constexpr int kPagesPerStep = 256;

struct FinishBackup {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};
using Backup = std::unique_ptr<sqlite3_backup, FinishBackup>;

Result<void> mustBeSetUp(Database& database)
{
    SILLOK_TRY(const std::vector<Expectation> found, database.settings());
    return checkExpectations(found);
}

/// The key of the source is known to be right, so a page that it does not open is a damaged page.
Error copyError(Database& to, int code)
{
    Error error = databaseError(to.connection(), code, "copying the database");
    if (error.code == ErrorCode::WrongKey || error.code == ErrorCode::Internal)
        error.code = ErrorCode::Damaged;
    return error;
}

Result<void> copyPages(Database& from, Database& to, const CopyProgress& progress, const std::stop_token& stop)
{
    Backup backup(sqlite3_backup_init(to.connection(), "main", from.connection(), "main"));
    if (!backup)
        return databaseError(to.connection(), sqlite3_extended_errcode(to.connection()), "starting a copy of the database");
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "copying the database");
        const int code = sqlite3_backup_step(backup.get(), kPagesPerStep);
        if (code != SQLITE_OK && code != SQLITE_DONE)
            return copyError(to, code);
        const int64_t all = sqlite3_backup_pagecount(backup.get());
        if (progress)
            progress(all - sqlite3_backup_remaining(backup.get()), all);
        if (code == SQLITE_DONE)
            break;
    }
    const int code = sqlite3_backup_finish(backup.release());
    return code == SQLITE_OK ? Result<void>() : copyError(to, code);
}

} // namespace

Result<void> copyDatabase(Database& from, Database& to, const CopyProgress& progress, std::stop_token stop)
{
    if (from.path().empty() || to.path().empty())
        return fail(ErrorCode::BadArgument, "copying a database that lives in memory");
    SILLOK_CHECK(mustBeSetUp(from));
    SILLOK_CHECK(mustBeSetUp(to));
    SILLOK_CHECK(copyPages(from, to, progress, stop));
    SILLOK_CHECK(mustBeSetUp(to)); // the first page, which holds the journal mode, has been replaced
    SILLOK_CHECK(to.foldLog());
    SILLOK_CHECK(syncFile(to.path()));
    return syncFolder(folderOf(to.path()));
}

} // namespace sillok::storage
