#include "storage/repositories/chat_import_repository.h"

#include "storage/db/transaction.h"

namespace sillok::storage {

Result<bool> ChatImportRepository::has(const Uid& uid)
{
    SILLOK_TRY(Statement statement, m_database.prepare("SELECT count(*) FROM chat WHERE uid = ?"));
    SILLOK_TRY(const int64_t there, statement.number(Bytes(uid)));
    return there != 0;
}

Result<std::vector<MessageId>> ChatImportRepository::addMessages(ChatId chat, const std::vector<NewMessage>& messages)
{
    SILLOK_TRY(Statement add,
        m_database.prepare("INSERT INTO message (id, chat_id, parent_id, role, state, mode, text, created_at_ms, model_name, thought, uid) "
                           "SELECT coalesce(max(id), 0) + 1, ?, ?, ?, 2, 1, ?, ?, ?, ?, ? FROM message"));
    std::vector<MessageId> ids;
    for (const NewMessage& message : messages) {
        if (message.parent >= static_cast<int64_t>(ids.size()))
            return fail(ErrorCode::BadArgument, "a message before the one that it answers");
        const std::optional<MessageId> parent = message.parent < 0 ? std::nullopt : std::optional(ids[static_cast<size_t>(message.parent)]);
        SILLOK_CHECK(add.run(chat, parent, static_cast<int>(message.role), message.text, message.createdAtMs, message.modelName, message.thought, Bytes(message.uid)));
        ids.push_back(m_database.lastInsertId());
    }
    return ids;
}

Result<ChatId> ChatImportRepository::add(const NewChat& chat)
{
    if (chat.messages.empty())
        return fail(ErrorCode::BadArgument, "a chat without messages");
    SILLOK_TRY(Transaction transaction, m_database.begin());
    SILLOK_TRY(const bool there, has(chat.uid));
    if (there)
        return ChatId(0);
    SILLOK_TRY(Statement add,
        m_database.prepare("INSERT INTO chat (id, title, created_at_ms, updated_at_ms, is_pinned, is_archived, title_by, uid) "
                           "SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ?, 3, ? FROM chat"));
    SILLOK_CHECK(add.run(chat.title, chat.createdAtMs, chat.updatedAtMs, chat.pinned, chat.archived, Bytes(chat.uid)));
    const ChatId id = m_database.lastInsertId();
    SILLOK_TRY(const std::vector<MessageId> messages, addMessages(id, chat.messages));
    const bool known = chat.shown >= 0 && chat.shown < static_cast<int64_t>(messages.size());
    SILLOK_TRY(Statement show, m_database.prepare("UPDATE chat SET leaf_id = ? WHERE id = ?"));
    SILLOK_CHECK(show.run(known ? messages[static_cast<size_t>(chat.shown)] : messages.back(), id));
    SILLOK_CHECK(transaction.commit());
    return id;
}

} // namespace sillok::storage
