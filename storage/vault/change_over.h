// change_over.h - From one database key to another: the database is copied into a new file, and header and file change places so that at
// every moment one of the two pairs opens.
//
// 1 the copy, complete and on the disk; 2 the new header as copy a; 3 the new file in the place of the old one; 4 the new header as copy b.
// Interrupted before 2 nothing has happened. Between 2 and 4 whoever opens copy a's slots finishes the change; whoever opens only copy b's
// takes it back as long as the old file is there.
#pragma once

#include "storage/db/database.h"
#include "storage/vault/keyring.h"

namespace sillok::storage {

/// Where the copy waits for its moment.
std::string rekeyedPath(const std::string& dir);

/// Ends what was interrupted: of the keys, newest first, those that fit the database that is there, or the one that waits to take its
/// place. When none fits: the first, and opening the database will say so.
Result<Keyring> settleChangeOver(const std::string& dir, std::vector<Keyring> candidates);

} // namespace sillok::storage
