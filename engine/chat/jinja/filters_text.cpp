#include "engine/chat/jinja/builtins.h"
#include "engine/chat/jinja/letters.h"

#include "engine/base/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace sillok::jinja {

namespace {

bool isMissing(const Value* value) { return !value || value->is(Kind::None); }

Value subjectText(Interpreter& interpreter, const Value& value)
{
    return value.is(Kind::Text) ? value : interpreter.text(interpreter.str(value));
}

template <Case wanted> Value cased(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    return interpreter.text(withCase(interpreter.str(value), wanted), value.safe());
}

/// The filter begins a word after space, hyphens and opening brackets only; the method after anything that is no letter.
Value title(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    const Text text = interpreter.str(value);
    Text out;
    bool begins = true;
    for (size_t at = 0; at < text.size();) {
        const auto [c, length] = codePointAt(text.bytes(), at);
        interpreter.meter().step();
        const Text one = text.part(at, length);
        out.append(withCase(one, begins ? Case::Capital : Case::Lower));
        begins = isSpace(c) || c == '-' || c == '(' || c == '{' || c == '[' || c == '<';
        at += length;
    }
    return interpreter.text(std::move(out), value.safe());
}

Value trim(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "chars" });
    const Text text = interpreter.str(value);
    const Text set = isMissing(given[0]) ? Text() : interpreter.str(*given[0]);
    const Trimmed kept = trimmed(text.bytes(), true, true, isMissing(given[0]) ? nullptr : &set.bytes());
    return interpreter.text(text.part(kept.begin, kept.end - kept.begin), value.safe());
}

Value replace(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "old", "new", "count" }, 2);
    return replaced(interpreter, interpreter.str(value), interpreter.str(*given[0]), interpreter.str(*given[1]),
        isMissing(given[2]) ? -1 : wholeOf(*given[2]));
}

Value center(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "width" });
    return findTextMethod("center")(interpreter, subjectText(interpreter, value), { { given[0] ? *given[0] : Value::integer(80) }, {} });
}

Value indent(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "width", "first", "blank" });
    if (!value.is(Kind::Text) && !value.is(Kind::Undefined))
        stopBadUse(std::string("a ") + typeName(value) + " cannot be indented");
    if (value.is(Kind::Undefined))
        stopBadUse("an undefined value cannot be indented");
    Writer space(interpreter.meter());
    if (given[0] && given[0]->is(Kind::Text)) {
        space.add(given[0]->text());
    } else {
        addRepeated(space, Text(" ", false), static_cast<uint64_t>(std::max<int64_t>(wholeOr(given[0], 4), 0)));
    }
    const bool blank = flagOf(given[2], false);
    Text text = value.text();
    text.append("\n", false); // as the reference: the last line break counts
    Writer out(interpreter.meter());
    bool isFirst = true;
    for (const auto& [begin, end] : linesOf(text.bytes(), false)) {
        interpreter.meter().step();
        if (!isFirst)
            out.add("\n", false);
        if (isFirst ? flagOf(given[1], false) : blank || end > begin)
            out.add(space.text());
        out.add(text, begin, end - begin);
        isFirst = false;
    }
    return out.value(value.safe());
}

Value wordcount(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    const Text text = interpreter.str(value);
    int64_t words = 0;
    bool inside = false;
    for (size_t at = 0; at < text.size();) {
        const auto [c, length] = codePointAt(text.bytes(), at);
        words += isWordLetter(c) && !inside;
        inside = isWordLetter(c);
        at += length;
    }
    return Value::integer(words);
}

