// chat_import_types.h - Chats of other programs on their way into the vault, as the window sees them.
#pragma once

#include "app/services/types.h"

namespace sillok::app {

/// What cannot come along, by what it is. The order is that of LeftOut in chat_import/foreign_chat.h.
enum class NotImported : uint8_t { Images, Files, ToolOutputs, UnknownParts, BrokenLinks, LongTexts, HiddenCharacters, LargeChats, EmptyChats, UnknownEntries };

/// What is in an export; nothing of it is in the vault yet.
struct ChatImportPreview {
    /// "3 images"
    struct Count {
        NotImported what = NotImported::Images;
        int count = 0;
    };
    QString file;                ///< its name
    QStringList programs;        ///< "ChatGPT"
    int chats = 0;
    int messages = 0;
    int alreadyThere = 0;        ///< of the chats
    QDateTime from;              ///< the oldest chat's beginning; null: no time is known
    QDateTime to;                ///< the newest change
    QList<Count> leftOut;
};

struct ChatImportProgress {
    int done = 0;
    int total = 0;
    int secondsLeft = -1;        ///< -1: not known yet
    int added = 0;
    bool finished = false;
    bool cancelled = false;      ///< what was added by then stays, until it is taken back
};

} // namespace sillok::app

Q_DECLARE_METATYPE(sillok::app::ChatImportPreview)
Q_DECLARE_METATYPE(sillok::app::ChatImportProgress)
