// shred.h - Makes something unreadable for good: what it was encrypted with is destroyed.
#pragma once

#include "storage/vault/vault.h"

namespace sillok::storage {

/// Removes the rows of one chat, cleans the word indexes, and encrypts everything that stays again under a fresh key. The old file, its
/// key and every snapshot are gone when this returns. Backups elsewhere are not reached.
/// needs   statements and transactions gone, as for Vault::replaceDatabaseKey
/// error   NotFound: nothing happened. Others as Vault::replaceDatabaseKey: the rows are removed, but older pages may still open; again.
Result<void> shredChat(Vault& vault, int64_t chat, const CopyProgress& progress, const std::stop_token& stop);
/// The same for a collection and its documents. Answers lose the passages that they cite from it, and those in evidence mode, which
/// are nothing but such passages, their text. What people and models wrote stays.
Result<void> shredCollection(Vault& vault, int64_t collection, const CopyProgress& progress, const std::stop_token& stop);

/// Destroys a closed vault: first both header copies, which hold every way in, then the files. Needs no key; cannot be undone.
/// error   NotFound: no vault. Busy: open. Io: what could not be removed is still there, but once the headers are gone it opens nothing.
Result<void> shredVault(const std::string& dir);

} // namespace sillok::storage
