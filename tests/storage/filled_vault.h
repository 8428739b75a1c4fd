// filled_vault.h - A database with a bit of everything, and its rows as text, for tests that compare before with after.
#pragma once

#include "tests/storage/vault_fixture.h"

#include "storage/repositories/chat_repository.h"
#include "storage/repositories/collection_repository.h"
#include "storage/repositories/document_repository.h"
#include "storage/repositories/label_repository.h"

#include <map>

namespace sillok::test {

/// The tables that hold a person's data.
inline constexpr const char* kTables[] = { "setting", "prompt", "preset", "collection", "search_case", "document", "document_label", "block", "passage",
    "chat", "message", "citation", "answer_scope", "answer_record", "answer_source" };

/// What an answer was limited to, and what made it.
inline Result<void> fillBelowAnswer(storage::Database& database, int64_t message)
{
    const std::string id = std::to_string(message);
    return database.execute("INSERT INTO answer_scope VALUES (" + id + ", 0, 2, '이름표 0', 0), (" + id + ", 1, 3, '문서 1.txt', 2);"
        "INSERT INTO answer_record VALUES (" + id + ", 'model', 'kr.example.model', 3, 'aabb', '0.1.0', x'0102" + std::string(2 * 120, '7') + "');"
        "INSERT INTO answer_source VALUES (" + id + ", '문서 0.txt', zeroblob(32))");
}

/// Chats with answers and citations, a document with passages, one with a text of several pages. `scale` 1 is about 120 pages.
inline Result<void> fillDatabase(storage::Database& database, int scale)
{
    using namespace storage;
    SILLOK_CHECK(database.execute("INSERT INTO setting VALUES ('language', 'ko'), ('theme', 'dark')"));
    CollectionRepository collections(database);
    DocumentRepository documents(database);
    SILLOK_TRY(const CollectionId collection, collections.create("예규", 1));
    SILLOK_CHECK(database.execute("INSERT INTO prompt (id, name, text, changed_at_ms) VALUES (1, '회신', '{민원}에 답합니다.', 10);"
                                  "INSERT INTO preset (id, name, instructions, longest_answer_tokens, seed) VALUES (1, '쉬운 말', '쉽게', 512, 7);"
                                  "INSERT INTO search_case VALUES (1, 1, '연가는 며칠인가', '문서 0.txt', '', 2, 1, 1700000000000)"));
    for (int d = 0; d < 4 * scale; ++d) {
        NewDocument document;
        document.collection = collection;
        document.name = "문서 " + std::to_string(d) + ".txt";
        document.sha256.fill(static_cast<uint8_t>(d));
        for (int p = 0; p < 12; ++p) {
            const std::string text = "passage " + std::to_string(d) + "." + std::to_string(p) + " " + std::string(400, static_cast<char>('a' + p)) + "\n";
            const auto at = static_cast<int64_t>(document.plainText.size());
            document.plainText += text;
            document.passages.push_back({ "heading", "context", p + 1, at, at + static_cast<int64_t>(text.size()), text });
            document.blocks.push_back({ BlockKind::Paragraph, 0, p + 1, at, at + static_cast<int64_t>(text.size()) });
        }
        SILLOK_TRY(const DocumentId id, documents.add(document, 2));
        SILLOK_CHECK(LabelRepository(database).setWithin(id, { "이름표 " + std::to_string(d % 2), "모두" }));
    }
    ChatRepository chats(database);
    for (int c = 0; c < 6 * scale; ++c) {
        SILLOK_TRY(const ChatId chat, chats.create("대화 " + std::to_string(c), 10 + c));
        MessageId last = 0;
        for (int m = 0; m < 8; ++m) {
            SILLOK_TRY(const MessageId prompt,
                chats.appendPrompt(chat, last, "질문 " + std::to_string(c) + "." + std::to_string(m) + std::string(m == 3 ? 9000 : 200, 'q'), 100 + m));
            SILLOK_TRY(last, chats.beginAnswer(chat, prompt, collection, 101 + m));
            FinishedAnswer answer;
            answer.text = "답 " + std::to_string(c) + "." + std::to_string(m) + std::string(300, 'a');
            answer.seconds = 1.5 * m;
            answer.citations.push_back({ 1, 1, 1, "문서 0.txt", "heading", 1, false, std::string(200, 'p'), "quote", 0, 5, true, { "낱말" } });
            SILLOK_CHECK(chats.finishAnswer(last, answer, 102 + m));
            SILLOK_CHECK(fillBelowAnswer(database, last));
        }
    }
    return {};
}

/// Every row of a table by its key, all columns as the library quotes them.
inline std::map<std::string, std::string> rowsOfTable(storage::Database& database, const std::string& table)
{
    std::map<std::string, std::string> rows;
    auto columns = database.prepare("SELECT group_concat('quote(' || name || ')', ' || ''|'' || '), "
                                    "coalesce((SELECT group_concat('quote(' || name || ')', ' || ''|'' || ') FROM pragma_table_info(?1) WHERE pk > 0), '1') "
                                    "FROM pragma_table_info(?1)");
    if (!columns.ok() || !columns->bindAll(table).ok() || !columns->step().ok())
        return rows;
    auto all = database.prepare("SELECT " + columns->columnText(1) + ", " + columns->columnText(0) + " FROM " + table);
    if (!all.ok())
        return rows;
    for (auto row = all->step(); row.ok() && *row; row = all->step())
        rows[all->columnText(0)] = all->columnText(1);
    return rows;
}

} // namespace sillok::test
