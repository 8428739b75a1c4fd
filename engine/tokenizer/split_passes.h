// split_passes.h - The published split patterns as plain functions; one pass each, linear in the piece.
#pragma once

#include "engine/tokenizer/pre_tokenizer.h"

namespace sillok::split {

// \p{..} classes are Unicode's; "space" is the White_Space property. Every pattern is quoted from its published tokenizer.

/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+   source GPT-2 encoder
void gpt2(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+   source Llama 3
void llama3(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// As llama3 with single \p{N}.   source Qwen2
void qwen2(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// As llama3, letters by case: [Lu Lt Lm Lo M]*[Ll Lm Lo M]+ or [Lu Lt Lm Lo M]+[Ll Lm Lo M]*, contraction behind; [\r\n/]*   source o200k
void o200k(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// Contractions|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+   source
/// K-EXAONE
void phrases(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// [ASCII punctuation][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+   source DeepSeek-V3
void deepseekV3(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// \p{N}
void singleNumbers(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// \p{N}{1,3}
void numbersByThree(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// \p{N}+
void numberRuns(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// [U+4E00-9FA5, Hiragana, Katakana]+
void cjkAndKana(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// [\r\n]
void lineBreaks(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// \s?[cased letters]+, \s?[ASCII and full-width punctuation]+, \s+$, [CJK and Hangul]+   source DeepSeek-LLM
void deepseekLetters(std::span<const char32_t> piece, std::vector<size_t>& lengths);
void deepseekPunctuation(std::span<const char32_t> piece, std::vector<size_t>& lengths);
void trailingSpace(std::span<const char32_t> piece, std::vector<size_t>& lengths);
void deepseekCjk(std::span<const char32_t> piece, std::vector<size_t>& lengths);
/// [\p{P}$+<=>^~|`]+ and [0-9][0-9][0-9]   source Falcon
void falconPunctuation(std::span<const char32_t> piece, std::vector<size_t>& lengths);
void falconDigits(std::span<const char32_t> piece, std::vector<size_t>& lengths);

} // namespace sillok::split
