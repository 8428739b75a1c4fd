// read_chats.h - The chats in an export of ChatGPT, Open WebUI or LM Studio. Runs in the sealed reader: nothing in the bytes is believed.
#pragma once

#include "app/services/chat_import/foreign_chat.h"
#include "engine/base/bytes.h"

#include <functional>

namespace sillok::app {

/// What is told while reading: each chat when it is whole.
using TakeChat = std::function<Result<void>(ForeignChat&&)>;

/// A JSON text, or a zip with conversations.json in it, as ChatGPT gives it out. Chats of all three programs may stand in one list.
/// error  Damaged: no JSON, or a broken zip. Unsafe: a limit of foreign_chat.h. Unsupported: no chat of a program that is known.
///        NeedsPassword: a zip with one. Whatever `take` says.
Result<LeftOutCounts> readForeignChats(Bytes bytes, const TakeChat& take);

} // namespace sillok::app