Value truncate(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "length", "killwords", "end", "leeway" });
    const Value text = subjectText(interpreter, value);
    const Positions positions(text.text().bytes());
    const Text end = given[2] ? interpreter.str(*given[2]) : Text("...", false);
    const int64_t length = wholeOr(given[0], 255);
    const auto endLength = static_cast<int64_t>(codePointCount(end.bytes()));
    const int64_t leeway = isMissing(given[3]) ? 5 : wholeOf(*given[3]);
    if (length < endLength || leeway < 0)
        stopBadUse("truncate: the length is too small");
    if (static_cast<int64_t>(positions.count()) <= length || static_cast<int64_t>(positions.count()) - length <= leeway)
        return text;
    Text kept = text.text().part(0, positions.byteAt(static_cast<size_t>(length - endLength)));
    if (!flagOf(given[1], false)) {
        if (const size_t space = kept.bytes().rfind(' '); space != std::string::npos)
            kept = kept.part(0, space);
    }
    kept.append(end);
    return interpreter.text(std::move(kept));
}

Value format(Interpreter& interpreter, const Value& value, const Args& args)
{
    if (!args.items.empty() && !args.named.empty())
        stopBadUse("format takes values by place or by name, not both");
    if (args.named.empty())
        return formatPercent(interpreter, interpreter.str(value), interpreter.list(args.items, Kind::Tuple));
    Value named(Kind::Dict, makeObject<DictObject>(interpreter.meter()));
    for (const auto& [name, one] : args.named)
        named.dict().set(interpreter.meter(), interpreter.text(name), one);
    return formatPercent(interpreter, interpreter.str(value), named);
}

Value string(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    return subjectText(interpreter, value);
}

Value safe(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    return interpreter.text(interpreter.str(value), true);
}

Value escape(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    return value.safe() ? value : interpreter.text(escapedMarkup(interpreter, interpreter.str(value)), true);
}

Value forceEscape(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    return interpreter.text(escapedMarkup(interpreter, interpreter.str(value)), true);
}

void quoteUrl(Writer& out, const Text& text, bool slashStays, bool plusForSpace)
{
    size_t begin = 0;
    for (const Text::Run& run : text.runs()) {
        for (; begin < run.end; ++begin) {
            const char c = text.bytes()[begin];
            const auto byte = static_cast<unsigned char>(c);
            const bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
            char buffer[4] = { c, 0, 0, 0 };
            if (c == ' ' && plusForSpace)
                buffer[0] = '+';
            else if (!letter && !(c >= '0' && c <= '9') && std::string_view("_.-~").find(c) == std::string_view::npos
                && (c != '/' || !slashStays))
                std::snprintf(buffer, sizeof buffer, "%%%02X", byte);
            out.add(buffer, run.fromData);
        }
    }
}

Value urlencode(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    Writer out(interpreter.meter());
    if (value.is(Kind::Text) || (!value.is(Kind::Dict) && !value.isSequence())) {
        quoteUrl(out, interpreter.str(value), true, false);
        return out.value();
    }
    const Value pairs = value.is(Kind::Dict) ? findMethod(value, "items")(interpreter, value, {}) : value;
    bool first = true;
    const auto items = interpreter.items(pairs); // owned here while the loop runs
    for (const Value& pair : items->items) {
        const auto parts = interpreter.items(pair);
        if (parts->items.size() != 2)
            stopBadUse("urlencode needs pairs");
        if (!std::exchange(first, false))
            out.add("&", false);
        quoteUrl(out, interpreter.str(parts->items[0]), false, true);
        out.add("=", false);
        quoteUrl(out, interpreter.str(parts->items[1]), false, true);
    }
    return out.value();
}

Value xmlattr(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "autospace" });
    if (!value.is(Kind::Dict))
        stopBadUse("xmlattr needs a dict");
    Writer out(interpreter.meter());
    for (const auto& [key, one] : value.dict().entries) {
        if (one.is(Kind::None) || one.is(Kind::Undefined))
            continue;
        if (!out.text().empty() || flagOf(given[0], true))
            out.add(" ", false);
        out.add(escapedMarkup(interpreter, interpreter.str(key)));
        out.add("=\"", false);
        out.add(escapedMarkup(interpreter, interpreter.str(one)));
        out.add("\"", false);
    }
    return out.value();
}

