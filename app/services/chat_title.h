// chat_title.h - A short title for a chat, written by the model: what it is asked, and what of its reply may be shown.
#pragma once

#include "app/workers/protocol.h"

#include <optional>

namespace sillok::app {

inline constexpr int kMostTitleCharacters = 40;

/// What the model is asked, in the language of the question; only the beginnings of the texts go along.
std::vector<protocol::Turn> titleTurns(const std::string& question, const std::string& answer);

/// The reply as a title: its first line with words in it, without quotes, marks and control characters, at most kMostTitleCharacters.
/// Nothing: there are no words in it, or the model was thinking.
std::optional<std::string> titleFromReply(const std::string& reply);

} // namespace sillok::app
