#include "storage/repositories/chat_place_repository.h"

#include "storage/db/transaction.h"
#include "storage/repositories/retention.h"

namespace sillok::storage {

namespace {

constexpr const char* kFolderColumns = "SELECT id, coalesce(parent_id, 0), name, created_at_ms, is_open FROM chat_folder ";

std::optional<int64_t> orNone(FolderId folder) { return folder != 0 ? std::optional(folder) : std::nullopt; }

StoredFolder readFolder(const Statement& row)
{
    return { row.columnNumber(0), row.columnNumber(1), row.columnText(2), row.columnNumber(3), row.columnNumber(4) != 0 };
}

Result<void> mustHaveChanged(Database& database)
{
    if (database.changedRows() != 1)
        return fail(ErrorCode::NotFound, "no such chat or folder");
    return {};
}

Result<void> mustHaveName(std::string_view name)
{
    if (name.empty())
        return fail(ErrorCode::BadArgument, "a folder without a name");
    return {};
}

} // namespace

Result<std::vector<StoredFolder>> ChatPlaceRepository::folders()
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kFolderColumns) + "ORDER BY name COLLATE NOCASE, id"));
    std::vector<StoredFolder> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back(readFolder(statement));
    }
}

Result<StoredFolder> ChatPlaceRepository::folder(FolderId folder)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kFolderColumns) + "WHERE id = ?"));
    SILLOK_CHECK(statement.bindAll(folder));
    SILLOK_TRY(const bool there, statement.step());
    if (!there)
        return fail(ErrorCode::NotFound, "no such folder");
    return readFolder(statement);
}

Result<int> ChatPlaceRepository::depthOf(FolderId folder)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("WITH RECURSIVE up(id, parent_id) AS (SELECT id, parent_id FROM chat_folder WHERE id = ? UNION SELECT p.id, p.parent_id "
                           "FROM chat_folder p JOIN up ON p.id = up.parent_id) SELECT count(*) FROM up"));
    SILLOK_TRY(const int64_t depth, statement.number(folder));
    return static_cast<int>(depth);
}

Result<int> ChatPlaceRepository::heightOf(FolderId folder)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("WITH RECURSIVE down(id, level) AS (SELECT ?, 1 UNION SELECT c.id, down.level + 1 FROM chat_folder c JOIN down ON "
                           "c.parent_id = down.id WHERE down.level < 10) SELECT max(level) FROM down"));
    SILLOK_TRY(const int64_t height, statement.number(folder));
    return static_cast<int>(height);
}

Result<bool> ChatPlaceRepository::isBelow(FolderId folder, FolderId ancestor)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("WITH RECURSIVE up(id, parent_id) AS (SELECT id, parent_id FROM chat_folder WHERE id = ?1 UNION SELECT p.id, p.parent_id "
                           "FROM chat_folder p JOIN up ON p.id = up.parent_id) SELECT count(*) FROM up WHERE id = ?2"));
    SILLOK_TRY(const int64_t found, statement.number(folder, ancestor));
    return found != 0;
}

Result<FolderId> ChatPlaceRepository::createFolder(FolderId parent, std::string_view name, int64_t nowMs)
{
    SILLOK_CHECK(mustHaveName(name));
    SILLOK_TRY(const int depth, depthOf(parent));
    if (depth >= kDeepestFolder)
        return fail(ErrorCode::BadArgument, "a folder deeper than " + std::to_string(kDeepestFolder));
    SILLOK_TRY(Statement add, m_database.prepare("INSERT INTO chat_folder (parent_id, name, created_at_ms) VALUES (?, ?, ?)"));
    SILLOK_CHECK(add.run(orNone(parent), name, nowMs)); // a reference into nothing is NotFound
    return m_database.lastInsertId();
}

Result<void> ChatPlaceRepository::renameFolder(FolderId folder, std::string_view name)
{
    SILLOK_CHECK(mustHaveName(name));
    SILLOK_TRY(Statement statement, m_database.prepare("UPDATE chat_folder SET name = ? WHERE id = ?"));
    SILLOK_CHECK(statement.run(name, folder));
    return mustHaveChanged(m_database);
}

Result<void> ChatPlaceRepository::moveFolder(FolderId folder, FolderId parent)
{
    SILLOK_TRY(const bool below, isBelow(parent, folder));
    if (below)
        return fail(ErrorCode::BadArgument, "a folder cannot lie in itself");
    SILLOK_TRY(const int depth, depthOf(parent));
    SILLOK_TRY(const int height, heightOf(folder));
    if (depth + height > kDeepestFolder)
        return fail(ErrorCode::BadArgument, "folders deeper than " + std::to_string(kDeepestFolder));
    SILLOK_TRY(Statement statement, m_database.prepare("UPDATE chat_folder SET parent_id = ? WHERE id = ?"));
    SILLOK_CHECK(statement.run(orNone(parent), folder));
    return mustHaveChanged(m_database);
}

Result<std::vector<int64_t>> ChatPlaceRepository::numbers(const char* sql, int64_t value)
{
    SILLOK_TRY(Statement statement, m_database.prepare(sql));
    SILLOK_CHECK(statement.bindAll(value));
    std::vector<int64_t> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back(statement.columnNumber(0));
    }
}

