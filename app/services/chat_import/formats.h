// formats.h - The three shapes of exports, one reader each: a JSON object becomes a chat.
#pragma once

#include "app/services/chat_import/foreign_chat.h"

#include <nlohmann/json_fwd.hpp>

namespace sillok::app {

/// `mapping`: nodes by their ids, each with its parent; `current_node` ends the branch that is shown.
/// source  conversations.json of an account's export.
ForeignChat readChatGpt(const nlohmann::json& object, LeftOutCounts& leftOut);
/// `chat.history.messages`: messages by their ids, each with its parentId; `currentId` ends the branch that is shown.
/// source  "Export chats" of Open WebUI.
ForeignChat readOpenWebUi(const nlohmann::json& object, LeftOutCounts& leftOut);
/// `messages`: one place behind the other, each with versions, of which one is selected.
/// source  *.conversation.json in the program's folder of conversations.
ForeignChat readLmStudio(const nlohmann::json& object, LeftOutCounts& leftOut);

} // namespace sillok::app
