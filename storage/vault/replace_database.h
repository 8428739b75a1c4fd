// replace_database.h - Puts a finished database in the place of the vault's: whatever is interrupted, the old one or the new one is opened.
//
// The new database is written as vault.db.new. When it is whole and on the disk it is renamed to vault.db.ready, with a proof beside it
// that this vault made it just now: from then on it will be the vault's. Taking it in marks the vault as not closed in order, removes
// the log that belongs to the old database, and renames. An interrupted taking in is finished at the next opening; a ready file without
// a fitting proof, or under another key than the header's, is removed: it is somebody's, or belongs to a change of key that did not happen.
#pragma once

#include "storage/vault/keyring.h"

namespace sillok::storage {

/// True when the first page of a database file was written under this key.
bool writtenUnder(const std::string& path, const Secret& databaseKey);
/// Where to write the new database; leftovers are removed.
std::string beginReplacement(const std::string& dir);
/// From now on the new database will be the vault's. needs it closed, whole, with nothing in a log. error DiskFull, Io.
Result<void> announceReplacement(const std::string& dir, const Keyring& keys);
/// Takes in a database that was announced; without one it only tidies up. needs nobody to have the database open. error Io, DiskFull.
Result<void> finishReplacement(const std::string& dir, Keyring& keys);

} // namespace sillok::storage
