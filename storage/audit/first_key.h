// first_key.h - The key of a log's first record, from which all others follow: it waits beside the log until the auditor takes it away.
//
// As long as it lies here, whoever opens the vault could make the whole log anew. Taken away, it checks every record and makes none.
#pragma once

#include "storage/audit/log_head.h"

namespace sillok::storage {

/// Locked under a key of the vault's. error DiskFull, Io.
Result<void> keepFirstKey(const std::string& dir, const LogHead& head, const Secret& firstKey, const Secret& key);
/// error  NotFound: it was taken, or there is no log. WrongKey: of another vault or log, or changed.
Result<Secret> readFirstKey(const std::string& dir, const LogHead& head, const Secret& key);
/// Afterwards it is nowhere here. error Io.
Result<void> removeFirstKey(const std::string& dir);
/// The same key when the vault's key has changed. error as readFirstKey, keepFirstKey; nothing happens when it was taken
Result<void> relockFirstKey(const std::string& dir, const LogHead& head, const Secret& before, const Secret& now);

} // namespace sillok::storage
