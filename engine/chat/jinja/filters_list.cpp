#include "engine/chat/jinja/builtins.h"
#include "engine/chat/jinja/letters.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::jinja {

namespace {

Value otherwise(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "default_value", "boolean" });
    const bool missing = value.is(Kind::Undefined) || (flagOf(given[1], false) && !isTrue(value));
    return !missing ? value : given[0] ? *given[0] : interpreter.text("");
}

Value length(Interpreter&, const Value& value, const Args& args)
{
    bind(args, {});
    const auto whole = [](size_t size) { return Value::integer(static_cast<int64_t>(size)); };
    switch (value.kind()) {
    case Kind::Undefined:
        return Value::integer(0);
    case Kind::Text:
        return whole(codePointCount(value.text().bytes()));
    case Kind::Dict:
        return whole(value.dict().entries.size());
    case Kind::List:
    case Kind::Tuple:
    case Kind::Range:
    case Kind::View:
        return whole(value.list().items.size());
    case Kind::Loop:
        return Value::integer(value.as<LoopObject>().length());
    default:
        stopBadUse(std::string("a ") + typeName(value) + " has no length");
    }
}

Value join(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "d", "attribute" });
    const Text separator = given[0] ? interpreter.str(*given[0]) : Text();
    const auto items = interpreter.items(value);
    if (!given[1] || given[1]->is(Kind::None))
        return joined(interpreter, items->items, separator);
    std::vector<Value> parts;
    for (const Value& item : items->items)
        parts.push_back(followed(interpreter, item, *given[1], nullptr));
    return joined(interpreter, parts, separator);
}

Value first(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    if (value.is(Kind::Generator)) {
        ListObject& list = value.list();
        return list.taken < list.items.size() ? list.items[list.taken++] : Value();
    }
    const auto items = interpreter.items(value);
    return items->items.empty() ? Value() : items->items.front();
}

Value last(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    if (value.is(Kind::Generator))
        stopBadUse("a generator has no last item");
    const auto items = interpreter.items(value);
    return items->items.empty() ? Value() : items->items.back();
}

Value reverse(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    if (value.is(Kind::Text))
        return slice(interpreter, value, Value::none(), Value::none(), Value::integer(-1));
    std::vector<Value> items = interpreter.items(value)->items;
    std::reverse(items.begin(), items.end());
    return interpreter.list(std::move(items), Kind::Generator);
}

Value toList(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    return interpreter.list(interpreter.items(value)->items);
}

Value items(Interpreter& interpreter, const Value& value, const Args& args)
{
    bind(args, {});
    if (value.is(Kind::Undefined))
        return interpreter.list({}, Kind::Generator);
    if (!value.is(Kind::Dict))
        stopBadUse("only a dict has items");
    return interpreter.list(findMethod(value, "items")(interpreter, value, {}).list().items, Kind::Generator);
}

Value attr(Interpreter& interpreter, const Value& value, const Args& args)
{
    const Value& name = *bind(args, { "name" }, 1)[0];
    if (!name.is(Kind::Text) || value.is(Kind::Dict))
        return Value();
    return interpreter.attribute(value, name);
}

/// The arguments after the first `skip`, with those given by name.
Args after(const Args& args, size_t skip)
{
    return { { args.items.begin() + static_cast<ptrdiff_t>(std::min(skip, args.items.size())), args.items.end() }, args.named };
}

/// map, select and their relatives take whatever is false, none and 0 too, for an empty list.
Value nothing(Interpreter& interpreter) { return interpreter.list({}, Kind::Generator); }

Value map(Interpreter& interpreter, const Value& value, const Args& args)
{
    if (!isTrue(value))
        return nothing(interpreter);
    const auto items = interpreter.items(value);
    std::vector<Value> mapped;
    if (args.items.empty()) {
        const auto given = bind(args, { "attribute", "default" }, 1);
        for (const Value& item : items->items)
            mapped.push_back(followed(interpreter, item, *given[0], given[1]));
        return interpreter.list(std::move(mapped), Kind::Generator);
    }
    const Filter filter = args.items[0].is(Kind::Text) ? findFilter(args.items[0].text().bytes()) : nullptr;
    if (!filter)
        stop(ErrorCode::Unsupported, "map: no filter of this name");
    const Args more = after(args, 1);
    for (const Value& item : items->items) {
        const Meter::Level level(interpreter.meter());
        interpreter.meter().step();
        mapped.push_back(filter(interpreter, item, more));
    }
    return interpreter.list(std::move(mapped), Kind::Generator);
}

