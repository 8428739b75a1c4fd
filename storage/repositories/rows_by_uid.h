// rows_by_uid.h - Rows that are known by a uid of 32 hex digits, the same in every copy of a vault.
#pragma once

#include "storage/db/database.h"

namespace sillok::storage {

/// `uid`, or a new one where it is empty. error  BadArgument: not 32 hex digits.
Result<std::string> uidOrNew(Database& database, const std::string& uid);
/// error  NotFound.
Result<void> removeByUid(Database& database, const char* table, std::string_view uid);

} // namespace sillok::storage
