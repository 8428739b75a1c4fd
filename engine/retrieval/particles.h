// particles.h - The small closed classes of Korean words that carry no meaning of their own in a question.
#pragma once

#include <string_view>

namespace sillok::retrieval {

/// The part of a folded word that carries meaning: particle, copula or verb ending taken off, at least two characters left.
std::string_view withoutEnding(std::string_view word);

/// Question words, requests and empty nouns: 무엇, 알려줘, 경우, what, is.
bool isEmptyWord(std::string_view word);

/// 얼마, 몇 명, 언제, 금액, how many: a word that asks for a number.
bool asksForNumber(std::string_view word);

/// 0 to 1: how much it says when a passage does not have this word. Verbs and forms of politeness vary freely; names do not.
double wordWeight(std::string_view word);

} // namespace sillok::retrieval
