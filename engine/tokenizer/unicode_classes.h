// unicode_classes.h - The general category of a character, as far as split rules need it.
#pragma once

#include <cstdint>

namespace sillok {

enum class UnicodeClass : uint8_t { Other, Upper, Lower, Title, ModifierLetter, OtherLetter, Mark, Number, Punctuation, Symbol };

/// Version of the table, for messages and tests.
constexpr int kUnicodeMajorVersion = 14;

/// cost  one binary search over about 3000 ranges; a table of 128 for ASCII
/// source  Unicode 14.0 UnicodeData through Python's unicodedata; tests compare every code point with ICU
UnicodeClass unicodeClass(char32_t value);

/// \p{L}
bool isLetter(char32_t value);
/// \p{M}
inline bool isMark(char32_t value) { return unicodeClass(value) == UnicodeClass::Mark; }
/// \p{N}
inline bool isNumber(char32_t value) { return unicodeClass(value) == UnicodeClass::Number; }
/// \p{P}
inline bool isPunctuation(char32_t value) { return unicodeClass(value) == UnicodeClass::Punctuation; }
/// \p{S}
inline bool isSymbol(char32_t value) { return unicodeClass(value) == UnicodeClass::Symbol; }
/// \s: the White_Space property
bool isWhiteSpace(char32_t value);

} // namespace sillok
