// keyring_slots.cpp - Keyring's part about ways into the vault: each change writes one new header and re-encrypts nothing else.
#include "storage/vault/keyring.h"

#include <algorithm>

namespace sillok::storage {

uint32_t Keyring::freeSlotId() const
{
    uint32_t highest = 0;
    for (const KeySlot& slot : m_header.keySlots)
        highest = std::max(highest, slot.id);
    return highest + 1;
}

Result<KeySlot> Keyring::provenSlot(const Credential& credential, const KdfCost& cost) const
{
    SILLOK_TRY(KeySlot slot, makeSlot(m_header, freeSlotId(), credential, cost, m_master));
    SILLOK_TRY(const Secret proof, openSlot(m_header, slot, credential));
    return slot;
}

Result<void> Keyring::replaceSlot(const Credential& before, const Credential& now, const KdfCost& cost)
{
    SILLOK_TRY(const Keyring opened, open(m_dir, m_header, before));
    SILLOK_TRY(KeySlot slot, provenSlot(now, cost)); // known to open before the old one goes
    std::vector<KeySlot> slots = m_header.keySlots;
    std::ranges::replace_if(slots, [&](const KeySlot& s) { return s.id == opened.openedBy(); }, slot);
    const uint32_t made = slot.id;
    SILLOK_CHECK(changeSlots(std::move(slots)));
    if (m_openedBy == opened.openedBy())
        m_openedBy = made;
    return {};
}

Result<void> Keyring::changeSlots(std::vector<KeySlot> slots)
{
    VaultHeader header = m_header;
    header.keySlots = std::move(slots);
    ++header.keysGeneration;
    return change(std::move(header));
}

} // namespace sillok::storage
