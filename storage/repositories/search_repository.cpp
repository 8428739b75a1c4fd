#include "storage/repositories/search_repository.h"

#include <algorithm>

namespace sillok::storage {

namespace {

// Around what was found, inside a snippet. Control characters that no text of ours holds: readers and the window strip them.
constexpr char kMarkBegin = '\x02';
constexpr char kMarkEnd = '\x03';

/// Every word as a phrase whose last term may go on: the index cuts the word itself, so the words are substrings.
/// A quote inside a word is doubled, as the query language wants it.
std::string matchExpression(std::string_view text)
{
    std::string expression;
    std::string word;
    const auto close = [&] {
        if (!word.empty())
            expression += (expression.empty() ? "\"" : " AND \"") + word + "\" *";
        word.clear();
    };
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= ' ')
            close();
        else if (c == '"')
            word += "\"\"";
        else
            word += c;
    }
    close();
    return expression;
}

/// Takes the marks out of a snippet and puts it on one line.
void readSnippet(std::string_view marked, FoundItem& item)
{
    for (const char c : marked) {
        if (c == kMarkBegin) {
            item.marks.push_back({ item.snippet.size(), item.snippet.size() });
        } else if (c == kMarkEnd) {
            if (!item.marks.empty())
                item.marks.back().end = item.snippet.size();
        } else {
            item.snippet += (c == '\n' || c == '\r' || c == '\t') ? ' ' : c;
        }
    }
    std::erase_if(item.marks, [](const FoundMark& mark) { return mark.end <= mark.start; });
}

// Every query is its beginning, what is wanted of chats or of documents, and its order. Values: 1 the words, 2 and 3 the time, 4 how many.
constexpr const char* kChatsWanted // 5 a folder, 6 whether pinned, 7 a model
    = "AND c.trashed_at_ms IS NULL AND c.is_pinned >= ?6 AND (?5 = 0 OR c.folder_id IN (WITH RECURSIVE down(id) AS (SELECT ?5 UNION "
      "SELECT f.id FROM chat_folder f JOIN down ON f.parent_id = down.id) SELECT id FROM down)) ";
constexpr const char* kDocumentsWanted // 5 a collection, 6 a label
    = "AND d.added_at_ms >= ?2 AND d.added_at_ms < ?3 AND (?5 = 0 OR d.collection_id = ?5) "
      "AND (?6 = '' OR EXISTS (SELECT 1 FROM document_label l WHERE l.document_id = d.id AND l.label = ?6)) ";

constexpr const char* kChatTitles
    = "SELECT c.id, c.title, highlight(chat_title_index, 0, char(2), char(3)), c.updated_at_ms, c.is_archived FROM chat_title_index "
      "JOIN chat c ON c.id = chat_title_index.rowid WHERE chat_title_index MATCH ?1 AND c.updated_at_ms >= ?2 AND c.updated_at_ms < ?3 "
      "AND (?7 = '' OR EXISTS (SELECT 1 FROM message a WHERE a.chat_id = c.id AND a.model_name = ?7)) ";
constexpr const char* kMessages
    = "SELECT m.chat_id, m.id, c.title, snippet(message_index, 0, char(2), char(3), '…', 32), m.created_at_ms, c.is_archived FROM message_index "
      "JOIN message m ON m.id = message_index.rowid JOIN chat c ON c.id = m.chat_id WHERE message_index MATCH ?1 "
      "AND m.removed_at_ms IS NULL AND m.created_at_ms >= ?2 AND m.created_at_ms < ?3 AND (?7 = '' OR m.model_name = ?7) ";
constexpr const char* kDocumentNames
    = "SELECT d.collection_id, d.id, d.name, highlight(document_name_index, 0, char(2), char(3)), d.added_at_ms FROM document_name_index "
      "JOIN document d ON d.id = document_name_index.rowid WHERE document_name_index MATCH ?1 "
      "AND NOT EXISTS (SELECT 1 FROM collection k WHERE k.id = d.collection_id AND k.chat_id IS NOT NULL) ";
/// What is attached to a chat is found as long as the chat is not in the trash.
constexpr const char* kPassages
    = "SELECT d.collection_id, d.id, p.id, d.name, p.heading_path, p.page, snippet(passage_index, 0, char(2), char(3), '…', 32), "
      "d.added_at_ms FROM passage_index JOIN passage p ON p.id = passage_index.rowid JOIN document d ON d.id = p.document_id "
      "WHERE passage_index MATCH ?1 "
      "AND NOT EXISTS (SELECT 1 FROM collection k JOIN chat c ON c.id = k.chat_id WHERE k.id = d.collection_id AND c.trashed_at_ms IS NOT NULL) ";

