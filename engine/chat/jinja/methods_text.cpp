#include "engine/chat/jinja/builtins.h"
#include "engine/chat/jinja/letters.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::jinja {

namespace {

const Text& textOf(const Value* value)
{
    if (!value || !value->is(Kind::Text))
        stopBadUse(std::string("a str is needed, not ") + (value ? typeName(*value) : "nothing"));
    return value->text();
}

bool isMissing(const Value* value) { return !value || value->is(Kind::None); }

Value part(Interpreter& interpreter, const Value& self, size_t begin, size_t end)
{
    return interpreter.text(self.text().part(begin, end - begin), self.safe());
}

template <Case wanted> Value cased(Interpreter& interpreter, const Value& self, const Args& args)
{
    bind(args, {});
    return interpreter.text(withCase(self.text(), wanted), self.safe());
}

template <bool left, bool right> Value strip(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto given = bind(args, { "chars" });
    const std::string* set = isMissing(given[0]) ? nullptr : &textOf(given[0]).bytes();
    const Trimmed kept = trimmed(self.text().bytes(), left, right, set);
    return part(interpreter, self, kept.begin, kept.end);
}

/// Pieces between white space, the last one whole when `most` splits are done.
std::vector<Value> splitAtSpace(Interpreter& interpreter, const Value& self, int64_t most)
{
    const std::string& bytes = self.text().bytes();
    std::vector<Value> pieces;
    const size_t end = bytes.size();
    size_t at = 0;
    const auto skip = [&](bool space) {
        while (at < end) {
            const auto [c, length] = codePointAt(bytes, at);
            if (isSpace(c) != space)
                break;
            at += length;
        }
    };
    for (skip(true); at < end; skip(true)) {
        interpreter.meter().step();
        const size_t begin = at;
        if (most >= 0 && static_cast<int64_t>(pieces.size()) == most) {
            pieces.push_back(part(interpreter, self, begin, end));
            break;
        }
        skip(false);
        pieces.push_back(part(interpreter, self, begin, at));
    }
    return pieces;
}

std::vector<Value> rsplitAtSpace(Interpreter& interpreter, const Value& self, int64_t most)
{
    const std::string& bytes = self.text().bytes();
    std::vector<Value> pieces;
    size_t end = bytes.size();
    for (;;) {
        interpreter.meter().step();
        end = trimmed(bytes.substr(0, end), false, true, nullptr).end;
        if (end == 0)
            break;
        if (most >= 0 && static_cast<int64_t>(pieces.size()) == most) {
            pieces.push_back(part(interpreter, self, 0, end));
            break;
        }
        size_t begin = end;
        for (size_t last = end; last > 0;) {
            --last;
            while (last > 0 && (static_cast<unsigned char>(bytes[last]) & 0xC0) == 0x80)
                --last;
            if (isSpace(codePointAt(bytes, last).value))
                break;
            begin = last;
        }
        pieces.push_back(part(interpreter, self, begin, end));
        interpreter.meter().step(end / 32);
        end = begin;
    }
    std::reverse(pieces.begin(), pieces.end());
    return pieces;
}

template <bool fromRight> Value split(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto given = bind(args, { "sep", "maxsplit" });
    const int64_t most = wholeOr(given[1], -1);
    if (isMissing(given[0]))
        return interpreter.list(fromRight && most >= 0 ? rsplitAtSpace(interpreter, self, most) : splitAtSpace(interpreter, self, most));
    const std::string& separator = textOf(given[0]).bytes();
    if (separator.empty())
        stopBadUse("an empty separator");
    const std::string& bytes = self.text().bytes();
    interpreter.meter().step(bytes.size() / 32);
    std::vector<Value> pieces;
    size_t begin = 0, end = bytes.size();
    while (most < 0 || static_cast<int64_t>(pieces.size()) < most) {
        interpreter.meter().step();
        const size_t found = fromRight ? (end < separator.size() ? std::string::npos : bytes.rfind(separator, end - separator.size()))
                                       : bytes.find(separator, begin);
        if (found == std::string::npos)
            break;
        pieces.push_back(fromRight ? part(interpreter, self, found + separator.size(), end) : part(interpreter, self, begin, found));
        (fromRight ? end : begin) = fromRight ? found : found + separator.size();
    }
    pieces.push_back(part(interpreter, self, begin, end));
    if (fromRight)
        std::reverse(pieces.begin(), pieces.end());
    return interpreter.list(std::move(pieces));
}

Value splitlines(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto given = bind(args, { "keepends" });
    std::vector<Value> lines;
    for (const auto& [begin, end] : linesOf(self.text().bytes(), flagOf(given[0], false))) {
        interpreter.meter().step();
        lines.push_back(part(interpreter, self, begin, end));
    }
    return interpreter.list(std::move(lines));
}

/// The bytes that start and end arguments (by character) leave over; empty when they cross.
struct Window {
    size_t begin, end;
    bool valid;
};

Window windowOf(const std::string& bytes, const Positions& positions, const Value* start, const Value* stop)
{
    const auto size = static_cast<int64_t>(positions.count());
    const auto place = [&](const Value* value, int64_t otherwise) {
        const int64_t at = isMissing(value) ? otherwise : wholeOf(*value);
        return at < 0 ? std::max<int64_t>(0, at + size) : at;
    };
    const int64_t from = place(start, 0), to = std::min(place(stop, size), size);
    if (from > to)
        return { bytes.size(), bytes.size(), false };
    return { positions.byteAt(static_cast<size_t>(from)), positions.byteAt(static_cast<size_t>(to)), true };
}

template <bool atEnd> Value beginsOrEnds(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto given = bind(args, { "prefix", "start", "end" }, 1);
    const std::string& bytes = self.text().bytes();
    const Window window = windowOf(bytes, Positions(bytes), given[1], given[2]);
    const std::string_view view = std::string_view(bytes).substr(window.begin, window.end - window.begin);
    const auto fits = [&](const Value& one) {
        const std::string& wanted = textOf(&one).bytes();
        interpreter.meter().step();
        return window.valid && wanted.size() <= view.size()
            && (atEnd ? view.substr(view.size() - wanted.size()) : view.substr(0, wanted.size())) == wanted;
    };
    if (!given[0]->is(Kind::Tuple))
        return Value::boolean(fits(*given[0]));
    const auto& all = given[0]->list().items;
    return Value::boolean(std::any_of(all.begin(), all.end(), fits));
}

template <bool fromRight, bool mustExist> Value find(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto given = bind(args, { "sub", "start", "end" }, 1);
    const std::string& bytes = self.text().bytes();
    const std::string& wanted = textOf(given[0]).bytes();
    interpreter.meter().step(bytes.size() / 32);
    const Positions positions(bytes);
    const Window window = windowOf(bytes, positions, given[1], given[2]);
    const std::string_view view = std::string_view(bytes).substr(window.begin, window.end - window.begin);
    const size_t found = !window.valid ? std::string_view::npos : fromRight ? view.rfind(wanted) : view.find(wanted);
    if (found == std::string_view::npos && mustExist)
        stopBadUse("the text was not found");
    return Value::integer(found == std::string_view::npos ? -1 : static_cast<int64_t>(positions.characterAt(window.begin + found)));
}

Value count(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto given = bind(args, { "sub", "start", "end" }, 1);
    const std::string& bytes = self.text().bytes();
    const std::string& wanted = textOf(given[0]).bytes();
    interpreter.meter().step(bytes.size() / 32);
    const Positions positions(bytes);
    const Window window = windowOf(bytes, positions, given[1], given[2]);
    if (!window.valid)
        return Value::integer(0);
    if (wanted.empty())
        return Value::integer(static_cast<int64_t>(positions.characterAt(window.end) - positions.characterAt(window.begin)) + 1);
    int64_t times = 0;
    for (size_t at = bytes.find(wanted, window.begin); at != std::string::npos && at + wanted.size() <= window.end;
         at = bytes.find(wanted, at + wanted.size()))
        ++times;
    return Value::integer(times);
}

Value replace(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto given = bind(args, { "old", "new", "count" }, 2);
    return replaced(interpreter, self.text(), textOf(given[0]), textOf(given[1]), wholeOr(given[2], -1));
}

Value join(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto items = interpreter.items(*bind(args, { "iterable" }, 1)[0]);
    for (const Value& item : items->items)
        textOf(&item);
    return joined(interpreter, items->items, self.text());
}

template <bool atEnd> Value removeAffix(Interpreter& interpreter, const Value& self, const Args& args)
{
    const std::string& affix = textOf(bind(args, { "affix" }, 1)[0]).bytes();
    const std::string& bytes = self.text().bytes();
    if (affix.size() > bytes.size() || bytes.compare(atEnd ? bytes.size() - affix.size() : 0, affix.size(), affix) != 0)
        return self;
    return atEnd ? part(interpreter, self, 0, bytes.size() - affix.size()) : part(interpreter, self, affix.size(), bytes.size());
}

/// Every character is of the kind, and there is one.
template <bool (*fits)(char32_t)> Value all(Interpreter& interpreter, const Value& self, const Args& args)
{
    bind(args, {});
    const std::string& bytes = self.text().bytes();
    interpreter.meter().step(bytes.size() / 32);
    for (size_t at = 0; at < bytes.size();) {
        const auto [c, length] = codePointAt(bytes, at);
        if (!fits(c))
            return Value::boolean(false);
        at += length;
    }
    return Value::boolean(!bytes.empty());
}

bool isAlphaOrNumber(char32_t c) { return isWordLetter(c) && c != '_'; }
bool isNumeric(char32_t c) { return isWordLetter(c) && !isAlpha(c) && c != '_'; }

template <bool upper> Value isCase(Interpreter& interpreter, const Value& self, const Args& args)
{
    bind(args, {});
    return Value::boolean(findTest(upper ? "upper" : "lower")(interpreter, self, Args()));
}

Value isTitle(Interpreter&, const Value& self, const Args& args)
{
    bind(args, {});
    const std::string& bytes = self.text().bytes();
    bool any = false, inWord = false;
    for (size_t at = 0; at < bytes.size();) {
        const auto [c, length] = codePointAt(bytes, at);
        if ((isUpper(c) && inWord) || (isLower(c) && !inWord))
            return Value::boolean(false);
        inWord = isUpper(c) || isLower(c);
        any |= inWord;
        at += length;
    }
    return Value::boolean(any);
}

Value isAscii(Interpreter&, const Value& self, const Args& args)
{
    bind(args, {});
    const std::string& bytes = self.text().bytes();
    return Value::boolean(std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

enum class Side : uint8_t { Left, Right, Both };

template <Side text> Value justified(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto given = bind(args, { "width", "fillchar" }, 1);
    const Text fill = given[1] ? textOf(given[1]) : Text(" ", false);
    if (codePointCount(fill.bytes()) != 1)
        stopBadUse("one character is needed to fill");
    const int64_t width = wholeOf(*given[0]);
    const int64_t missing = width - static_cast<int64_t>(codePointCount(self.text().bytes()));
    if (missing <= 0)
        return self;
    const int64_t before = text == Side::Left ? 0 : text == Side::Right ? missing : missing / 2 + (missing & width & 1);
    Writer out(interpreter.meter());
    addRepeated(out, fill, static_cast<uint64_t>(before));
    out.add(self.text());
    addRepeated(out, fill, static_cast<uint64_t>(missing - before));
    return out.value(self.safe());
}

Value zfill(Interpreter& interpreter, const Value& self, const Args& args)
{
    const int64_t missing = wholeOf(*bind(args, { "width" }, 1)[0]) - static_cast<int64_t>(codePointCount(self.text().bytes()));
    const std::string& bytes = self.text().bytes();
    const size_t sign = !bytes.empty() && (bytes[0] == '-' || bytes[0] == '+') ? 1 : 0;
    Writer out(interpreter.meter());
    out.add(self.text(), 0, sign);
    addRepeated(out, Text("0", false), static_cast<uint64_t>(std::max<int64_t>(missing, 0)));
    out.add(self.text(), sign, bytes.size() - sign);
    return out.value();
}

template <bool fromRight> Value partition(Interpreter& interpreter, const Value& self, const Args& args)
{
    const Text& separator = textOf(bind(args, { "sep" }, 1)[0]);
    if (separator.empty())
        stopBadUse("an empty separator");
    const std::string& bytes = self.text().bytes();
    const size_t found = fromRight ? bytes.rfind(separator.bytes()) : bytes.find(separator.bytes());
    const Value empty = interpreter.text("");
    if (found == std::string::npos)
        return interpreter.list(
            fromRight ? std::vector<Value> { empty, empty, self } : std::vector<Value> { self, empty, empty }, Kind::Tuple);
    return interpreter.list({ part(interpreter, self, 0, found), part(interpreter, self, found, found + separator.size()),
                                part(interpreter, self, found + separator.size(), bytes.size()) },
        Kind::Tuple);
}

Value expandtabs(Interpreter& interpreter, const Value& self, const Args& args)
{
    const int64_t width = wholeOr(bind(args, { "tabsize" })[0], 8);
    const std::string& bytes = self.text().bytes();
    Writer out(interpreter.meter());
    int64_t column = 0;
    for (size_t at = 0; at < bytes.size();) {
        const size_t length = codePointAt(bytes, at).length;
        if (bytes[at] == '\t') {
            const int64_t spaces = width > 0 ? width - column % width : 0;
            addRepeated(out, Text(" ", false), static_cast<uint64_t>(spaces));
            column += spaces;
        } else {
            out.add(self.text(), at, length);
            column = bytes[at] == '\n' || bytes[at] == '\r' ? 0 : column + 1;
        }
        at += length;
    }
    return out.value();
}

Value format(Interpreter& interpreter, const Value& self, const Args& args) { return formatBraces(interpreter, self.text(), args); }

[[noreturn]] Value notSupported(Interpreter&, const Value&, const Args&)
{
    stop(ErrorCode::Unsupported, "a method of str that is not supported");
}

constexpr NamedFilter kMethods[] = { { "upper", &cased<Case::Upper> }, { "lower", &cased<Case::Lower> },
    { "casefold", &cased<Case::Lower> }, { "title", &cased<Case::Title> }, { "capitalize", &cased<Case::Capital> },
    { "swapcase", &cased<Case::Swap> }, { "strip", &strip<true, true> }, { "lstrip", &strip<true, false> },
    { "rstrip", &strip<false, true> }, { "split", &split<false> }, { "rsplit", &split<true> }, { "splitlines", &splitlines },
    { "startswith", &beginsOrEnds<false> }, { "endswith", &beginsOrEnds<true> }, { "replace", &replace }, { "find", &find<false, false> },
    { "rfind", &find<true, false> }, { "index", &find<false, true> }, { "rindex", &find<true, true> }, { "count", &count },
    { "join", &join }, { "removeprefix", &removeAffix<false> }, { "removesuffix", &removeAffix<true> }, { "isdigit", &all<&isDigit> },
    { "isdecimal", &all<&isDigit> }, { "isnumeric", &all<&isNumeric> }, { "isalpha", &all<&isAlpha> },
    { "isalnum", &all<&isAlphaOrNumber> }, { "isspace", &all<&isSpace> }, { "isupper", &isCase<true> }, { "islower", &isCase<false> },
    { "istitle", &isTitle }, { "isascii", &isAscii }, { "ljust", &justified<Side::Left> }, { "rjust", &justified<Side::Right> },
    { "center", &justified<Side::Both> }, { "zfill", &zfill }, { "partition", &partition<false> }, { "rpartition", &partition<true> },
    { "expandtabs", &expandtabs }, { "format", &format }, { "encode", &notSupported }, { "translate", &notSupported },
    { "format_map", &notSupported }, { "isidentifier", &notSupported }, { "isprintable", &all<&isPrintable> },
    { "maketrans", &notSupported } };

} // namespace

Method findTextMethod(std::string_view name) { return findIn(kMethods, name); }

} // namespace sillok::jinja
