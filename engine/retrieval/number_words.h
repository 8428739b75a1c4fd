// number_words.h - Numbers as Korean writes them: digits, 만 and 억 between digits, and words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sillok::retrieval {

/// A number in a folded text.
struct ReadNumber {
    std::string value;     ///< digits, a decimal point where there is one; empty: no number begins here
    std::string unit;      ///< in one spelling: 퍼센트 is %, 번 is 회; empty: none that we know
    size_t end = 0;        ///< behind the number, before its unit
};

/// The number in digits that begins at `at`: 19,209,180,000, 3.5, 5천만, 3만 5천, 19억 2,091만. needs a digit at `at`
ReadNumber readDigits(std::string_view folded, size_t at);

/// The number word that begins at `at`: 스무 명, 열두 달, 삼십일, 오백만 원. Only where a unit follows, and where a word begins:
/// the syllables mean other things as well. needs at <= folded.size()
ReadNumber readWord(std::string_view folded, size_t at);

} // namespace sillok::retrieval
