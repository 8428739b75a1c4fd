#include "engine/documents/html/tokens.h"

#include "engine/documents/html/entities.h"

#include <algorithm>
#include <utility>

namespace sillok::documents::html {

namespace {

constexpr size_t kMostAttributes = 64;
constexpr std::string_view kSpaces = " \t\r\n\f";

char lowerOf(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool isLetter(char c) { return lowerOf(c) >= 'a' && lowerOf(c) <= 'z'; }

/// Elements whose content is no markup.
bool holdsRawText(std::string_view name)
{
    constexpr std::string_view kRaw[] = { "script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title" };
    return std::ranges::find(kRaw, name) != std::end(kRaw);
}

} // namespace

std::string lowerAscii(std::string_view a)
{
    std::string out(a);
    std::ranges::transform(out, out.begin(), lowerOf);
    return out;
}

bool equalsIgnoringCase(std::string_view a, std::string_view lower) { return std::ranges::equal(a, lower, {}, lowerOf); }

std::string Tag::attribute(std::string_view wanted) const
{
    const auto found = std::ranges::find(attributes, wanted, &std::pair<std::string, std::string_view>::first);
    return found == attributes.end() ? std::string() : decodeEntities(found->second);
}

bool Tag::has(std::string_view wanted) const
{
    return std::ranges::find(attributes, wanted, &std::pair<std::string, std::string_view>::first) != attributes.end();
}

TokenKind Tokens::next()
{
    if (!m_tag.end && !m_tag.closesItself && holdsRawText(m_tag.name) && m_at < m_html.size())
        return rawText();
    while (m_at < m_html.size()) {
        const size_t begin = m_at;
        if (m_html[m_at] == '<') {
            if (skipMarkup())
                continue;
            if (readTag())
                return TokenKind::Tag;
            if (m_at >= m_html.size())
                break; // a tag that never ends
            ++m_at;    // a mere "<"
        }
        m_at = std::min(m_html.find('<', m_at), m_html.size());
        m_text = m_html.substr(begin, m_at - begin);
        return TokenKind::Text;
    }
    return TokenKind::End;
}

/// Comments, <!...> and <?...>.
bool Tokens::skipMarkup()
{
    const std::string_view rest = m_html.substr(m_at);
    if (rest.starts_with("<!--")) {
        const size_t end = rest.find("-->", 2); // "<!-->" is a whole comment
        m_at = end == std::string_view::npos ? m_html.size() : m_at + end + 3;
        return true;
    }
    if (!rest.starts_with("<!") && !rest.starts_with("<?"))
        return false;
    const size_t end = rest.find('>');
    m_at = end == std::string_view::npos ? m_html.size() : m_at + end + 1;
    return true;
}

/// False, and not moved, when no tag begins here; false at the end of the text when one begins but never ends.
bool Tokens::readTag()
{
    const bool end = m_at + 1 < m_html.size() && m_html[m_at + 1] == '/';
    const size_t nameAt = m_at + (end ? 2 : 1);
    if (nameAt >= m_html.size() || !isLetter(m_html[nameAt]))
        return false;
    const size_t nameEnd = std::min(m_html.find_first_of(" \t\r\n\f/>", nameAt), m_html.size());
    m_tag = { lowerAscii(m_html.substr(nameAt, std::min<size_t>(nameEnd - nameAt, 32))), end, false, {} };
    m_at = nameEnd;
    readAttributes();
    if (m_at >= m_html.size()) {
        m_tag = {};
        return false;
    }
    ++m_at; // the ">"
    return true;
}

void Tokens::skipSpaces() { m_at = std::min(m_html.find_first_not_of(kSpaces, m_at), m_html.size()); }

void Tokens::readAttributes()
{
    for (skipSpaces(); m_at < m_html.size() && m_html[m_at] != '>'; skipSpaces()) {
        if (m_html[m_at] == '/') {
            ++m_at;
            m_tag.closesItself = m_at < m_html.size() && m_html[m_at] == '>';
            continue;
        }
        const size_t nameEnd = std::min(m_html.find_first_of(" \t\r\n\f/>=", m_at + 1), m_html.size());
        const std::string_view name = m_html.substr(m_at, nameEnd - m_at);
        m_at = nameEnd;
        skipSpaces();
        std::string_view value;
        if (m_at < m_html.size() && m_html[m_at] == '=') {
            ++m_at;
            skipSpaces();
            const char quote = m_at < m_html.size() ? m_html[m_at] : '\0';
            const bool quoted = quote == '"' || quote == '\'';
            m_at += quoted;
            const size_t end = std::min(quoted ? m_html.find(quote, m_at) : m_html.find_first_of(" \t\r\n\f>", m_at), m_html.size());
            value = m_html.substr(m_at, end - m_at);
            m_at = std::min(end + quoted, m_html.size());
        }
        if (m_tag.attributes.size() < kMostAttributes)
            m_tag.attributes.emplace_back(lowerAscii(name.substr(0, 64)), value);
    }
}

/// Up to the end tag of the element that has just begun.
TokenKind Tokens::rawText()
{
    const std::string name = std::exchange(m_tag, {}).name;
    const size_t begin = m_at;
    for (m_at = m_html.find("</", m_at); m_at != std::string_view::npos; m_at = m_html.find("</", m_at + 2)) {
        if (equalsIgnoringCase(m_html.substr(m_at + 2, name.size()), name))
            break;
    }
    m_at = std::min(m_at, m_html.size());
    m_text = m_html.substr(begin, m_at - begin);
    return TokenKind::RawText;
}

} // namespace sillok::documents::html