/// How one row of each query becomes an item.
FoundItem readChatTitle(const Statement& row)
{
    FoundItem item;
    item.kind = FoundKind::ChatTitle;
    item.chat = row.columnNumber(0);
    item.name = row.columnText(1);
    readSnippet(row.columnText(2), item);
    item.atMs = row.columnNumber(3);
    item.archived = row.columnNumber(4) != 0;
    return item;
}

FoundItem readMessage(const Statement& row)
{
    FoundItem item;
    item.kind = FoundKind::Message;
    item.chat = row.columnNumber(0);
    item.message = row.columnNumber(1);
    item.name = row.columnText(2);
    readSnippet(row.columnText(3), item);
    item.atMs = row.columnNumber(4);
    item.archived = row.columnNumber(5) != 0;
    return item;
}

FoundItem readDocumentName(const Statement& row)
{
    FoundItem item;
    item.kind = FoundKind::DocumentName;
    item.collection = row.columnNumber(0);
    item.document = row.columnNumber(1);
    item.name = row.columnText(2);
    readSnippet(row.columnText(3), item);
    item.atMs = row.columnNumber(4);
    return item;
}

FoundItem readPassage(const Statement& row)
{
    FoundItem item;
    item.kind = FoundKind::Passage;
    item.collection = row.columnNumber(0);
    item.document = row.columnNumber(1);
    item.passage = row.columnNumber(2);
    item.name = row.columnText(3);
    item.headingPath = row.columnText(4);
    item.page = static_cast<int>(row.columnNumber(5));
    readSnippet(row.columnText(6), item);
    item.atMs = row.columnNumber(7);
    return item;
}

struct Query {
    const char* sql;
    const char* order;
    FoundItem (*read)(const Statement&);
    bool inDocuments;
    const char* before;   ///< restricts the columns that are searched
    const char* after;
};
constexpr Query kQueries[] = {
    { kChatTitles, "ORDER BY c.updated_at_ms DESC LIMIT ?4", &readChatTitle, false, "", "" },
    { kMessages, "ORDER BY message_index.rowid DESC LIMIT ?4", &readMessage, false, "", "" },
    { kDocumentNames, "ORDER BY d.added_at_ms DESC LIMIT ?4", &readDocumentName, true, "", "" },
    { kPassages, "ORDER BY passage_index.rank LIMIT ?4", &readPassage, true, "{heading_path text} : (", ")" },
};

} // namespace

Result<std::vector<FoundItem>> SearchRepository::search(std::string_view text, const SearchFilter& filter, int limitPerKind)
{
    std::vector<FoundItem> items;
    const std::string expression = matchExpression(text);
    if (expression.empty())
        return items;
    for (const Query& query : kQueries) {
        if (query.inDocuments ? !filter.documents : !filter.chats)
            continue;
        SILLOK_TRY(Statement statement, m_database.prepare(std::string(query.sql) + (query.inDocuments ? kDocumentsWanted : kChatsWanted) + query.order));
        const std::string match = query.before + expression + query.after;
        if (query.inDocuments)
            SILLOK_CHECK(statement.bindAll(match, filter.fromMs, filter.beforeMs, limitPerKind, filter.collection, filter.label));
        else
            SILLOK_CHECK(statement.bindAll(match, filter.fromMs, filter.beforeMs, limitPerKind, filter.folder, filter.pinned, filter.model));
        for (;;) {
            SILLOK_TRY(const bool row, statement.step());
            if (!row)
                break;
            items.push_back(query.read(statement));
        }
    }
    return items;
}

Result<std::vector<std::string>> SearchRepository::names(const char* sql)
{
    SILLOK_TRY(Statement statement, m_database.prepare(sql));
    std::vector<std::string> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back(statement.columnText(0));
    }
}

Result<SearchRepository::Choices> SearchRepository::choices()
{
    Choices choices;
    SILLOK_TRY(choices.labels, names("SELECT DISTINCT label FROM document_label ORDER BY label"));
    SILLOK_TRY(choices.models, names("SELECT DISTINCT model_name FROM message WHERE model_name <> '' ORDER BY model_name"));
    return choices;
}

} // namespace sillok::storage
