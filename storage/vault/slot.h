// slot.h - One way into the vault: the master key, locked in what somebody knows or has.
#pragma once

#include "storage/vault/credential.h"
#include "storage/vault/header.h"

namespace sillok::storage {

/// Milliseconds since 1970 by the wall clock; for people to read, never for a decision.
uint64_t wallClockMs();

/// The kind of slot that a credential opens. error BadArgument: nothing presented, or a recovery key together with something else.
Result<SlotType> slotTypeOf(const Credential& credential);

/// A slot that gives `master` for the credential. `cost` is for passphrases and key files; a recovery key needs none.
/// error  BadArgument: as slotTypeOf. Refused: cost outside the profile's limits. OutOfMemory.
Result<KeySlot> makeSlot(const VaultHeader& header, uint32_t id, const Credential& credential, const KdfCost& cost, const Secret& master);
/// error  WrongKey: another credential, another kind of slot, or a changed slot. OutOfMemory.
Result<Secret> openSlot(const VaultHeader& header, const KeySlot& slot, const Credential& credential);

} // namespace sillok::storage
