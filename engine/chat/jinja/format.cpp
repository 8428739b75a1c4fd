// The two ways in which Python fills values into a text: "%s" % x and "{}".format(x).
#include "engine/chat/jinja/builtins.h"
#include "engine/chat/jinja/letters.h"

#include "engine/base/text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace sillok::jinja {

namespace {

constexpr int64_t kMaxWidth = 100'000;
constexpr int64_t kMaxPrecision = 300;

struct Layout {
    Text fill { " ", false };
    char align = '\0'; ///< < > ^ =
    char sign = '-';
    bool alternate = false;
    bool thousands = false;
    int64_t width = 0;
    int64_t precision = -1;
    char kind = '\0';
};

/// Digits at `at`, read forward.
int64_t digitsAt(const std::string& text, size_t& at, int64_t most)
{
    int64_t value = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        value = value * 10 + (text[at] - '0');
        if (value > most)
            stop(ErrorCode::Unsafe, "a format that is too wide");
    }
    return value;
}

std::string inBase(uint64_t value, unsigned base, bool upper)
{
    std::string out;
    do {
        const auto digit = static_cast<char>(value % base);
        out += static_cast<char>(digit < 10 ? '0' + digit : (upper ? 'A' : 'a') + digit - 10);
        value /= base;
    } while (value != 0);
    std::reverse(out.begin(), out.end());
    return out;
}

std::string grouped(std::string digits)
{
    const size_t end = std::min(digits.find_first_not_of("0123456789"), digits.size());
    for (size_t at = end; at > 3;)
        digits.insert(at -= 3, ",");
    return digits;
}

/// The digits of a real without its sign.
std::string realDigits(double value, const Layout& layout)
{
    const double size = std::fabs(value);
    if (layout.kind == '\0' && layout.precision < 0)
        return realText(size);
    if (!std::isfinite(size))
        return realText(size);
    const char kind = layout.kind == '\0' || layout.kind == 'n' ? 'g' : layout.kind == '%' ? 'f' : layout.kind;
    const int precision = layout.precision < 0 ? 6 : static_cast<int>(layout.precision);
    char buffer[700];
    const char format[] = { '%', '.', '*', kind, '\0' };
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    std::snprintf(buffer, sizeof buffer, format, precision, layout.kind == '%' ? size * 100 : size);
#pragma GCC diagnostic pop
    return std::string(buffer) + (layout.kind == '%' ? "%" : "");
}

std::string wholeDigits(int64_t value, const Layout& layout)
{
    const uint64_t size = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
    switch (layout.kind) {
    case 'x':
        return (layout.alternate ? "0x" : "") + inBase(size, 16, false);
    case 'X':
        return (layout.alternate ? "0X" : "") + inBase(size, 16, true);
    case 'o':
        return (layout.alternate ? "0o" : "") + inBase(size, 8, false);
    case 'b':
        return (layout.alternate ? "0b" : "") + inBase(size, 2, false);
    default:
        return std::to_string(size);
    }
}

void lay(Writer& out, const Text& sign, const Text& body, const Layout& layout, char usualAlign)
{
    const char align = layout.align == '\0' ? usualAlign : layout.align;
    const int64_t missing = layout.width - static_cast<int64_t>(codePointCount(body.bytes()) + sign.size());
    const int64_t before = missing <= 0 || align == '<' ? 0 : align == '^' ? missing / 2 : missing;
    if (align == '=')
        out.add(sign);
    for (int64_t i = 0; i < before; ++i)
        out.add(layout.fill);
    if (align != '=')
        out.add(sign);
    out.add(body);
    for (int64_t i = before; i < missing; ++i)
        out.add(layout.fill);
}

