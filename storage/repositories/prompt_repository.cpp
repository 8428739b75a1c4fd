#include "storage/repositories/prompt_repository.h"

#include "storage/repositories/rows_by_uid.h"

namespace sillok::storage {

Result<std::vector<StoredPrompt>> PromptRepository::list()
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT uid, name, text, changed_at_ms FROM prompt ORDER BY name"));
    std::vector<StoredPrompt> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back({ statement.columnText(0), statement.columnText(1), statement.columnText(2), statement.columnNumber(3) });
    }
}

Result<std::string> PromptRepository::put(const StoredPrompt& prompt)
{
    if (prompt.name.empty() || prompt.text.empty() || prompt.name.size() > kLongestPromptName || prompt.text.size() > kLongestPromptText)
        return fail(ErrorCode::BadArgument, "a prompt needs a name and a text, and neither may be too long");
    SILLOK_TRY(const std::string uid, uidOrNew(m_database, prompt.uid));
    SILLOK_TRY(Statement put,
        m_database.prepare("INSERT INTO prompt (uid, name, text, changed_at_ms) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (uid) DO UPDATE SET "
                           "name = ?2, text = ?3, changed_at_ms = ?4"));
    SILLOK_CHECK(put.run(uid, prompt.name, prompt.text, prompt.changedAtMs));
    return uid;
}

Result<void> PromptRepository::remove(std::string_view uid) { return removeByUid(m_database, "prompt", uid); }

} // namespace sillok::storage
