// message_seals.h - Whether messages are what was stored last: pages that somebody put back to an older state are found here.
#pragma once

#include "storage/db/database.h"

namespace sillok::storage {

/// Follows the newest `most` seals (0: all of them) and compares each message that they name with its newest seal. Empty: in order.
/// needs   the key under which the seals were made, given to Database::useSealKey
/// exact   finds every set of pages put back that changes a message or a seal, but not the return of the whole file to one moment.
Result<std::vector<std::string>> checkMessageSeals(Database& database, int64_t most);
/// Begins the chain anew over the messages that are there: removed ones leave no trace in it.
Result<void> renewMessageSeals(Database& database);

} // namespace sillok::storage
