// place_types.h - Where chats are kept, as the window sees it: folders, the trash, and what went with a folder.
#pragma once

#include "app/services/types.h"

namespace sillok::app {

/// Folders lie in each other at most this deep; one that lies in none has depth 1.
inline constexpr int kDeepestFolder = 4;

struct ChatFolder {
    FolderId id = 0;
    FolderId parent = 0;        ///< 0: in none
    QString name;
    bool open = true;           ///< what is in it is shown
};

struct TrashedChat {
    ChatSummary chat;
    QDateTime trashedAt;
    QDateTime goesAt;           ///< from then on it is removed for good when the vault is opened; null: it goes with the next lock
};

/// What a search can be narrowed to, beside collections and folders.
struct SearchChoices {
    QStringList labels;         ///< of documents
    QStringList models;         ///< that have answered
};

/// What went with a folder; Desk::putFolderBack makes it as it was.
struct RemovedFolder {
    ChatFolder folder;
    QDateTime createdAt;
    QList<ChatId> chats;
    QList<FolderId> folders;
};

} // namespace sillok::app

Q_DECLARE_METATYPE(sillok::app::RemovedFolder)
Q_DECLARE_METATYPE(sillok::app::SearchChoices)
