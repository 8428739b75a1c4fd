// split_patterns.h - The split rule of a byte-level vocabulary, recognised from what its tokenizer.json says.
#pragma once

#include "engine/convert/json.h"

namespace sillok::convert {

/// The `tokenizer.ggml.pre` name of a pre_tokenizer. error Unsupported: none of our rules; the message quotes what was found.
/// source  pre_tokenizer and regular expressions of the published tokenizers; models.md section 6
Result<std::string> splitRuleOf(const Json& preTokenizer);

} // namespace sillok::convert
