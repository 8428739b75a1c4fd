// chat_list_rows.h - What the list column shows, row by row: pinned chats, folders with what is in them, chats by date; the archive; the trash.
#pragma once

#include "app/services/place_types.h"

namespace sillok::ui {

/// Everything that there is to list.
struct ChatLists {
    QList<app::ChatSummary> chats;
    QList<app::ChatFolder> folders;
    QList<app::TrashedChat> trash;
};

/// What of it is shown.
enum class ListPlace { Chats, Archive, Trash };

enum class ChatRowKind { Heading, Chat, Hit, Folder, Trashed };

struct ChatListRow {
    ChatRowKind kind = ChatRowKind::Chat;
    QString title {};
    QString snippet {};         ///< of a hit; of a trashed chat: when it goes
    QString aside {};           ///< of a folder: how many chats are in it
    app::ChatId chat = 0;
    app::MessageId message = 0;
    app::FolderId folder = 0;   ///< the folder itself, or the one that a chat is shown in
    int level = 0;              ///< of folders above it
    int position = 0;           ///< among those beside it, from 1
    int beside = 0;             ///< how many of them there are
    bool answering = false;
    bool memoryOnly = false;
    bool unread = false;
    bool pinned = false;
    bool archived = false;
    bool open = false;

    bool operator==(const ChatListRow&) const = default;
    /// The same thing, whatever is said about it.
    bool sameAs(const ChatListRow& other) const
    {
        return kind == other.kind && chat == other.chat && message == other.message && folder == other.folder && (kind != ChatRowKind::Heading || title == other.title);
    }
};

QList<ChatListRow> rowsOf(const ChatLists& lists, ListPlace place, const QDate& today);
QList<ChatListRow> rowsOf(const QList<app::ChatHit>& hits);

/// As a screen reader says it: what it is, its state, and where it stands.
QString spokenRow(const ChatListRow& row);

/// "감사 › 하반기"
QString folderPath(const QList<app::ChatFolder>& folders, app::FolderId folder);
/// Levels of folders above it and itself; 0 of none.
int folderDepth(const QList<app::ChatFolder>& folders, app::FolderId folder);
/// Whether moving it there leaves it out of itself and no folder deeper than allowed.
bool folderMayLieIn(const QList<app::ChatFolder>& folders, app::FolderId folder, app::FolderId parent);

} // namespace sillok::ui
