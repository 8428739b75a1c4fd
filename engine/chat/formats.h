// formats.h - The built-in turn formats, for files that bring no template or one that cannot be used.
#pragma once

#include "engine/chat/prompt.h"
#include "engine/chat/prompt_writer.h"

namespace sillok {

/// Writes all turns and the opening of the answer. needs at least one turn. error as PromptWriter
Result<void> writeTurns(PromptWriter& out, ChatFamily family, std::span<const ChatTurn> turns, Thinking thinking);

} // namespace sillok
