// backup.h - The whole vault in one folder or one file elsewhere, and the way back.
//
// A backup holds the two header copies and the database, under the same ways in as the vault but with a database key of its own. As a
// folder it is itself a vault that was closed in order. As a file, little-endian: magic "SILLOKBK", format u32 = 1, three times a size
// u64 (header.a, header.b, vault.db), their bytes, SHA-256 over everything before it.
#pragma once

#include "storage/repositories/merge.h"
#include "storage/vault/vault.h"
#include "storage/vault/vault_files.h"

namespace sillok::storage {

/// Names that end in this are written as one file, all others as a folder.
inline constexpr std::string_view kBackupEnding = ".sillok-backup";

/// Copies the open vault, checks the copy, brings it to the disk and reads it back before it says that it worked.
/// needs   nothing at `to` yet
/// error   AlreadyExists. Damaged: the vault itself has damage; nothing of it is written over an older backup. Cancelled, DiskFull, Io.
///         Whatever the error, nothing is left at `to`.
/// cost    reads and writes everything three times
Result<void> writeBackup(Vault& vault, const std::string& to, const CopyProgress& progress, const std::stop_token& stop);

/// Makes a vault in `dir` out of a backup, after every byte of it was verified. It appears as a whole or not at all.
/// error   AlreadyExists: something is in `dir`. NotFound: no backup. WrongKey. Damaged: the backup is not as it was written.
///         Unsupported: not a finished backup, or of a newer program. Cancelled, DiskFull, Io.
Result<void> restoreAsNew(
    const std::string& from, const std::string& dir, const Credential& credential, const ByteProgress& progress, const std::stop_token& stop);
/// Adds what an open vault has not, after every byte of the backup was verified. See mergeDatabase. error as restoreAsNew
Result<MergeReport> restoreInto(
    const std::string& from, Vault& vault, const Credential& credential, const CopyProgress& progress, const std::stop_token& stop);

} // namespace sillok::storage
