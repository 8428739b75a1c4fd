#include "storage/repositories/setting_repository.h"

namespace sillok::storage {

Result<std::optional<std::string>> SettingRepository::get(std::string_view key)
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT value FROM setting WHERE key = ?"));
    SILLOK_CHECK(statement.bindAll(key));
    SILLOK_TRY(const bool there, statement.step());
    return there ? std::optional(statement.columnText(0)) : std::nullopt;
}

Result<void> SettingRepository::set(std::string_view key, std::string_view value)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    return statement.run(key, value);
}

Result<void> SettingRepository::remove(std::string_view key)
{
    SILLOK_TRY(Statement statement, m_database.prepare("DELETE FROM setting WHERE key = ?"));
    return statement.run(key);
}

} // namespace sillok::storage
