#include "engine/chat/jinja/python_text.h"

#include "engine/base/text.h"
#include "engine/chat/jinja/letters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace sillok::jinja {

namespace {

/// Bytes without origin, and whether any of them came from data.
struct Plain {
    Meter& meter;
    std::string bytes;
    bool fromData = false;
    bool sortKeys = false;

    void add(std::string_view more)
    {
        meter.checkText(bytes.size() + more.size());
        meter.step(1 + more.size() / 32);
        bytes += more;
    }
    void see(const Value& value) { fromData |= value.is(Kind::Text) ? value.text().anyData() : value.fromData(); }
};

/// "\\x", "\\u" or "\\U" with so many hexadecimal digits.
std::string escaped(char kind, int digits, char32_t c)
{
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "\\%c%0*x", kind, digits, static_cast<unsigned>(c));
    return buffer;
}

void reprText(Plain& out, const std::string& text)
{
    const bool doubleQuotes = text.find('\'') != std::string::npos && text.find('"') == std::string::npos;
    const char quote = doubleQuotes ? '"' : '\'';
    out.add(std::string(1, quote));
    for (size_t at = 0; at < text.size();) {
        const auto [c, length] = codePointAt(text, at);
        if (c == static_cast<char32_t>(quote) || c == '\\')
            out.add(std::string("\\") + static_cast<char>(c));
        else if (c == '\n' || c == '\r' || c == '\t')
            out.add(c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
        else if (isPrintable(c))
            out.add(std::string_view(text).substr(at, length));
        else
            out.add(c < 0x100 ? escaped('x', 2, c) : c < 0x10000 ? escaped('u', 4, c) : escaped('U', 8, c));
        at += length;
    }
    out.add(std::string(1, quote));
}

void repr(Plain& out, const Value& value, int depth);

void reprItems(Plain& out, const std::vector<Value>& items, int depth)
{
    for (size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            out.add(", ");
        repr(out, items[i], depth + 1);
    }
}

using Entries = std::vector<const std::pair<Value, Value>*>;

Entries entriesOf(const Plain& out, const DictObject& dict, bool sorted)
{
    Entries entries;
    for (const auto& entry : dict.entries)
        entries.push_back(&entry);
    if (sorted)
        std::stable_sort(entries.begin(), entries.end(), [&](auto* a, auto* b) { return less(out.meter, a->first, b->first); });
    return entries;
}

void reprEntries(Plain& out, const DictObject& dict, int depth)
{
    out.add("{");
    bool first = true;
    for (const auto* entry : entriesOf(out, dict, out.sortKeys)) {
        if (!std::exchange(first, false))
            out.add(", ");
        repr(out, entry->first, depth + 1);
        out.add(": ");
        repr(out, entry->second, depth + 1);
    }
    out.add("}");
}

void repr(Plain& out, const Value& value, int depth)
{
    if (depth > 2 * out.meter.limits().valueDepth) // a namespace may hold itself
        stop(ErrorCode::Unsafe, "values nest too deep");
    out.see(value);
    switch (value.kind()) {
    case Kind::Undefined:
        return out.add("Undefined");
    case Kind::None:
        return out.add("None");
    case Kind::Boolean:
        return out.add(value.whole() ? "True" : "False");
    case Kind::Integer:
        return out.add(std::to_string(value.whole()));
    case Kind::Real:
        return out.add(realText(value.number()));
    case Kind::Text:
        if (value.safe())
            out.add("Markup(");
        reprText(out, value.text().bytes());
        return value.safe() ? out.add(")") : void();
    case Kind::List:
        out.add("[");
        reprItems(out, value.list().items, depth);
        return out.add("]");
    case Kind::Tuple:
        out.add("(");
        reprItems(out, value.list().items, depth);
        return out.add(value.list().items.size() == 1 ? ",)" : ")");
    case Kind::Range:
        return out.add(value.list().label);
    case Kind::View:
        out.add(value.list().label + "([");
        reprItems(out, value.list().items, depth);
        return out.add("])");
    case Kind::Dict:
        return reprEntries(out, value.dict(), depth);
    case Kind::Namespace:
        out.add("<Namespace ");
        reprEntries(out, value.dict(), depth);
        return out.add(">");
    case Kind::Generator:
    case Kind::Callable:
    case Kind::Loop:
        return out.add(std::string("<") + typeName(value) + ">");
    }
}

void jsonText(Plain& out, const std::string& text, bool asciiOnly)
{
    out.add("\"");
    for (size_t at = 0; at < text.size();) {
        const auto [c, length] = codePointAt(text, at);
        constexpr std::string_view kShort = "\"\\\n\r\t\f\b";
        constexpr std::string_view kLetters = "\"\\nrtfb";
        const size_t known = c < 0x80 ? kShort.find(static_cast<char>(c)) : std::string_view::npos;
        if (known != std::string_view::npos)
            out.add(std::string("\\") + kLetters[known]);
        else if (c < 0x20 || (asciiOnly && c >= 0x7F && c < 0x10000))
            out.add(escaped('u', 4, c));
        else if (asciiOnly && c >= 0x10000)
            out.add(escaped('u', 4, 0xD800 + ((c - 0x10000) >> 10)) + escaped('u', 4, 0xDC00 + ((c - 0x10000) & 0x3FF)));
        else
            out.add(std::string_view(text).substr(at, length));
        at += length;
    }
    out.add("\"");
}

std::string jsonReal(double value)
{
    return std::isnan(value) ? "NaN" : std::isinf(value) ? (value > 0 ? "Infinity" : "-Infinity") : realText(value);
}

std::string jsonScalar(const Value& value)
{
    switch (value.kind()) {
    case Kind::None:
        return "null";
    case Kind::Boolean:
        return value.whole() ? "true" : "false";
    case Kind::Integer:
        return std::to_string(value.whole());
    case Kind::Real:
        return jsonReal(value.number());
    default:
        stopBadUse(std::string("a ") + typeName(value) + " has no JSON form");
    }
}

class JsonWriter {
public:
    JsonWriter(Plain& out, const JsonStyle& style)
        : m_out(out)
        , m_style(style)
    {
    }

    void write(const Value& value, size_t level)
    {
        m_out.see(value);
        if (value.is(Kind::Text))
            jsonText(m_out, value.text().bytes(), m_style.asciiOnly);
        else if (value.is(Kind::List) || value.is(Kind::Tuple))
            list(value.list().items, level);
        else if (value.is(Kind::Dict))
            dict(value.dict(), level);
        else
            m_out.add(jsonScalar(value));
    }

private:
    void newLine(size_t level)
    {
        if (!m_style.hasIndent)
            return;
        m_out.add("\n");
        for (size_t i = 0; i < level; ++i)
            m_out.add(m_style.indent);
    }

    void list(const std::vector<Value>& items, size_t level)
    {
        if (items.empty())
            return m_out.add("[]");
        m_out.add("[");
        for (size_t i = 0; i < items.size(); ++i) {
            if (i > 0)
                m_out.add(m_style.itemSeparator);
            newLine(level + 1);
            write(items[i], level + 1);
        }
        newLine(level);
        m_out.add("]");
    }

    void dict(const DictObject& dict, size_t level)
    {
        if (dict.entries.empty())
            return m_out.add("{}");
        const Entries entries = entriesOf(m_out, dict, m_style.sortKeys);
        m_out.add("{");
        for (size_t i = 0; i < entries.size(); ++i) {
            const Value& key = entries[i]->first;
            if (i > 0)
                m_out.add(m_style.itemSeparator);
            newLine(level + 1);
            m_out.see(key);
            jsonText(m_out, key.is(Kind::Text) ? key.text().bytes() : jsonScalar(key), m_style.asciiOnly);
            m_out.add(m_style.keySeparator);
            write(entries[i]->second, level + 1);
        }
        newLine(level);
        m_out.add("}");
    }

    Plain& m_out;
    const JsonStyle& m_style;
};

} // namespace

