#include "storage/vault/close_sequence.h"

#include "storage/vault/clock.h"
#include "storage/vault/file_digest.h"
#include "storage/vault/snapshots.h"

namespace sillok::storage {

namespace {

Result<void> closeInOrder(const std::string& dir, std::unique_ptr<Database> database, Keyring& keys)
{
    if (database->path().empty()) // stands in for one that a failed change of keys could not open again: what is on the disk is not ours to vouch for
        return fail(ErrorCode::Internal, "no database file is open");
    SILLOK_CHECK(database->foldLog());
    database.reset();
    if (fileSize(databasePath(dir) + "-wal").value_or(0) != 0)
        return fail(ErrorCode::Busy, "somebody else has the database open");
    SILLOK_TRY(const CleanClose record, recordOf(databasePath(dir), keys));
    return keys.setCleanClose(record);
}

} // namespace

void closeDatabase(const std::string& dir, std::unique_ptr<Database> database, Keyring& keys, uint64_t snapshotUpToBytes)
{
    const Result<void> closed = closeInOrder(dir, std::move(database), keys);
    if (closed.ok())
        removeForeignSnapshots(dir, keys.databaseKey());
    if (closed.ok() && fileSize(databasePath(dir)).value_or(0) <= snapshotUpToBytes && snapshotDue(dir, nowMs()))
        ignore(takeSnapshot(dir, keys.databaseKey(), nowMs()), "the next closing tries again");
    holdReserve(dir);
}

} // namespace sillok::storage
