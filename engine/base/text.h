// text.h - UTF-8 without surprises: validity, code points, and where a cut-off character begins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sillok {

constexpr char32_t kReplacementCharacter = 0xFFFD;

/// True when every byte belongs to a shortest-form UTF-8 sequence of a scalar value (no surrogates, nothing above U+10FFFF).
bool isValidUtf8(std::string_view text);

/// The code point at `at` and how many bytes it takes. Malformed bytes give U+FFFD and length 1. needs at < text.size()
struct CodePoint {
    char32_t value;
    size_t length;
};
CodePoint codePointAt(std::string_view text, size_t at);

/// Appends one scalar value. Anything that is not one becomes U+FFFD.
void appendUtf8(std::string& out, char32_t value);

/// The same text with every malformed byte replaced by U+FFFD.
std::string sanitizedUtf8(std::string_view text);

/// How many bytes at the end are the beginning of a character whose rest has not come yet (0 to 3).
size_t incompleteTail(std::string_view text);

/// The number that exactly `digits` hexadecimal digits at `at` write; nothing when they are not all there. needs digits <= 8
std::optional<uint32_t> hexNumber(std::string_view text, size_t at, size_t digits);

/// Number of code points; malformed bytes count one each.
size_t codePointCount(std::string_view text);

} // namespace sillok
