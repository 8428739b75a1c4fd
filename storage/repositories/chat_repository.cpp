#include "storage/repositories/chat_repository.h"

#include "storage/db/migrate.h"
#include "storage/db/transaction.h"
#include "storage/repositories/lines.h"
#include "storage/repositories/problem_code.h"

#include <algorithm>
#include <unordered_map>

namespace sillok::storage {

namespace {

constexpr const char* kChatColumns
    = "SELECT id, title, created_at_ms, updated_at_ms, coalesce(trashed_at_ms, 0), coalesce(leaf_id, 0) FROM chat ";
constexpr const char* kMessageColumns
    = "SELECT m.id, m.chat_id, coalesce(m.parent_id, 0), m.role, m.state, m.mode, m.text, m.created_at_ms, coalesce(m.collection_id, 0), "
      "m.collection_name, m.documents_searched, m.model_name, m.duration_seconds, m.tokens_per_second, m.problem_code, m.problem_detail, m.left_out_messages, m.thought, "
      "m.is_pinned, m.prompt_tokens, m.written_tokens, m.first_word_seconds "
      "FROM message m ";

StoredChat readChat(const Statement& row)
{
    StoredChat chat;
    chat.id = row.columnNumber(0);
    chat.title = row.columnText(1);
    chat.createdAtMs = row.columnNumber(2);
    chat.updatedAtMs = row.columnNumber(3);
    chat.trashedAtMs = row.columnNumber(4);
    chat.leaf = row.columnNumber(5);
    return chat;
}

StoredMessage readMessage(const Statement& row)
{
    StoredMessage message;
    message.id = row.columnNumber(0);
    message.chat = row.columnNumber(1);
    message.parent = row.columnNumber(2);
    message.role = static_cast<Role>(row.columnNumber(3));
    message.state = static_cast<MessageState>(row.columnNumber(4));
    message.mode = static_cast<AnswerMode>(row.columnNumber(5));
    message.text = row.columnText(6);
    message.createdAtMs = row.columnNumber(7);
    message.collection = row.columnNumber(8);
    message.collectionName = row.columnText(9);
    message.documentsSearched = static_cast<int>(row.columnNumber(10));
    message.modelName = row.columnText(11);
    message.seconds = row.columnReal(12);
    message.tokensPerSecond = row.columnReal(13);
    message.problem = problemFromName(row.columnText(14));
    message.problemDetail = row.columnText(15);
    message.leftOutMessages = static_cast<int>(row.columnNumber(16));
    message.thought = row.columnText(17);
    message.pinned = row.columnNumber(18) != 0;
    message.promptTokens = static_cast<int>(row.columnNumber(19));
    message.writtenTokens = static_cast<int>(row.columnNumber(20));
    message.firstWordSeconds = row.columnReal(21);
    return message;
}

std::optional<int64_t> orNull(int64_t id) { return id ? std::optional(id) : std::nullopt; }

StoredCitation readCitation(const Statement& row)
{
    StoredCitation citation;
    citation.number = static_cast<int>(row.columnNumber(0));
    citation.document = row.columnNumber(1);
    citation.passage = row.columnNumber(2);
    citation.documentName = row.columnText(3);
    citation.headingPath = row.columnText(4);
    citation.page = static_cast<int>(row.columnNumber(5));
    citation.pageEstimated = row.columnNumber(6) != 0;
    citation.passageText = row.columnText(7);
    citation.quote = row.columnText(8);
    citation.startCodePoint = row.columnNumber(9);
    citation.endCodePoint = row.columnNumber(10);
    citation.verified = row.columnNumber(11) != 0;
    citation.matchedTerms = splitLines(row.columnText(12));
    return citation;
}

/// Runs a change that must meet exactly one row.
template <typename... Values>
Result<void> changeOne(Database& database, const char* sql, const char* missing, const Values&... values)
{
    SILLOK_TRY(Statement statement, database.prepare(sql));
    SILLOK_CHECK(statement.run(values...));
    if (database.changedRows() != 1)
        return fail(ErrorCode::NotFound, missing);
    return {};
}

// Kinds of limits, as stored.
constexpr int kFolder = 1;
constexpr int kLabel = 2;
constexpr int kDocument = 3;

constexpr const char* kNoChat = "no such chat";
constexpr const char* kNotWriting = "no such answer being written";

} // namespace

Result<ChatId> ChatRepository::create(std::string_view title, int64_t nowMs)
{
    SILLOK_TRY(Statement statement, m_database.prepare("INSERT INTO chat (id, title, created_at_ms, updated_at_ms) SELECT max(coalesce(max(id), 0) + 1, ?), ?, ?, ? FROM chat"));
    SILLOK_CHECK(statement.run(m_firstId, title, nowMs, nowMs));
    return m_database.lastInsertId();
}

Result<StoredChat> ChatRepository::find(ChatId chat)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kChatColumns) + "WHERE id = ?"));
    SILLOK_CHECK(statement.bindAll(chat));
    SILLOK_TRY(const bool there, statement.step());
    if (!there)
        return fail(ErrorCode::NotFound, kNoChat);
    return readChat(statement);
}

