#include "storage/repositories/merge.h"

#include "storage/db/transaction.h"
#include "storage/repositories/chat_place_repository.h"

#include <unordered_map>

namespace sillok::storage {

namespace {

using IdMap = std::unordered_map<int64_t, int64_t>;    // rows of `from` to rows of `into`

Result<std::vector<std::string>> columnsOf(Database& database, const char* table)
{
    SILLOK_TRY(Statement statement, database.prepare("SELECT name FROM pragma_table_info(?)"));
    SILLOK_CHECK(statement.bindAll(table));
    std::vector<std::string> names;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return names;
        names.push_back(statement.columnText(0));
    }
}

struct Replaced {
    const char* column;
    std::optional<int64_t> value;    ///< nothing: NULL
};

/// Copies whole rows of one table, all columns but some as they are.
class RowCopy {
public:
    static Result<RowCopy> make(Database& from, Database& into, const char* table, const std::string& where)
    {
        SILLOK_TRY(std::vector<std::string> columns, columnsOf(into, table));
        std::string names;
        std::string marks;
        for (const std::string& column : columns) {
            names += (names.empty() ? "" : ", ") + column;
            marks += marks.empty() ? "?" : ", ?";
        }
        SILLOK_TRY(Statement select, from.prepare("SELECT " + names + " FROM " + table + " " + where));
        SILLOK_TRY(Statement insert, into.prepare(std::string("INSERT INTO ") + table + " (" + names + ") VALUES (" + marks + ")"));
        return RowCopy(into, std::move(columns), std::move(select), std::move(insert));
    }

    Statement& source() { return m_select; }
    Result<bool> next() { return m_select.step(); }
    int64_t number(const char* column) const { return m_select.columnNumber(place(column)); }
    std::string text(const char* column) const { return m_select.columnText(place(column)); }
    std::vector<uint8_t> blob(const char* column) const { return m_select.columnBlob(place(column)); }
    bool isNull(const char* column) const { return m_select.columnIsNull(place(column)); }

    /// Inserts the current row and returns its number there.
    Result<int64_t> insert(std::initializer_list<Replaced> replaced, const std::optional<std::pair<const char*, std::string>>& text = {})
    {
        m_insert.reset();
        for (size_t i = 0; i < m_columns.size(); ++i)
            SILLOK_CHECK(m_insert.bindColumn(static_cast<int>(i) + 1, m_select, static_cast<int>(i)));
        for (const Replaced& other : replaced)
            SILLOK_CHECK(m_insert.bind(place(other.column) + 1, other.value));
        if (text)
            SILLOK_CHECK(m_insert.bind(place(text->first) + 1, text->second));
        SILLOK_TRY(const bool row, m_insert.step());
        static_cast<void>(row);
        m_insert.reset();
        return m_into.lastInsertId();
    }

private:
    RowCopy(Database& into, std::vector<std::string> columns, Statement select, Statement insert)
        : m_into(into), m_columns(std::move(columns)), m_select(std::move(select)), m_insert(std::move(insert))
    {
    }
    int place(const char* column) const
    {
        for (size_t i = 0; i < m_columns.size(); ++i) {
            if (m_columns[i] == column)
                return static_cast<int>(i);
        }
        return 0; // never: the names are ours
    }

    Database& m_into;
    std::vector<std::string> m_columns;
    Statement m_select;
    Statement m_insert;
};

class Merge {
public:
    Merge(Database& from, Database& into, const CopyProgress& progress, const std::stop_token& stop)
        : m_from(from), m_into(into), m_progress(progress), m_stop(stop)
    {
    }

    Result<MergeReport> run()
    {
        SILLOK_TRY(Statement all, m_from.prepare("SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM message)"));
        SILLOK_TRY(m_all, all.number());
        SILLOK_TRY(Transaction transaction, m_into.begin());
        SILLOK_CHECK(folders());
        SILLOK_CHECK(chats());
        SILLOK_CHECK(collections());
        SILLOK_CHECK(documents());
        SILLOK_CHECK(messages());
        SILLOK_CHECK(branches());
        SILLOK_CHECK(leaves());
        SILLOK_CHECK(ownWords("prompt"));
        SILLOK_CHECK(ownWords("preset"));
        SILLOK_CHECK(transaction.commit());
        return m_report;
    }

private:
    Result<int64_t> idByUid(const char* table, const std::vector<uint8_t>& uid)
    {
        SILLOK_TRY(Statement find, m_into.prepare(std::string("SELECT coalesce((SELECT id FROM ") + table + " WHERE uid = ?), 0)"));
        return find.number(Bytes(uid));
    }

