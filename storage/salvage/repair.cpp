#include "storage/salvage/repair.h"

#include "engine/base/text.h"

#include <map>

namespace sillok::storage {

namespace {

Result<int64_t> change(Database& database, const std::string& sql)
{
    SILLOK_TRY(Statement statement, database.prepare(sql));
    SILLOK_CHECK(statement.run());
    return database.changedRows();
}

/// A lost chat is named after the first thing that was said in it.
constexpr const char* kStandInChats
    = "INSERT INTO chat (id, title, created_at_ms, updated_at_ms) SELECT m.chat_id, substr((SELECT text FROM message f WHERE f.chat_id = "
      "m.chat_id ORDER BY f.id LIMIT 1), 1, 40), min(m.created_at_ms), max(m.created_at_ms) FROM message m WHERE m.chat_id NOT IN (SELECT id FROM "
      "chat) GROUP BY m.chat_id";
/// Below what was said before it in the same chat: the conversation stays in order.
constexpr const char* kParents = "UPDATE message SET parent_id = (SELECT max(p.id) FROM message p WHERE p.chat_id = message.chat_id AND p.id < "
                                 "message.id) WHERE parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM message p WHERE p.id = message.parent_id "
                                 "AND p.chat_id = message.chat_id)";
constexpr const char* kLeaves = "UPDATE chat SET leaf_id = (SELECT max(id) FROM message m WHERE m.chat_id = chat.id AND removed_at_ms IS NULL) WHERE NOT EXISTS (SELECT 1 FROM "
                                "message m WHERE m.id = chat.leaf_id AND m.chat_id = chat.id)";
constexpr const char* kCollectionOfAnswer
    = "UPDATE message SET collection_id = NULL WHERE collection_id IS NOT NULL AND collection_id NOT IN (SELECT id FROM collection)";
/// What lay in a lost folder lies in none.
constexpr const char* kChatsOutOfLostFolders
    = "UPDATE chat SET folder_id = NULL WHERE folder_id IS NOT NULL AND folder_id NOT IN (SELECT id FROM chat_folder)";
constexpr const char* kFoldersOutOfLostFolders
    = "UPDATE chat_folder SET parent_id = NULL WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM chat_folder)";
/// Attached to a chat of which nothing is left: a collection among the others, named as stand-ins are.
constexpr const char* kWithoutChat
    = "UPDATE collection SET chat_id = NULL, name = '#' || id WHERE chat_id IS NOT NULL AND chat_id NOT IN (SELECT id FROM chat)";
/// The scope of a passage is "c" and the number of its collection.
constexpr const char* kStandInCollections
    = "INSERT INTO collection (id, name, created_at_ms) SELECT DISTINCT wanted, '#' || wanted, 0 FROM (SELECT collection_id AS wanted FROM "
      "document UNION SELECT CAST(substr(scope, 2) AS INTEGER) FROM passage WHERE document_id NOT IN (SELECT id FROM document)) "
      "WHERE wanted NOT IN (SELECT id FROM collection)";

/// Rows that mean nothing without another one, in an order in which what goes takes what is left of it along.
struct Part {
    const char* table;
    const char* column;
    const char* whole;
    const char* key;
};
constexpr Part kParts[] = {
    { "search_case", "collection_id", "collection", "id" },
    { "block", "document_id", "document", "id" },
    { "document_label", "document_id", "document", "id" },
    { "citation", "message_id", "message", "id" },
    { "answer_scope", "message_id", "message", "id" },
    { "answer_record", "message_id", "message", "id" },
    { "answer_source", "message_id", "answer_record", "message_id" },
};

/// Puts passages back to their places; what lay between them is lost.
class TextFromPassages {
public:
    void add(int64_t start, std::string_view text)
    {
        size_t byte = 0;
        for (int64_t point = start; byte < text.size() && point < kMostCodePoints; ++point) {
            const size_t length = codePointAt(text, byte).length;
            m_points[point] = std::string(text.substr(byte, length));
            byte += length;
        }
    }
    std::string text() const
    {
        std::string all;
        int64_t at = 0;
        for (const auto& [point, bytes] : m_points) {
            all.append(static_cast<size_t>(point - at), ' ');
            all += bytes;
            at = point + 1;
        }
        return all;
    }

private:
    static constexpr int64_t kMostCodePoints = 64 << 20; // places are only numbers in a page: not to be believed without end
    std::map<int64_t, std::string> m_points;
};

struct LostDocument {
    int64_t id = 0;
    int64_t collection = 0;
    std::string title;
};

Result<std::vector<LostDocument>> lostDocuments(Database& database)
{
    SILLOK_TRY(Statement statement,
        database.prepare("SELECT document_id, CAST(substr(scope, 2) AS INTEGER), title FROM passage WHERE document_id NOT IN (SELECT id FROM "
                         "document) GROUP BY document_id"));
    std::vector<LostDocument> lost;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return lost;
        lost.push_back({ statement.columnNumber(0), statement.columnNumber(1), statement.columnText(2) });
    }
}

Result<void> rebuildDocument(Database& database, const LostDocument& lost)
{
    SILLOK_TRY(Statement passages, database.prepare("SELECT start_code_point, text, page FROM passage WHERE document_id = ? ORDER BY ordinal"));
    SILLOK_CHECK(passages.bindAll(lost.id));
    TextFromPassages text;
    int64_t pages = 1;
    for (;;) {
        SILLOK_TRY(const bool row, passages.step());
        if (!row)
            break;
        text.add(std::max<int64_t>(passages.columnNumber(0), 0), passages.columnText(1));
        pages = std::max(pages, passages.columnNumber(2));
    }
    SILLOK_TRY(Statement insert,
        database.prepare("INSERT INTO document (id, collection_id, name, title, format, sha256, size_bytes, page_count, pages_are_estimated, "
                         "hidden_characters_removed, state, problem_detail, added_at_ms, plain_text) "
                         "VALUES (?, ?, ?, ?, '', zeroblob(32), 0, ?, 1, 0, 1, '', 0, ?)"));
    return insert.run(lost.id, lost.collection, lost.title + " #" + std::to_string(lost.id), lost.title, pages, text.text());
}

} // namespace

