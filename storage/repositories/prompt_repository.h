// prompt_repository.h - Texts that a person keeps to ask with again.
#pragma once

#include "storage/db/database.h"

namespace sillok::storage {

struct StoredPrompt {
    std::string uid;         ///< 32 hex digits, the same in every copy of the vault
    std::string name;
    std::string text;
    int64_t changedAtMs = 0;
};

inline constexpr size_t kLongestPromptName = 240;       ///< bytes
inline constexpr size_t kLongestPromptText = 64 << 10;

/// Lives as long as one unlocked vault. Storage thread only.
class PromptRepository {
public:
    explicit PromptRepository(Database& database) : m_database(database) {}

    Result<std::vector<StoredPrompt>> list();    ///< by name
    /// Without a uid a new one; with one it is changed, or comes back after it was removed. Returns the uid.
    /// error  AlreadyExists: the name is taken. BadArgument: name or text empty or too long.
    Result<std::string> put(const StoredPrompt& prompt);
    Result<void> remove(std::string_view uid);   ///< error NotFound

private:
    Database& m_database;
};

} // namespace sillok::storage
