// replace_file.h - A small file written anew as a whole, so that there is always the old one or the new one.
#pragma once

#include "engine/base/bytes.h"

#include <string>
#include <sys/types.h>

namespace sillok::storage {

/// Temporary file beside it, fdatasync, rename, fsync of the folder. `mode` regardless of the umask. error DiskFull, Io.
Result<void> replaceFile(const std::string& dir, const std::string& name, Bytes bytes, mode_t mode = 0600);

} // namespace sillok::storage
