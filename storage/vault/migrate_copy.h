// migrate_copy.h - An older database is never changed in place: its copy is brought up to date, checked, and then takes its place.
#pragma once

#include "storage/db/migrate.h"
#include "storage/vault/keyring.h"

namespace sillok::storage {

/// error Unsupported: made by a newer program.
Result<bool> needsMigration(Database& database, std::span<const Migration> steps = allMigrations());

/// The old file is kept as a snapshot. Killed at any moment, the next opening finds the old database or the new one.
/// needs   the vault marked as open; `old` is closed by this
/// error   DiskFull, Io; Damaged: what was made does not pass the check. The old database is as it was.
Result<void> migrateOnCopy(
    const std::string& dir, Database old, Keyring& keys, SplitTerms split, std::span<const Migration> steps = allMigrations());

} // namespace sillok::storage
