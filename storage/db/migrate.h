// migrate.h - Brings a database to the newest schema, step by step, without losing a row.
#pragma once

#include "storage/db/database.h"

#include <span>

namespace sillok::storage {

/// One numbered step. The SQL is compiled in from db/migrations/.
struct Migration {
    int version;
    const char* name;
    const char* sql;
};

/// All steps in order, numbered by ten.
std::span<const Migration> allMigrations();

/// The number of the newest step that a database has seen; 0 for an empty one.
Result<int64_t> schemaVersion(Database& database);

/// Applies what is missing, all in one transaction; the version is recorded in the file.
/// error  Unsupported: the file was made by a newer program. DiskFull, Damaged, Busy.
Result<void> migrate(Database& database, std::span<const Migration> steps = allMigrations());

} // namespace sillok::storage
