// Filters that write texts and values for a notation: HTML, addresses, JSON, Python.
#include "engine/chat/jinja/builtins.h"

#include <algorithm>

namespace sillok::jinja {

namespace {

bool isMissing(const Value* value) { return !value || value->is(Kind::None); }

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
    bool styleFromData = false;
    style.asciiOnly = flagOf(given[0], false);
    style.sortKeys = flagOf(given[3], false);
    style.hasIndent = !isMissing(given[1]);
    if (style.hasIndent) {
        const bool isText = given[1]->is(Kind::Text);
        const int64_t width = isText ? 0 : wholeOf(*given[1]);
        if (width > 1000)
            stop(ErrorCode::Unsafe, "an indent that is too wide");
        styleFromData = isText && given[1]->text().anyData();
        style.indent = isText ? given[1]->text().bytes() : std::string(static_cast<size_t>(std::max<int64_t>(width, 0)), ' ');
        style.itemSeparator = ",";
    }
    if (!isMissing(given[2])) {
        const auto parts = interpreter.items(*given[2]);
        if (parts->items.size() != 2 || !parts->items[0].is(Kind::Text) || !parts->items[1].is(Kind::Text))
            stopBadUse("separators are two texts");
        styleFromData |= parts->items[0].text().anyData() || parts->items[1].text().anyData();
        style.itemSeparator = parts->items[0].text().bytes();
        style.keySeparator = parts->items[1].text().bytes();
    }
    Text json = jsonOf(interpreter.meter(), value, style);
    return interpreter.text(styleFromData ? Text(json.bytes(), true) : std::move(json));
}

Value pprint(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    return interpreter.text(reprOf(interpreter.meter(), value, true));
}

constexpr NamedFilter kFilters[] = { { "safe", &safe }, { "escape", &escape }, { "e", &escape }, { "forceescape", &forceEscape },
    { "urlencode", &urlencode }, { "xmlattr", &xmlattr }, { "striptags", &striptags }, { "tojson", &tojson }, { "pprint", &pprint } };

} // namespace

Filter findMarkupFilter(std::string_view name) { return findIn(kFilters, name); }

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

} // namespace sillok::jinja
