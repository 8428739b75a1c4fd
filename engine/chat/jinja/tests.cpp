#include "engine/chat/jinja/builtins.h"
#include "engine/chat/jinja/letters.h"

#include "engine/base/text.h"

#include <algorithm>

namespace sillok::jinja {

namespace {

template <Kind kind> bool isKind(Interpreter&, const Value& value, const Args& args)
{
    bind(args, {});
    return value.is(kind);
}

template <Comparison how> bool compares(Interpreter& interpreter, const Value& value, const Args& args)
{
    return compare(interpreter, how, value, *bind(args, { "other" }, 1)[0]);
}

bool isDefined(Interpreter&, const Value& value, const Args& args)
{
    bind(args, {});
    return !value.is(Kind::Undefined);
}

bool isNumberTest(Interpreter&, const Value& value, const Args&) { return value.isNumber(); }
bool isTrueTest(Interpreter&, const Value& value, const Args&) { return value.is(Kind::Boolean) && value.whole() != 0; }
bool isFalseTest(Interpreter&, const Value& value, const Args&) { return value.is(Kind::Boolean) && value.whole() == 0; }
bool isEscaped(Interpreter&, const Value& value, const Args&) { return value.safe(); }

bool isIterable(Interpreter&, const Value& value, const Args&)
{
    return value.isSequence() || value.is(Kind::Text) || value.is(Kind::Dict) || value.is(Kind::Undefined) || value.is(Kind::Loop);
}

bool isSequenceTest(Interpreter&, const Value& value, const Args&)
{
    return value.is(Kind::List) || value.is(Kind::Tuple) || value.is(Kind::Range) || value.is(Kind::Text) || value.is(Kind::Dict)
        || value.is(Kind::Undefined);
}

bool isCallable(Interpreter&, const Value& value, const Args&)
{
    return value.is(Kind::Callable) || value.is(Kind::Loop) || value.is(Kind::Undefined);
}

Value rest(Interpreter& interpreter, const Value& value, const Value& by) { return binary(interpreter, Op::Modulo, value, by); }

bool isEven(Interpreter& interpreter, const Value& value, const Args&)
{
    return equal(interpreter.meter(), rest(interpreter, value, Value::integer(2)), Value::integer(0));
}

bool isOdd(Interpreter& interpreter, const Value& value, const Args&)
{
    return equal(interpreter.meter(), rest(interpreter, value, Value::integer(2)), Value::integer(1));
}

bool isDivisible(Interpreter& interpreter, const Value& value, const Args& args)
{
    return equal(interpreter.meter(), rest(interpreter, value, *bind(args, { "num" }, 1)[0]), Value::integer(0));
}

/// All cased letters are of one case, and there is one.
bool allCased(const std::string& text, bool upper)
{
    bool any = false;
    for (size_t at = 0; at < text.size();) {
        const auto [c, length] = codePointAt(text, at);
        if (upper ? isLower(c) : isUpper(c))
            return false;
        any |= upper ? isUpper(c) : isLower(c);
        at += length;
    }
    return any;
}

bool isUpperTest(Interpreter& interpreter, const Value& value, const Args&) { return allCased(interpreter.str(value).bytes(), true); }
bool isLowerTest(Interpreter& interpreter, const Value& value, const Args&) { return allCased(interpreter.str(value).bytes(), false); }

bool isSame(Interpreter&, const Value& value, const Args& args) { return value.sameAs(*bind(args, { "other" }, 1)[0]); }

bool isFilter(Interpreter&, const Value& value, const Args&) { return value.is(Kind::Text) && findFilter(value.text().bytes()); }
bool isTest(Interpreter&, const Value& value, const Args&) { return value.is(Kind::Text) && findTest(value.text().bytes()); }

struct NamedTest {
    std::string_view name;
    Test run;
};

constexpr NamedTest kTests[] = { { "defined", &isDefined }, { "undefined", &isKind<Kind::Undefined> }, { "none", &isKind<Kind::None> },
    { "string", &isKind<Kind::Text> }, { "number", &isNumberTest }, { "integer", &isKind<Kind::Integer> }, { "float", &isKind<Kind::Real> },
    { "boolean", &isKind<Kind::Boolean> }, { "true", &isTrueTest }, { "false", &isFalseTest }, { "mapping", &isKind<Kind::Dict> },
    { "iterable", &isIterable }, { "sequence", &isSequenceTest }, { "callable", &isCallable }, { "even", &isEven }, { "odd", &isOdd },
    { "divisibleby", &isDivisible }, { "equalto", &compares<Comparison::Equal> }, { "eq", &compares<Comparison::Equal> },
    { "==", &compares<Comparison::Equal> }, { "ne", &compares<Comparison::NotEqual> }, { "!=", &compares<Comparison::NotEqual> },
    { "lt", &compares<Comparison::Less> }, { "lessthan", &compares<Comparison::Less> }, { "<", &compares<Comparison::Less> },
    { "gt", &compares<Comparison::Greater> }, { "greaterthan", &compares<Comparison::Greater> }, { ">", &compares<Comparison::Greater> },
    { "le", &compares<Comparison::LessEqual> }, { "<=", &compares<Comparison::LessEqual> }, { "ge", &compares<Comparison::GreaterEqual> },
    { ">=", &compares<Comparison::GreaterEqual> }, { "in", &compares<Comparison::In> }, { "lower", &isLowerTest },
    { "upper", &isUpperTest }, { "sameas", &isSame }, { "filter", &isFilter }, { "test", &isTest }, { "escaped", &isEscaped } };

} // namespace

Test findTest(std::string_view name)
{
    const auto* found = std::find_if(std::begin(kTests), std::end(kTests), [&](const NamedTest& one) { return one.name == name; });
    return found == std::end(kTests) ? nullptr : found->run;
}

Filter findFilter(std::string_view name)
{
    for (const auto find : { &findTextFilter, &findMarkupFilter, &findNumberFilter, &findListFilter, &findOrderFilter }) {
        if (const Filter filter = find(name))
            return filter;
    }
    return nullptr;
}

} // namespace sillok::jinja
