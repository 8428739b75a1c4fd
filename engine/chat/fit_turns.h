// fit_turns.h - A conversation that outgrew the context: its oldest exchanges leave, whole, pinned ones last, and the caller is told how many messages.
#pragma once

#include "engine/chat/prompt.h"

#include <functional>

namespace sillok {

using MakePrompt = std::function<Result<ChatPrompt>(std::span<const ChatTurn>)>;

struct FittedPrompt {
    ChatPrompt prompt;
    uint32_t leftOut = 0; ///< turns that are not in the prompt: the oldest that are not pinned, and when that is not enough, the oldest pinned ones
};

/// Tokens that a prompt may take so that an answer of `answerTokens` has room; at least three quarters of the context stay for the prompt.
uint32_t promptLimit(uint32_t contextTokens, uint32_t answerTokens);

/// An exchange is a user turn with what follows up to the next one; a question that was never answered is one too. It is pinned when one of its turns is. System turns at the front and the last exchange always stay.
/// cost   makes prompts of a few times tokenLimit tokens together, whatever the length of the conversation
/// error  as makePrompt; Unsafe: not even the last exchange fits, with both counts in the text.
Result<FittedPrompt> fitTurns(std::span<const ChatTurn> turns, uint32_t tokenLimit, const MakePrompt& makePrompt);

} // namespace sillok
