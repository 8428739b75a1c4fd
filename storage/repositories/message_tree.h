// message_tree.h - Moving through a chat's versions and branches. Nothing is erased, and every step can be taken back exactly.
#pragma once

#include "storage/db/database.h"
#include "storage/repositories/ids.h"

#include <utility>
#include <vector>

namespace sillok::storage {

/// What one step changed. Steps are taken back in the reverse order.
struct TreeStep {
    enum class Kind : uint8_t { Showed, Added, Removed, Pinned } kind = Kind::Showed;
    ChatId chat = 0;
    MessageId message = 0;        ///< added, pinned or unpinned, or the first of what was removed
    MessageId leafBefore = 0;     ///< 0: the chat was empty
    /// Messages whose shown answer or follow-up changed, each with the earlier one.
    std::vector<std::pair<MessageId, MessageId>> shownBefore;
};

/// Messages below one parent are its versions. One of them is shown, and below it the one that was shown there last.
/// Lives as long as one unlocked vault. Storage thread only.
class MessageTree {
public:
    explicit MessageTree(Database& database) : m_database(database) {}

    /// Messages with the same parent, oldest first, without removed ones.
    Result<std::vector<MessageId>> versions(MessageId message);
    /// Ends the shown branch at this message; a step of kind Added. Part of a transaction of the caller's.
    Result<TreeStep> added(ChatId chat, MessageId message);
    /// Shows this message, and below it what was shown there last. error NotFound: no such message, or it is removed.
    Result<TreeStep> show(MessageId message);
    /// Takes a message with everything below it out of sight; the nearest version takes its place, otherwise the branch ends before it.
    /// error NotFound. Busy: something in it is being written.
    Result<TreeStep> remove(MessageId message, int64_t nowMs);
    /// error NotFound
    Result<TreeStep> pin(MessageId message, bool pinned);
    /// Brings everything back that was removed from a chat and returns how many messages that were.
    Result<int64_t> restoreRemoved(ChatId chat);
    Result<void> undo(const TreeStep& step, int64_t nowMs);
    /// A new chat with copies of this message and those before it: texts, citations, scopes and records. error NotFound
    Result<ChatId> copyBranch(MessageId last, std::string_view title, int64_t nowMs);

private:
    struct Place {
        ChatId chat = 0;
        MessageId parent = 0;
        MessageId leaf = 0;       ///< of its chat
        bool removed = false;
        bool pinned = false;
    };
    Result<Place> placeOf(MessageId message);
    Result<MessageId> endBelow(MessageId message);
    Result<void> moveLeaf(TreeStep& step, MessageId leaf);
    Result<void> setLeaf(ChatId chat, MessageId leaf);
    Result<int64_t> mark(MessageId root, int64_t nowMs);
    Result<MessageId> neighbour(MessageId message, const Place& place);

    Database& m_database;
};

} // namespace sillok::storage
