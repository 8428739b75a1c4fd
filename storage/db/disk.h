// disk.h - Brings files and their names to the disk; says what the system said when that fails.
#pragma once

#include "engine/base/bytes.h"

namespace sillok::storage {

/// From errno: DiskFull when there is no room, else Io.
Error systemError(std::string doing);
/// Fills `out` from this place on and returns how many bytes there were: fewer than asked for only where the file ends. `doing` is for the error.
/// error Io
Result<size_t> readAt(int fd, uint64_t offset, std::span<uint8_t> out, const char* doing);
/// All of it at this place. error DiskFull, Io
Result<void> writeAt(int fd, uint64_t offset, Bytes bytes, const char* doing);
/// All of it where the descriptor stands. error DiskFull, Io
Result<void> writeAll(int fd, Bytes bytes, const char* doing);
/// The content of a file is on the disk afterwards. error DiskFull, Io.
Result<void> syncFile(const std::string& path);
/// The names in a folder are on the disk afterwards: what was made, renamed or removed there. error DiskFull, Io.
Result<void> syncFolder(const std::string& dir);
/// The folder part of a path, "." when it has none.
std::string folderOf(const std::string& path);

} // namespace sillok::storage
