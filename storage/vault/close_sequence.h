// close_sequence.h - What is done, and in which order, when a vault is closed.
#pragma once

#include "storage/db/database.h"
#include "storage/vault/keyring.h"

#include <memory>

namespace sillok::storage {

/// 1. Brings the log into the file and closes the connection. 2. Writes the size and digest of the file into the header. 3. Makes the
/// daily snapshot when it is due and the file is no larger than `snapshotUpToBytes`. Every step may fail, for want of room or because somebody else reads: then the vault counts as not
/// closed in order, and the next opening looks closer.
void closeDatabase(const std::string& dir, std::unique_ptr<Database> database, Keyring& keys, uint64_t snapshotUpToBytes);

} // namespace sillok::storage