Result<std::vector<StoredChat>> ChatRepository::list(bool trashed)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string(kChatColumns) + "WHERE (trashed_at_ms IS NOT NULL) = ? ORDER BY updated_at_ms DESC, id DESC"));
    SILLOK_CHECK(statement.bindAll(trashed));
    std::vector<StoredChat> chats;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return chats;
        chats.push_back(readChat(statement));
    }
}

Result<void> ChatRepository::rename(ChatId chat, std::string_view title)
{
    return changeOne(m_database, "UPDATE chat SET title = ? WHERE id = ?", kNoChat, title, chat);
}

Result<void> ChatRepository::trash(ChatId chat, int64_t nowMs)
{
    return changeOne(m_database, "UPDATE chat SET trashed_at_ms = ? WHERE id = ?", kNoChat, nowMs, chat);
}

Result<void> ChatRepository::restore(ChatId chat)
{
    return changeOne(m_database, "UPDATE chat SET trashed_at_ms = NULL WHERE id = ?", kNoChat, chat);
}

Result<void> ChatRepository::mustBelong(ChatId chat, MessageId parent)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT count(*) FROM chat c WHERE c.id = ?1 AND (?2 = 0 OR EXISTS (SELECT 1 FROM message WHERE id = ?2 AND "
                           "chat_id = ?1 AND removed_at_ms IS NULL))"));
    SILLOK_TRY(const int64_t found, statement.number(chat, parent));
    if (found != 1)
        return fail(ErrorCode::NotFound, "no such chat, or the message is removed or belongs to another one");
    return {};
}

Result<MessageId> ChatRepository::addMessage(const StoredMessage& message, TreeStep* step)
{
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_CHECK(mustBelong(message.chat, message.parent));
    SILLOK_TRY(Statement add,
        m_database.prepare("INSERT INTO message (id, chat_id, parent_id, role, state, mode, text, created_at_ms, collection_id, collection_name) "
                           "SELECT max(coalesce(max(id), 0) + 1, ?), ?, ?, ?, ?, ?, ?, ?, ?, coalesce((SELECT name FROM collection WHERE id = ?), '') "
                           "FROM message"));
    const std::optional<int64_t> collection = orNull(message.collection);
    SILLOK_CHECK(add.run(m_firstId, message.chat, orNull(message.parent), static_cast<int>(message.role), static_cast<int>(message.state),
        static_cast<int>(message.mode), message.text, message.createdAtMs, collection, collection));
    const MessageId id = m_database.lastInsertId();
    SILLOK_CHECK(addScope(id, message.scope));
    SILLOK_CHECK(changeOne(m_database, "UPDATE chat SET updated_at_ms = ? WHERE id = ?", kNoChat, message.createdAtMs, message.chat));
    SILLOK_TRY(TreeStep taken, MessageTree(m_database).added(message.chat, id));
    if (step)
        *step = std::move(taken);
    SILLOK_CHECK(transaction.commit());
    return id;
}

