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

inline constexpr size_t kMaxTitleCodePoints = 200;

} // namespace sillok::documents
