// setting_repository.h - Small values that belong to the person and therefore live inside the vault.
#pragma once

#include "storage/db/database.h"

namespace sillok::storage {

/// Lives as long as one unlocked vault. Storage thread only.
class SettingRepository {
public:
    explicit SettingRepository(Database& database) : m_database(database) {}

    Result<std::optional<std::string>> get(std::string_view key);
    Result<void> set(std::string_view key, std::string_view value);
    Result<void> remove(std::string_view key);    ///< nothing happens when it is not there

private:
    Database& m_database;
};

} // namespace sillok::storage
