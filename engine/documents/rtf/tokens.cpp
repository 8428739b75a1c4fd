#include "engine/documents/rtf/tokens.h"

#include "engine/base/text.h"

#include <algorithm>
#include <charconv>

namespace sillok::documents::rtf {

namespace {

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

} // namespace

Token Tokens::next()
{
    while (m_at < m_rtf.size()) {
        const char c = m_rtf[m_at];
        if (c == '{' || c == '}') {
            ++m_at;
            return { c == '{' ? TokenKind::GroupBegin : TokenKind::GroupEnd, {}, {}, 0 };
        }
        if (c == '\\')
            return control();
        if (c == '\r' || c == '\n' || c == '\0') {
            ++m_at;
            continue;
        }
        const size_t end = std::min(m_rtf.find_first_of(std::string_view("{}\\\r\n\0", 6), m_at), m_rtf.size());
        const std::string_view text = m_rtf.substr(m_at, end - m_at);
        m_at = end;
        return { TokenKind::Text, text, {}, 0 };
    }
    return {};
}

Token Tokens::control()
{
    const size_t begin = ++m_at;
    if (begin >= m_rtf.size())
        return {};
    if (!isLetter(m_rtf[begin])) {
        ++m_at;
        if (m_rtf[begin] == '\'') {
            if (const auto byte = hexNumber(m_rtf, m_at, 2)) {
                m_at += 2;
                return { TokenKind::Byte, {}, {}, static_cast<uint8_t>(*byte) };
            }
        }
        return { TokenKind::Symbol, m_rtf.substr(begin, 1), {}, 0 };
    }
    while (m_at < m_rtf.size() && isLetter(m_rtf[m_at]))
        ++m_at;
    Token word { TokenKind::Word, m_rtf.substr(begin, m_at - begin), {}, 0 };
    const size_t digits = m_at;
    if (m_at + 1 < m_rtf.size() && m_rtf[m_at] == '-' && isDigit(m_rtf[m_at + 1]))
        ++m_at;
    while (m_at < m_rtf.size() && isDigit(m_rtf[m_at]))
        ++m_at;
    int number = 0;
    if (m_at > digits && std::from_chars(m_rtf.data() + digits, m_rtf.data() + m_at, number).ec == std::errc())
        word.number = number;
    if (m_at < m_rtf.size() && m_rtf[m_at] == ' ')
        ++m_at;
    if (word.text == "bin" && word.number && *word.number > 0)
        m_at += std::min(static_cast<size_t>(*word.number), m_rtf.size() - m_at);
    return word;
}

} // namespace sillok::documents::rtf
