// vault_files.h - Names and sizes of what lies in a vault's folder, and the copying of whole files there.
#pragma once

#include "engine/base/file.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace sillok::storage {

std::string databasePath(const std::string& dir);
inline constexpr uint64_t kSmallestDatabaseBytes = 4096;

/// Nothing when there is no such file.
std::optional<uint64_t> fileSize(const std::string& path);
/// The folder and what is above it; only the vault's own folder is private. error DiskFull, Io.
Result<void> makeFolder(const std::string& dir);
/// Held as long as the descriptor lives; a crash lets go of it. error Busy, DiskFull, Io.
Result<FileDescriptor> takeLock(const std::string& dir);

/// Bytes copied and bytes there are.
using ByteProgress = std::function<void(uint64_t done, uint64_t all)>;

/// A byte for byte copy, for this user only; its content is on the disk afterwards, its name is not yet.
/// error  DiskFull, Io, Cancelled: the copy is removed again.
Result<void> copyFile(const std::string& from, const std::string& to, const ByteProgress& progress = {}, const std::stop_token& stop = {});
/// A second name for the same bytes where the file system can do that, else a copy. For files that will be replaced, never changed.
Result<void> linkOrCopy(const std::string& from, const std::string& to);
/// Keeps the database and its log as they are in the folder kept/, before something takes their place.
/// Returns where it lies. error DiskFull, Io.
Result<std::string> setAside(const std::string& dir, int64_t nowMs);
/// Closes what was set aside against changes, after something has taken its place: until then both names may mean the same file.
void protectKept(const std::string& kept);
/// Removes everything that was set aside.
Result<void> removeKept(const std::string& dir);
/// A little room held back, so that a vault on a full disk can still be opened and written to its header. Failing to hold it is fine.
void holdReserve(const std::string& dir);
void freeReserve(const std::string& dir);
/// True when the disk that holds `dir` has room for twice as many bytes.
bool roomForTwice(const std::string& dir, uint64_t bytes);
/// Removes a database file with its log and index; absent ones are fine.
void removeDatabase(const std::string& path);

} // namespace sillok::storage
