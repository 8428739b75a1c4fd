#include "storage/vault/change_over.h"

#include "storage/db/disk.h"
#include "storage/repositories/message_seals.h"
#include "storage/vault/keys_generation.h"
#include "storage/vault/replace_database.h"
#include "storage/vault/snapshots.h"
#include "storage/vault/vault.h"

#include <cstdio>
#include <unistd.h>

namespace sillok::storage {

namespace {

/// error: the old file is still there. The new one in its place may not be known to the disk yet: both header copies and the waiting file's
/// name say then how it goes on, so this is no reason to turn back.
Result<void> takePlace(const std::string& dir)
{
    for (const char* suffix : { "-wal", "-shm" }) // of the file that goes; its pages must never reach the new one
        ::unlink((databasePath(dir) + suffix).c_str());
    if (std::rename(rekeyedPath(dir).c_str(), databasePath(dir).c_str()) != 0)
        return systemError("putting the new database in its place");
    ignore(syncFolder(dir), "after a power cut the waiting file is put in its place once more");
    return {};
}

} // namespace

std::string rekeyedPath(const std::string& dir) { return dir + "/vault.db.rekeyed"; }

Result<Keyring> settleChangeOver(const std::string& dir, std::vector<Keyring> candidates)
{
    const bool waiting = fileSize(rekeyedPath(dir)).has_value();
    if (candidates.size() == 1 && !waiting)
        return std::move(candidates.front());
    for (Keyring& keys : candidates) {
        if (writtenUnder(databasePath(dir), keys.databaseKey())) {
            removeDatabase(rekeyedPath(dir));
            return std::move(keys);
        }
        if (waiting && writtenUnder(rekeyedPath(dir), keys.databaseKey())) {
            SILLOK_CHECK(takePlace(dir));
            return std::move(keys);
        }
    }
    return std::move(candidates.front());
}

Result<void> Vault::makeRekeyedCopy(const Keyring& next, const CopyProgress& progress, std::stop_token stop)
{
    const std::string path = rekeyedPath(m_dir);
    removeDatabase(path);
    {
        SILLOK_TRY(Database copy, Database::open(path, next.databaseKey(), m_split));
        SILLOK_CHECK(copyDatabase(*m_database, copy, progress, stop));
        SILLOK_TRY(const Secret sealKey, next.subkey(Purpose::Freshness));
        SILLOK_CHECK(copy.useSealKey(sealKey));
        SILLOK_CHECK(renewMessageSeals(copy)); // under the new key, and without a trace of removed messages
        SILLOK_CHECK(noteKeysGeneration(copy, next.header().keysGeneration));
        SILLOK_CHECK(copy.foldLog());
    }
    if (fileSize(path + "-wal"))
        return fail(ErrorCode::Busy, "somebody else has the copied database open");
    SILLOK_CHECK(syncFile(path));
    return syncFolder(m_dir);
}

/// The part that is one step for whoever opens the vault later.
Result<void> Vault::putInPlace(Keyring& next)
{
    {
        const Database closing = std::move(*m_database);
    }
    if (fileSize(databasePath(m_dir) + "-wal"))
        return fail(ErrorCode::Busy, "somebody else has the database open");
    SILLOK_CHECK(next.storeCopy(0));
    return takePlace(m_dir);
}

Result<void> Vault::changeOver(Keyring next, const CopyProgress& progress, std::stop_token stop)
{
    if (const auto copied = makeRekeyedCopy(next, progress, stop); !copied.ok()) {
        removeDatabase(rekeyedPath(m_dir));
        return copied;
    }
    const auto placed = putInPlace(next);
    if (!placed.ok()) {
        if (const auto restored = m_keys.store(); !restored.ok()) {
            // Which pair counts is found at the next opening. Until then nothing may be written to a file that may lose.
            SILLOK_TRY(*m_database, Database::openInMemory(m_split));
            return restored;
        }
        removeDatabase(rekeyedPath(m_dir));
        SILLOK_CHECK(reopenDatabase());
        return placed;
    }
    m_keys = std::move(next);
    watchKeys();
    SILLOK_CHECK(reopenDatabase());
    SILLOK_CHECK(m_keys.storeCopy(1));
    SILLOK_CHECK(removeSnapshots(m_dir)); // of no use any more: their key is gone
    return removeKept(m_dir);
}

Result<void> Vault::reopenDatabase()
{
    Result<Database> opened = Database::open(databasePath(m_dir), m_keys.databaseKey(), m_split);
    if (!opened.ok()) { // nobody may be left with a closed connection; statements on this one fail in order
        SILLOK_TRY(*m_database, Database::openInMemory(m_split));
        return std::move(opened).error();
    }
    *m_database = std::move(*opened);
    SILLOK_TRY(const Secret sealKey, m_keys.subkey(Purpose::Freshness));
    return m_database->useSealKey(sealKey);
}

void Vault::watchKeys()
{
    m_keys.whenChanged([database = m_database.get()](uint64_t generation) {
        ignore(noteKeysGeneration(*database, generation), "it is noted at the next opening; the change itself is on the disk");
    });
}

Result<void> Vault::replaceDatabaseKey(const CopyProgress& progress, std::stop_token stop)
{
    SILLOK_TRY(Keyring next, m_keys.withFreshDatabaseKey());
    return changeOver(std::move(next), progress, stop);
}

Result<Secret> Vault::rotate(const Credential& credential, const KdfCost& cost, const CopyProgress& progress, std::stop_token stop)
{
    SILLOK_TRY(FreshKeys fresh, m_keys.withFreshKeys(credential, cost));
    SILLOK_CHECK(changeOver(std::move(fresh.keys), progress, stop));
    return std::move(fresh.recoveryKey);
}

} // namespace sillok::storage
