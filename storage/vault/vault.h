// vault.h - One folder that holds everything of one person, unreadable without the passphrase.
#pragma once

#include "engine/base/file.h"
#include "storage/db/database.h"
#include "storage/vault/keyring.h"

#include <memory>
#include <vector>

namespace sillok::storage {

/// What can be known without a key.
struct VaultStatus {
    enum class State : uint8_t { Missing, Present, Damaged } state = State::Missing;
    bool inUse = false;             ///< another process has it open
    int headerCopiesIntact = 0;     ///< of 2
    uint64_t generation = 0;        ///< of the newest intact copy
    int keySlots = 0;
    KdfCost kdfCost;                ///< of the first slot
    ProfileId profile = ProfileId::Modern;
    uint64_t databaseBytes = 0;
};

/// What `check` found. Empty problems: everything is in order.
struct VaultCheck {
    int headerCopiesIntact = 0;
    std::vector<std::string> problems;
};

/// An open vault. Holds the folder's lock. One thread at a time.
class Vault {
public:
    /// Makes the folder (mode 0700), the header copies and an empty database, and opens it.
    /// error  AlreadyExists: a vault is there. Refused: cost below the floor or above the ceiling. BadArgument: nothing presented.
    static Result<Vault> create(
        const std::string& dir, const Credential& credential, const KdfCost& cost, SplitTerms split, ProfileId profile = ProfileId::Modern);
    /// needs  `split` must be the one that the vault was made with.
    /// error  NotFound: no vault. WrongKey: passphrase, key file or recovery key. Damaged: both header copies or the database.
    ///        Busy: open elsewhere. Unsupported: made by a newer version. Refused: key cost outside the limits.
    static Result<Vault> open(const std::string& dir, const Credential& credential, SplitTerms split);
    static VaultStatus status(const std::string& dir);

    Vault(Vault&&) noexcept = default;
    Vault& operator=(Vault&&) = delete;
    /// Closes in order, see close().
    ~Vault();

    /// Brings everything into the one file, proves its state in the header for the next opening, and makes the daily snapshot when it is
    /// due. Whatever fails of that is made up for at the next opening. Afterwards the database is gone.
    void close();

    /// Stays valid and at the same address as long as the vault is open.
    Database& database() { return *m_database; }
    /// Reads everything. error: the check itself could not run.
    Result<VaultCheck> check();
    /// Keys, slots and the record of the last closing.
    Keyring& keys() { return m_keys; }

private:
    Vault(std::string dir, FileDescriptor lock, Keyring keys, Database database);

    std::string m_dir;
    FileDescriptor m_lock;
    Keyring m_keys;
    std::unique_ptr<Database> m_database;
};

} // namespace sillok::storage
