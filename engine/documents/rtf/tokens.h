// tokens.h - RTF as a row of groups, control words, bytes and texts. Every sequence of bytes is some row of tokens.
#pragma once

#include "engine/base/bytes.h"

#include <optional>

namespace sillok::documents::rtf {

enum class TokenKind : uint8_t { GroupBegin, GroupEnd, Word, Symbol, Byte, Text, End };

struct Token {
    TokenKind kind = TokenKind::End;
    std::string_view text;              ///< Word: its name; Symbol: one character; Text: plain bytes without line ends
    std::optional<int> number;          ///< of a Word
    uint8_t byte = 0;                   ///< of \'hh
};

/// Keeps a view of the bytes. What \bin carries is passed over.
/// source  Rich Text Format Specification 1.9.1, "Conventions of an RTF Reader"
class Tokens {
public:
    explicit Tokens(std::string_view rtf) : m_rtf(rtf) {}
    Token next();

private:
    Token control();

    std::string_view m_rtf;
    size_t m_at = 0;
};

} // namespace sillok::documents::rtf
