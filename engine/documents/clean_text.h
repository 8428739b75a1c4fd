// clean_text.h - Text as it may enter a document: NFC, no control characters, nothing that a reader cannot see.
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace sillok::documents {

/// `text` (UTF-8, malformed bytes allowed) in NFC with C0/C1 controls turned into spaces and invisible characters left out:
/// bidi controls, zero-width spaces and joiners, byte order marks, tag characters, variation selectors, soft hyphens, Hangul fillers.
/// Adds how many were left out to `removed`. Leading and trailing white space goes; "\n" stays.
std::string cleanText(std::string_view text, int& removed);

/// The same for a title: one line, and no more than kMaxTitleCodePoints of it.
std::string cleanTitle(std::string_view text, int& removed);

/// Headings that are spaced out for looks come together: "서 울 특 별 시" is "서울특별시", "구   분" is "구분". Two syllables with one space
/// between them may be two words and stay. needs clean text
std::string withoutLetterSpacing(std::string text);

inline constexpr size_t kMaxTitleCodePoints = 200;

} // namespace sillok::documents