std::string unescapedMarkup(std::string text)
{
    constexpr std::pair<std::string_view, std::string_view> kEntities[] = { { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" },
        { "&#39;", "'" }, { "&#34;", "\"" }, { "&nbsp;", "\xC2\xA0" }, { "&amp;", "&" } };
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const auto* found = std::find_if(std::begin(kEntities), std::end(kEntities),
            [&](const auto& one) { return text.compare(at, one.first.size(), one.first) == 0; });
        if (found == std::end(kEntities)) {
            out += text[at++];
        } else {
            out += found->second;
            at += found->first.size();
        }
    }
    return out;
}

Value striptags(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    const Text text = interpreter.str(value);
    const auto without = [](std::string source, std::string_view open, std::string_view close) {
        std::string kept;
        size_t at = 0;
        for (;;) {
            const size_t begin = source.find(open, at);
            const size_t end = begin == std::string::npos ? begin : source.find(close, begin + open.size());
            kept += source.substr(at, end == std::string::npos ? end : begin - at);
            if (end == std::string::npos)
                return kept;
            at = end + close.size();
        }
    };
    const Value bare = interpreter.text(without(without(text.bytes(), "<!--", "-->"), "<", ">"), text.anyData());
    const Value words = findTextMethod("split")(interpreter, bare, {});
    const Value line = joined(interpreter, words.list().items, Text(" ", false));
    return interpreter.text(unescapedMarkup(line.text().bytes()), text.anyData());
}

Value tojson(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "ensure_ascii", "indent", "separators", "sort_keys" });
    JsonStyle style;
    style.asciiOnly = flagOf(given[0], false);
    style.sortKeys = flagOf(given[3], false);
    style.hasIndent = !isMissing(given[1]);
    if (style.hasIndent) {
        const bool isText = given[1]->is(Kind::Text);
        const int64_t width = isText ? 0 : wholeOf(*given[1]);
        if (width > 1000)
            stop(ErrorCode::Unsafe, "an indent that is too wide");
        style.indent = isText ? given[1]->text().bytes() : std::string(static_cast<size_t>(std::max<int64_t>(width, 0)), ' ');
        style.itemSeparator = ",";
    }
    if (!isMissing(given[2])) {
        const auto parts = interpreter.items(*given[2]);
        if (parts->items.size() != 2 || !parts->items[0].is(Kind::Text) || !parts->items[1].is(Kind::Text))
            stopBadUse("separators are two texts");
        style.itemSeparator = parts->items[0].text().bytes();
        style.keySeparator = parts->items[1].text().bytes();
    }
    return interpreter.text(jsonOf(interpreter.meter(), value, style));
}

Value pprint(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    return interpreter.text(reprOf(interpreter.meter(), value, true));
}

Value toInt(Interpreter&, const Value& value, const Args& args)
{
    const auto given = bind(args, { "default", "base" });
    const Value otherwise = given[0] ? *given[0] : Value::integer(0);
    const int64_t base = wholeOr(given[1], 10);
    if (value.is(Kind::Undefined))
        stopBadUse("an undefined value is no number");
    if (value.isWhole())
        return Value::integer(value.whole(), value.fromData());
    double real = 0;
    bool fromData = value.fromData();
    if (value.is(Kind::Text)) {
        int64_t whole = 0;
        fromData = value.text().anyData();
        if (base >= 0 && base <= 36 && base != 1 && readWhole(value.text().bytes(), static_cast<int>(base), whole))
            return Value::integer(whole, fromData);
        if (!readReal(value.text().bytes(), real))
            return otherwise;
    } else if (value.is(Kind::Real)) {
        real = value.number();
    } else {
        return otherwise;
    }
    if (std::isnan(real))
        return otherwise;
    if (std::fabs(real) >= 9.2e18)
        stop(ErrorCode::Unsupported, "a whole number beyond 64 bits");
    return Value::integer(static_cast<int64_t>(real), fromData);
}

Value toFloat(Interpreter&, const Value& value, const Args& args)
{
    const auto given = bind(args, { "default" });
    if (value.is(Kind::Undefined))
        stopBadUse("an undefined value is no number");
    double real = 0;
    if (value.isNumber())
        return Value::real(value.number(), value.fromData());
    if (value.is(Kind::Text) && readReal(value.text().bytes(), real))
        return Value::real(real, value.text().anyData());
    return given[0] ? *given[0] : Value::real(0);
}

