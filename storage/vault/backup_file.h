// backup_file.h - A backup as one file; the layout is in backup.h.
#pragma once

#include "storage/vault/vault_files.h"

namespace sillok::storage {

/// The files of a backup, in their order.
inline constexpr const char* kBackupNames[] = { "header.a", "header.b", "vault.db" };

/// Writes the three files of a folder into one. It is on the disk afterwards, its name is not. error DiskFull, Io, Cancelled.
Result<void> packBackup(const std::string& folder, const std::string& file, const ByteProgress& progress, const std::stop_token& stop);
/// The way back, into an existing folder. error Damaged, Unsupported: another format. DiskFull, Io, Cancelled.
Result<void> unpackBackup(const std::string& file, const std::string& folder, const ByteProgress& progress, const std::stop_token& stop);

} // namespace sillok::storage
