// vault.h - One folder that holds everything of one person, unreadable without the passphrase.
#pragma once

#include "engine/base/file.h"
#include "storage/db/copy.h"
#include "storage/vault/back_off.h"
#include "storage/vault/keyring.h"

#include <memory>
#include <vector>

namespace sillok::storage {

struct Headers;

/// What can be known without a key.
struct VaultStatus {
    enum class State : uint8_t { Missing, Present, Damaged } state = State::Missing;
    bool inUse = false;             ///< another process has it open
    int headerCopiesIntact = 0;     ///< of 2
    uint64_t generation = 0;        ///< of the newest intact copy
    ProfileId profile = ProfileId::Modern;
    std::vector<KeySlot> keySlots;  ///< as the newest intact copy says; not authenticated
    uint32_t escrowOpenings = 0;    ///< how often the institution has opened it
    uint64_t escrowOpenedAtMs = 0;
    bool escrowRequested = false;   ///< an opening by the institution has been prepared here
    uint32_t secondsToNextTry = 0;  ///< after wrong passphrases
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
    ///        Busy: open elsewhere. Unsupported: made by a newer version. Refused: key cost outside the limits, or an older header was
    ///        put back. Locked: too many wrong tries; VaultStatus::secondsToNextTry says how long.
    static Result<Vault> open(const std::string& dir, const Credential& credential, SplitTerms split, BootClock clock = &bootClockMs);
    /// By two shares of the institution's holders. From then on `credential` opens too, the escrow slot is a new one, and the owner sees
    /// that it happened. error as open, and as openEscrowSlot.
    static Result<Vault> openEscrow(const std::string& dir, std::span<const EscrowShare> shares, const Credential& credential, const KdfCost& cost, SplitTerms split);
    /// Prepares an opening by escrow: what the holders need. The half of it that stays lies beside the header until the opening.
    /// error  NotFound: no vault, or no escrow slot. DiskFull, Io.
    static Result<EscrowRequest> requestEscrow(const std::string& dir);
    static VaultStatus status(const std::string& dir);

    Vault(Vault&&) noexcept = default;
    Vault& operator=(Vault&& other) noexcept;
    /// Closes in order, see close().
    ~Vault();

    /// Brings everything into the one file, proves its state in the header for the next opening, and makes the daily snapshot when it is
    /// due. Whatever fails of that is made up for at the next opening. Afterwards the database is gone.
    void close();
    /// For whoever cannot wait at closing: a larger database gets no snapshot then. See takeSnapshotBeside.
    void limitSnapshotAtClose(uint64_t bytes) { m_snapshotUpToBytes = bytes; }

    const std::string& dir() const { return m_dir; }
    SplitTerms splitter() const { return m_split; }
    /// Stays valid and at the same address as long as the vault is open.
    Database& database() { return *m_database; }
    /// Reads everything. error: the check itself could not run.
    Result<VaultCheck> check();
    /// Keys, slots and the record of the last closing.
    Keyring& keys() { return m_keys; }
    /// Encrypts the whole database again under a fresh key, so that pages kept from before open nothing any more. Interrupted anywhere,
    /// the vault opens with what it opened with. Statements and transactions must be gone; database() stays where it is.
    /// error  as copyDatabase: nothing has changed. After any other error the vault is still open with its old or its new key.
    Result<void> replaceDatabaseKey(const CopyProgress& progress, std::stop_token stop);
    /// The same with a fresh master key: every way in ends but `credential`'s, which must open the vault now, and escrow. Returns the text
    /// of a new recovery key. error WrongKey; as replaceDatabaseKey.
    Result<Secret> rotate(const Credential& credential, const KdfCost& cost, const CopyProgress& progress, std::stop_token stop);

private:
    Vault(std::string dir, FileDescriptor lock, Keyring keys, Database database, SplitTerms split);
    static Result<Vault> openWith(const std::string& dir, FileDescriptor lock, const Headers& headers, std::vector<Keyring> candidates, SplitTerms split);

    // change_over.cpp
    Result<void> changeOver(Keyring next, const CopyProgress& progress, std::stop_token stop);
    Result<void> makeRekeyedCopy(const Keyring& next, const CopyProgress& progress, std::stop_token stop);
    Result<void> putInPlace(Keyring& next);
    Result<void> reopenDatabase();
    void watchKeys();

    std::string m_dir;
    FileDescriptor m_lock;
    Keyring m_keys;
    std::unique_ptr<Database> m_database;
    SplitTerms m_split;
    uint64_t m_snapshotUpToBytes = UINT64_MAX;
};

} // namespace sillok::storage
