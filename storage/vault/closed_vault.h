// closed_vault.h - A vault whose keys are known and whose database is not open: the place for what is done to the file as a whole.
#pragma once

#include "storage/salvage/salvage.h"
#include "storage/vault/snapshots.h"

namespace sillok::storage {

/// Holds the folder's lock. Works on a vault that no longer opens, as long as one header copy does. One thread at a time.
class ClosedVault {
public:
    /// error as Vault::open, but never about the database
    static Result<ClosedVault> unlock(const std::string& dir, const Credential& credential);

    /// Brings over what can be read into a new database, checks it and puts it in the place of the damaged one, which is kept: the report
    /// says where. Killed at any moment, the old file or the new one is there.
    /// needs   `split` as for Vault::open
    /// error   NotFound: there is no database file. Cancelled, DiskFull, Io: nothing has changed.
    Result<SalvageReport> salvage(SplitTerms split, const CopyProgress& progress, const std::stop_token& stop);
    /// error as storage::restoreSnapshot. Returns where the database that was there is kept.
    Result<std::string> restore(const std::string& snapshot, const ByteProgress& progress, const std::stop_token& stop);

    const std::string& dir() const { return m_dir; }
    Keyring& keys() { return m_keys; }

private:
    ClosedVault(std::string dir, FileDescriptor lock, Keyring keys);

    std::string m_dir;
    FileDescriptor m_lock;
    Keyring m_keys;
};

} // namespace sillok::storage
