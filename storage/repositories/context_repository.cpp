#include "storage/repositories/context_repository.h"

#include "storage/contexts/context_file.h"

#include <cstring>
#include <sodium.h>

namespace sillok::storage {

Result<std::optional<KeptContext>> ContextRepository::find(ChatId chat)
{
    SILLOK_TRY(Statement statement,
        m_database.prepare("SELECT file_name, file_key, computed_by, block_bytes, tokens, collection_id FROM kept_context WHERE chat_id = ?"));
    SILLOK_CHECK(statement.bindAll(chat));
    SILLOK_TRY(const bool there, statement.step());
    if (!there)
        return std::optional<KeptContext>();
    std::vector<uint8_t> key = statement.columnBlob(1);
    auto secret = Secret::copyOf(key);
    sodium_memzero(key.data(), key.size());
    SILLOK_TRY(Secret held, std::move(secret));
    KeptContext context { chat, statement.columnNumber(5), statement.columnText(0), std::move(held), statement.columnText(2), static_cast<uint64_t>(statement.columnNumber(3)), {} };
    const std::vector<uint8_t> tokens = statement.columnBlob(4);
    context.tokens.resize(tokens.size() / sizeof(int32_t));
    std::memcpy(context.tokens.data(), tokens.data(), context.tokens.size() * sizeof(int32_t));
    return std::optional(std::move(context));
}

Result<void> ContextRepository::put(const KeptContext& context, int64_t nowMs)
{
    SILLOK_TRY(Statement chat, m_database.prepare("SELECT count(*) FROM chat WHERE id = ?"));
    SILLOK_TRY(const int64_t chats, chat.number(context.chat));
    if (chats == 0)
        return fail(ErrorCode::NotFound, "the chat of a computed context");
    SILLOK_TRY(Statement put,
        m_database.prepare("INSERT OR REPLACE INTO kept_context (chat_id, collection_id, file_name, file_key, computed_by, block_bytes, tokens, used_at_ms) "
                           "VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?, ?)"));
    const Bytes tokens(reinterpret_cast<const uint8_t*>(context.tokens.data()), context.tokens.size() * sizeof(int32_t));
    return put.run(context.chat, context.collection, context.fileName, context.key.bytes(), context.computedBy, context.blockBytes, tokens, nowMs);
}

Result<void> ContextRepository::drop(ChatId chat)
{
    SILLOK_TRY(Statement drop, m_database.prepare("DELETE FROM kept_context WHERE chat_id = ?"));
    return drop.run(chat);
}

Result<void> ContextRepository::keepWithin(uint64_t bytes)
{
    SILLOK_TRY(Statement list, m_database.prepare("SELECT chat_id, block_bytes * (length(tokens) / ?) FROM kept_context ORDER BY used_at_ms DESC"));
    SILLOK_CHECK(list.bindAll(ContextFile::kBlockTokens * sizeof(int32_t)));
    std::vector<ChatId> tooMany;
    for (uint64_t held = 0;;) {
        SILLOK_TRY(const bool row, list.step());
        if (!row)
            break;
        held += static_cast<uint64_t>(list.columnNumber(1));
        if (held > bytes)
            tooMany.push_back(list.columnNumber(0));
    }
    for (const ChatId chat : tooMany)
        SILLOK_CHECK(drop(chat));
    return {};
}

Result<std::vector<std::string>> ContextRepository::fileNames()
{
    SILLOK_TRY(Statement list, m_database.prepare("SELECT file_name FROM kept_context"));
    std::vector<std::string> names;
    for (;;) {
        SILLOK_TRY(const bool row, list.step());
        if (!row)
            return names;
        names.push_back(list.columnText(0));
    }
}

} // namespace sillok::storage
