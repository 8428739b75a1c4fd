#include "engine/documents/pdf/object.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sillok::documents::pdf {

namespace {

bool isDelimiter(char c) { return std::string_view("()<>[]{}/%").find(c) != std::string_view::npos; }
bool isRegular(char c) { return !isWhiteByte(c) && !isDelimiter(c); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

bool isWhiteByte(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0'; }

const Object* Object::find(std::string_view key) const
{
    if (kind != Kind::Dictionary)
        return nullptr;
    const auto found = std::ranges::find(keys, key);
    return found == keys.end() ? nullptr : &items[static_cast<size_t>(found - keys.begin())];
}

int Object::integer(int otherwise) const
{
    if (kind != Kind::Number && kind != Kind::Reference)
        return otherwise;
    return static_cast<int>(std::clamp(number, -1e9, 1e9));
}

void Lexer::skipSpace()
{
    while (m_at < m_bytes.size()) {
        if (m_bytes[m_at] == '%') {
            const size_t end = m_bytes.find_first_of("\r\n", m_at);
            m_at = end == std::string_view::npos ? m_bytes.size() : end;
        } else if (isWhiteByte(m_bytes[m_at])) {
            ++m_at;
        } else {
            return;
        }
    }
}

std::optional<Object> Lexer::value(int depth)
{
    skipSpace();
    if (m_at >= m_bytes.size() || ++m_values > kMaxValues)
        return std::nullopt;
    const char c = m_bytes[m_at];
    const char following = m_at + 1 < m_bytes.size() ? m_bytes[m_at + 1] : '\0';
    if (c == '/')
        return name();
    if (c == '(')
        return literalString();
    if (c == '<' && following != '<')
        return hexString();
    if (depth < kMaxDepth && c == '[')
        return array(depth);
    if (depth < kMaxDepth && c == '<')
        return dictionary(depth);
    if (isDigit(c) || c == '+' || c == '-' || c == '.')
        return number();
    const size_t begin = m_at++;
    if (c == '>' && following == '>')
        ++m_at;
    while (isRegular(c) && m_at < m_bytes.size() && isRegular(m_bytes[m_at]))
        ++m_at;
    return Object { .kind = Object::Kind::Operator, .text = std::string(m_bytes.substr(begin, std::min(m_at - begin, kMaxTextBytes))) };
}

void Lexer::append(Object& object, char c)
{
    if (object.text.size() < kMaxTextBytes)
        object.text += c;
}

Object Lexer::name()
{
    Object object { .kind = Object::Kind::Name };
    for (++m_at; m_at < m_bytes.size() && isRegular(m_bytes[m_at]); ++m_at) {
        const int high = m_bytes[m_at] == '#' && m_at + 2 < m_bytes.size() ? hexDigit(m_bytes[m_at + 1]) : -1;
        const int low = high < 0 ? -1 : hexDigit(m_bytes[m_at + 2]);
        append(object, low < 0 ? m_bytes[m_at] : static_cast<char>(high * 16 + low));
        m_at += low < 0 ? 0 : 2;
    }
    return object;
}

Object Lexer::literalString()
{
    Object object { .kind = Object::Kind::String };
    constexpr std::string_view kEscapes = "nrtbf", kMeant = "\n\r\t\b\f";
    int open = 1;
    for (++m_at; m_at < m_bytes.size(); ++m_at) {
        char c = m_bytes[m_at];
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (open == 0) {
            ++m_at;
            break;
        }
        if (c == '\\' && m_at + 1 < m_bytes.size()) {
            c = m_bytes[++m_at];
            if (c == '\r' || c == '\n') {
                m_at += c == '\r' && m_at + 1 < m_bytes.size() && m_bytes[m_at + 1] == '\n';
                continue;
            }
            if (const size_t escape = kEscapes.find(c); escape != std::string_view::npos) {
                c = kMeant[escape];
            } else if (c >= '0' && c <= '7') {
                int code = c - '0';
                for (int i = 0; i < 2 && m_at + 1 < m_bytes.size() && m_bytes[m_at + 1] >= '0' && m_bytes[m_at + 1] <= '7'; ++i)
                    code = code * 8 + (m_bytes[++m_at] - '0');
                c = static_cast<char>(code);
            }
        }
        append(object, c);
    }
    return object;
}

Object Lexer::hexString()
{
    Object object { .kind = Object::Kind::String };
    int high = -1;
    for (++m_at; m_at < m_bytes.size() && m_bytes[m_at] != '>'; ++m_at) {
        const int digit = hexDigit(m_bytes[m_at]);
        if (digit < 0)
            continue;
        if (high < 0) {
            high = digit;
        } else {
            append(object, static_cast<char>(high * 16 + digit));
            high = -1;
        }
    }
    m_at += m_at < m_bytes.size();
    if (high >= 0)
        append(object, static_cast<char>(high * 16));
    return object;
}

/// "12 0 R": a whole number, a generation and an R.
bool Lexer::referenceFollows(size_t& end) const
{
    size_t at = m_at;
    const auto skip = [&](auto wanted) {
        const size_t begin = at;
        while (at < m_bytes.size() && at - begin < 8 && wanted(m_bytes[at]))
            ++at;
        return at > begin;
    };
    if (!skip(isWhiteByte) || !skip(isDigit) || !skip(isWhiteByte) || at >= m_bytes.size() || m_bytes[at] != 'R')
        return false;
    end = at + 1;
    return end >= m_bytes.size() || !isRegular(m_bytes[end]);
}

Object Lexer::number()
{
    const size_t begin = m_at;
    bool whole = true;
    while (m_at < m_bytes.size() && (isDigit(m_bytes[m_at]) || m_bytes[m_at] == '.' || m_bytes[m_at] == '-' || m_bytes[m_at] == '+')) {
        whole = whole && isDigit(m_bytes[m_at]);
        ++m_at;
    }
    const char* first = m_bytes.data() + begin + (m_bytes[begin] == '+');
    Object object { .kind = Object::Kind::Number };
    std::from_chars(first, m_bytes.data() + m_at, object.number, std::chars_format::fixed);
    if (size_t end = 0; whole && referenceFollows(end)) {
        object.kind = Object::Kind::Reference;
        m_at = end;
    }
    return object;
}

Object Lexer::array(int depth)
{
    Object object { .kind = Object::Kind::Array };
    ++m_at;
    while (auto item = value(depth + 1)) {
        if (item->is(Object::Kind::Operator, "]"))
            break;
        object.items.push_back(std::move(*item));
    }
    return object;
}

Object Lexer::dictionary(int depth)
{
    Object object { .kind = Object::Kind::Dictionary };
    m_at += 2;
    while (auto key = value(depth + 1)) {
        if (key->is(Object::Kind::Operator, ">>"))
            break;
        if (key->kind != Object::Kind::Name)
            continue;
        auto item = value(depth + 1);
        if (!item || item->is(Object::Kind::Operator, ">>"))
            break;
        object.keys.push_back(std::move(key->text));
        object.items.push_back(std::move(*item));
    }
    return object;
}

} // namespace sillok::documents::pdf