void Writer::room(size_t more)
{
    const size_t size = m_text.size() + more;
    m_meter.checkText(size);
    m_meter.step(more / 32);
    if (size > m_held) {
        const size_t grow = std::max(size, 2 * m_held) - m_held;
        m_meter.hold(grow);
        m_held += grow;
    }
}

void Writer::addStr(const Value& value)
{
    if (value.is(Kind::Text))
        add(value.text());
    else if (!value.is(Kind::Undefined))
        add(reprOf(m_meter, value));
}

void addRepeated(Writer& out, const Text& text, uint64_t times)
{
    if (text.empty() || times == 0)
        return;
    const size_t most = out.meter().limits().textBytes;
    out.meter().checkText(times > most / text.size() ? most + 1 : text.size() * static_cast<size_t>(times));
    constexpr size_t kPiece = 4096; // long pieces: the work is then counted by bytes
    size_t left = text.size() * static_cast<size_t>(times);
    Text piece = text;
    while (piece.size() < kPiece && piece.size() < left)
        piece.append(Text(piece));
    for (; left > 0; left -= std::min(left, piece.size()))
        out.add(piece, 0, std::min(left, piece.size()));
}

Text reprOf(Meter& meter, const Value& value, bool sortKeys)
{
    Plain out { meter, {}, false, sortKeys };
    repr(out, value, 0);
    return Text(std::move(out.bytes), out.fromData);
}

Text strOf(Meter& meter, const Value& value)
{
    return value.is(Kind::Text) ? value.text() : value.is(Kind::Undefined) ? Text() : reprOf(meter, value);
}

std::string realText(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    char buffer[40];
    const auto scientific = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
    const std::string text(buffer, scientific.ptr);
    const size_t e = text.find('e');
    const int exponent = std::atoi(text.c_str() + e + 1);
    if (exponent < -4 || exponent >= 16)
        return text;
    const auto fixed = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
    const std::string plain(buffer, fixed.ptr);
    return plain.find('.') == std::string::npos ? plain + ".0" : plain;
}

Text jsonOf(Meter& meter, const Value& value, const JsonStyle& style)
{
    Plain out { meter, {} };
    JsonWriter(out, style).write(value, 0);
    return Text(std::move(out.bytes), out.fromData);
}

} // namespace sillok::jinja
