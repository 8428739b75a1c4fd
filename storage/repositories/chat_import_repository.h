// chat_import_repository.h - Chats that come from elsewhere, with all their branches; each is added once, however often it comes.
#pragma once

#include "storage/repositories/chat_repository.h"

#include <array>

namespace sillok::storage {

using Uid = std::array<uint8_t, 16>;

struct NewMessage {
    Uid uid {};                    ///< its own in every copy of the vault
    int32_t parent = -1;           ///< index of a message before it; -1: begins the chat
    Role role = Role::User;
    std::string text;
    std::string thought;
    std::string modelName;
    int64_t createdAtMs = 0;
};

struct NewChat {
    Uid uid {};
    std::string title;
    int64_t createdAtMs = 0;
    int64_t updatedAtMs = 0;
    bool pinned = false;
    bool archived = false;
    int32_t shown = -1;            ///< index of the message at the end of the branch that is shown; -1: the last one
    std::vector<NewMessage> messages;
};

/// Lives as long as one unlocked vault. Storage thread only.
class ChatImportRepository {
public:
    explicit ChatImportRepository(Database& database) : m_database(database) {}

    /// Whether it is there, in the trash too.
    Result<bool> has(const Uid& uid);
    /// The new chat, on the disk as a whole; 0: it is there already, and nothing is changed. Its title counts as the person's.
    /// error BadArgument: a parent that does not come before, or no message.
    Result<ChatId> add(const NewChat& chat);

private:
    Result<std::vector<MessageId>> addMessages(ChatId chat, const std::vector<NewMessage>& messages);

    Database& m_database;
};

} // namespace sillok::storage
