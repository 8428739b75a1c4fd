#include "engine/chat/jinja/builtins.h"

#include <algorithm>

namespace sillok::jinja {

namespace {

[[noreturn]] Value cannotChange(Interpreter&, const Value& self, const Args&)
{
    stop(ErrorCode::Refused, std::string("a template may not change a ") + typeName(self));
}

Value view(Interpreter& interpreter, std::vector<Value> items, const char* label)
{
    return makeList(interpreter.meter(), std::move(items), Kind::View, label);
}

Value items(Interpreter& interpreter, const Value& self, const Args& args)
{
    bind(args, {});
    std::vector<Value> pairs;
    for (const auto& [key, value] : self.dict().entries)
        pairs.push_back(interpreter.list({ key, value }, Kind::Tuple));
    return view(interpreter, std::move(pairs), "dict_items");
}

Value keys(Interpreter& interpreter, const Value& self, const Args& args)
{
    bind(args, {});
    std::vector<Value> all;
    for (const auto& entry : self.dict().entries)
        all.push_back(entry.first);
    return view(interpreter, std::move(all), "dict_keys");
}

Value values(Interpreter& interpreter, const Value& self, const Args& args)
{
    bind(args, {});
    std::vector<Value> all;
    for (const auto& entry : self.dict().entries)
        all.push_back(entry.second);
    return view(interpreter, std::move(all), "dict_values");
}

Value get(Interpreter& interpreter, const Value& self, const Args& args)
{
    if (!args.named.empty())
        stopBadUse("get takes no argument by name");
    const auto given = bind(args, { "key", "default" }, 1);
    if (const Value* found = self.dict().find(interpreter.meter(), *given[0]))
        return *found;
    return given[1] ? *given[1] : Value::none();
}

Value copyDict(Interpreter& interpreter, const Value& self, const Args& args)
{
    bind(args, {});
    Value made(Kind::Dict, makeObject<DictObject>(interpreter.meter()));
    for (const auto& [key, value] : self.dict().entries)
        made.dict().set(interpreter.meter(), key, value);
    return made;
}

Value copyList(Interpreter& interpreter, const Value& self, const Args& args)
{
    bind(args, {});
    return interpreter.list(self.list().items);
}

/// The one change that the reference sandbox lets through.
Value pop(Interpreter&, const Value& self, const Args& args)
{
    auto& all = self.list().items;
    const auto size = static_cast<int64_t>(all.size());
    int64_t at = wholeOr(bind(args, { "index" })[0], -1);
    if (at < 0)
        at += size;
    if (at < 0 || at >= size)
        stopBadUse("pop from a list that is too short");
    const Value taken = all[static_cast<size_t>(at)];
    all.erase(all.begin() + at);
    return taken;
}

Value clear(Interpreter&, const Value& self, const Args& args)
{
    bind(args, {});
    self.list().items.clear();
    return Value::none();
}

Value count(Interpreter& interpreter, const Value& self, const Args& args)
{
    const Value& wanted = *bind(args, { "value" }, 1)[0];
    const auto& all = self.list().items;
    return Value::integer(
        std::count_if(all.begin(), all.end(), [&](const Value& item) { return equal(interpreter.meter(), item, wanted); }));
}

Value index(Interpreter& interpreter, const Value& self, const Args& args)
{
    const auto given = bind(args, { "value", "start", "stop" }, 1);
    const auto& all = self.list().items;
    const auto size = static_cast<int64_t>(all.size());
    const auto inside = [&](int64_t at) { return std::clamp<int64_t>(at < 0 ? at + size : at, 0, size); };
    const int64_t end = inside(wholeOr(given[2], size));
    for (int64_t i = inside(wholeOr(given[1], 0)); i < end; ++i) {
        if (equal(interpreter.meter(), all[static_cast<size_t>(i)], *given[0]))
            return Value::integer(i);
    }
    stopBadUse("the value is not in the list");
}

constexpr NamedFilter kDictMethods[]
    = { { "items", &items }, { "keys", &keys }, { "values", &values }, { "get", &get }, { "copy", &copyDict }, { "pop", &cannotChange },
          { "popitem", &cannotChange }, { "clear", &cannotChange }, { "update", &cannotChange }, { "setdefault", &cannotChange } };
constexpr NamedFilter kTupleMethods[] = { { "count", &count }, { "index", &index } };
constexpr NamedFilter kListMethods[] = { { "count", &count }, { "index", &index }, { "copy", &copyList }, { "pop", &pop },
    { "clear", &clear }, { "append", &cannotChange }, { "extend", &cannotChange }, { "insert", &cannotChange }, { "remove", &cannotChange },
    { "reverse", &cannotChange }, { "sort", &cannotChange } };

} // namespace

Method findMethod(const Value& self, std::string_view name)
{
    switch (self.kind()) {
    case Kind::Text:
        return findTextMethod(name);
    case Kind::Dict:
        return findIn(kDictMethods, name);
    case Kind::List:
        return findIn(kListMethods, name);
    case Kind::Tuple:
    case Kind::Range:
        return findIn(kTupleMethods, name);
    default:
        return nullptr;
    }
}

} // namespace sillok::jinja
