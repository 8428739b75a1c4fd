// snapshots.h - Earlier states of the database, kept beside it under the same key.
#pragma once

#include "storage/db/database.h"
#include "storage/vault/keyring.h"
#include "storage/vault/vault_files.h"

namespace sillok::storage {

/// Why a snapshot was made; part of its file's name.
enum class SnapshotReason : uint8_t { Daily, BeforeMigration };

struct Snapshot {
    std::string name;               ///< file name below snapshots/
    int64_t madeAtMs = 0;
    SnapshotReason reason = SnapshotReason::Daily;
    uint64_t sizeBytes = 0;
};

/// Newest first. A folder that cannot be read has none.
std::vector<Snapshot> listSnapshots(const std::string& dir);
/// Where a snapshot lies.
std::string snapshotPath(const std::string& dir, const std::string& name);

/// True when the database has changed since the newest daily snapshot and that one is a day old, or lies in the future.
bool snapshotDue(const std::string& dir, int64_t nowMs);
/// Copies the closed database and lets the oldest daily snapshots go. Byte for byte: it stays encrypted as it is.
/// needs   nobody has the database open; nothing in its log
/// error   Damaged: a page does not authenticate; older snapshots, which may be good, are kept. DiskFull: less room than twice its size.
///         Cancelled, Io. Nothing is left behind.
Result<void> takeSnapshot(
    const std::string& dir, const Secret& databaseKey, int64_t nowMs, const ByteProgress& progress = {}, const std::stop_token& stop = {});
/// The same of a database that is open and in use, over a connection of its own; what is committed while it runs may or may not be in it.
/// From a thread of its own: nobody waits for it. Must have returned before the vault is closed or its key changed.
/// error   as takeSnapshot
Result<void> takeSnapshotBeside(const std::string& dir, const Secret& databaseKey, SplitTerms split, int64_t nowMs, const std::stop_token& stop);
/// The closed database as it is gets a second name; for the moment before a migrated one takes its place. needs as takeSnapshot
Result<void> keepBeforeMigration(const std::string& dir, int64_t nowMs);
/// Makes the database as it was in a snapshot. What was there until now is set aside.
/// Returns where that lies.
/// needs   the vault's lock; nobody has the database open
/// error   NotFound. Damaged: the snapshot itself. DiskFull, Io, Cancelled: the database is as it was.
Result<std::string> restoreSnapshot(const std::string& dir, const std::string& name, Keyring& keys, int64_t nowMs,
    const ByteProgress& progress = {}, const std::stop_token& stop = {});
/// Removes snapshots that were made under another key: nothing opens them.
void removeForeignSnapshots(const std::string& dir, const Secret& databaseKey);
/// Removes every snapshot.
Result<void> removeSnapshots(const std::string& dir);

} // namespace sillok::storage