void layNumber(Writer& out, const Value& value, const Layout& layout)
{
    const bool real = value.is(Kind::Real) || std::string_view("eEfFgG%").find(layout.kind) != std::string_view::npos;
    const bool minus = real ? std::signbit(value.number()) && !std::isnan(value.number()) : value.whole() < 0;
    std::string digits
        = real && (value.is(Kind::Real) || layout.kind != '\0') ? realDigits(value.number(), layout) : wholeDigits(value.whole(), layout);
    if (layout.thousands)
        digits = grouped(std::move(digits));
    const std::string sign = minus ? "-" : layout.sign == '-' ? "" : std::string(1, layout.sign);
    lay(out, Text(sign, false), Text(std::move(digits), value.fromData()), layout, '>');
}

void layText(Writer& out, Text text, const Layout& layout)
{
    if (layout.precision >= 0) {
        const Positions positions(text.bytes());
        text = text.part(0, positions.byteAt(std::min(positions.count(), static_cast<size_t>(layout.precision))));
    }
    lay(out, Text(), text, layout, '<');
}

/// One conversion of the % operator.
class Percent {
public:
    Percent(Interpreter& interpreter, const Text& format, const Value& values)
        : m_interpreter(interpreter)
        , m_format(format)
        , m_values(values)
    {
    }

    Value run()
    {
        Writer out(m_interpreter.meter());
        const std::string& bytes = m_format.bytes();
        for (size_t at = 0; at < bytes.size();) {
            const size_t percent = std::min(bytes.find('%', at), bytes.size());
            out.add(m_format, at, percent - at);
            at = percent;
            if (at < bytes.size())
                conversion(out, at);
        }
        const bool list = m_values.is(Kind::Tuple);
        const bool all
            = list ? m_next == m_values.list().items.size() : m_next > 0 || m_named || m_values.is(Kind::Dict) || m_values.isSequence();
        if (!all)
            stopBadUse("not all values were used in a format");
        return out.value();
    }

private:
    Value next()
    {
        if (m_values.is(Kind::Tuple)) {
            if (m_next >= m_values.list().items.size())
                stopBadUse("not enough values for a format");
            return m_values.list().items[m_next++];
        }
        if (m_next++ > 0)
            stopBadUse("not enough values for a format");
        return m_values;
    }

    void conversion(Writer& out, size_t& at)
    {
        const std::string& bytes = m_format.bytes();
        m_interpreter.meter().step();
        ++at;
        Layout layout;
        Value named;
        bool isNamed = false;
        if (at < bytes.size() && bytes[at] == '(') {
            const size_t end = bytes.find(')', at);
            if (end == std::string::npos || !m_values.is(Kind::Dict))
                stopBadUse("a format with names needs a dict");
            const Value* found = m_values.dict().find(std::string_view(bytes).substr(at + 1, end - at - 1));
            if (!found)
                stopBadUse("a name in a format is missing");
            named = *found;
            isNamed = m_named = true;
            at = end + 1;
        }
        bool left = false, zero = false;
        for (; at < bytes.size() && std::string_view("-+ #0").find(bytes[at]) != std::string_view::npos; ++at) {
            left |= bytes[at] == '-';
            zero |= bytes[at] == '0';
            layout.alternate |= bytes[at] == '#';
            if (bytes[at] == '+' || (bytes[at] == ' ' && layout.sign != '+'))
                layout.sign = bytes[at];
        }
        if (at < bytes.size() && bytes[at] == '*')
            stop(ErrorCode::Unsupported, "a width from the values in a format");
        layout.width = digitsAt(bytes, at, kMaxWidth);
        if (at < bytes.size() && bytes[at] == '.')
            layout.precision = digitsAt(bytes, ++at, kMaxPrecision);
        if (at >= bytes.size())
            stopBadUse("a format is cut off");
        const char kind = bytes[at++];
        if (kind == '%')
            return out.add("%", false);
        const Value value = isNamed ? named : next();
        layout.align = left ? '<' : '>';
        write(out, value, kind, layout, zero && !left);
    }

