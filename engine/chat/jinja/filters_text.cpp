// Filters that write texts anew: case, space, width, formats.
#include "engine/chat/jinja/builtins.h"
#include "engine/chat/jinja/letters.h"

#include "engine/base/text.h"

#include <algorithm>

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

constexpr NamedFilter kFilters[] = { { "upper", &cased<Case::Upper> }, { "lower", &cased<Case::Lower> },
    { "capitalize", &cased<Case::Capital> }, { "title", &title }, { "trim", &trim }, { "replace", &replace }, { "center", &center },
    { "indent", &indent }, { "wordcount", &wordcount }, { "truncate", &truncate }, { "format", &format }, { "string", &string } };

} // namespace

Filter findTextFilter(std::string_view name) { return findIn(kFilters, name); }

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
