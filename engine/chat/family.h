// family.h - Which family's turns a model was trained on, known by the control tokens of its vocabulary.
#pragma once

#include "engine/tokenizer/vocabulary.h"

namespace sillok {

/// source  models.md section 7, fixtures/chat-templates
enum class ChatFamily : uint8_t { Plain, ChatMl, HyperClovaX, AxRoles, Llama3, Exaone3, Exaone4, KExaone, Gemma, Phi3, Granite, Solar };

/// Stable English name: "plain", "chatml", "hyperclova-x", "a.x", "llama-3", "exaone-3", "exaone-4", "k-exaone", "gemma", "phi-3",
/// "granite", "solar".
const char* chatFamilyName(ChatFamily family);

ChatFamily chatFamilyOf(const Vocabulary& vocabulary);

/// Ids that end an answer of this family, and nothing else does. The vocabulary's own ends count too, except where a family writes one of
/// them inside an answer: HyperCLOVA X's <|im_end|> stands between thought and answer, Solar's <|end|> between channels.
std::vector<TokenId> stopIdsOf(const Vocabulary& vocabulary, ChatFamily family);

} // namespace sillok
