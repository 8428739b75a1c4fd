// repair.h - After a salvage: what points at nothing is given something to point at.
#pragma once

#include "storage/db/database.h"

#include <string>
#include <utility>
#include <vector>

namespace sillok::storage {

struct Repair {
    int64_t chats = 0;          ///< made for messages whose chat is lost
    int64_t collections = 0;    ///< made for documents whose collection is lost
    int64_t documents = 0;      ///< put together from passages
    std::vector<std::pair<std::string, int64_t>> removed;    ///< rows by table: what they are a part of is lost
};

/// needs a transaction in which references are not yet enforced. Afterwards they all hold.
Result<Repair> repairReferences(Database& database);

} // namespace sillok::storage
