// letter_folds.h - A character without accent and case, as uncased vocabularies want it.
#pragma once

#include <cstdint>

namespace sillok {

/// The first character of the canonical decomposition, in lower case. A Hangul syllable gives its first letter: the vocabularies that
/// need this function were made and are measured that way.
/// cost  one binary search over about 3300 pairs; none for ASCII and Hangul
/// source  Unicode 14.0 UnicodeData through Python's unicodedata; tests compare every code point with ICU
char32_t foldedLetter(char32_t value);

} // namespace sillok
