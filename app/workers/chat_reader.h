// chat_reader.h - Reads an export of another program's chats in a fresh, sealed process; whatever happens there, this side gets an answer.
#pragma once

#include "app/services/chat_import/foreign_chat.h"
#include "engine/base/file.h"

#include <functional>
#include <stop_token>

namespace sillok::app {

struct ForeignChats {
    std::vector<ForeignChat> chats;
    LeftOutCounts leftOut {};
};

/// Blocks the calling thread. `program` is the path of sillok-reader; `progress` is told how many chats there are so far.
/// error  as readForeignChats. Cancelled. TimedOut: over a minute, or nothing for some seconds. WorkerDied: it crashed or was killed.
Result<ForeignChats> readChats(const std::string& program, const FileDescriptor& file, const std::stop_token& stop, const std::function<void(size_t chats)>& progress);

} // namespace sillok::app
