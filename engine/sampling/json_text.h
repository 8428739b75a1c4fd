// json_text.h - How JSON writes characters, strings and whole numbers, as pieces of a grammar.
#pragma once

#include "engine/sampling/grammar.h"

#include <optional>

namespace sillok {

/// One character out of the set as it stands inside a JSON string: as itself, or as the escape that it needs. Only such characters are
/// escaped, so that one text is written in one way and never with half of a surrogate pair.
GrammarElement jsonCharacter(GrammarBuilder& builder, const std::vector<CharRange>& ranges);

/// A JSON string of `least` to `most` characters. needs least <= most
GrammarSequence jsonString(GrammarBuilder& builder, uint32_t least, uint32_t most);

/// A JSON string that is none of these. needs texts without characters that JSON escapes
GrammarElement jsonStringBeside(GrammarBuilder& builder, const std::vector<std::string>& texts);

/// A whole number between the bounds, each included, without leading zeros and without "-0". Where a bound is missing, up to 15 digits,
/// which every reader of JSON keeps exactly. needs least <= most
GrammarElement jsonInteger(GrammarBuilder& builder, std::optional<int64_t> least, std::optional<int64_t> most);

/// A number with at most 15 digits before and behind the point, and an exponent of at most two.
GrammarElement jsonNumber(GrammarBuilder& builder);

/// A text that matches the regular expression, written inside a JSON string, without its quotes. Understood: characters, ., classes with
/// \d \w \s, groups, |, * + ? {m,n}, ^ at the start and $ at the end of the whole.
/// error  Unsupported: anything else, named. BadArgument: a mistake. Unsafe: groups deeper than 50.
/// source ECMA-262 2023, section 22.2.1, of which this is a part
Result<GrammarSequence> jsonPattern(GrammarBuilder& builder, std::string_view pattern);

} // namespace sillok
