#include "engine/chat/jinja/lexer.h"

#include "engine/base/text.h"
#include "engine/chat/jinja/letters.h"

#include <algorithm>

namespace sillok::jinja {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
public:
    explicit Lexer(std::string_view source)
        : m_source(source)
    {
    }

    std::vector<Token> run()
    {
        while (m_at < m_source.size())
            data();
        add(TokenKind::End, m_at, m_at);
        return std::move(m_tokens);
    }

private:
    bool here(std::string_view what) const { return m_source.substr(m_at, what.size()) == what; }
    char at(size_t offset) const { return m_at + offset < m_source.size() ? m_source[m_at + offset] : '\0'; }

    [[noreturn]] void wrong(const std::string& what) const { throw Failure { ErrorCode::Damaged, what, lineOf(m_at) }; }

    int lineOf(size_t place) const
    {
        m_line += static_cast<int>(std::count(
            m_source.begin() + static_cast<ptrdiff_t>(std::min(m_counted, place)), m_source.begin() + static_cast<ptrdiff_t>(place), '\n'));
        m_counted = std::max(m_counted, place);
        return m_line;
    }

    void add(TokenKind kind, size_t begin, size_t end)
    {
        if (kind != TokenKind::Data || end > begin)
            m_tokens.push_back({ kind, lineOf(begin), m_source.substr(begin, end - begin) });
    }

    void skipSpace()
    {
        while (m_at < m_source.size()) {
            const auto [c, length] = codePointAt(m_source, m_at);
            if (!isSpace(c))
                break;
            m_at += length;
        }
    }

    /// Where the next tag or comment begins, from `from` on.
    size_t nextTag(size_t from) const
    {
        for (size_t open = m_source.find('{', from); open != std::string_view::npos; open = m_source.find('{', open + 1)) {
            const char next = open + 1 < m_source.size() ? m_source[open + 1] : '\0';
            if (next == '{' || next == '%' || next == '#')
                return open;
        }
        return std::string_view::npos;
    }

    /// The end of the text before a tag whose sign is `sign`, without the white space that goes.
    size_t endOfText(size_t begin, size_t end, char sign, bool isVariable) const
    {
        const std::string text(m_source.substr(begin, end - begin));
        if (sign == '-')
            return begin + trimmed(text, false, true, nullptr).end;
        if (sign == '+' || isVariable)
            return end;
        const size_t newline = text.rfind('\n');
        const size_t lineStart = newline == std::string::npos ? 0 : newline + 1;
        const bool startsLine = lineStart > 0 || begin == 0 || m_source[begin - 1] == '\n';
        const bool onlySpace = trimmed(text.substr(lineStart), true, false, nullptr).begin == text.size() - lineStart;
        return startsLine && onlySpace ? begin + lineStart : end;
    }

    char sign()
    {
        const char c = at(0);
        if (c != '-' && c != '+')
            return '\0';
        ++m_at;
        return c;
    }

    /// What a closing tag takes along: all space after "-", otherwise one line end.
    void afterTag(bool minus)
    {
        if (minus)
            skipSpace();
        else if (at(0) == '\n')
            ++m_at;
    }

    void data()
    {
        const size_t begin = m_at;
        const size_t open = nextTag(begin);
        if (open == std::string_view::npos) {
            add(TokenKind::Data, begin, m_source.size());
            m_at = m_source.size();
            return;
        }
        m_at = open + 2;
        const char kind = m_source[open + 1];
        const char mark = kind == '{' && at(0) != '-' ? '\0' : sign();
        add(TokenKind::Data, begin, endOfText(begin, open, mark, kind == '{'));
        if (kind == '#')
            comment();
        else if (kind == '%' && startsRaw())
            raw();
        else
            tag(kind == '%', open);
    }

    void comment()
    {
        const size_t end = m_source.find("#}", m_at);
        if (end == std::string_view::npos)
            wrong("a comment has no end");
        const char before = end > m_at ? m_source[end - 1] : '\0';
        m_at = end + 2;
        if (before != '+')
            afterTag(before == '-');
    }

    bool startsRaw()
    {
        const size_t begin = m_at;
        skipSpace();
        if (here("raw")) {
            m_at += 3;
            skipSpace();
            if (here("-%}") || here("%}"))
                return true;
        }
        m_at = begin;
        return false;
    }

    void raw()
    {
        const bool minus = at(0) == '-';
        m_at += minus ? 3 : 2;
        if (minus)
            skipSpace();
        const size_t begin = m_at;
        for (size_t open = m_source.find("{%", begin); open != std::string_view::npos; open = m_source.find("{%", open + 1)) {
            m_at = open + 2;
            const char mark = sign();
            skipSpace();
            if (!here("endraw"))
                continue;
            m_at += 6;
            skipSpace();
            const char closing = at(0) == '%' ? '\0' : at(0);
            if (closing != '\0')
                ++m_at;
            if ((closing != '\0' && closing != '-' && closing != '+') || !here("%}"))
                continue;
            m_at += 2;
            add(TokenKind::Data, begin, endOfText(begin, open, mark, false));
            if (closing != '+')
                afterTag(closing == '-');
            return;
        }
        wrong("raw has no end");
    }

    void tag(bool isBlock, size_t open)
    {
        add(isBlock ? TokenKind::BlockBegin : TokenKind::VariableBegin, open, open + 2);
        std::string brackets;
        for (;;) {
            skipSpace();
            if (m_at >= m_source.size())
                wrong("a tag has no end");
            if (brackets.empty() && closes(isBlock))
                return;
            token(brackets);
        }
    }

