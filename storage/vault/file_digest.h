// file_digest.h - One number for a whole file that nobody without the vault's key can make: whether it is the file that was closed.
#pragma once

#include "storage/vault/keyring.h"

#include <stop_token>

namespace sillok::storage {

/// Size and digest of a file as they stand in the header after a clean closing. Leaves of 4 MiB are hashed with SHA-256 on all cores; the
/// root is the profile's keyed hash, under the freshness key, over the size and the leaves.
/// cost   reads the file once
Result<CleanClose> recordOf(const std::string& path, const Keyring& keys);
/// error  Damaged: another file, an older state of it, pages put back, or a changed bit. Io.
Result<void> checkRecord(const std::string& path, const Keyring& keys, const CleanClose& record);

/// True when every page of a closed database file authenticates under the key. Pages that are all zeros count as not.
/// error  Cancelled, Io. cost reads it once
Result<bool> everyPageAuthentic(const std::string& path, const Secret& databaseKey, const std::stop_token& stop = {});

} // namespace sillok::storage
