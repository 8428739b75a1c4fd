// prompt.h - A conversation as the token ids that a model was trained to see.
#pragma once

#include "engine/chat/family.h"
#include "engine/tokenizer/tokenizer.h"

namespace sillok {

enum class ChatRole : uint8_t { System, User, Assistant };

struct ChatTurn {
    ChatRole role = ChatRole::User;
    std::string text;
    bool pinned = false;  ///< stays when older turns leave: see fit_turns.h
};

/// Whether a model that can think before it answers is to do so. Default: as its makers set it.
enum class Thinking : uint8_t { Default, On, Off };

/// How an answer begins, by what stands at the end of its prompt.
enum class ReplyStart : uint8_t { Answer, Thought, RoleName };

struct ChatPrompt {
    std::vector<TokenId> ids; ///< ends where the assistant begins to write
    std::vector<TokenId> stopIds; ///< what ends its turn, see stopIdsOf()
    ReplyStart start = ReplyStart::Answer;
};

/// The turns in the family's built-in format. Markers become control ids; everything a person wrote is encoded raw and can never become one.
/// Plain, for models that know no turns: BOS as the vocabulary says, then the texts with blank lines between.
/// error  as Tokenizer::encode; BadArgument: no turn.
/// source models.md section 7
Result<ChatPrompt> chatPrompt(const Tokenizer& tokenizer, std::span<const ChatTurn> turns, Thinking thinking = Thinking::Default);

/// How an answer begins behind a prompt that ends like this.
ReplyStart replyStartAfter(std::string_view tail);

} // namespace sillok
