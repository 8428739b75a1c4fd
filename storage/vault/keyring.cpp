#include "storage/vault/keyring.h"

#include "storage/vault/header_file.h"

#include <algorithm>

namespace sillok::storage {

Keyring::Keyring(std::string dir, VaultHeader header, Secret master, Secret databaseKey, uint32_t openedBy)
    : m_dir(std::move(dir))
    , m_header(std::move(header))
    , m_master(std::move(master))
    , m_databaseKey(std::move(databaseKey))
    , m_openedBy(openedBy)
{
}

Result<Keyring> Keyring::make(const std::string& dir, ProfileId id, const Credential& credential, const KdfCost& cost)
{
    const CryptoProfile& profile = cryptoProfile(id);
    VaultHeader header;
    header.profile = id;
    header.keysGeneration = 1;
    SILLOK_CHECK(profile.random(header.vaultId));
    SILLOK_TRY(Secret master, profile.randomSecret(kKeyBytes));
    SILLOK_TRY(KeySlot slot, makeSlot(header, 1, credential, cost, master));
    header.keySlots.push_back(std::move(slot));
    SILLOK_TRY(Secret databaseKey, profile.randomSecret(kKeyBytes));
    Keyring keys(dir, std::move(header), std::move(master), {}, 1);
    SILLOK_CHECK(keys.takeDatabaseKey(std::move(databaseKey)));
    return keys;
}

Result<void> Keyring::takeDatabaseKey(Secret key)
{
    SILLOK_TRY(const Secret wrapping, subkey(Purpose::DatabaseWrap));
    SILLOK_TRY(m_header.databaseKey, profile().wrap(key, wrapping, databaseKeyBinding(m_header)));
    m_databaseKey = std::move(key);
    return {};
}

Result<Keyring> Keyring::fromMaster(const std::string& dir, const VaultHeader& header, Secret master, uint32_t openedBy)
{
    SILLOK_CHECK(verifyHeader(header, master));
    const CryptoProfile& profile = cryptoProfile(header.profile);
    SILLOK_TRY(const Secret wrapping, profile.subkey(master, Purpose::DatabaseWrap));
    SILLOK_TRY(Secret databaseKey, profile.unwrap(header.databaseKey, wrapping, databaseKeyBinding(header)));
    return Keyring(dir, header, std::move(master), std::move(databaseKey), openedBy);
}

Result<Keyring> Keyring::open(const std::string& dir, const VaultHeader& header, const Credential& credential)
{
    const Result<SlotType> type = slotTypeOf(credential);
    if (!type.ok())
        return fail(ErrorCode::WrongKey, type.error().doing); // nothing presented opens nothing
    for (const KeySlot& slot : header.keySlots) {
        if (slot.type != *type)
            continue;
        Result<Secret> master = openSlot(header, slot, credential);
        if (!master.ok() && master.error().code == ErrorCode::WrongKey)
            continue;
        if (!master.ok())
            return std::move(master).error();
        return fromMaster(dir, header, std::move(*master), slot.id);
    }
    return fail(ErrorCode::WrongKey, "opening the vault");
}

Result<Keyring> Keyring::openEscrow(
    const std::string& dir, const VaultHeader& header, const Secret& replySecret, std::span<const EscrowShare> shares)
{
    SILLOK_TRY(Secret master, openEscrowSlot(header, replySecret, shares));
    const auto slot = std::ranges::find(header.keySlots, SlotType::Escrow, &KeySlot::type);
    return fromMaster(dir, header, std::move(master), slot->id);
}

Result<void> Keyring::store() { return change(m_header); }

Result<void> Keyring::setCleanClose(const CleanClose& record)
{
    VaultHeader header = m_header;
    header.cleanClose = record;
    return change(std::move(header));
}

Result<void> Keyring::clearCleanClose()
{
    VaultHeader header = m_header;
    header.cleanClose.reset();
    return change(std::move(header));
}

Result<void> Keyring::storeCopy(size_t copy) { return storeHeaderCopy(m_dir, copy, m_header, m_master); }

Result<void> Keyring::change(VaultHeader header)
{
    SILLOK_CHECK(storeHeader(m_dir, header, m_master));
    m_header = std::move(header);
    return {};
}

} // namespace sillok::storage