Value absolute(Interpreter&, const Value& value, const Args& args)
{
    bind(args, {});
    if (value.is(Kind::Real))
        return Value::real(std::fabs(value.number()), value.fromData());
    return wholeOf(value) < 0 ? negative(value) : Value::integer(value.whole(), value.fromData());
}

/// Correct to the last digit, halves to even, as Python's round: the C library prints exact decimals.
double roundedTo(double value, int64_t digits)
{
    if (!std::isfinite(value) || digits > 300)
        return value;
    if (digits >= 0) {
        char buffer[700];
        std::snprintf(buffer, sizeof buffer, "%.*f", static_cast<int>(digits), value);
        return std::strtod(buffer, nullptr);
    }
    const double scale = std::pow(10.0, static_cast<double>(-digits));
    return std::isinf(scale) ? 0.0 : std::nearbyint(value / scale) * scale;
}

Value roundNumber(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "precision", "method" });
    const int64_t digits = std::clamp<int64_t>(wholeOr(given[0], 0), -400, 400);
    const std::string method = given[1] ? interpreter.str(*given[1]).bytes() : "common";
    if (method != "common" && method != "ceil" && method != "floor")
        stopBadUse("round: an unknown method");
    if (!value.isNumber())
        stopBadUse(std::string("a ") + typeName(value) + " cannot be rounded");
    if (method == "common" && value.isWhole() && digits >= 0)
        return Value::integer(value.whole(), value.fromData());
    if (method == "common") {
        const double result = roundedTo(value.number(), digits);
        return value.isWhole() ? Value::integer(static_cast<int64_t>(result), value.fromData()) : Value::real(result, value.fromData());
    }
    const double scale = std::pow(10.0, static_cast<double>(digits));
    const double scaled = value.number() * scale;
    return Value::real((method == "ceil" ? std::ceil(scaled) : std::floor(scaled)) / scale, value.fromData());
}

constexpr NamedFilter kFilters[] = { { "upper", &cased<Case::Upper> }, { "lower", &cased<Case::Lower> },
    { "capitalize", &cased<Case::Capital> }, { "title", &title }, { "trim", &trim }, { "replace", &replace }, { "center", &center },
    { "indent", &indent }, { "wordcount", &wordcount }, { "truncate", &truncate }, { "format", &format }, { "string", &string },
    { "safe", &safe }, { "escape", &escape }, { "e", &escape }, { "forceescape", &forceEscape }, { "urlencode", &urlencode },
    { "xmlattr", &xmlattr }, { "striptags", &striptags }, { "tojson", &tojson }, { "pprint", &pprint }, { "int", &toInt },
    { "float", &toFloat }, { "abs", &absolute }, { "round", &roundNumber } };

} // namespace

Filter findTextFilter(std::string_view name)
{
    const auto* found = std::find_if(std::begin(kFilters), std::end(kFilters), [&](const NamedFilter& one) { return one.name == name; });
    return found == std::end(kFilters) ? nullptr : found->run;
}

Value replaced(Interpreter& interpreter, const Text& text, const Text& from, const Text& to, int64_t count)
{
    Meter& meter = interpreter.meter();
    meter.step(text.size() / 32);
    Writer out(meter);
    size_t at = 0;
    if (from.empty()) { // between all characters
        while (count != 0) {
            meter.step();
            out.add(to);
            count -= count > 0;
            if (at == text.size())
                break;
            const size_t length = codePointAt(text.bytes(), at).length;
            out.add(text, at, length);
            at += length;
        }
        out.add(text, at, text.size() - at);
        return out.value();
    }
    while (count != 0) {
        const size_t found = text.bytes().find(from.bytes(), at);
        if (found == std::string::npos)
            break;
        meter.step();
        out.add(text, at, found - at);
        out.add(to);
        at = found + from.size();
        count -= count > 0;
    }
    out.add(text, at, text.size() - at);
    return out.value();
}