Result<Repair> repairReferences(Database& database)
{
    Repair repair;
    SILLOK_TRY(repair.chats, change(database, kStandInChats));
    SILLOK_TRY(const int64_t parents, change(database, kParents));
    SILLOK_TRY(const int64_t leaves, change(database, kLeaves));
    static_cast<void>(parents + leaves);
    SILLOK_TRY(const int64_t placed, change(database, kChatsOutOfLostFolders));
    SILLOK_TRY(const int64_t folders, change(database, kFoldersOutOfLostFolders));
    static_cast<void>(placed + folders);
    SILLOK_TRY(const int64_t withoutChat, change(database, kWithoutChat));
    static_cast<void>(withoutChat);
    SILLOK_TRY(repair.collections, change(database, kStandInCollections));
    SILLOK_TRY(const std::vector<LostDocument> lost, lostDocuments(database));
    for (const LostDocument& document : lost)
        SILLOK_CHECK(rebuildDocument(database, document));
    repair.documents = static_cast<int64_t>(lost.size());
    SILLOK_TRY(const int64_t answers, change(database, kCollectionOfAnswer));
    static_cast<void>(answers);
    for (const Part& part : kParts) {
        const std::string orphans = std::string(part.column) + " NOT IN (SELECT " + part.key + " FROM " + part.whole + ")";
        SILLOK_TRY(const int64_t rows, change(database, "DELETE FROM " + std::string(part.table) + " WHERE " + orphans));
        repair.removed.emplace_back(part.table, rows);
    }
    return repair;
}

} // namespace sillok::storage
