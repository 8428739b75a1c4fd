// repair.h - After a salvage: what points at nothing is given something to point at.
#pragma once

#include "storage/db/database.h"

namespace sillok::storage {

struct Repair {
    int64_t chats = 0;          ///< made for messages whose chat is lost
    int64_t collections = 0;    ///< made for documents whose collection is lost
    int64_t documents = 0;      ///< put together from passages
    int64_t citations = 0;      ///< removed: their answer is lost
    int64_t blocks = 0;         ///< removed: nothing else of their document is there
};

/// needs a transaction in which references are not yet enforced. Afterwards they all hold.
Result<Repair> repairReferences(Database& database);

} // namespace sillok::storage
