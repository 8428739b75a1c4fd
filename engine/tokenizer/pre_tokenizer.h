// pre_tokenizer.h - Splits text into the pieces inside which byte-level BPE may merge; one hand-written rule per published pattern.
#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sillok {

/// Splits one piece of text further: appends the lengths (in code points) of its parts, in order, their sum being the piece's length.
using SplitPass = void (*)(std::span<const char32_t> piece, std::vector<size_t>& lengths);

/// A split rule: passes applied one after the other, each inside the pieces of the one before.
struct SplitRule {
    std::string_view name;
    std::span<const SplitPass> passes;
    bool wholePieceWins; ///< a piece that is itself a token is not merged ("ignore_merges")
};

/// The rule with this `tokenizer.ggml.pre` name. error Unsupported: no such rule, named in the message.
/// A guess would change token ids without any visible failure.
/// source  models.md section 6
Result<const SplitRule*> splitRuleByName(std::string_view name);

/// The pieces of `text`, in order; joined they are `text`. needs valid UTF-8
/// cost  linear in the text
std::vector<std::string_view> splitText(const SplitRule& rule, std::string_view text);

} // namespace sillok
