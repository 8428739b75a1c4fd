#include "storage/repositories/collection_repository.h"

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr const char* kColumns = "SELECT c.id, c.name, c.created_at_ms, count(d.id), coalesce(sum(d.page_count), 0), "
                                 "coalesce(sum(d.state <> 1 OR d.pages_without_text > 0), 0), "
                                 "(SELECT group_concat(path, char(0)) FROM watched_folder w WHERE w.collection_id = c.id), coalesce(c.chat_id, 0) FROM collection c LEFT JOIN document d ON d.collection_id = c.id ";

StoredCollection readRow(const Statement& row)
{
    StoredCollection collection;
    collection.id = row.columnNumber(0);
    collection.name = row.columnText(1);
    collection.createdAtMs = row.columnNumber(2);
    collection.documentCount = static_cast<int>(row.columnNumber(3));
    collection.pageCount = static_cast<int>(row.columnNumber(4));
    collection.problemCount = static_cast<int>(row.columnNumber(5));
    const std::string folders = row.columnText(6);
    for (size_t at = 0; at < folders.size();) {
        const size_t end = std::min(folders.find('\0', at), folders.size());
        collection.watchedFolders.push_back(folders.substr(at, end - at));
        at = end + 1;
    }
    collection.chat = row.columnNumber(7);
    return collection;
}

template <typename Key>
Result<StoredCollection> findOne(Database& database, const char* where, const Key& key)
{
    SILLOK_TRY(Statement statement, database.prepare(std::string(kColumns) + where + " GROUP BY c.id"));
    SILLOK_CHECK(statement.bindAll(key));
    SILLOK_TRY(const bool there, statement.step());
    if (!there)
        return fail(ErrorCode::NotFound, "no such collection");
    return readRow(statement);
}

} // namespace

Result<CollectionId> CollectionRepository::create(std::string_view name, int64_t nowMs)
{
    if (name.empty())
        return fail(ErrorCode::BadArgument, "empty collection name");
    SILLOK_TRY(Statement statement, m_database.prepare("INSERT INTO collection (name, created_at_ms) VALUES (?, ?)"));
    SILLOK_CHECK(statement.run(name, nowMs));
    return m_database.lastInsertId();
}

Result<std::vector<StoredCollection>> CollectionRepository::list()
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kColumns) + "WHERE c.chat_id IS NULL GROUP BY c.id ORDER BY c.name"));
    std::vector<StoredCollection> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back(readRow(statement));
    }
}

Result<StoredCollection> CollectionRepository::find(CollectionId collection) { return findOne(m_database, "WHERE c.id = ?", collection); }

Result<StoredCollection> CollectionRepository::findByName(std::string_view name) { return findOne(m_database, "WHERE c.name = ?", name); }

Result<CollectionId> CollectionRepository::ofChat(ChatId chat)
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT coalesce((SELECT id FROM collection WHERE chat_id = ?), 0)"));
    return statement.number(chat);
}

Result<CollectionId> CollectionRepository::makeForChat(ChatId chat, int64_t nowMs)
{
    SILLOK_TRY(const CollectionId there, ofChat(chat));
    if (there != 0)
        return there;
    SILLOK_TRY(Statement make, m_database.prepare("INSERT INTO collection (name, created_at_ms, chat_id) VALUES (char(1) || lower(hex(randomblob(16))), ?, ?)"));
    SILLOK_CHECK(make.run(nowMs, chat));
    return m_database.lastInsertId();
}

Result<void> CollectionRepository::remove(CollectionId collection)
{
    SILLOK_TRY(Statement statement, m_database.prepare("DELETE FROM collection WHERE id = ?"));
    SILLOK_CHECK(statement.run(collection));
    if (m_database.changedRows() == 0)
        return fail(ErrorCode::NotFound, "no such collection");
    return {};
}

} // namespace sillok::storage
