#include "engine/chat/jinja/builtins.h"

namespace sillok::jinja {

namespace {

struct FunctionObject : CallableObject {
    Method run = nullptr;
    Value self;

    Value call(Interpreter& interpreter, const Args& args) override { return run(interpreter, self, args); }
};

struct CyclerObject : CallableObject {
    std::vector<Value> items;
    size_t at = 0;

    Value call(Interpreter&, const Args&) override { stopBadUse("a cycler cannot be called"); }
};

struct JoinerObject : CallableObject {
    Value separator;
    bool used = false;

    Value call(Interpreter& interpreter, const Args&) override { return std::exchange(used, true) ? separator : interpreter.text(""); }
};

Value range(Interpreter& interpreter, const Value&, const Args& args)
{
    if (args.items.empty() || args.items.size() > 3 || !args.named.empty())
        stopBadUse("range takes one to three numbers");
    const bool single = args.items.size() == 1;
    const int64_t start = single ? 0 : wholeOf(args.items[0]);
    const int64_t stop = wholeOf(args.items[single ? 0 : 1]);
    const int64_t step = args.items.size() == 3 ? wholeOf(args.items[2]) : 1;
    if (step == 0)
        stopBadUse("range with step 0");
    std::vector<Value> items;
    for (int64_t i = start; step > 0 ? i < stop : i > stop;) {
        if (static_cast<int64_t>(items.size()) >= interpreter.meter().limits().rangeItems)
            jinja::stop(ErrorCode::Unsafe, "range is too long");
        items.push_back(Value::integer(i));
        if (__builtin_add_overflow(i, step, &i))
            break;
    }
    std::string label
        = "range(" + std::to_string(start) + ", " + std::to_string(stop) + (step == 1 ? "" : ", " + std::to_string(step)) + ")";
    return makeList(interpreter.meter(), std::move(items), Kind::Range, std::move(label));
}

void fill(Interpreter& interpreter, DictObject& dict, const Args& args)
{
    Meter& meter = interpreter.meter();
    if (args.items.size() > 1)
        stopBadUse("too many arguments");
    if (!args.items.empty() && args.items[0].is(Kind::Dict)) {
        for (const auto& [key, value] : args.items[0].dict().entries)
            dict.set(meter, key, value);
    } else if (!args.items.empty()) {
        const auto items = interpreter.items(args.items[0]); // owned here while the loop runs
        for (const Value& pair : items->items) {
            const auto parts = interpreter.items(pair);
            if (parts->items.size() != 2)
                stopBadUse("a dict is made of pairs");
            dict.set(meter, parts->items[0], parts->items[1]);
        }
    }
    for (const auto& [name, value] : args.named)
        dict.set(meter, interpreter.text(name), value);
}

Value dict(Interpreter& interpreter, const Value&, const Args& args)
{
    Value made(Kind::Dict, makeObject<DictObject>(interpreter.meter()));
    fill(interpreter, made.dict(), args);
    return made;
}

Value namespaceOf(Interpreter& interpreter, const Value&, const Args& args)
{
    Value made = interpreter.makeNamespace();
    fill(interpreter, made.dict(), args);
    return made;
}

Value joiner(Interpreter& interpreter, const Value&, const Args& args)
{
    const auto given = bind(args, { "sep" });
    auto made = makeObject<JoinerObject>(interpreter.meter());
    made->separator = given[0] ? *given[0] : interpreter.text(", ");
    made->depth = made->separator.depth() + 1;
    return Value(Kind::Callable, std::move(made));
}

Value cycler(Interpreter& interpreter, const Value&, const Args& args)
{
    if (args.items.empty() || !args.named.empty())
        stopBadUse("a cycler needs items");
    auto made = makeObject<CyclerObject>(interpreter.meter(), args.items.size() * sizeof(Value));
    made->items = args.items;
    for (const Value& item : args.items)
        made->depth = std::max(made->depth, item.depth() + 1);
    return Value(Kind::Callable, std::move(made));
}

Value cyclerNext(Interpreter&, const Value& self, const Args&)
{
    auto& cycler = self.as<CyclerObject>();
    const size_t at = cycler.at;
    cycler.at = (at + 1) % cycler.items.size();
    return cycler.items[at];
}

Value cyclerReset(Interpreter&, const Value& self, const Args&)
{
    self.as<CyclerObject>().at = 0;
    return Value::none();
}

/// The template's own words only: an error never carries what a person wrote.
Value raiseException(Interpreter& interpreter, const Value&, const Args& args)
{
    const auto given = bind(args, { "message" }, 1);
    const Text message = interpreter.str(*given[0]);
    std::string words;
    size_t begin = 0;
    for (const Text::Run& run : message.runs()) {
        words += run.fromData ? "..." : message.bytes().substr(begin, run.end - begin);
        begin = run.end;
    }
    stop(ErrorCode::Refused, "the template says: " + words.substr(0, 500));
}

Value strftimeNow(Interpreter& interpreter, const Value&, const Args& args)
{
    const auto given = bind(args, { "format" }, 1);
    if (!given[0]->is(Kind::Text))
        stopBadUse("strftime_now needs a format");
    const Text& format = given[0]->text();
    if (format.size() > 500)
        stop(ErrorCode::Unsafe, "a date format is too long");
    std::string plain;
    for (size_t i = 0; i < format.size(); ++i) {
        if (format.bytes().compare(i, 2, "%f") == 0) {
            plain += "000000"; // the clock counts seconds
            ++i;
        } else if (format.bytes().compare(i, 2, "%z") == 0 || format.bytes().compare(i, 2, "%Z") == 0) {
            ++i; // and knows no zone
        } else {
            plain += format.bytes()[i];
            if (plain.back() == '%' && i + 1 < format.size())
                plain += format.bytes()[++i];
        }
    }
    if (plain.empty())
        return interpreter.text("");
    char buffer[8192];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    const size_t length = std::strftime(buffer, sizeof buffer, plain.c_str(), &interpreter.now());
#pragma GCC diagnostic pop
    return interpreter.text(std::string_view(buffer, length), format.anyData());
}

Value function(Interpreter& interpreter, Method run, Value self)
{
    auto made = makeObject<FunctionObject>(interpreter.meter());
    made->run = run;
    made->depth = self.depth() + 1;
    if (made->depth > interpreter.meter().limits().valueDepth)
        stop(ErrorCode::Unsafe, "values nest too deep");
    made->self = std::move(self);
    return Value(Kind::Callable, std::move(made));
}

Value loopCycle(Interpreter&, const Value& self, const Args& args)
{
    if (args.items.empty())
        stopBadUse("no items to cycle through");
    const int64_t at = self.as<LoopObject>().index0;
    return args.items[static_cast<size_t>(at < 0 ? 0 : at) % args.items.size()];
}

Value loopChanged(Interpreter& interpreter, const Value& self, const Args& args)
{
    const Value now = interpreter.list(args.items, Kind::Tuple);
    return Value::boolean(interpreter.hasChanged(std::static_pointer_cast<LoopObject>(self.object()), now));
}

} // namespace

Value boundMethod(Interpreter& interpreter, const Value& self, Method method) { return function(interpreter, method, self); }

Value findFunction(Interpreter& interpreter, std::string_view name)
{
    static constexpr NamedFilter kFunctions[] = { { "range", &range }, { "dict", &dict }, { "namespace", &namespaceOf },
        { "joiner", &joiner }, { "cycler", &cycler }, { "raise_exception", &raiseException }, { "strftime_now", &strftimeNow } };
    for (const NamedFilter& one : kFunctions) {
        if (one.name == name)
            return function(interpreter, one.run, Value());
    }
    return Value();
}

Value cyclerAttribute(Interpreter& interpreter, const Value& self, std::string_view name)
{
    const auto* cycler = dynamic_cast<CyclerObject*>(self.object().get());
    if (!cycler)
        return Value();
    if (name == "current")
        return cycler->items[cycler->at];
    return name == "next" ? function(interpreter, &cyclerNext, self)
        : name == "reset" ? function(interpreter, &cyclerReset, self)
                          : Value();
}

Value loopAttribute(Interpreter& interpreter, LoopObject& loop, std::string_view name, const Value& self)
{
    if (name == "index")
        return Value::integer(loop.index0 + 1);
    if (name == "index0")
        return Value::integer(loop.index0);
    if (name == "first")
        return Value::boolean(loop.index0 == 0);
    if (name == "last")
        return Value::boolean(!loop.lookAhead(1));
    if (name == "length")
        return Value::integer(loop.length());
    if (name == "revindex")
        return Value::integer(loop.length() - loop.index0);
    if (name == "revindex0")
        return Value::integer(loop.length() - loop.index0 - 1);
    if (name == "previtem")
        return loop.index0 > 0 ? loop.previous : Value();
    if (name == "nextitem")
        return loop.lookAhead(1) ? loop.ahead.front() : Value();
    if (name == "depth")
        return Value::integer(loop.depth0 + 1);
    if (name == "depth0")
        return Value::integer(loop.depth0);
    if (name == "cycle")
        return function(interpreter, &loopCycle, self);
    return name == "changed" ? function(interpreter, &loopChanged, self) : Value();
}

} // namespace sillok::jinja
