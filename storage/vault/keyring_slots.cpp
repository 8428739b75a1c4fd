// keyring_slots.cpp - Keyring's part about ways into the vault: each change writes one new header and re-encrypts nothing else.
#include "storage/crypto/recovery_key.h"
#include "storage/vault/keyring.h"
#include "storage/vault/unlock.h"

#include <algorithm>

namespace sillok::storage {

uint32_t Keyring::freeSlotId() const
{
    uint32_t highest = 0;
    for (const KeySlot& slot : m_header.keySlots)
        highest = std::max(highest, slot.id);
    return highest + 1;
}

Result<KeySlot> Keyring::provenSlot(uint32_t id, const Credential& credential, const KdfCost& cost) const
{
    SILLOK_TRY(KeySlot slot, makeSlot(m_header, id, credential, cost, m_master));
    SILLOK_TRY(const Secret proof, openSlot(m_header, slot, credential));
    return slot;
}

Result<Keyring::NewRecoveryKey> Keyring::newRecoveryKey(uint32_t id) const
{
    SILLOK_TRY(const Secret key, profile().randomSecret(kKeyBytes));
    SILLOK_TRY(Secret text, writeRecoveryKey(key));
    SILLOK_TRY(const Secret read, readRecoveryKey(asText(text.bytes()))); // what is shown is what opens
    SILLOK_TRY(KeySlot slot, provenSlot(id, Credential::fromRecoveryKey(read), {}));
    return NewRecoveryKey { std::move(slot), std::move(text) };
}

Result<void> Keyring::replaceSlot(const Credential& before, const Credential& now, const KdfCost& cost)
{
    SILLOK_TRY(const Keyring opened, prove(before));
    SILLOK_TRY(KeySlot slot, provenSlot(freeSlotId(), now, cost)); // known to open before the old one goes
    std::vector<KeySlot> slots = m_header.keySlots;
    std::ranges::replace_if(slots, [&](const KeySlot& s) { return s.id == opened.openedBy(); }, slot);
    const uint32_t made = slot.id;
    SILLOK_CHECK(changeSlots(std::move(slots)));
    if (m_openedBy == opened.openedBy())
        m_openedBy = made;
    return {};
}

Result<void> Keyring::resetPassphrase(const Credential& proof, const Credential& now, const KdfCost& cost)
{
    SILLOK_TRY(const Keyring opened, prove(proof));
    SILLOK_TRY(KeySlot slot, provenSlot(freeSlotId(), now, cost));
    return changeSlots(withOnly(std::move(slot)));
}

Result<Keyring> Keyring::prove(const Credential& credential) const
{
    Headers now;
    now.anyPresent = true;
    now.intact.push_back(m_header);
    SILLOK_TRY(std::vector<Keyring> opened, unlock(m_dir, now, credential, &bootClockMs));
    return std::move(opened.front());
}

Result<uint32_t> Keyring::addSlot(const Credential& credential, const KdfCost& cost)
{
    SILLOK_TRY(KeySlot slot, provenSlot(freeSlotId(), credential, cost));
    const uint32_t id = slot.id;
    std::vector<KeySlot> slots = m_header.keySlots;
    slots.push_back(std::move(slot));
    SILLOK_CHECK(changeSlots(std::move(slots)));
    return id;
}

Result<Secret> Keyring::renewRecoveryKey()
{
    const auto known = [](const KeySlot& slot) { return slot.type != SlotType::Escrow && slot.type != SlotType::RecoveryKey; };
    if (std::ranges::none_of(m_header.keySlots, known)) // ended before the new key is read, nobody could open the vault
        return fail(ErrorCode::Refused, "a new recovery key needs a passphrase or key file beside it");
    SILLOK_TRY(NewRecoveryKey made, newRecoveryKey(freeSlotId()));
    SILLOK_CHECK(changeSlots(withOnly(std::move(made.slot))));
    return std::move(made.text);
}

Result<void> Keyring::setEscrow(const std::vector<Holder>& holders)
{
    SILLOK_TRY(KeySlot slot, makeEscrowSlot(m_header, freeSlotId(), holders, m_master));
    return changeSlots(withOnly(std::move(slot)));
}

std::vector<KeySlot> Keyring::withOnly(KeySlot slot) const
{
    std::vector<KeySlot> slots = m_header.keySlots;
    std::erase_if(slots, [&](const KeySlot& other) { return other.type == slot.type; });
    slots.push_back(std::move(slot));
    return slots;
}

Result<void> Keyring::removeSlot(uint32_t id)
{
    std::vector<KeySlot> slots = m_header.keySlots;
    if (std::erase_if(slots, [&](const KeySlot& slot) { return slot.id == id; }) == 0)
        return fail(ErrorCode::NotFound, "key slot " + std::to_string(id));
    return changeSlots(std::move(slots));
}

Result<void> Keyring::recordEscrowOpening(const Credential& credential, const KdfCost& cost)
{
    VaultHeader header = m_header;
    const auto escrow = std::ranges::find(header.keySlots, SlotType::Escrow, &KeySlot::type);
    if (escrow == header.keySlots.end())
        return fail(ErrorCode::NotFound, "the vault has no escrow slot");
    ++header.escrowOpenings;
    header.escrowOpenedAtMs = wallClockMs();
    SILLOK_TRY(KeySlot own, provenSlot(freeSlotId(), credential, cost));
    SILLOK_TRY(*escrow, makeEscrowSlot(m_header, own.id + 1, escrow->holders, m_master));
    const uint32_t made = own.id;
    header.keySlots.push_back(std::move(own));
    SILLOK_CHECK(changeKeys(std::move(header)));
    m_openedBy = made;
    return {};
}

Result<Keyring> Keyring::withFreshDatabaseKey() const
{
    SILLOK_TRY(Secret master, Secret::copyOf(m_master.bytes()));
    SILLOK_TRY(Secret key, profile().randomSecret(kKeyBytes));
    Keyring next(m_dir, m_header, std::move(master), {}, m_openedBy);
    ++next.m_header.keysGeneration;
    next.m_header.cleanClose.reset();
    SILLOK_CHECK(next.takeDatabaseKey(std::move(key)));
    return next;
}

Result<Keyring> Keyring::forBackup(const std::string& dir) const
{
    SILLOK_TRY(Keyring next, withFreshDatabaseKey());
    next.m_dir = dir;
    return next;
}

Result<FreshKeys> Keyring::withFreshKeys(const Credential& credential, const KdfCost& cost) const
{
    if (!credential.recoveryKey.empty()) // it would end, and the new one may never be read
        return fail(ErrorCode::BadArgument, "keys are rotated with a passphrase or a key file");
    SILLOK_TRY(const Keyring opened, prove(credential));
    SILLOK_TRY(Secret master, profile().randomSecret(kKeyBytes));
    SILLOK_TRY(Secret key, profile().randomSecret(kKeyBytes));
    Keyring next(m_dir, m_header, std::move(master), {}, 0);
    ++next.m_header.keysGeneration;
    next.m_header.cleanClose.reset();
    SILLOK_CHECK(next.takeDatabaseKey(std::move(key)));
    SILLOK_TRY(KeySlot own, next.provenSlot(1, credential, cost));
    next.m_openedBy = own.id;
    SILLOK_TRY(NewRecoveryKey recovery, next.newRecoveryKey(2));
    std::vector<KeySlot> slots;
    slots.push_back(std::move(own));
    slots.push_back(std::move(recovery.slot));
    const auto escrow = std::ranges::find(m_header.keySlots, SlotType::Escrow, &KeySlot::type);
    if (escrow != m_header.keySlots.end()) {
        SILLOK_TRY(KeySlot again, makeEscrowSlot(next.m_header, 3, escrow->holders, next.m_master));
        slots.push_back(std::move(again));
    }
    next.m_header.keySlots = std::move(slots);
    return FreshKeys { std::move(next), std::move(recovery.text) };
}

Result<void> Keyring::changeSlots(std::vector<KeySlot> slots)
{
    VaultHeader header = m_header;
    header.keySlots = std::move(slots);
    return changeKeys(std::move(header));
}

/// The one place that every change of slots goes through: the owner keeps a way in.
Result<void> Keyring::changeKeys(VaultHeader header)
{
    if (header.keySlots.size() > kMostSlots)
        return fail(ErrorCode::Refused, "a vault has at most " + std::to_string(kMostSlots) + " key slots");
    if (std::ranges::all_of(header.keySlots, [](const KeySlot& slot) { return slot.type == SlotType::Escrow; }))
        return fail(ErrorCode::Refused, "the owner would have no way in any more");
    ++header.keysGeneration;
    SILLOK_CHECK(change(std::move(header)));
    if (m_whenChanged)
        m_whenChanged(m_header.keysGeneration);
    return {};
}

} // namespace sillok::storage
