// Searching in messages: ChatRepository::search.
#include "storage/repositories/chat_repository.h"

#include <algorithm>

namespace sillok::storage {

namespace {

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

std::string oneLine(std::string text)
{
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return text;
}

} // namespace

Result<std::vector<MessageHit>> ChatRepository::search(std::string_view text, int limit)
{
    std::vector<MessageHit> hits;
    const std::string expression = matchExpression(text);
    if (expression.empty())
        return hits;
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT m.chat_id, m.id, c.title, snippet(message_index, 0, '', '', '…', 32), m.created_at_ms "
                           "FROM message_index JOIN message m ON m.id = message_index.rowid JOIN chat c ON c.id = m.chat_id "
                           "WHERE message_index MATCH ? AND c.trashed_at_ms IS NULL ORDER BY message_index.rowid DESC LIMIT ?"));
    SILLOK_CHECK(statement.bindAll(expression, limit));
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return hits;
        hits.push_back({ statement.columnNumber(0), statement.columnNumber(1), statement.columnText(2), oneLine(statement.columnText(3)),
            statement.columnNumber(4) });
    }
}

} // namespace sillok::storage
