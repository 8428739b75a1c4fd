// keyring.h - The keys of an open vault and the header that keeps them. Every change is on the disk, in both copies, when it returns.
#pragma once

#include "storage/vault/escrow.h"
#include "storage/vault/slot.h"

#include <functional>

namespace sillok::storage {

struct FreshKeys;

/// Movable, never copied; wiped when it goes. Same thread as the vault. Interrupted anywhere, a change is made or not made: one of the
/// two header copies is always whole.
class Keyring {
public:
    /// Fresh keys for a new vault in `dir`, with one slot; nothing is written before store().
    /// error  BadArgument: nothing presented. Refused: cost outside the profile's limits.
    static Result<Keyring> make(const std::string& dir, ProfileId profile, const Credential& credential, const KdfCost& cost);
    /// Tries every slot of one header copy.
    /// error  WrongKey: none opens. Damaged: one opens, but the seal does not fit. OutOfMemory.
    static Result<Keyring> open(const std::string& dir, const VaultHeader& header, const Credential& credential);

    /// By two shares of the institution's holders. error as openEscrowSlot; Damaged: the seal does not fit.
    static Result<Keyring> openEscrow(
        const std::string& dir, const VaultHeader& header, const Secret& replySecret, std::span<const EscrowShare> shares);

    const CryptoProfile& profile() const { return cryptoProfile(m_header.profile); }
    const VaultHeader& header() const { return m_header; }
    /// The slot that the credential opened.
    uint32_t openedBy() const { return m_openedBy; }
    /// What the database file is encrypted with.
    const Secret& databaseKey() const { return m_databaseKey; }
    /// A key for one purpose; never the database's.
    Result<Secret> subkey(Purpose purpose) const { return profile().subkey(m_master, purpose); }

    /// Writes both copies as they should be. error DiskFull, Io.
    Result<void> store();

    /// Set while the vault is closed in order, cleared while it is open. error DiskFull, Io: it is as before.
    const std::optional<CleanClose>& cleanClose() const { return m_header.cleanClose; }
    Result<void> setCleanClose(const CleanClose& record);
    Result<void> clearCleanClose();

    // -- Ways into the vault. Each change is one new header; nothing else is encrypted again.
    /// Puts a slot for `now` in the place of the one that `before` opens; the other slots stay. The old one stops working when this
    /// returns; interrupted, one of the two works.
    /// error  WrongKey: `before` opens nothing. BadArgument: `now` is empty. Refused: cost.
    Result<void> replaceSlot(const Credential& before, const Credential& now, const KdfCost& cost);
    /// For whoever forgot: every passphrase slot ends, `now` opens instead. `proof` is a recovery key or any other way in.
    /// error as replaceSlot
    Result<void> resetPassphrase(const Credential& proof, const Credential& now, const KdfCost& cost);
    /// error WrongKey: does not open this vault. Locked: too many wrong tries.
    Result<Keyring> prove(const Credential& credential) const;
    /// Adds one more passphrase, key file or both, and returns the slot's id. error BadArgument, Refused: cost, or no room for a slot.
    Result<uint32_t> addSlot(const Credential& credential, const KdfCost& cost);
    /// A new recovery key in the place of the one there was; returns its text, which is kept nowhere.
    /// error  Refused: there is no passphrase or key file beside it.
    Result<Secret> renewRecoveryKey();
    /// The institution's three holders, in the place of those there were. error as makeEscrowSlot.
    Result<void> setEscrow(const std::vector<Holder>& holders);
    /// error  NotFound. Refused: the owner would have no way in any more (it is the last one, or only escrow would stay).
    Result<void> removeSlot(uint32_t id);
    /// After an opening by escrow: notes it where the owner sees it, makes the escrow slot anew, and adds a slot for `credential`.
    Result<void> recordEscrowOpening(const Credential& credential, const KdfCost& cost);

    // -- Fresh keys. Nothing is written: the vault changes over to the result together with its database.
    /// The same slots and master key with another database key.
    Result<Keyring> withFreshDatabaseKey() const;
    /// The same for a header that lies in another folder: a backup.
    Result<Keyring> forBackup(const std::string& dir) const;
    /// Another master key and database key. A new slot for `credential`, which must open this vault, escrow, and a new recovery key.
    /// error WrongKey. BadArgument: a recovery key, which would end here.
    Result<FreshKeys> withFreshKeys(const Credential& credential, const KdfCost& cost) const;
    /// Writes one header copy (0 or 1); see storeHeaderCopy.
    Result<void> storeCopy(size_t copy);
    /// Called with the number of key changes after each one that is on the disk.
    void whenChanged(std::function<void(uint64_t keysGeneration)> call) { m_whenChanged = std::move(call); }

private:
    Keyring(std::string dir, VaultHeader header, Secret master, Secret databaseKey, uint32_t openedBy);
    struct NewRecoveryKey {
        KeySlot slot;
        Secret text;
    };
    Result<NewRecoveryKey> newRecoveryKey(uint32_t id) const;
    static Result<Keyring> fromMaster(const std::string& dir, const VaultHeader& header, Secret master, uint32_t openedBy);
    Result<void> takeDatabaseKey(Secret key);
    uint32_t freeSlotId() const;
    /// A slot that was seen to open. error as makeSlot
    Result<KeySlot> provenSlot(uint32_t id, const Credential& credential, const KdfCost& cost) const;
    /// The slots with this one in the place of all others of its kind.
    std::vector<KeySlot> withOnly(KeySlot slot) const;
    Result<void> changeSlots(std::vector<KeySlot> now);
    Result<void> changeKeys(VaultHeader header);
    /// Writes a changed header and takes it over when it is written.
    Result<void> change(VaultHeader header);

    std::string m_dir;
    VaultHeader m_header;
    Secret m_master;
    Secret m_databaseKey;
    uint32_t m_openedBy = 0;
    std::function<void(uint64_t)> m_whenChanged;
};

struct FreshKeys {
    Keyring keys;
    Secret recoveryKey;     ///< its text, which is kept nowhere
};

} // namespace sillok::storage
