// keys_generation.h - The database remembers how often the keys changed: an older header put back beside it is found.
//
// The header's seal cannot tell an old header from a new one, so a passphrase that was changed or removed would open again with a header
// kept from then. Header and database of the same day, put back together, are an old vault and cannot be told from one.
#pragma once

#include "storage/db/database.h"

namespace sillok::storage {

/// error Refused: the database has seen later keys than this header's.
Result<void> checkKeysGeneration(Database& database, uint64_t ofHeader);
/// Remembers; never goes back.
Result<void> noteKeysGeneration(Database& database, uint64_t ofHeader);

} // namespace sillok::storage