    bool closes(bool isBlock)
    {
        const size_t begin = m_at;
        const std::string_view end = isBlock ? "%}" : "}}";
        const bool minus = at(0) == '-';
        const size_t signs = minus || (isBlock && at(0) == '+') ? 1 : 0;
        if (m_source.substr(m_at + signs, 2) != end)
            return false;
        m_at += signs + 2;
        add(isBlock ? TokenKind::BlockEnd : TokenKind::VariableEnd, begin, m_at);
        if (minus)
            skipSpace();
        else if (isBlock && signs == 0)
            afterTag(false);
        return true;
    }

    void token(std::string& brackets)
    {
        const char c = at(0);
        if (c == '"' || c == '\'')
            return string(c);
        if (digit(c))
            return number();
        if (c == '_' || isWordLetter(codePointAt(m_source, m_at).value))
            return name();
        for (const std::string_view two : { "**", "//", "==", "!=", ">=", "<=" }) {
            if (here(two)) {
                add(TokenKind::Operator, m_at, m_at + 2);
                m_at += 2;
                return;
            }
        }
        if (std::string_view("+-/*%~[](){}<>=.:|,;").find(c) == std::string_view::npos)
            wrong("unexpected character in a tag");
        if (c == '(' || c == '[' || c == '{')
            brackets += c == '(' ? ')' : c == '[' ? ']' : '}';
        if (c == ')' || c == ']' || c == '}') {
            if (brackets.empty() || brackets.back() != c)
                wrong("a bracket closes that was not opened");
            brackets.pop_back();
        }
        add(TokenKind::Operator, m_at, m_at + 1);
        ++m_at;
    }

    void string(char quote)
    {
        const size_t begin = ++m_at;
        while (at(0) != quote) {
            if (at(0) == '\\')
                ++m_at;
            if (m_at >= m_source.size())
                wrong("a string has no end");
            ++m_at;
            if (m_at >= m_source.size())
                wrong("a string has no end");
        }
        add(TokenKind::String, begin, m_at);
        ++m_at;
    }

    void name()
    {
        const size_t begin = m_at;
        while (m_at < m_source.size()) {
            const auto [c, length] = codePointAt(m_source, m_at);
            if (!isWordLetter(c))
                break;
            m_at += length;
        }
        add(TokenKind::Name, begin, m_at);
    }

    /// Digits, single underscores between them.
    void digits(bool (*accepts)(char))
    {
        while (accepts(at(0)) || (at(0) == '_' && accepts(at(1))))
            ++m_at;
    }

    void number()
    {
        const size_t begin = m_at;
        const char base = at(0) == '0' ? static_cast<char>(at(1) | 0x20) : '\0';
        if (base == 'x' || base == 'o' || base == 'b') {
            m_at += 2;
            digits(base == 'x'    ? [](char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
                    : base == 'o' ? [](char c) { return c >= '0' && c <= '7'; }
                                  : [](char c) { return c == '0' || c == '1'; });
            add(TokenKind::Integer, begin, m_at);
            return;
        }
        digits(&digit);
        bool real = false;
        const bool afterDot = begin > 0 && m_source[begin - 1] == '.'; // a.0.1 is two subscripts
        if (!afterDot && at(0) == '.' && digit(at(1))) {
            real = true;
            ++m_at;
            digits(&digit);
        }
        const size_t exponentSign = at(1) == '+' || at(1) == '-' ? 1 : 0;
        if (!afterDot && (at(0) == 'e' || at(0) == 'E') && digit(at(1 + exponentSign))) {
            real = true;
            m_at += 1 + exponentSign;
            digits(&digit);
        }
        add(real ? TokenKind::Real : TokenKind::Integer, begin, m_at);
    }

    std::string_view m_source;
    size_t m_at = 0;
    mutable size_t m_counted = 0; ///< lines are counted up to here
    mutable int m_line = 1;
    std::vector<Token> m_tokens;
};

} // namespace

std::string normalizedSource(std::string_view source)
{
    std::string out;
    out.reserve(source.size());
    for (size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r' && i + 1 < source.size() && source[i + 1] == '\n')
            continue;
        out += source[i] == '\r' ? '\n' : source[i];
    }
    if (!out.empty() && out.back() == '\n')
        out.pop_back();
    return sanitizedUtf8(out);
}

std::vector<Token> tokenize(std::string_view source) { return Lexer(source).run(); }

std::string unescaped(std::string_view text)
{
    constexpr std::string_view kShort = "abfnrtv\\'\"";
    constexpr std::string_view kMeans = "\a\b\f\n\r\t\v\\'\"";
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        if (const size_t at = kShort.find(c); at != std::string_view::npos) {
            out += kMeans[at];
        } else if (c == 'x' || c == 'u' || c == 'U') {
            const size_t count = c == 'x' ? 2 : c == 'u' ? 4 : 8;
            const auto value = hexNumber(text, i + 1, count);
            if (!value)
                stopBadUse("an escape in a string is cut off");
            appendUtf8(out, static_cast<char32_t>(*value));
            i += count;
        } else if (c >= '0' && c <= '7') {
            char32_t value = 0;
            size_t used = 0;
            for (; used < 3 && i + used < text.size() && text[i + used] >= '0' && text[i + used] <= '7'; ++used)
                value = value * 8 + static_cast<char32_t>(text[i + used] - '0');
            appendUtf8(out, value);
            i += used - 1;
        } else if (c == 'N') {
            stop(ErrorCode::Unsupported, "characters by name in a string");
        } else if (c != '\n') {
            out += '\\';
            out += c;
        }
    }
    return out;
}

} // namespace sillok::jinja
