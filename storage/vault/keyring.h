// keyring.h - The keys of an open vault and the header that keeps them. Every change is on the disk, in both copies, when it returns.
#pragma once

#include "storage/vault/slot.h"

namespace sillok::storage {

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

    /// Puts a slot for `now` in the place of the one that `before` opens; the other slots stay. The old one stops working when this
    /// returns; interrupted, one of the two works. Nothing else is encrypted again.
    /// error  WrongKey: `before` opens nothing. BadArgument: `now` is empty. Refused: cost.
    Result<void> replaceSlot(const Credential& before, const Credential& now, const KdfCost& cost);

private:
    Keyring(std::string dir, VaultHeader header, Secret master, Secret databaseKey, uint32_t openedBy);
    uint32_t freeSlotId() const;
    /// A slot that was seen to open. error as makeSlot
    Result<KeySlot> provenSlot(const Credential& credential, const KdfCost& cost) const;
    /// Writes a header with other slots.
    Result<void> changeSlots(std::vector<KeySlot> slots);
    /// Writes a changed header and takes it over when it is written.
    Result<void> change(VaultHeader header);

    std::string m_dir;
    VaultHeader m_header;
    Secret m_master;
    Secret m_databaseKey;
    uint32_t m_openedBy = 0;
};

} // namespace sillok::storage
