// unlock.h - From the header copies and what somebody presents to the vault's keys.
#pragma once

#include "storage/vault/back_off.h"
#include "storage/vault/header_file.h"
#include "storage/vault/keyring.h"

namespace sillok::storage {

/// The keys as the newest copy has them; behind them as the other copy has them, when it is about other keys and opens too.
/// Wrong passphrases and key files are counted; a recovery key cannot be guessed, so it neither waits nor counts.
/// error  NotFound: no header. WrongKey. Damaged: both copies, or a seal. Unsupported. Refused. Locked: too many wrong tries.
Result<std::vector<Keyring>> unlock(const std::string& dir, const Headers& headers, const Credential& credential, BootClock clock);
/// The same by two shares that answer the request which was prepared here.
/// error  NotFound: no header, no escrow slot, or nothing was prepared. Others as openEscrowSlot.
Result<std::vector<Keyring>> unlockEscrow(const std::string& dir, const Headers& headers, std::span<const EscrowShare> shares);

/// True when an opening by escrow was prepared and has not been made.
bool escrowRequested(const std::string& dir);
/// Its secret half goes.
void endEscrowRequest(const std::string& dir);

} // namespace sillok::storage
