// prompt.h - A conversation as the token ids that a model was trained to see.
#pragma once

#include "engine/tokenizer/tokenizer.h"

namespace sillok {

enum class ChatRole : uint8_t { System, User, Assistant };

struct ChatTurn {
    ChatRole role = ChatRole::User;
    std::string text;
};

/// Turn formats that are known by the control tokens in a vocabulary.
enum class ChatFormat : uint8_t { Plain, ChatMl, Llama3, Exaone };

/// "plain", "chatml", "llama-3", "exaone"
const char* chatFormatName(ChatFormat format);

/// Exaone when [|user|] and [|assistant|] are control tokens, ChatMl for <|im_start|>, Llama3 for <|start_header_id|>; Plain otherwise.
ChatFormat chatFormatOf(const Vocabulary& vocabulary);

struct ChatPrompt {
    std::vector<TokenId> ids; ///< ends where the assistant begins to write
    std::vector<TokenId> stopIds; ///< end of a turn in this format
};

/// Markers become control ids; everything a person wrote is encoded raw and can never become one.
/// Plain, for models that know no turns: BOS as the vocabulary says, then the texts with blank lines between.
/// error  as Tokenizer::encode; BadArgument: no turn.
/// source models.md section 7
Result<ChatPrompt> chatPrompt(const Tokenizer& tokenizer, std::span<const ChatTurn> turns);

} // namespace sillok