Result<RemovedFolder> ChatPlaceRepository::removeFolder(FolderId folder)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    RemovedFolder removed;
    SILLOK_TRY(removed.folder, this->folder(folder));
    SILLOK_TRY(removed.chats, numbers("SELECT id FROM chat WHERE folder_id = ?", folder));
    SILLOK_TRY(removed.folders, numbers("SELECT id FROM chat_folder WHERE parent_id = ?", folder));
    for (const char* sql : { "UPDATE chat SET folder_id = ?1 WHERE folder_id = ?2", "UPDATE chat_folder SET parent_id = ?1 WHERE parent_id = ?2" }) {
        SILLOK_TRY(Statement up, m_database.prepare(sql));
        SILLOK_CHECK(up.run(orNone(removed.folder.parent), folder));
    }
    SILLOK_TRY(Statement remove, m_database.prepare("DELETE FROM chat_folder WHERE id = ?"));
    SILLOK_CHECK(remove.run(folder));
    SILLOK_CHECK(transaction.commit());
    return removed;
}

Result<void> ChatPlaceRepository::putBack(const RemovedFolder& removed)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    const StoredFolder& folder = removed.folder;
    SILLOK_TRY(const FolderId id, createFolder(folder.parent, folder.name, folder.createdAtMs));
    SILLOK_CHECK(setOpen(id, folder.open));
    for (const FolderId child : removed.folders) {
        SILLOK_TRY(const int64_t there, m_database.prepare("SELECT count(*) FROM chat_folder WHERE id = ? AND parent_id IS ?")->number(child, orNone(folder.parent)));
        if (there == 1)
            SILLOK_CHECK(moveFolder(child, id));
    }
    SILLOK_TRY(Statement back, m_database.prepare("UPDATE chat SET folder_id = ? WHERE id = ? AND folder_id IS ?"));
    for (const ChatId chat : removed.chats)
        SILLOK_CHECK(back.run(id, chat, orNone(folder.parent)));
    return transaction.commit();
}

Result<void> ChatPlaceRepository::setOpen(FolderId folder, bool open)
{
    SILLOK_TRY(Statement statement, m_database.prepare("UPDATE chat_folder SET is_open = ? WHERE id = ?"));
    SILLOK_CHECK(statement.run(open, folder));
    return mustHaveChanged(m_database);
}

Result<std::vector<PlacedChat>> ChatPlaceRepository::list(bool trashed)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT id, title, created_at_ms, updated_at_ms, coalesce(trashed_at_ms, 0), coalesce(leaf_id, 0), coalesce(folder_id, 0), "
                           "is_pinned, is_archived, is_unread, title_by FROM chat WHERE (trashed_at_ms IS NOT NULL) = ? ORDER BY updated_at_ms DESC, id DESC"));
    SILLOK_CHECK(statement.bindAll(trashed));
    std::vector<PlacedChat> chats;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return chats;
        const auto number = [&](int column) { return statement.columnNumber(column); };
        chats.push_back({ { number(0), statement.columnText(1), number(2), number(3), number(4), number(5) }, number(6), number(7) != 0, number(8) != 0,
            number(9) != 0, static_cast<TitleBy>(number(10)) });
    }
}

/// The chat is the last value of `sql`.
template <typename... Values>
Result<void> ChatPlaceRepository::change(std::span<const ChatId> chats, const char* sql, const Values&... values)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(Statement statement, m_database.prepare(sql));
    for (const ChatId chat : chats) {
        SILLOK_CHECK(statement.run(values..., chat));
        SILLOK_CHECK(mustHaveChanged(m_database));
    }
    return transaction.commit();
}

Result<void> ChatPlaceRepository::move(std::span<const ChatId> chats, FolderId folder)
{
    return change(chats, "UPDATE chat SET folder_id = ? WHERE id = ?", orNone(folder));
}

Result<void> ChatPlaceRepository::pin(std::span<const ChatId> chats, bool pinned)
{
    return change(chats, "UPDATE chat SET is_pinned = ? WHERE id = ?", pinned);
}

Result<void> ChatPlaceRepository::archive(std::span<const ChatId> chats, bool archived)
{
    return change(chats, "UPDATE chat SET is_archived = ? WHERE id = ?", archived);
}

Result<void> ChatPlaceRepository::trash(std::span<const ChatId> chats, int64_t nowMs)
{
    return change(chats, "UPDATE chat SET trashed_at_ms = ? WHERE id = ?", nowMs);
}

Result<void> ChatPlaceRepository::restore(std::span<const ChatId> chats)
{
    return change(chats, "UPDATE chat SET trashed_at_ms = NULL WHERE id = ?");
}

Result<void> ChatPlaceRepository::setUnread(ChatId chat, bool unread)
{
    return change({ &chat, 1 }, "UPDATE chat SET is_unread = ? WHERE id = ?", unread);
}

Result<bool> ChatPlaceRepository::setTitle(ChatId chat, std::string_view title, TitleBy by)
{
    SILLOK_TRY(const TitleBy before, titleBy(chat));
    if (before == TitleBy::Person && by != TitleBy::Person)
        return false;
    SILLOK_TRY(Statement statement, m_database.prepare("UPDATE chat SET title = ?, title_by = ? WHERE id = ?"));
    SILLOK_CHECK(statement.run(title, static_cast<int>(by), chat));
    return true;
}

Result<TitleBy> ChatPlaceRepository::titleBy(ChatId chat)
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT title_by FROM chat WHERE id = ?"));
    SILLOK_TRY(const int64_t by, statement.number(chat));
    return static_cast<TitleBy>(by);
}

Result<void> ChatPlaceRepository::removeTrashed(std::span<const ChatId> chats)
{
    SILLOK_TRY(Statement trashed, m_database.prepare("SELECT count(*) FROM chat WHERE id = ? AND trashed_at_ms IS NOT NULL"));
    for (const ChatId chat : chats) {
        SILLOK_TRY(const int64_t there, trashed.number(chat));
        if (there != 1)
            return fail(ErrorCode::NotFound, "no such chat in the trash");
    }
    for (const ChatId chat : chats)
        SILLOK_CHECK(removeChat(m_database, chat));
    return {};
}

} // namespace sillok::storage
