#include "storage/vault/slot.h"

#include <chrono>

namespace sillok::storage {

namespace {

/// The key that wraps the master key. A key file alone goes through the slow derivation too: somebody who has the disk may try every file
/// on it.
Result<Secret> wrappingKey(const CryptoProfile& profile, const KeySlot& slot, const Credential& credential)
{
    if (slot.type == SlotType::RecoveryKey) {
        const Bytes factors[] = { asBytes("recovery key"), credential.recoveryKey };
        return profile.combine(slot.salt, factors);
    }
    SILLOK_TRY(const Secret file, profile.secretHash(credential.keyFile)); // of nothing where there is none: the slot's type says so
    const bool fileOnly = slot.type == SlotType::KeyFile;
    SILLOK_TRY(const Secret slow, profile.slowKey(fileOnly ? file.bytes() : asBytes(credential.passphrase), slot.salt, slot.cost));
    const Bytes factors[] = { asBytes("passphrase and key file"), slow.bytes(), file.bytes() };
    return profile.combine(slot.salt, factors);
}

} // namespace

uint64_t wallClockMs()
{
    return static_cast<uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count());
}

Result<SlotType> slotTypeOf(const Credential& credential)
{
    const bool phrase = !credential.passphrase.empty();
    const bool file = !credential.keyFile.empty();
    if (!credential.recoveryKey.empty()) {
        if (phrase || file || credential.recoveryKey.size() != kKeyBytes)
            return fail(ErrorCode::BadArgument, "a recovery key opens alone");
        return SlotType::RecoveryKey;
    }
    if (!phrase && !file)
        return fail(ErrorCode::BadArgument, "empty passphrase");
    return phrase && file ? SlotType::PassphraseAndKeyFile : file ? SlotType::KeyFile : SlotType::Passphrase;
}

Result<KeySlot> makeSlot(const VaultHeader& header, uint32_t id, const Credential& credential, const KdfCost& cost, const Secret& master)
{
    const CryptoProfile& profile = cryptoProfile(header.profile);
    KeySlot slot;
    slot.id = id;
    SILLOK_TRY(slot.type, slotTypeOf(credential));
    slot.madeAtMs = wallClockMs();
    if (hasSlowDerivation(slot.type))
        slot.cost = cost;
    SILLOK_CHECK(profile.random(slot.salt));
    SILLOK_TRY(const Secret key, wrappingKey(profile, slot, credential));
    SILLOK_TRY(std::vector<uint8_t> wrapped, profile.wrap(master, key, slotBinding(header, slot, 0)));
    slot.wrapped.push_back(std::move(wrapped));
    return slot;
}

Result<Secret> openSlot(const VaultHeader& header, const KeySlot& slot, const Credential& credential)
{
    SILLOK_TRY(const SlotType type, slotTypeOf(credential));
    if (type != slot.type)
        return fail(ErrorCode::WrongKey, "another kind of key");
    const CryptoProfile& profile = cryptoProfile(header.profile);
    SILLOK_TRY(const Secret key, wrappingKey(profile, slot, credential));
    return profile.unwrap(slot.wrapped.front(), key, slotBinding(header, slot, 0));
}

} // namespace sillok::storage