Result<MessageId> ChatRepository::appendPrompt(ChatId chat, MessageId parent, std::string_view text, int64_t nowMs, TreeStep* step)
{
    StoredMessage message;
    message.chat = chat;
    message.parent = parent;
    message.text = text;
    message.createdAtMs = nowMs;
    return addMessage(message, step);
}

Result<MessageId> ChatRepository::beginAnswer(ChatId chat, MessageId prompt, const AnswerScope& scope, int64_t nowMs, TreeStep* step)
{
    StoredMessage message;
    message.chat = chat;
    message.parent = prompt;
    message.role = Role::Assistant;
    message.state = MessageState::Writing;
    message.collection = scope.collection;
    message.scope = scope;
    message.createdAtMs = nowMs;
    return addMessage(message, step);
}

Result<void> ChatRepository::checkpointAnswer(MessageId answer, std::string_view text)
{
    return changeOne(m_database, "UPDATE message SET text = ? WHERE id = ? AND state = 1", kNotWriting, text, answer);
}

Result<void> ChatRepository::finishAnswer(MessageId answer, const FinishedAnswer& finished, int64_t nowMs)
{
    if (finished.state == MessageState::Writing)
        return fail(ErrorCode::BadArgument, "finishing an answer as still being written");
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_CHECK(changeOne(m_database,
        "UPDATE message SET state = ?, mode = ?, text = ?, documents_searched = ?, model_name = ?, duration_seconds = ?, "
        "tokens_per_second = ?, problem_code = ?, problem_detail = ?, left_out_messages = ?, thought = ?, prompt_tokens = ?, written_tokens = ?, first_word_seconds = ? "
        "WHERE id = ? AND state = 1",
        kNotWriting, static_cast<int>(finished.state), static_cast<int>(finished.mode), finished.text, finished.documentsSearched,
        finished.modelName, finished.seconds, finished.tokensPerSecond, problemName(finished.problem), finished.problemDetail,
        finished.leftOutMessages, finished.thought, finished.promptTokens, finished.writtenTokens, finished.firstWordSeconds, answer));
    SILLOK_CHECK(changeOne(m_database, "UPDATE chat SET updated_at_ms = ? WHERE id = (SELECT chat_id FROM message WHERE id = ?)", kNoChat,
        nowMs, answer));
    SILLOK_CHECK(addCitations(answer, finished.citations));
    return transaction.commit();
}

Result<void> ChatRepository::addCitations(MessageId message, const std::vector<StoredCitation>& citations)
{
    SILLOK_TRY(Statement add, m_database.prepare("INSERT INTO citation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    int ordinal = 0;
    for (const StoredCitation& c : citations) {
        SILLOK_CHECK(add.run(message, ordinal++, c.number, c.document, c.passage, c.documentName, c.headingPath, c.page, c.pageEstimated,
            c.passageText, c.quote, c.startCodePoint, c.endCodePoint, c.verified, joinedLines(c.matchedTerms)));
    }
    return {};
}

Result<std::vector<StoredCitation>> ChatRepository::citationsOf(MessageId message)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT number, document_id, passage_id, document_name, heading_path, page, page_is_estimated, passage_text, "
                           "quote, start_code_point, end_code_point, is_verified, matched_term_lines FROM citation WHERE message_id = ? "
                           "ORDER BY ordinal"));
    SILLOK_CHECK(statement.bindAll(message));
    std::vector<StoredCitation> citations;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return citations;
        citations.push_back(readCitation(statement));
    }
}

Result<void> ChatRepository::addScope(MessageId message, const AnswerScope& scope)
{
    if (scope == AnswerScope { scope.collection })
        return {};
    SILLOK_TRY(Statement add, m_database.prepare("INSERT INTO answer_scope VALUES (?, ?, ?, ?, ?)"));
    int ordinal = 0;
    if (!scope.folder.empty())
        SILLOK_CHECK(add.run(message, ordinal++, kFolder, scope.folder, DocumentId(0)));
    if (!scope.label.empty())
        SILLOK_CHECK(add.run(message, ordinal++, kLabel, scope.label, DocumentId(0)));
    for (const AnswerScope::Document& document : scope.documents)
        SILLOK_CHECK(add.run(message, ordinal++, kDocument, document.name, document.id));
    return {};
}

