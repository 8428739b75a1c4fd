// gbnf.h - Reads grammars in GBNF, the notation of llama.cpp: name ::= "text" [a-z] other-name ( ... | ... )* # remark
#pragma once

#include "engine/sampling/grammar.h"

namespace sillok {

/// The rule `root` is the whole text. Characters are code points; escapes \n \r \t \\ \" \[ \] \xNN \uNNNN \UNNNNNNNN; repetitions
/// * + ? {m} {m,} {m,n}; an alternative goes on over a line's end inside brackets and behind |.
/// error  BadArgument: a mistake, with its line; a name without a rule; left recursion. Unsafe: a limit.
Result<Grammar> parseGbnf(std::string_view text);

constexpr size_t kMaxGbnfBytes = size_t { 1 } << 20;
constexpr int kMaxGbnfDepth = 100; ///< of brackets

} // namespace sillok
