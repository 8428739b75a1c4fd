// special_tokens.h - Cuts the texts of special tokens out of a text before the rest is tokenized.
#pragma once

#include "engine/tokenizer/vocabulary.h"

#include <variant>

namespace sillok {

/// A stretch of plain text, or one special token that stood in the text.
struct Fragment {
    std::string_view text;
    TokenId token = kNoToken; ///< text is empty when this is set
};

/// Longer tokens are cut out first, each from left to right. User-defined tokens always count; control and unknown tokens only when asked
/// for. cost  length of the text times the number of different token lengths, whatever it holds source  the order is what the published ids
/// of llama-bpe, phi-3 and falcon need
std::vector<Fragment> cutSpecials(const Vocabulary& vocabulary, std::string_view text, bool controlToo);

} // namespace sillok
