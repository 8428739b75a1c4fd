// unlock.h - From the header copies and what somebody presents to the vault's keys.
#pragma once

#include "storage/vault/header_file.h"
#include "storage/vault/keyring.h"

namespace sillok::storage {

/// The keys as the newest copy has them; behind them as the other copy has them, when it is about other keys and opens too.
/// error  NotFound: no header. WrongKey. Damaged: both copies, or a seal. Unsupported. Refused.
Result<std::vector<Keyring>> unlock(const std::string& dir, const Headers& headers, const Credential& credential);

} // namespace sillok::storage