Value joined(Interpreter& interpreter, const std::vector<Value>& items, const Text& separator)
{
    Writer out(interpreter.meter());
    bool first = true;
    for (const Value& item : items) {
        interpreter.meter().step();
        if (!std::exchange(first, false))
            out.add(separator);
        out.addStr(item);
    }
    return out.value();
}

Text escapedMarkup(Interpreter& interpreter, const Text& text)
{
    Writer out(interpreter.meter());
    size_t begin = 0;
    for (const Text::Run& run : text.runs()) {
        for (; begin < run.end; ++begin) {
            switch (const char c = text.bytes()[begin]) {
            case '&':
                out.add("&amp;", run.fromData);
                break;
            case '<':
                out.add("&lt;", run.fromData);
                break;
            case '>':
                out.add("&gt;", run.fromData);
                break;
            case '\'':
                out.add("&#39;", run.fromData);
                break;
            case '"':
                out.add("&#34;", run.fromData);
                break;
            default:
                out.add(std::string_view(&c, 1), run.fromData);
            }
        }
    }
    return out.text();
}

/// Without space around it, and with single underscores between digits taken out; empty when they stand elsewhere.
static std::string numberText(const std::string& text)
{
    const Trimmed kept = trimmed(text, true, true, nullptr);
    std::string out;
    for (size_t i = kept.begin; i < kept.end; ++i) {
        const bool between = i > kept.begin && i + 1 < kept.end && std::isalnum(static_cast<unsigned char>(text[i - 1]))
            && std::isalnum(static_cast<unsigned char>(text[i + 1]));
        if (text[i] == '_' && !between)
            return {};
        if (text[i] != '_')
            out += text[i];
    }
    return out;
}

bool readWhole(const std::string& text, int base, int64_t& value)
{
    std::string digits = numberText(text);
    const bool minus = !digits.empty() && digits[0] == '-';
    if (minus || (!digits.empty() && digits[0] == '+'))
        digits.erase(0, 1);
    if (digits.size() > 2 && digits[0] == '0') {
        const char kind = static_cast<char>(digits[1] | 0x20);
        const int written = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 0;
        if (written != 0 && (base == 0 || base == written)) {
            digits.erase(0, 2);
            base = written;
        }
    }
    if (digits.empty() || digits[0] == '-' || digits[0] == '+')
        return false;
    if (base == 0)
        base = 10;
    digits.insert(0, minus ? "-" : "");
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (end != digits.data() + digits.size())
        return false;
    if (problem == std::errc::result_out_of_range)
        stop(ErrorCode::Unsupported, "a whole number beyond 64 bits");
    return problem == std::errc {};
}

bool readReal(const std::string& text, double& value)
{
    std::string digits = numberText(text);
    std::string lower = digits;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const size_t sign = !lower.empty() && (lower[0] == '-' || lower[0] == '+') ? 1 : 0;
    const std::string word = lower.substr(sign);
    if (word == "inf" || word == "infinity" || word == "nan") {
        value = word == "nan" ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
        if (lower[0] == '-')
            value = -value;
        return true;
    }
    if (word.empty() || word.find_first_not_of("0123456789.e+-") != std::string::npos || word[0] == '+' || word[0] == '-')
        return false;
    char* end = nullptr;
    value = std::strtod(digits.c_str(), &end);
    return end == digits.c_str() + digits.size();
}

std::vector<std::pair<size_t, size_t>> linesOf(const std::string& text, bool keepEnds)
{
    std::vector<std::pair<size_t, size_t>> lines;
    size_t begin = 0;
    for (size_t at = 0; at < text.size();) {
        const auto [c, length] = codePointAt(text, at);
        const bool breaks = (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
        size_t next = at + length;
        if (!breaks) {
            at = next;
            continue;
        }
        if (c == '\r' && next < text.size() && text[next] == '\n')
            ++next;
        lines.emplace_back(begin, keepEnds ? next : at);
        begin = at = next;
    }
    if (begin < text.size())
        lines.emplace_back(begin, text.size());
    return lines;
}

} // namespace sillok::jinja