    void write(Writer& out, const Value& value, char kind, Layout& layout, bool zero)
    {
        if (kind == 's')
            return layText(out, m_interpreter.str(value), layout);
        if (kind == 'r' || kind == 'a')
            return layText(out, reprOf(m_interpreter.meter(), value), layout);
        if (kind == 'c' && value.is(Kind::Text) && codePointCount(value.text().bytes()) == 1)
            return layText(out, value.text(), layout);
        if (std::string_view("diouxXeEfFgGc").find(kind) == std::string_view::npos || !value.isNumber())
            stopBadUse("a format does not fit its value");
        if (zero) {
            layout.align = '=';
            layout.fill = Text("0", false);
        }
        if (kind == 'c') {
            std::string one;
            appendUtf8(one, static_cast<char32_t>(std::clamp<int64_t>(wholeOf(value), 0, 0x10FFFF)));
            return layText(out, Text(std::move(one), value.fromData()), layout);
        }
        const bool whole = std::string_view("diouxX").find(kind) != std::string_view::npos;
        if (whole && value.is(Kind::Real) && (kind != 'd' && kind != 'i' && kind != 'u'))
            stopBadUse("a format does not fit its value");
        if (whole && value.is(Kind::Real) && !(std::fabs(value.number()) < 9.2e18))
            stop(ErrorCode::Unsupported, "a whole number beyond 64 bits");
        layout.kind = kind == 'i' || kind == 'u' ? 'd' : kind;
        if (!whole)
            return layNumber(out, value, layout);
        const int64_t number = value.is(Kind::Real) ? static_cast<int64_t>(value.number()) : value.whole();
        if (layout.precision >= 0) {
            std::string digits = wholeDigits(number, layout);
            digits.insert(0, static_cast<size_t>(std::max<int64_t>(0, layout.precision - static_cast<int64_t>(digits.size()))), '0');
            return lay(out,
                Text(number < 0              ? "-"
                        : layout.sign == '-' ? ""
                                             : std::string(1, layout.sign),
                    false),
                Text(std::move(digits), value.fromData()), layout, '>');
        }
        layNumber(out, Value::integer(number, value.fromData()), layout);
    }

    Interpreter& m_interpreter;
    const Text& m_format;
    const Value& m_values;
    size_t m_next = 0;
    bool m_named = false;
};

/// The replacement fields of str.format.
class Braces {
public:
    Braces(Interpreter& interpreter, const Text& format, const Args& args)
        : m_interpreter(interpreter)
        , m_format(format)
        , m_args(args)
    {
    }

    Value run()
    {
        Writer out(m_interpreter.meter());
        const std::string& bytes = m_format.bytes();
        for (size_t at = 0; at < bytes.size();) {
            const size_t brace = std::min(bytes.find_first_of("{}", at), bytes.size());
            out.add(m_format, at, brace - at);
            at = brace;
            if (at >= bytes.size())
                break;
            m_interpreter.meter().step();
            if (at + 1 < bytes.size() && bytes[at + 1] == bytes[at]) {
                out.add(m_format, at, 1);
                at += 2;
                continue;
            }
            const size_t end = bytes.find('}', at);
            if (bytes[at] == '}' || end == std::string::npos)
                stopBadUse("a brace in a format stands alone");
            field(out, bytes.substr(at + 1, end - at - 1));
            at = end + 1;
        }
        return out.value();
    }

private:
    Value argument(const std::string& name)
    {
        if (name.empty() || name.find_first_not_of("0123456789") == std::string::npos) {
            size_t at = 0;
            const auto index = name.empty() ? m_next++ : static_cast<size_t>(digitsAt(name, at, kMaxWidth));
            if (index >= m_args.items.size())
                stopBadUse("not enough values for a format");
            return m_args.items[index];
        }
        for (const auto& [given, value] : m_args.named) {
            if (given == name)
                return value;
        }
        stopBadUse("a name in a format is missing");
    }

    Value fieldValue(const std::string& path)
    {
        size_t at = std::min(path.find_first_of(".["), path.size());
        Value value = argument(path.substr(0, at));
        while (at < path.size()) {
            const bool isDot = path[at] == '.';
            const size_t end = std::min(isDot ? path.find_first_of(".[", at + 1) : path.find(']', at), path.size());
            const std::string name = path.substr(at + 1, end - at - 1);
            const bool isIndex = !isDot && !name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == std::string::npos;
            value = isDot ? m_interpreter.attribute(value, m_interpreter.text(name))
                          : m_interpreter.item(value, isIndex ? Value::integer(std::atoi(name.c_str())) : m_interpreter.text(name));
            at = isDot ? end : end + 1;
        }
        return value;
    }