Result<void> ChatRepository::readScope(StoredMessage& message)
{
    message.scope.collection = message.collection;
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT kind, name, document_id FROM answer_scope WHERE message_id = ? ORDER BY ordinal"));
    SILLOK_CHECK(statement.bindAll(message.id));
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return {};
        switch (statement.columnNumber(0)) {
        case kFolder: message.scope.folder = statement.columnText(1); break;
        case kLabel: message.scope.label = statement.columnText(1); break;
        default: message.scope.documents.push_back({ statement.columnNumber(2), statement.columnText(1) }); break;
        }
    }
}

Result<StoredMessage> ChatRepository::message(MessageId message)
{
    SILLOK_TRY(Statement statement, m_database.prepare(std::string(kMessageColumns) + "WHERE m.id = ?"));
    SILLOK_CHECK(statement.bindAll(message));
    SILLOK_TRY(const bool there, statement.step());
    if (!there)
        return fail(ErrorCode::NotFound, "no such message");
    StoredMessage found = readMessage(statement);
    SILLOK_TRY(found.citations, citationsOf(message));
    SILLOK_CHECK(readScope(found));
    SILLOK_TRY(const std::vector<MessageId> versions, MessageTree(m_database).versions(message));
    found.versions = static_cast<int>(versions.size());
    found.version = static_cast<int>(std::ranges::upper_bound(versions, message) - versions.begin());
    return found;
}

/// One pass over the chat: a query for each message would take long in a long one.
Result<void> ChatRepository::countVersions(ChatId chat, std::vector<StoredMessage>& path)
{
    std::unordered_map<MessageId, StoredMessage*> byParent;
    for (StoredMessage& message : path) {
        byParent[message.parent] = &message;
        message.version = message.versions = 0;
    }
    SILLOK_TRY(Statement all, m_database.prepare("SELECT id, coalesce(parent_id, 0) FROM message WHERE chat_id = ? AND removed_at_ms IS NULL"));
    SILLOK_CHECK(all.bindAll(chat));
    for (;;) {
        SILLOK_TRY(const bool row, all.step());
        if (!row)
            return {};
        if (const auto shown = byParent.find(all.columnNumber(1)); shown != byParent.end()) {
            ++shown->second->versions;
            shown->second->version += all.columnNumber(0) <= shown->second->id;
        }
    }
}

Result<std::vector<StoredMessage>> ChatRepository::path(ChatId chat)
{
    // Children have larger ids than their parents, so ordering by id is ordering from the root.
    SILLOK_TRY(Statement statement,
        m_database.prepare(std::string("WITH RECURSIVE branch(id, parent_id) AS (SELECT id, parent_id FROM message WHERE id = "
                                       "(SELECT leaf_id FROM chat WHERE id = ?) UNION ALL SELECT p.id, p.parent_id FROM message p "
                                       "JOIN branch b ON p.id = b.parent_id) ")
            + kMessageColumns + "JOIN branch b ON b.id = m.id ORDER BY m.id"));
    SILLOK_TRY(const StoredChat known, find(chat));
    SILLOK_CHECK(statement.bindAll(known.id));
    std::vector<StoredMessage> messages;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            break;
        messages.push_back(readMessage(statement));
    }
    for (StoredMessage& message : messages) {
        if (message.role != Role::Assistant)
            continue;
        SILLOK_TRY(message.citations, citationsOf(message.id));
        SILLOK_CHECK(readScope(message));
    }
    SILLOK_CHECK(countVersions(chat, messages));
    return messages;
}

Result<Database> makeMemoryChats(SplitTerms split)
{
    SILLOK_TRY(Database database, Database::openInMemory(split));
    SILLOK_CHECK(migrate(database));
    return database;
}

Result<int64_t> stopInterruptedAnswers(Database& database)
{
    SILLOK_TRY(Statement statement, database.prepare("UPDATE message SET state = 3 WHERE state = 1"));
    SILLOK_CHECK(statement.run());
    return database.changedRows();
}

} // namespace sillok::storage
