// open_sequence.h - From the right keys to a database that may be trusted: what is done, and in which order, when a vault is opened.
#pragma once

#include "storage/db/database.h"
#include "storage/vault/keyring.h"

namespace sillok::storage {

/// 1. Takes in a database that a migration, a restore or a shredding had finished. 2. After a clean closing: proves that the file is the
/// one that was closed. After any other end: looks for stored data that the log can no longer give. 3. Marks the vault as open, on the
/// disk, before anything is changed. 4. Opens, and after an unclean end follows the newest seals of messages. 5. Brings an older schema
/// up to date, on a copy. 6. Answers that were being written become stopped ones.
/// needs   the vault's lock
/// error   Damaged: the file is another one than it should be, or is damaged; nothing was changed. DiskFull, Io, Unsupported, Refused.
Result<Database> openDatabase(const std::string& dir, Keyring& keys, SplitTerms split);

/// The database of a vault that is being made; what an unfinished creation left is removed.
Result<Database> makeDatabase(const std::string& dir, Keyring& keys, SplitTerms split);

} // namespace sillok::storage