    Result<void> step()
    {
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled, "merging a backup");
        if (m_progress)
            m_progress(++m_done, m_all);
        return {};
    }

    Result<void> collections()
    {
        SILLOK_TRY(RowCopy rows, RowCopy::make(m_from, m_into, "collection", ""));
        SILLOK_TRY(Statement byName, m_into.prepare("SELECT coalesce((SELECT id FROM collection WHERE name = ? OR chat_id = ?), 0)"));
        for (;;) {
            SILLOK_TRY(const bool row, rows.next());
            if (!row)
                return {};
            SILLOK_TRY(int64_t id, idByUid("collection", rows.blob("uid")));
            if (id == 0) {
                SILLOK_TRY(id, byName.number(rows.text("name"), mapped(m_chats, rows.number("chat_id"))));
            }
            ++(id == 0 ? m_report.collections.added : m_report.collections.alreadyThere);
            if (id == 0) {
                SILLOK_TRY(id, rows.insert({ { "id", std::nullopt }, { "chat_id", mapped(m_chats, rows.number("chat_id")) } }));
            }
            m_collections[rows.number("id")] = id;
        }
    }

    Result<int64_t> knownDocument(const RowCopy& rows, int64_t collection)
    {
        SILLOK_TRY(int64_t id, idByUid("document", rows.blob("uid")));
        if (id != 0)
            return id;
        // The content is what counts; a document that could not be read has none, and goes by its name as well.
        SILLOK_TRY(Statement same,
            m_into.prepare("SELECT coalesce((SELECT id FROM document WHERE collection_id = ?1 AND sha256 = ?2 AND (state = 1 OR name = ?3) LIMIT 1), 0)"));
        return same.number(collection, Bytes(rows.blob("sha256")), rows.text("name"));
    }

    /// `taken` counts the rows that have a name: its one value.
    static Result<std::string> freeName(const std::string& name, Statement taken)
    {
        std::string tried = name;
        for (int number = 2;; ++number) {
            SILLOK_TRY(const int64_t there, taken.number(tried));
            if (there == 0)
                return tried;
            tried = name + " (" + std::to_string(number) + ")";
        }
    }

    Result<void> documents()
    {
        SILLOK_TRY(RowCopy rows, RowCopy::make(m_from, m_into, "document", "ORDER BY id"));
        for (;;) {
            SILLOK_TRY(const bool row, rows.next());
            if (!row)
                return {};
            SILLOK_CHECK(step());
            const int64_t collection = m_collections[rows.number("collection_id")];
            SILLOK_TRY(int64_t id, knownDocument(rows, collection));
            ++(id == 0 ? m_report.documents.added : m_report.documents.alreadyThere);
            if (id == 0) {
                const std::string others = "SELECT count(*) FROM document WHERE collection_id = " + std::to_string(collection) + " AND name = ?";
                SILLOK_TRY(Statement taken, m_into.prepare(others));
                SILLOK_TRY(std::string name, freeName(rows.text("name"), std::move(taken)));
                SILLOK_TRY(id, rows.insert({ { "id", std::nullopt }, { "collection_id", collection } }, std::pair("name", std::move(name))));
                SILLOK_CHECK(partsOf(rows.number("id"), id, collection));
            }
            m_documents[rows.number("id")] = id;
        }
    }

    /// Blocks, passages and labels.
    Result<void> partsOf(int64_t document, int64_t there, int64_t collection)
    {
        for (const char* table : { "block", "passage", "document_label" }) {
            const bool passages = std::string_view(table) == "passage";
            const bool labels = std::string_view(table) == "document_label";
            SILLOK_TRY(RowCopy rows, RowCopy::make(m_from, m_into, table, std::string("WHERE document_id = ? ORDER BY ") + (labels ? "label" : "ordinal")));
            SILLOK_CHECK(rows.source().bindAll(document));
            for (;;) {
                SILLOK_TRY(const bool row, rows.next());
                if (!row)
                    break;
                const Result<int64_t> added = passages
                    ? rows.insert({ { "id", std::nullopt }, { "document_id", there } }, std::pair("scope", "c" + std::to_string(collection)))
                    : rows.insert({ { "document_id", there } });
                SILLOK_CHECK(added);
            }
        }
        return {};
    }

