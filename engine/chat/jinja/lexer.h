// lexer.h - Template source cut into text and tokens, with Jinja's rules about white space (trim_blocks and lstrip_blocks on).
#pragma once

#include "engine/chat/jinja/limits.h"

#include <string>
#include <string_view>
#include <vector>

namespace sillok::jinja {

enum class TokenKind : uint8_t { Data, VariableBegin, VariableEnd, BlockBegin, BlockEnd, Name, String, Integer, Real, Operator, End };

struct Token {
    TokenKind kind;
    int line;
    std::string_view text; ///< as written; a string without its quotes, still escaped

    bool is(TokenKind wanted, std::string_view what) const { return kind == wanted && text == what; }
    bool isName(std::string_view what) const { return is(TokenKind::Name, what); }
    bool isOperator(std::string_view what) const { return is(TokenKind::Operator, what); }
};

/// Line ends become \n, and one at the very end goes.
std::string normalizedSource(std::string_view source);

/// Tokens of a normalised source, which must outlive them; the last is End.
/// throws  Failure with its line
std::vector<Token> tokenize(std::string_view source);

/// The escapes of a Python string resolved.
std::string unescaped(std::string_view text);

} // namespace sillok::jinja
