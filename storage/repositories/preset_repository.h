// preset_repository.h - How a person wants answers: instructions, sampling, length, seed; and which chat has which.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"

namespace sillok::storage {

struct StoredPreset {
    std::string uid {};                      ///< 32 hex digits, the same in every copy of the vault
    std::string name {};
    std::string instructions {};
    std::optional<int64_t> temperatureMilli {}; ///< nothing: as the makers of the model advise; the same for the next
    std::optional<int64_t> topPMilli {};
    int64_t longestAnswerTokens = 1024;
    std::optional<int64_t> seed {};          ///< nothing: another one for every answer
};

inline constexpr size_t kLongestPresetName = 240;       ///< bytes
inline constexpr size_t kLongestInstructions = 16 << 10;
inline constexpr int64_t kMostAnswerTokens = 32768;

/// Lives as long as one unlocked vault. Storage thread only.
class PresetRepository {
public:
    explicit PresetRepository(Database& database) : m_database(database) {}

    Result<std::vector<StoredPreset>> list();    ///< by name
    Result<std::optional<StoredPreset>> find(std::string_view uid);
    /// Without a uid a new one; with one it is changed, or comes back after it was removed. Returns the uid.
    /// error  AlreadyExists: the name is taken. BadArgument: no name, something too long, or a number out of its range.
    Result<std::string> put(const StoredPreset& preset);
    Result<void> remove(std::string_view uid);   ///< error NotFound. Chats that had it go on with the standard one

private:
    Database& m_database;
};

/// The uid that a chat of this database was given; empty: none. error NotFound: no such chat.
Result<std::string> presetOfChat(Database& database, ChatId chat);
Result<void> setPresetOfChat(Database& database, ChatId chat, std::string_view uid);

} // namespace sillok::storage
