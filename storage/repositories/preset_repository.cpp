#include "storage/repositories/preset_repository.h"

#include "storage/repositories/rows_by_uid.h"

namespace sillok::storage {

namespace {

constexpr const char* kColumns = "SELECT uid, name, instructions, temperature_milli, top_p_milli, longest_answer_tokens, seed FROM preset ";
constexpr int64_t kMostTemperature = 2000;
constexpr int64_t kMostTopP = 1000;

std::optional<int64_t> numberAt(const Statement& row, int column)
{
    return row.columnIsNull(column) ? std::nullopt : std::optional(row.columnNumber(column));
}

StoredPreset readRow(const Statement& row)
{
    return { row.columnText(0), row.columnText(1), row.columnText(2), numberAt(row, 3), numberAt(row, 4), row.columnNumber(5), numberAt(row, 6) };
}

bool within(const std::optional<int64_t>& value, int64_t least, int64_t most) { return !value || (*value >= least && *value <= most); }

bool isSane(const StoredPreset& preset)
{
    return !preset.name.empty() && preset.name.size() <= kLongestPresetName && preset.instructions.size() <= kLongestInstructions
        && within(preset.temperatureMilli, 0, kMostTemperature) && within(preset.topPMilli, 1, kMostTopP)
        && within(preset.longestAnswerTokens, 1, kMostAnswerTokens);
}

} // namespace

Result<std::vector<StoredPreset>> PresetRepository::list()
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kColumns) + "ORDER BY name"));
    std::vector<StoredPreset> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back(readRow(statement));
    }
}

Result<std::optional<StoredPreset>> PresetRepository::find(std::string_view uid)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kColumns) + "WHERE uid = ?"));
    SILLOK_CHECK(statement.bindAll(uid));
    SILLOK_TRY(const bool there, statement.step());
    return there ? std::optional(readRow(statement)) : std::nullopt;
}

Result<std::string> PresetRepository::put(const StoredPreset& preset)
{
    if (!isSane(preset))
        return fail(ErrorCode::BadArgument, "a preset without a name, or with a value out of its range");
    SILLOK_TRY(const std::string uid, uidOrNew(m_database, preset.uid));
    SILLOK_TRY(Statement put,
        m_database.prepare("INSERT INTO preset (uid, name, instructions, temperature_milli, top_p_milli, longest_answer_tokens, seed) VALUES "
                           "(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (uid) DO UPDATE SET name = ?2, instructions = ?3, temperature_milli = ?4, "
                           "top_p_milli = ?5, longest_answer_tokens = ?6, seed = ?7"));
    SILLOK_CHECK(put.run(uid, preset.name, preset.instructions, preset.temperatureMilli, preset.topPMilli, preset.longestAnswerTokens, preset.seed));
    return uid;
}

Result<void> PresetRepository::remove(std::string_view uid) { return removeByUid(m_database, "preset", uid); }

Result<std::string> presetOfChat(Database& database, ChatId chat)
{
    SILLOK_TRY(Statement statement, database.prepare("SELECT preset_uid FROM chat WHERE id = ?"));
    return statement.text(chat);
}

Result<void> setPresetOfChat(Database& database, ChatId chat, std::string_view uid)
{
    SILLOK_TRY(Statement statement, database.prepare("UPDATE chat SET preset_uid = ? WHERE id = ?"));
    SILLOK_CHECK(statement.run(uid, chat));
    if (database.changedRows() == 0)
        return fail(ErrorCode::NotFound, "no such chat");
    return {};
}

} // namespace sillok::storage
