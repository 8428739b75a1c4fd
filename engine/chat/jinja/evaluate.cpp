#include "engine/chat/jinja/builtins.h"

namespace sillok::jinja {

namespace {

[[noreturn]] void stopUndefined(const Value& value)
{
    stopBadUse((value.name() ? "'" + *value.name() + "'" : std::string("a value")) + " is undefined");
}

} // namespace

Value Interpreter::evaluate(const Expression& e)
{
    const Meter::Level level(m_meter);
    m_meter.step();
    switch (e.op) {
    case Op::Constant:
        return e.constant;
    case Op::Name:
        return lookUp(e);
    case Op::Tuple:
        return makeList(m_meter, evaluateAll(e.items, 0), Kind::Tuple);
    case Op::List:
        return makeList(m_meter, evaluateAll(e.items, 0));
    case Op::Dict:
        return evaluateDict(e);
    case Op::Attribute: {
        const Value value = evaluate(*e.items[0]);
        m_line = e.line;
        return attribute(value, e.constant);
    }
    case Op::Item:
        return evaluateItem(e);
    case Op::Slice:
        stopBadUse("a slice stands alone"); // several in one pair of brackets
    case Op::Call:
        return evaluateCall(e);
    case Op::Filter:
        return evaluateFilter(e);
    case Op::Test: {
        const Test test = findTest(e.name);
        const Value subject = evaluate(*e.items[0]);
        const Args args = arguments(e);
        m_line = e.line;
        if (!test)
            stop(ErrorCode::Unsupported, "no test named \"" + e.name + "\"");
        return Value::boolean(test(*this, subject, args));
    }
    case Op::Not:
        return Value::boolean(!isTrue(evaluate(*e.items[0])));
    case Op::Negative:
        return negative(evaluate(*e.items[0]));
    case Op::Positive: {
        Value value = evaluate(*e.items[0]);
        if (!value.isNumber())
            stopBadUse(std::string("a ") + typeName(value) + " has no sign");
        return value.is(Kind::Boolean) ? Value::integer(value.whole()) : value;
    }
    case Op::And: {
        Value left = evaluate(*e.items[0]);
        return isTrue(left) ? evaluate(*e.items[1]) : left;
    }
    case Op::Or: {
        Value left = evaluate(*e.items[0]);
        return isTrue(left) ? left : evaluate(*e.items[1]);
    }
    case Op::Concat:
        return evaluateConcat(e);
    case Op::Compare:
        return evaluateCompare(e);
    case Op::Conditional:
        if (isTrue(evaluate(*e.items[0])))
            return evaluate(*e.items[1]);
        return e.items[2] ? evaluate(*e.items[2]) : Value();
    default:
        break;
    }
    const Value left = evaluate(*e.items[0]);
    const Value right = evaluate(*e.items[1]);
    m_line = e.line;
    return binary(*this, e.op, left, right);
}

std::vector<Value> Interpreter::evaluateAll(const std::vector<ExpressionPtr>& items, size_t from)
{
    std::vector<Value> values;
    values.reserve(items.size() - from);
    for (size_t i = from; i < items.size(); ++i)
        values.push_back(evaluate(*items[i]));
    return values;
}

Value Interpreter::evaluateDict(const Expression& e)
{
    Value made(Kind::Dict, makeObject<DictObject>(m_meter));
    for (size_t i = 0; i < e.items.size(); i += 2) {
        Value key = evaluate(*e.items[i]);
        made.dict().set(m_meter, std::move(key), evaluate(*e.items[i + 1]));
    }
    return made;
}

Value Interpreter::evaluateItem(const Expression& e)
{
    const Value value = evaluate(*e.items[0]);
    const Expression& key = *e.items[1];
    if (key.op != Op::Slice) {
        const Value index = evaluate(key);
        m_line = e.line;
        return item(value, index);
    }
    const auto part = [&](size_t i) { return key.items[i] ? evaluate(*key.items[i]) : Value::none(); };
    const Value start = part(0), stop = part(1), step = part(2);
    m_line = e.line;
    return slice(*this, value, start, stop, step);
}

Value Interpreter::evaluateConcat(const Expression& e)
{
    Writer out(m_meter);
    for (const ExpressionPtr& item : e.items)
        out.addStr(evaluate(*item));
    return out.value();
}

Value Interpreter::evaluateCompare(const Expression& e)
{
    Value left = evaluate(*e.items[0]);
    for (size_t i = 0; i < e.comparisons.size(); ++i) {
        Value right = evaluate(*e.items[i + 1]);
        m_line = e.line;
        if (!compare(*this, e.comparisons[i], left, right))
            return Value::boolean(false);
        left = std::move(right);
    }
    return Value::boolean(true);
}

Args Interpreter::arguments(const Expression& e)
{
    Args args { evaluateAll(e.items, 1), {} };
    for (const auto& [name, value] : e.named)
        args.named.emplace_back(name, evaluate(*value));
    if (e.star) {
        const auto more = itemsOf(m_meter, evaluate(*e.star));
        args.items.insert(args.items.end(), more->items.begin(), more->items.end());
    }
    if (e.starStar) {
        const Value more = evaluate(*e.starStar);
        if (!more.is(Kind::Dict))
            stopBadUse("only a dict can give arguments by name");
        for (const auto& [name, value] : more.dict().entries) {
            if (!name.is(Kind::Text))
                stopBadUse("arguments have names of text");
            args.named.emplace_back(name.text().bytes(), value);
        }
    }
    return args;
}

Value Interpreter::evaluateCall(const Expression& e)
{
    const Expression& callee = *e.items[0];
    if (callee.op == Op::Attribute) { // the usual case, without a value for the bound method
        const Value self = evaluate(*callee.items[0]);
        m_line = e.line;
        const Method method = findMethod(self, callee.name);
        const Value function = method ? Value() : attribute(self, callee.constant);
        const Args args = arguments(e);
        m_line = e.line;
        if (method)
            return method(*this, self, args);
        if (function.is(Kind::Undefined))
            stopBadUse(std::string("a ") + typeName(self) + " has no method \"" + callee.name + "\"");
        return call(function, args);
    }
    const Value function = evaluate(callee);
    const Args args = arguments(e);
    m_line = e.line;
    return call(function, args);
}

Value Interpreter::evaluateFilter(const Expression& e)
{
    const Filter filter = findFilter(e.name);
    const Value subject = e.items[0] ? evaluate(*e.items[0]) : *m_filterInput;
    const Args args = arguments(e);
    m_line = e.line;
    if (!filter)
        stop(ErrorCode::Unsupported, "no filter named \"" + e.name + "\"");
    return filter(*this, subject, args);
}

Value Interpreter::call(const Value& callee, const Args& args)
{
    const Meter::Level level(m_meter);
    m_meter.step();
    if (callee.is(Kind::Loop)) {
        if (args.items.size() != 1)
            stopBadUse("a loop is called with one argument");
        return runLoopAgain(callee.as<LoopObject>(), args.items[0]);
    }
    if (callee.is(Kind::Undefined))
        stopUndefined(callee);
    if (!callee.is(Kind::Callable))
        stopBadUse(std::string("a ") + typeName(callee) + " cannot be called");
    const auto keepAlive = callee.object();
    return callee.as<CallableObject>().call(*this, args);
}

Value Interpreter::attribute(const Value& value, const Value& nameValue)
{
    const std::string& name = nameValue.text().bytes();
    if (value.is(Kind::Undefined))
        stopUndefined(value);
    if (const Method method = findMethod(value, name))
        return boundMethod(*this, value, method);
    if (value.is(Kind::Loop))
        return loopAttribute(*this, value.as<LoopObject>(), name, value);
    if (value.is(Kind::Dict) || value.is(Kind::Namespace)) {
        if (const Value* found = value.dict().find(name))
            return *found;
    }
    if (value.is(Kind::Tuple) && value.list().isGroup && (name == "grouper" || name == "list"))
        return value.list().items[name == "list"];
    if (value.is(Kind::Callable)) {
        Value found = cyclerAttribute(*this, value, name);
        if (!found.is(Kind::Undefined))
            return found;
    }
    return Value();
}

Value Interpreter::item(const Value& value, const Value& key)
{
    if (value.is(Kind::Undefined))
        stopUndefined(value);
    if (value.is(Kind::Dict) && !key.is(Kind::List) && !key.is(Kind::Dict)) {
        if (const Value* found = value.dict().find(m_meter, key))
            return *found;
    }
    if (key.isWhole() && (value.is(Kind::List) || value.is(Kind::Tuple) || value.is(Kind::Range))) {
        const auto& items = value.list().items;
        const auto size = static_cast<int64_t>(items.size());
        const int64_t index = key.whole() < 0 ? key.whole() + size : key.whole();
        return index >= 0 && index < size ? items[static_cast<size_t>(index)] : Value();
    }
    if (key.isWhole() && value.is(Kind::Text)) {
        const int64_t index = key.whole();
        const Value end = index == -1 || index == INT64_MAX ? Value::none() : Value::integer(index + 1);
        const Value one = slice(*this, value, key, end, Value::none());
        return one.text().empty() ? Value() : one;
    }
    return key.is(Kind::Text) ? attribute(value, key) : Value();
}

} // namespace sillok::jinja
