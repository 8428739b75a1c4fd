// Filters that compare items with each other: sort, unique, groupby, min, max, dictsort.
#include "engine/chat/jinja/builtins.h"
#include "engine/chat/jinja/letters.h"

#include <algorithm>

namespace sillok::jinja {

namespace {

struct Keyed {
    Value key;
    Value item;
};

Value folded(Interpreter& interpreter, const Value& value, bool caseSensitive)
{
    return !caseSensitive && value.is(Kind::Text) ? interpreter.text(withCase(value.text(), Case::Lower)) : value;
}

/// What an item is compared by: itself, an attribute, or several attributes separated by commas.
Value keyOf(Interpreter& interpreter, const Value& item, const Value* attribute, bool caseSensitive)
{
    if (!attribute || attribute->is(Kind::None))
        return folded(interpreter, item, caseSensitive);
    if (!attribute->is(Kind::Text) || attribute->text().bytes().find(',') == std::string::npos)
        return folded(interpreter, followed(interpreter, item, *attribute, nullptr), caseSensitive);
    const Value names = findTextMethod("split")(interpreter, *attribute, { { interpreter.text(",") }, {} });
    std::vector<Value> parts;
    for (const Value& name : names.list().items)
        parts.push_back(folded(interpreter, followed(interpreter, item, name, nullptr), caseSensitive));
    return interpreter.list(std::move(parts));
}

std::vector<Keyed> keyed(Interpreter& interpreter, const Value& value, const Value* attribute, bool caseSensitive)
{
    std::vector<Keyed> all;
    const auto items = interpreter.items(value); // owned here while the loop runs
    for (const Value& item : items->items)
        all.push_back({ keyOf(interpreter, item, attribute, caseSensitive), item });
    return all;
}

void sortKeyed(Interpreter& interpreter, std::vector<Keyed>& all, bool reverse)
{
    std::stable_sort(all.begin(), all.end(), [&](const Keyed& a, const Keyed& b) {
        if (a.key.is(Kind::Undefined) && b.key.is(Kind::Undefined))
            return false; // equal is looked for first
        return reverse ? less(interpreter.meter(), b.key, a.key) : less(interpreter.meter(), a.key, b.key);
    });
}

Value itemsOnly(Interpreter& interpreter, std::vector<Keyed> all, Kind kind)
{
    std::vector<Value> items;
    for (Keyed& one : all)
        items.push_back(std::move(one.item));
    return interpreter.list(std::move(items), kind);
}

Value sort(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "reverse", "case_sensitive", "attribute" });
    std::vector<Keyed> all = keyed(interpreter, value, given[2], flagOf(given[1], false));
    sortKeyed(interpreter, all, flagOf(given[0], false));
    return itemsOnly(interpreter, std::move(all), Kind::List);
}

Value unique(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "case_sensitive", "attribute" });
    DictObject seen;
    std::vector<Value> kept;
    for (Keyed& one : keyed(interpreter, value, given[1], flagOf(given[0], false))) {
        if (seen.find(interpreter.meter(), one.key))
            continue;
        seen.set(interpreter.meter(), one.key, Value::none());
        kept.push_back(std::move(one.item));
    }
    return interpreter.list(std::move(kept), Kind::Generator);
}

template <bool largest> Value extreme(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "case_sensitive", "attribute" });
    std::vector<Keyed> all = keyed(interpreter, value, given[1], flagOf(given[0], false));
    if (all.empty())
        return Value();
    const Keyed* best = &all.front();
    for (const Keyed& one : all) {
        if (largest ? less(interpreter.meter(), best->key, one.key) : less(interpreter.meter(), one.key, best->key))
            best = &one;
    }
    return best->item;
}

Value dictsort(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "case_sensitive", "by", "reverse" });
    const std::string by = given[1] ? interpreter.str(*given[1]).bytes() : "key";
    if (by != "key" && by != "value")
        stopBadUse("dictsort goes by key or value");
    if (!value.is(Kind::Dict))
        stopBadUse("dictsort needs a dict");
    std::vector<Keyed> all;
    for (const auto& [key, one] : value.dict().entries)
        all.push_back(
            { folded(interpreter, by == "key" ? key : one, flagOf(given[0], false)), interpreter.list({ key, one }, Kind::Tuple) });
    sortKeyed(interpreter, all, flagOf(given[2], false));
    return itemsOnly(interpreter, std::move(all), Kind::List);
}

Value groupby(Interpreter& interpreter, const Value& value, const Args& args)
{
    const auto given = bind(args, { "attribute", "default", "case_sensitive" }, 1);
    const bool caseSensitive = flagOf(given[2], false);
    std::vector<Keyed> all;
    const auto items = interpreter.items(value); // owned here while the loop runs
    for (const Value& item : items->items)
        all.push_back({ folded(interpreter, followed(interpreter, item, *given[0], given[1]), caseSensitive), item });
    if (all.size() > 1 && std::any_of(all.begin(), all.end(), [](const Keyed& one) { return one.key.is(Kind::Undefined); }))
        stopBadUse("groupby: an item lacks the attribute");
    sortKeyed(interpreter, all, false);
    std::vector<Value> groups;
    for (size_t begin = 0; begin < all.size();) {
        size_t end = begin;
        std::vector<Value> members;
        while (end < all.size() && equal(interpreter.meter(), all[begin].key, all[end].key))
            members.push_back(all[end++].item);
        const Value key = caseSensitive ? all[begin].key : followed(interpreter, all[begin].item, *given[0], given[1]);
        const Value group = interpreter.list({ key, interpreter.list(std::move(members)) }, Kind::Tuple);
        group.list().isGroup = true;
        groups.push_back(group);
        begin = std::max(end, begin + 1);
    }
    return interpreter.list(std::move(groups));
}

constexpr NamedFilter kFilters[] = { { "sort", &sort }, { "unique", &unique }, { "min", &extreme<false> }, { "max", &extreme<true> },
    { "dictsort", &dictsort }, { "groupby", &groupby } };

} // namespace

Filter findOrderFilter(std::string_view name) { return findIn(kFilters, name); }

} // namespace sillok::jinja