/// select, reject and their relatives that look at an attribute.
template <bool byAttribute, bool wanted> Value choose(Interpreter& interpreter, const Value& value, const Args& args)
{
    if (!isTrue(value))
        return nothing(interpreter);
    constexpr size_t kName = byAttribute ? 1 : 0;
    if (args.items.size() < kName)
        stopBadUse("an attribute is missing");
    Test test = nullptr;
    if (args.items.size() > kName) {
        test = args.items[kName].is(Kind::Text) ? findTest(args.items[kName].text().bytes()) : nullptr;
        if (!test)
            stop(ErrorCode::Unsupported, "no test of this name");
    }
    const Args more = after(args, kName + 1);
    std::vector<Value> chosen;
    const auto items = interpreter.items(value); // owned here while the loop runs
    for (const Value& item : items->items) {
        const Meter::Level level(interpreter.meter());
        interpreter.meter().step();
        const Value subject = byAttribute ? followed(interpreter, item, args.items[0], nullptr) : item;
        if ((test ? test(interpreter, subject, more) : isTrue(subject)) == wanted)
            chosen.push_back(item);
    }
    return interpreter.list(std::move(chosen), Kind::Generator);
}

Value sum(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "attribute", "start" });
    Value total = given[1] ? *given[1] : Value::integer(0);
    if (total.is(Kind::Text))
        stopBadUse("sum does not add texts");
    const auto items = interpreter.items(value); // owned here while the loop runs
    for (const Value& item : items->items) {
        const bool whole = !given[0] || given[0]->is(Kind::None);
        total = binary(interpreter, Op::Add, total, whole ? item : followed(interpreter, item, *given[0], nullptr));
    }
    return total;
}

Value batch(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "linecount", "fill_with" }, 1);
    const int64_t size = wholeOf(*given[0]);
    const auto all = interpreter.items(value);
    std::vector<Value> rows, row;
    for (const Value& item : all->items) {
        if (static_cast<int64_t>(row.size()) == size)
            rows.push_back(interpreter.list(std::exchange(row, {})));
        row.push_back(item);
    }
    if (!row.empty()) {
        while (given[1] && !given[1]->is(Kind::None) && static_cast<int64_t>(row.size()) < size) {
            interpreter.meter().step();
            if (row.size() > interpreter.meter().limits().heldBytes / sizeof(Value))
                stop(ErrorCode::Unsafe, "template holds too much memory");
            row.push_back(*given[1]);
        }
        rows.push_back(interpreter.list(std::move(row)));
    }
    return interpreter.list(std::move(rows), Kind::Generator);
}

Value sliced(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "slices", "fill_with" }, 1);
    const int64_t slices = wholeOf(*given[0]);
    const auto all = interpreter.items(value);
    if (slices == 0)
        stopBadUse("slice into no parts");
    const auto size = static_cast<int64_t>(all->items.size());
    const int64_t each = slices < 0 ? 0 : size / slices, longer = slices < 0 ? 0 : size % slices;
    std::vector<Value> rows;
    for (int64_t i = 0, at = 0; i < slices; ++i) {
        interpreter.meter().step();
        const int64_t count = each + (i < longer ? 1 : 0);
        std::vector<Value> row(all->items.begin() + at, all->items.begin() + at + count);
        if (given[1] && !given[1]->is(Kind::None) && i >= longer)
            row.push_back(*given[1]);
        at += count;
        rows.push_back(interpreter.list(std::move(row)));
    }
    return interpreter.list(std::move(rows), Kind::Generator);
}

constexpr NamedFilter kFilters[]
    = { { "default", &otherwise }, { "d", &otherwise }, { "length", &length }, { "count", &length }, { "join", &join }, { "first", &first },
          { "last", &last }, { "reverse", &reverse }, { "list", &toList }, { "items", &items }, { "attr", &attr }, { "map", &map },
          { "select", &choose<false, true> }, { "reject", &choose<false, false> }, { "selectattr", &choose<true, true> },
          { "rejectattr", &choose<true, false> }, { "sum", &sum }, { "batch", &batch }, { "slice", &sliced } };

} // namespace

Filter findListFilter(std::string_view name) { return findIn(kFilters, name); }

Value followed(Interpreter& interpreter, const Value& value, const Value& path, const Value* otherwise)
{
    interpreter.meter().step();
    Value at = value;
    if (!path.is(Kind::Text)) {
        at = interpreter.item(at, path);
        return at.is(Kind::Undefined) && otherwise ? *otherwise : at;
    }
    const std::string& names = path.text().bytes();
    for (size_t begin = 0; begin <= names.size();) {
        const size_t end = std::min(names.find('.', begin), names.size());
        const std::string name = names.substr(begin, end - begin);
        const bool isIndex = !name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == std::string::npos;
        at = interpreter.item(at, isIndex ? Value::integer(std::atoi(name.c_str())) : interpreter.text(name));
        if (at.is(Kind::Undefined) && otherwise)
            at = *otherwise;
        begin = end + 1;
    }
    return at;
}

} // namespace sillok::jinja
