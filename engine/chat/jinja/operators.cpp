#include "engine/chat/jinja/builtins.h"
#include "engine/chat/jinja/letters.h"

#include <cmath>

namespace sillok::jinja {

namespace {

[[noreturn]] void stopTooLarge() { stop(ErrorCode::Unsupported, "a whole number beyond 64 bits"); }

[[noreturn]] void stopKinds(const Value& a, const Value& b)
{
    stopBadUse(std::string("an operator does not fit ") + typeName(a) + " and " + typeName(b));
}

int64_t floorDivided(int64_t a, int64_t b)
{
    if (b == 0)
        stopBadUse("division by zero");
    if (b == -1) {
        if (a == INT64_MIN)
            stopTooLarge();
        return -a;
    }
    const int64_t quotient = a / b;
    return a % b != 0 && (a % b < 0) != (b < 0) ? quotient - 1 : quotient;
}

int64_t modulo(int64_t a, int64_t b)
{
    if (b == 0)
        stopBadUse("division by zero");
    if (b == -1)
        return 0;
    const int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

double realModulo(double a, double b)
{
    if (b == 0)
        stopBadUse("division by zero");
    const double rest = std::fmod(a, b);
    if (rest == 0)
        return std::copysign(0.0, b);
    return (rest < 0) != (b < 0) ? rest + b : rest;
}

int64_t wholePower(int64_t base, int64_t exponent)
{
    int64_t result = 1;
    if (base == 0 || base == 1)
        return exponent == 0 ? 1 : base;
    if (base == -1)
        return exponent % 2 == 0 ? 1 : -1;
    for (int64_t i = 0; i < exponent; ++i) { // at most 63 rounds before it is too large
        if (__builtin_mul_overflow(result, base, &result))
            stopTooLarge();
    }
    return result;
}

Value ofWholes(Op op, int64_t a, int64_t b, bool fromData)
{
    int64_t result = 0;
    switch (op) {
    case Op::Add:
        if (__builtin_add_overflow(a, b, &result))
            stopTooLarge();
        break;
    case Op::Subtract:
        if (__builtin_sub_overflow(a, b, &result))
            stopTooLarge();
        break;
    case Op::Multiply:
        if (__builtin_mul_overflow(a, b, &result))
            stopTooLarge();
        break;
    case Op::FloorDivide:
        result = floorDivided(a, b);
        break;
    case Op::Modulo:
        result = modulo(a, b);
        break;
    case Op::Power:
        result = wholePower(a, b);
        break;
    default:
        break;
    }
    return Value::integer(result, fromData);
}

Value ofReals(Op op, double a, double b, bool fromData)
{
    const auto made = [&](double value) { return Value::real(value, fromData); };
    if ((op == Op::Divide || op == Op::FloorDivide) && b == 0)
        stopBadUse("division by zero");
    switch (op) {
    case Op::Add:
        return made(a + b);
    case Op::Subtract:
        return made(a - b);
    case Op::Multiply:
        return made(a * b);
    case Op::Divide:
        return made(a / b);
    case Op::FloorDivide:
        return made(std::floor((a - realModulo(a, b)) / b + 0.5));
    case Op::Modulo:
        return made(realModulo(a, b));
    default:
        break;
    }
    if (a == 0 && b < 0)
        stopBadUse("division by zero");
    const double result = std::pow(a, b);
    if (std::isnan(result) && !std::isnan(a) && !std::isnan(b))
        stop(ErrorCode::Unsupported, "complex numbers");
    if (std::isinf(result) && !std::isinf(a) && !std::isinf(b))
        stopBadUse("a number is too large");
    return made(result);
}

Value ofNumbers(Op op, const Value& a, const Value& b)
{
    const bool fromData = a.fromData() || b.fromData();
    const bool negativePower = op == Op::Power && b.isWhole() && b.whole() < 0;
    if (a.isWhole() && b.isWhole() && op != Op::Divide && !negativePower)
        return ofWholes(op, a.whole(), b.whole(), fromData);
    return ofReals(op, a.number(), b.number(), fromData);
}

Value sum(Interpreter& interpreter, const Value& a, const Value& b)
{
    if (a.is(Kind::Text) && b.is(Kind::Text)) {
        Writer out(interpreter.meter());
        const bool safe = a.safe() || b.safe();
        out.add(safe && !a.safe() ? escapedMarkup(interpreter, a.text()) : a.text());
        out.add(safe && !b.safe() ? escapedMarkup(interpreter, b.text()) : b.text());
        return out.value(safe);
    }
    if (a.kind() != b.kind() || (!a.is(Kind::List) && !a.is(Kind::Tuple)))
        stopKinds(a, b);
    std::vector<Value> items;
    items.reserve(a.list().items.size() + b.list().items.size());
    items.insert(items.end(), a.list().items.begin(), a.list().items.end());
    items.insert(items.end(), b.list().items.begin(), b.list().items.end());
    return interpreter.list(std::move(items), a.kind());
}

Value repeated(Interpreter& interpreter, const Value& what, int64_t count)
{
    const uint64_t times = count > 0 ? static_cast<uint64_t>(count) : 0;
    Meter& meter = interpreter.meter();
    if (what.is(Kind::Text)) {
        Writer out(meter);
        addRepeated(out, what.text(), times);
        return out.value(what.safe());
    }
    const auto& items = what.list().items;
    if (!items.empty() && times > meter.limits().heldBytes / sizeof(Value) / items.size())
        stop(ErrorCode::Unsafe, "template holds too much memory");
    std::vector<Value> all;
    for (uint64_t i = 0; i < times && !items.empty(); ++i)
        all.insert(all.end(), items.begin(), items.end());
    return interpreter.list(std::move(all), what.kind());
}

bool contains(Interpreter& interpreter, const Value& in, const Value& what)
{
    Meter& meter = interpreter.meter();
    if (in.is(Kind::Text)) {
        if (!what.is(Kind::Text))
            stopBadUse(std::string("a ") + typeName(what) + " cannot be in a str");
        meter.step(in.text().size() / 32);
        return in.text().bytes().find(what.text().bytes()) != std::string::npos;
    }
    if (in.is(Kind::Dict))
        return in.dict().find(meter, what) != nullptr;
    const auto items = interpreter.items(in); // owned here while the loop runs
    for (const Value& item : items->items) {
        if (equal(meter, item, what))
            return true;
    }
    return false;
}

/// An end of a slice as Python reads it: from the end when negative, then held inside `low` to `high`.
int64_t bound(const Value& value, int64_t otherwise, int64_t size, int64_t low, int64_t high)
{
    if (value.is(Kind::None))
        return otherwise;
    int64_t at = wholeOf(value);
    if (at < 0)
        at += size;
    return at < low ? low : at > high ? high : at;
}

} // namespace

Value binary(Interpreter& interpreter, Op op, const Value& a, const Value& b)
{
    if (a.is(Kind::Undefined) || b.is(Kind::Undefined)) {
        const Value& missing = a.is(Kind::Undefined) ? a : b;
        stopBadUse((missing.name() ? "'" + *missing.name() + "'" : std::string("a value")) + " is undefined");
    }
    if (a.isNumber() && b.isNumber())
        return ofNumbers(op, a, b);
    if (op == Op::Add)
        return sum(interpreter, a, b);
    if (op == Op::Modulo && a.is(Kind::Text))
        return formatPercent(interpreter, a.text(), b);
    const auto repeats = [](const Value& one) { return one.is(Kind::Text) || one.is(Kind::List) || one.is(Kind::Tuple); };
    if (op == Op::Multiply && repeats(a) && b.isWhole())
        return repeated(interpreter, a, b.whole());
    if (op == Op::Multiply && a.isWhole() && repeats(b))
        return repeated(interpreter, b, a.whole());
    stopKinds(a, b);
}

Value negative(const Value& value)
{
    if (value.is(Kind::Real))
        return Value::real(-value.number(), value.fromData());
    if (!value.isWhole())
        stopBadUse(std::string("a ") + typeName(value) + " has no sign");
    if (value.whole() == INT64_MIN)
        stopTooLarge();
    return Value::integer(-value.whole(), value.fromData());
}

bool compare(Interpreter& interpreter, Comparison how, const Value& a, const Value& b)
{
    Meter& meter = interpreter.meter();
    switch (how) {
    case Comparison::Equal:
        return equal(meter, a, b);
    case Comparison::NotEqual:
        return !equal(meter, a, b);
    case Comparison::Less:
        return less(meter, a, b);
    case Comparison::Greater:
        return less(meter, b, a);
    case Comparison::LessEqual:
        return less(meter, a, b) || equal(meter, a, b);
    case Comparison::GreaterEqual:
        return less(meter, b, a) || equal(meter, a, b);
    case Comparison::In:
        return contains(interpreter, b, a);
    case Comparison::NotIn:
        return !contains(interpreter, b, a);
    }
    return false;
}

Value slice(Interpreter& interpreter, const Value& value, const Value& start, const Value& stop, const Value& step)
{
    if (value.is(Kind::Undefined))
        stopBadUse("a value is undefined");
    const bool isText = value.is(Kind::Text);
    if (!isText && !value.is(Kind::List) && !value.is(Kind::Tuple) && !value.is(Kind::Range))
        return Value();
    const Positions positions(isText ? value.text().bytes() : std::string());
    const auto size = static_cast<int64_t>(isText ? positions.count() : value.list().items.size());
    const int64_t by = step.is(Kind::None) ? 1 : wholeOf(step);
    if (by == 0)
        stopBadUse("a slice with step 0");
    const bool back = by < 0;
    const int64_t low = back ? -1 : 0, high = back ? size - 1 : size;
    const int64_t from = bound(start, back ? high : low, size, low, high);
    const int64_t to = bound(stop, back ? low : high, size, low, high);
    interpreter.meter().step(isText ? value.text().size() / 32 : 0);
    if (isText && by == 1) {
        const size_t begin = positions.byteAt(static_cast<size_t>(from));
        const size_t end = positions.byteAt(static_cast<size_t>(std::max(from, to)));
        return interpreter.text(value.text().part(begin, end - begin), value.safe());
    }
    Writer out(interpreter.meter());
    std::vector<Value> items;
    for (int64_t i = from; back ? i > to : i < to;) {
        interpreter.meter().step();
        const auto at = static_cast<size_t>(i);
        if (isText)
            out.add(value.text(), positions.byteAt(at), positions.byteAt(at + 1) - positions.byteAt(at));
        else
            items.push_back(value.list().items[at]);
        if (__builtin_add_overflow(i, by, &i))
            break;
    }
    return isText ? out.value(value.safe()) : interpreter.list(std::move(items), value.is(Kind::Tuple) ? Kind::Tuple : Kind::List);
}

} // namespace sillok::jinja
