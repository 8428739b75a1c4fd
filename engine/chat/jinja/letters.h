// letters.h - What Python knows of characters: space, case, classes, and positions by code point.
#pragma once

#include "engine/chat/jinja/text.h"

#include <cstdint>

namespace sillok::jinja {

bool isSpace(char32_t c); ///< str.isspace
bool isPrintable(char32_t c); ///< str.isprintable
bool isUpper(char32_t c);
bool isLower(char32_t c);
bool isAlpha(char32_t c);
bool isDigit(char32_t c);
bool isWordLetter(char32_t c); ///< \w of a regular expression

enum class Case : uint8_t { Upper, Lower, Title, Capital, Swap };
/// Letters changed as str.upper and its relatives do; every byte keeps its origin.
/// exact  ASCII, Latin-1, Latin Extended-A, Greek, Cyrillic, Armenian and full-width letters; others stay as they are
Text withCase(const Text& text, Case wanted);

/// Byte offsets of all characters and of the end. ASCII texts need no table.
class Positions {
public:
    explicit Positions(const std::string& bytes);
    size_t count() const { return m_ascii ? m_size : m_offsets.size() - 1; }
    size_t byteAt(size_t character) const { return m_ascii ? character : m_offsets[character]; }
    size_t characterAt(size_t byte) const; ///< needs a byte that begins a character, or the end

private:
    size_t m_size;
    bool m_ascii;
    std::vector<size_t> m_offsets;
};

/// Where the text without leading and trailing space (or characters of `set`, when given) begins and ends.
struct Trimmed {
    size_t begin;
    size_t end;
};
Trimmed trimmed(const std::string& bytes, bool left, bool right, const std::string* set);

} // namespace sillok::jinja
