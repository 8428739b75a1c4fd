// set_aside.h - Room for a new log where an old one cannot be continued; nothing of the old one is lost.
#pragma once

#include "engine/base/result.h"

namespace sillok::storage {

/// The vault's folder audit/ gets the name audit-kept-<ms>. Nothing happens when there is none. error DiskFull, Io.
Result<void> setLogAside(const std::string& vaultDir, int64_t nowMs);

} // namespace sillok::storage
