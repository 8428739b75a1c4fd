#include "storage/repositories/retention.h"

#include "storage/db/transaction.h"
#include "storage/repositories/setting_repository.h"

#include <algorithm>
#include <charconv>

namespace sillok::storage {

namespace {

constexpr int64_t kDayMs = 24LL * 60 * 60 * 1000;
constexpr int64_t kYearMs = 365 * kDayMs;
constexpr int kMostDays = 36500;
constexpr const char* kDaysKey = "retention.days";
constexpr const char* kSeenKey = "retention.seen_ms";    ///< the newest time that was believed
constexpr const char* kJumpKey = "retention.jump_ms";    ///< a far later time that the clock said once

Result<std::vector<int64_t>> chatsWhere(Database& database, const char* condition, int64_t before)
{
    SILLOK_TRY(Statement statement, database.prepare(std::string("SELECT id FROM chat WHERE ") + condition));
    SILLOK_CHECK(statement.bindAll(before));
    std::vector<int64_t> chats;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return chats;
        chats.push_back(statement.columnNumber(0));
    }
}

} // namespace

Result<int64_t> Retention::numberSetting(const char* key)
{
    SILLOK_TRY(const std::optional<std::string> text, SettingRepository(m_database).get(key));
    int64_t number = 0;
    if (text && std::from_chars(text->data(), text->data() + text->size(), number).ec != std::errc())
        return 0; // not a number: as if it had never been set
    return number;
}

Result<int> Retention::days()
{
    SILLOK_TRY(const int64_t stored, numberSetting(kDaysKey));
    return stored < 0 || stored > kMostDays ? 0 : static_cast<int>(stored);
}

Result<void> Retention::setDays(int days)
{
    if (days < 0 || days > kMostDays)
        return fail(ErrorCode::BadArgument, "days to keep chats: " + std::to_string(days));
    return SettingRepository(m_database).set(kDaysKey, std::to_string(days));
}

Result<int64_t> Retention::newestStored(int64_t notAfterMs)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT coalesce(max(t), 0) FROM (SELECT max(updated_at_ms) AS t FROM chat WHERE updated_at_ms <= ?1 UNION ALL SELECT "
                           "max(created_at_ms) FROM message WHERE created_at_ms <= ?1 UNION ALL SELECT max(added_at_ms) FROM document WHERE "
                           "added_at_ms <= ?1)"));
    return statement.number(notAfterMs);
}

Result<int64_t> Retention::believedTime(int64_t wallClockMs)
{
    SILLOK_TRY(int64_t seen, numberSetting(kSeenKey));
    if (seen == 0) { // the first time: what was stored says how late it is at least, as long as it is not later than the clock
        SILLOK_TRY(seen, newestStored(wallClockMs));
        seen = seen == 0 ? wallClockMs : seen;
    }
    // Something may have been stored while the clock was far ahead; such times are not believed either.
    SILLOK_TRY(const int64_t stored, newestStored(seen + kYearMs));
    const int64_t floor = std::max(seen, stored);
    SettingRepository settings(m_database);
    int64_t believed = floor;
    if (wallClockMs > floor + kYearMs) {
        SILLOK_TRY(const int64_t jump, numberSetting(kJumpKey));
        const bool confirmed = jump > floor && wallClockMs / kDayMs > jump / kDayMs && wallClockMs - jump <= kYearMs;
        if (confirmed)
            believed = wallClockMs;
        else if (jump <= floor || wallClockMs < jump || wallClockMs - jump > kYearMs)
            SILLOK_CHECK(settings.set(kJumpKey, std::to_string(wallClockMs)));
    } else {
        believed = std::max(floor, wallClockMs);
    }
    if (believed > seen + kDayMs || seen == wallClockMs) // a write a day is enough
        SILLOK_CHECK(settings.set(kSeenKey, std::to_string(believed)));
    return believed;
}

Result<Retention::Outcome> Retention::run(int64_t wallClockMs)
{
    Outcome outcome;
    SILLOK_TRY(const int keep, days());
    SILLOK_TRY(const int64_t now, believedTime(wallClockMs));
    if (keep > 0) {
        SILLOK_TRY(Statement trash, m_database.prepare("UPDATE chat SET trashed_at_ms = ?1 WHERE trashed_at_ms IS NULL AND updated_at_ms < ?2"));
        SILLOK_CHECK(trash.run(now, now - keep * kDayMs));
        outcome.trashed = m_database.changedRows();
    }
    SILLOK_TRY(const std::vector<int64_t> due, chatsWhere(m_database, "trashed_at_ms < ?", now - kTrashDays * kDayMs));
    for (const int64_t chat : due)
        SILLOK_CHECK(removeChat(m_database, chat));
    outcome.removed = static_cast<int64_t>(due.size());
    SILLOK_TRY(outcome.messages, eraseRemoved(now - kTrashDays * kDayMs));
    return outcome;
}

/// What is below a removed message was removed with it or before it, so nothing that stays points at what goes.
Result<int64_t> Retention::eraseRemoved(int64_t beforeMs)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_CHECK(m_database.execute("PRAGMA defer_foreign_keys = ON")); // parents may go before those below them
    SILLOK_TRY(Statement erase, m_database.prepare("DELETE FROM message WHERE removed_at_ms < ?"));
    SILLOK_CHECK(erase.run(beforeMs));
    const int64_t erased = m_database.changedRows();
    SILLOK_CHECK(transaction.commit());
    return erased;
}

Result<void> removeChat(Database& database, int64_t chat)
{
    SILLOK_TRY(Transaction transaction, database.begin());
    SILLOK_CHECK(database.execute("PRAGMA defer_foreign_keys = ON")); // a chat and its messages point at each other
    SILLOK_TRY(Statement messages, database.prepare("DELETE FROM message WHERE chat_id = ?"));
    SILLOK_CHECK(messages.run(chat));
    SILLOK_TRY(Statement itself, database.prepare("DELETE FROM chat WHERE id = ?"));
    SILLOK_CHECK(itself.run(chat));
    if (database.changedRows() != 1)
        return fail(ErrorCode::NotFound, "no such chat");
    return transaction.commit();
}

} // namespace sillok::storage