    /// A folder that is known stays where it is; new ones lie as they lay, and what came too deep by that lies in none.
    Result<void> folders()
    {
        std::vector<int64_t> added;
        SILLOK_TRY(RowCopy rows, RowCopy::make(m_from, m_into, "chat_folder", "ORDER BY id"));
        IdMap parents;
        for (;;) {
            SILLOK_TRY(const bool row, rows.next());
            if (!row)
                break;
            SILLOK_TRY(int64_t id, idByUid("chat_folder", rows.blob("uid")));
            if (id == 0) {
                SILLOK_TRY(id, rows.insert({ { "id", std::nullopt }, { "parent_id", std::nullopt } }));
                added.push_back(id);
                parents[id] = rows.number("parent_id");
            }
            m_folders[rows.number("id")] = id;
        }
        SILLOK_TRY(Statement place, m_into.prepare("UPDATE chat_folder SET parent_id = ? WHERE id = ?"));
        for (const int64_t id : added)
            SILLOK_CHECK(place.run(mapped(m_folders, parents[id]), id));
        SILLOK_TRY(Statement cut,
            m_into.prepare("WITH RECURSIVE down(id, level) AS (SELECT id, 1 FROM chat_folder WHERE parent_id IS NULL UNION ALL SELECT c.id, down.level + 1 "
                           "FROM chat_folder c JOIN down ON c.parent_id = down.id) UPDATE chat_folder SET parent_id = NULL WHERE id IN (SELECT id FROM down WHERE level = ?)"));
        return cut.run(kDeepestFolder + 1);
    }

    Result<void> chats()
    {
        SILLOK_TRY(RowCopy rows, RowCopy::make(m_from, m_into, "chat", "ORDER BY id"));
        for (;;) {
            SILLOK_TRY(const bool row, rows.next());
            if (!row)
                return {};
            SILLOK_TRY(int64_t id, idByUid("chat", rows.blob("uid")));
            ++(id == 0 ? m_report.chats.added : m_report.chats.alreadyThere);
            if (id == 0) {
                SILLOK_TRY(id, rows.insert({ { "id", std::nullopt }, { "leaf_id", std::nullopt }, { "folder_id", mapped(m_folders, rows.number("folder_id")) } }));
                m_leafOf[id] = rows.number("leaf_id");
            }
            m_chats[rows.number("id")] = id;
        }
    }

    static std::optional<int64_t> mapped(const IdMap& map, int64_t id)
    {
        const auto found = map.find(id);
        return found == map.end() ? std::nullopt : std::optional(found->second);
    }

    Result<void> messages()
    {
        // Children have larger ids than their parents, so a parent is known before it is pointed at.
        SILLOK_TRY(RowCopy rows, RowCopy::make(m_from, m_into, "message", "ORDER BY id"));
        for (;;) {
            SILLOK_TRY(const bool row, rows.next());
            if (!row)
                return {};
            SILLOK_CHECK(step());
            SILLOK_TRY(int64_t id, idByUid("message", rows.blob("uid")));
            ++(id == 0 ? m_report.messages.added : m_report.messages.alreadyThere);
            if (id == 0) {
                constexpr int64_t kWriting = 1;
                constexpr int64_t kStopped = 3;
                const int64_t state = rows.number("state");
                SILLOK_TRY(id,
                    rows.insert({ { "id", std::nullopt }, { "chat_id", m_chats[rows.number("chat_id")] },
                        { "parent_id", mapped(m_messages, rows.number("parent_id")) },
                        { "collection_id", mapped(m_collections, rows.number("collection_id")) }, { "state", state == kWriting ? kStopped : state },
                        { "shown_child_id", std::nullopt }, { "removed_with_id", std::nullopt } }));
                m_branchOf[id] = { rows.number("shown_child_id"), rows.number("removed_with_id") };
                SILLOK_CHECK(citationsOf(rows.number("id"), id));
                SILLOK_CHECK(scopeOf(rows.number("id"), id));
            }
            m_messages[rows.number("id")] = id;
        }
    }

