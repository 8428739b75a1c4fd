// log_file.h - The write-ahead log as it lies on the disk: which frames count, and whether something that was stored is no longer readable.
//
// The library follows the log up to the first frame that does not verify and takes that for the end, because after a power cut it is. A
// damaged frame in the middle would make it forget, silently, what was stored behind it. Here the two are told apart.
#pragma once

#include "engine/base/file.h"

namespace sillok::storage {

/// One page in the log. `databasePages` is not 0 when the frame ends a transaction.
struct LogFrame {
    uint32_t page = 0;
    uint32_t databasePages = 0;
    uint64_t offset = 0;         ///< of the page's bytes in the log
};

struct LogScan {
    std::vector<LogFrame> frames;    ///< whole transactions that can be read, oldest first; behind the damage too
    bool damaged = false;            ///< transactions were stored behind a place that does not verify, and are not in the database file
};

/// `log` may be empty. Never fails: what does not look like a log has no frames.
/// exact   a log cut off or torn inside its last transaction is not damaged: that transaction had not been acknowledged.
/// source  sqlite.org/fileformat2.html, section 4 (header, frames, checksums, big-endian numbers)
LogScan scanLog(Bytes log, Bytes database);

} // namespace sillok::storage
