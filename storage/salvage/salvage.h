// salvage.h - Brings over what can be read of a damaged database into a new one, and says what could not.
#pragma once

#include "storage/db/copy.h"

namespace sillok::storage {

/// Per table. Words are made of this by the window and the command line.
struct SalvagedTable {
    std::string name;            ///< "message", "document" ...
    int64_t recovered = 0;
    int64_t lost = 0;            ///< rows of which a part is there and a part is not
    int64_t lostPages = 0;       ///< pages full of rows that are not readable; how many rows is not known
    int64_t stoodIn = 0;         ///< rows made so that others have something to belong to
};

struct SalvageReport {
    std::vector<SalvagedTable> tables;
    int64_t pages = 0;
    int64_t damagedPages = 0;
    int64_t olderPages = 0;      ///< taken from an earlier state because the newest is damaged
    std::string original;        ///< where the damaged file is kept, unchanged; set by who moved it

    bool everything() const;     ///< not a row is known to be missing
};

/// Reads `path` and its write-ahead log page by page, without the database library, and stores every row found in `to`. The file is
/// only read. Word indexes are built anew. What lost its parent gets one: a chat named after its first message, a document whose text
/// is put together from its passages.
/// needs   `to` empty, with the newest schema. No other process writes to `path`.
/// error   Cancelled, DiskFull, Io, NotFound (no file). Damage is never an error.
/// cost    reads every page twice
Result<SalvageReport> salvageDatabase(const std::string& path, const Secret& rawKey, Database& to, const CopyProgress& progress, std::stop_token stop);

} // namespace sillok::storage
