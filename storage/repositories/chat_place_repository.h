// chat_place_repository.h - Where a person keeps chats: folders, pinned, archived, not yet seen, in the trash; and who gave the title.
#pragma once

#include "storage/repositories/chat_repository.h"

#include <span>

namespace sillok::storage {

/// Folders lie in each other at most this deep; one that lies in none has depth 1.
inline constexpr int kDeepestFolder = 4;

struct StoredFolder {
    FolderId id = 0;
    FolderId parent = 0;           ///< 0: in none
    std::string name;
    int64_t createdAtMs = 0;
    bool open = true;              ///< what is in it is shown
};

/// What went with a folder, so that it can be put back.
struct RemovedFolder {
    StoredFolder folder;
    std::vector<ChatId> chats;
    std::vector<FolderId> folders;
};

// The number is stored.
enum class TitleBy : uint8_t { FirstWords = 1, Model = 2, Person = 3 };

struct PlacedChat {
    StoredChat chat;
    FolderId folder = 0;           ///< 0: in none
    bool pinned = false;
    bool archived = false;
    bool unread = false;           ///< an answer was finished while nobody looked
    TitleBy titleBy = TitleBy::FirstWords;
};

/// Lives as long as one unlocked vault. Storage thread only. What was changed without an error is on the disk; a change of several chats all or nothing.
class ChatPlaceRepository {
public:
    explicit ChatPlaceRepository(Database& database) : m_database(database) {}

    /// By name.
    Result<std::vector<StoredFolder>> folders();
    /// error BadArgument: no name, or deeper than kDeepestFolder. NotFound: no such parent.
    Result<FolderId> createFolder(FolderId parent, std::string_view name, int64_t nowMs);
    /// error BadArgument: no name. NotFound.
    Result<void> renameFolder(FolderId folder, std::string_view name);
    /// error BadArgument: into itself or something below it, or too deep. NotFound.
    Result<void> moveFolder(FolderId folder, FolderId parent);
    /// What is in it moves up to where it was. error NotFound.
    Result<RemovedFolder> removeFolder(FolderId folder);
    /// Puts a folder back with what was in it, as far as that is still where removing it left it. error as moveFolder
    Result<void> putBack(const RemovedFolder& removed);
    Result<void> setOpen(FolderId folder, bool open);

    /// Newest change first.
    Result<std::vector<PlacedChat>> list(bool trashed);
    // error NotFound: one of them, or the folder, is not there.
    Result<void> move(std::span<const ChatId> chats, FolderId folder);
    Result<void> pin(std::span<const ChatId> chats, bool pinned);
    Result<void> archive(std::span<const ChatId> chats, bool archived);
    Result<void> trash(std::span<const ChatId> chats, int64_t nowMs);
    Result<void> restore(std::span<const ChatId> chats);
    Result<void> setUnread(ChatId chat, bool unread);

    /// False: a title by the person stays, and this one is not by them. error NotFound.
    Result<bool> setTitle(ChatId chat, std::string_view title, TitleBy by);
    /// error NotFound.
    Result<TitleBy> titleBy(ChatId chat);

    /// Removes chats that are in the trash for good, one after the other. error NotFound: one is not in the trash; then all stay.
    Result<void> removeTrashed(std::span<const ChatId> chats);

private:
    template <typename... Values>
    Result<void> change(std::span<const ChatId> chats, const char* sql, const Values&... values);
    Result<StoredFolder> folder(FolderId folder);
    Result<int> depthOf(FolderId folder);      ///< 0 of none
    Result<int> heightOf(FolderId folder);     ///< levels of folders from it down, itself included
    Result<bool> isBelow(FolderId folder, FolderId ancestor);
    Result<std::vector<int64_t>> numbers(const char* sql, int64_t value);

    Database& m_database;
};

} // namespace sillok::storage
