// context_repository.h - Which chats have a computed context in a file, with its key; see storage/contexts/context_file.h.
#pragma once

#include "storage/crypto/secret.h"
#include "storage/db/database.h"
#include "storage/repositories/ids.h"

#include <optional>

namespace sillok::storage {

struct KeptContext {
    ChatId chat = 0;
    CollectionId collection = 0;     ///< whose passages are in it; 0: none's
    std::string fileName;            ///< in the vault's folder of contexts
    Secret key;
    std::string computedBy;          ///< model, program and processor: another one's numbers are of no use
    uint64_t blockBytes = 0;
    std::vector<int32_t> tokens;     ///< of all kept blocks
};

/// Rows go by themselves with their chat and with any message of it that goes for good; with their collection and with any document of it.
class ContextRepository {
public:
    explicit ContextRepository(Database& database) : m_database(database) {}

    Result<std::optional<KeptContext>> find(ChatId chat);
    /// In the place of the chat's earlier one. error NotFound: no such chat
    Result<void> put(const KeptContext& context, int64_t nowMs);
    Result<void> drop(ChatId chat);
    /// Drops those not used for the longest time until the others are at most so many bytes.
    Result<void> keepWithin(uint64_t bytes);
    /// The names of files that a chat still has.
    Result<std::vector<std::string>> fileNames();

private:
    Database& m_database;
};

} // namespace sillok::storage
