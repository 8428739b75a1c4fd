// copy.h - A whole database, copied page by page into one with another key while it stays in use.
#pragma once

#include "storage/db/database.h"

#include <functional>
#include <stop_token>

namespace sillok::storage {

/// Called between steps with the pages copied and the pages there are. The source may be read and written inside it.
using CopyProgress = std::function<void(int64_t donePages, int64_t allPages)>;

/// Makes `to` the same as `from`, including changes made while it runs; what `to` held before is replaced. Its pages are encrypted
/// under its own key. On success everything is in its one file, which is on the disk as is its name in the folder; not a byte in its -wal.
/// needs   two files, not in memory; nobody reads or writes `to` meanwhile. `progress` may be empty.
/// error   Cancelled, DiskFull, Io, Damaged (a page of the source), Refused (a setting of one of them differs): `to` holds nothing
///         that may be used. Busy: somebody else holds one of them. BadArgument.
/// cost    reads and writes every page once, and once more from the write-ahead log into the file.
Result<void> copyDatabase(Database& from, Database& to, const CopyProgress& progress, std::stop_token stop);

} // namespace sillok::storage