    /// What of `table` hangs on a message, in its order; `add` copies the row that `rows` stands on, with the document's number there.
    template <typename Add> Result<void> belowMessage(const char* table, int64_t message, const Add& add)
    {
        SILLOK_TRY(RowCopy rows, RowCopy::make(m_from, m_into, table, "WHERE message_id = ? ORDER BY ordinal"));
        SILLOK_CHECK(rows.source().bindAll(message));
        for (;;) {
            SILLOK_TRY(const bool row, rows.next());
            if (!row)
                return {};
            SILLOK_CHECK(add(rows, mapped(m_documents, rows.number("document_id")).value_or(0)));
        }
    }

    Result<void> citationsOf(int64_t message, int64_t there)
    {
        return belowMessage("citation", message, [&](RowCopy& rows, int64_t document) -> Result<int64_t> {
            SILLOK_TRY(const int64_t passage, passageOf(rows.number("passage_id"), document));
            return rows.insert({ { "message_id", there }, { "document_id", document }, { "passage_id", passage } });
        });
    }

    Result<void> scopeOf(int64_t message, int64_t there)
    {
        return belowMessage("answer_scope", message,
            [&](RowCopy& rows, int64_t document) { return rows.insert({ { "message_id", there }, { "document_id", document } }); });
    }

    /// 0 when the passage was not there any more.
    Result<int64_t> passageOf(int64_t passage, int64_t document)
    {
        SILLOK_TRY(Statement where, m_from.prepare("SELECT coalesce((SELECT ordinal FROM passage WHERE id = ?), -1)"));
        SILLOK_TRY(const int64_t ordinal, where.number(passage));
        SILLOK_TRY(Statement find, m_into.prepare("SELECT coalesce((SELECT id FROM passage WHERE document_id = ? AND ordinal = ?), 0)"));
        return find.number(document, ordinal);
    }

    /// Where messages point at others of their chat, now that all of them have numbers.
    Result<void> branches()
    {
        SILLOK_TRY(Statement point, m_into.prepare("UPDATE message SET shown_child_id = ?, removed_with_id = ? WHERE id = ?"));
        for (const auto& [message, to] : m_branchOf)
            if (to.first != 0 || to.second != 0)
                SILLOK_CHECK(point.run(mapped(m_messages, to.first), mapped(m_messages, to.second), message));
        return {};
    }

    /// Prompts or presets; one that is here stays as it is here.
    Result<void> ownWords(const char* table)
    {
        const std::string in = std::string(" FROM ") + table;
        SILLOK_TRY(RowCopy rows, RowCopy::make(m_from, m_into, table, "ORDER BY id"));
        SILLOK_TRY(Statement known, m_into.prepare("SELECT count(*)" + in + " WHERE uid = ?"));
        for (;;) {
            SILLOK_TRY(const bool row, rows.next());
            if (!row)
                return {};
            SILLOK_TRY(const int64_t there, known.number(rows.text("uid")));
            if (there != 0)
                continue;
            SILLOK_TRY(Statement taken, m_into.prepare("SELECT count(*)" + in + " WHERE name = ?"));
            SILLOK_TRY(std::string name, freeName(rows.text("name"), std::move(taken)));
            SILLOK_CHECK(rows.insert({ { "id", std::nullopt } }, std::pair("name", std::move(name))));
        }
    }

    /// New chats show what they showed; a chat that was there goes on showing what it shows.
    Result<void> leaves()
    {
        SILLOK_TRY(Statement show, m_into.prepare("UPDATE chat SET leaf_id = ? WHERE id = ?"));
        for (const auto& [chat, leaf] : m_leafOf)
            SILLOK_CHECK(show.run(mapped(m_messages, leaf), chat));
        return m_into.execute("UPDATE chat SET leaf_id = (SELECT max(id) FROM message m WHERE m.chat_id = chat.id AND removed_at_ms IS NULL) WHERE leaf_id IS NULL");
    }

    Database& m_from;
    Database& m_into;
    const CopyProgress& m_progress;
    const std::stop_token& m_stop;
    MergeReport m_report;
    IdMap m_collections;
    IdMap m_documents;
    IdMap m_folders;
    IdMap m_chats;
    IdMap m_messages;
    IdMap m_leafOf;
    std::unordered_map<int64_t, std::pair<int64_t, int64_t>> m_branchOf;   // added messages: what they showed and were removed with, as numbered in `from`
    int64_t m_done = 0;
    int64_t m_all = 0;
};

} // namespace

Result<MergeReport> mergeDatabase(Database& from, Database& into, const CopyProgress& progress, const std::stop_token& stop)
{
    return Merge(from, into, progress, stop).run();
}

} // namespace sillok::storage
