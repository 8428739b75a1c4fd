// disk.h - Brings files and their names to the disk; says what the system said when that fails.
#pragma once

#include "engine/base/result.h"

namespace sillok::storage {

/// From errno: DiskFull when there is no room, else Io.
Error systemError(std::string doing);
/// The content of a file is on the disk afterwards. error DiskFull, Io.
Result<void> syncFile(const std::string& path);
/// The names in a folder are on the disk afterwards: what was made, renamed or removed there. error DiskFull, Io.
Result<void> syncFolder(const std::string& dir);
/// The folder part of a path, "." when it has none.
std::string folderOf(const std::string& path);

} // namespace sillok::storage