    void field(Writer& out, const std::string& field)
    {
        if (field.find('{') != std::string::npos)
            stop(ErrorCode::Unsupported, "a field inside a field of a format");
        const size_t colon = std::min(field.find(':'), field.size());
        const size_t mark = std::min(field.find('!'), colon);
        Value value = fieldValue(field.substr(0, mark));
        if (mark < colon) {
            const std::string how = field.substr(mark + 1, colon - mark - 1);
            if (how != "r" && how != "s" && how != "a")
                stopBadUse("an unknown conversion in a format");
            value = m_interpreter.text(how == "s" ? m_interpreter.str(value) : reprOf(m_interpreter.meter(), value));
        }
        write(out, value, colon < field.size() ? field.substr(colon + 1) : std::string());
    }

    static Layout layoutOf(const std::string& spec)
    {
        Layout layout;
        size_t at = 0;
        const auto isAlign = [](char c) { return c == '<' || c == '>' || c == '^' || c == '='; };
        const size_t first = spec.empty() ? 0 : codePointAt(spec, 0).length;
        if (first < spec.size() && isAlign(spec[first])) {
            layout.fill = Text(spec.substr(0, first), false);
            layout.align = spec[first];
            at = first + 1;
        } else if (!spec.empty() && isAlign(spec[0])) {
            layout.align = spec[at++];
        }
        if (at < spec.size() && (spec[at] == '+' || spec[at] == '-' || spec[at] == ' '))
            layout.sign = spec[at++];
        if (at < spec.size() && spec[at] == '#') {
            layout.alternate = true;
            ++at;
        }
        if (at < spec.size() && spec[at] == '0') {
            if (layout.align == '\0')
                layout.align = '=';
            if (first == 0 || first >= spec.size() || !isAlign(spec[first]))
                layout.fill = Text("0", false);
            ++at;
        }
        layout.width = digitsAt(spec, at, kMaxWidth);
        if (at < spec.size() && spec[at] == ',') {
            layout.thousands = true;
            ++at;
        }
        if (at < spec.size() && spec[at] == '.')
            layout.precision = digitsAt(spec, ++at, kMaxPrecision);
        if (at < spec.size())
            layout.kind = spec[at++];
        if (at != spec.size())
            stopBadUse("a format that cannot be read");
        return layout;
    }

    void write(Writer& out, const Value& value, const std::string& spec)
    {
        if (spec.empty())
            return out.addStr(value);
        const Layout layout = layoutOf(spec);
        if (value.is(Kind::Text)) {
            if ((layout.kind != '\0' && layout.kind != 's') || layout.align == '=')
                stopBadUse("a format does not fit its value");
            return layText(out, value.text(), layout);
        }
        const bool realKind = std::string_view("eEfFgG%").find(layout.kind) != std::string_view::npos;
        const bool wholeKind = std::string_view("dxXob").find(layout.kind) != std::string_view::npos;
        if (!value.isNumber() || (layout.kind != '\0' && !realKind && !(wholeKind && value.isWhole())))
            stopBadUse("a format does not fit its value");
        if (value.is(Kind::Boolean) && layout.kind == '\0')
            return layNumber(out, Value::integer(value.whole()), layout);
        layNumber(out, value, layout);
    }

    Interpreter& m_interpreter;
    const Text& m_format;
    const Args& m_args;
    size_t m_next = 0;
};

} // namespace

Value formatPercent(Interpreter& interpreter, const Text& format, const Value& values)
{
    return Percent(interpreter, format, values).run();
}

Value formatBraces(Interpreter& interpreter, const Text& format, const Args& args) { return Braces(interpreter, format, args).run(); }

} // namespace sillok::jinja
