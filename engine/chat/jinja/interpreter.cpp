#include "engine/chat/jinja/interpreter.h"

#include "engine/chat/jinja/builtins.h"

#include <algorithm>

namespace sillok::jinja {

namespace {

struct MacroObject : CallableObject {
    const MacroShape* shape = nullptr;
    const Statements* body = nullptr;
    ScopePtr outer;

    Value call(Interpreter& interpreter, const Args& args) override { return interpreter.runMacro(*shape, *body, outer, args); }
};

} // namespace

/// Runs with a scope until its end.
class Interpreter::InScope {
public:
    InScope(Interpreter& interpreter, const ScopePtr& parent)
        : m_interpreter(interpreter)
        , m_before(std::move(interpreter.m_scope))
    {
        interpreter.m_scope = std::make_shared<Scope>();
        interpreter.m_scope->parent = parent ? parent : m_before;
    }
    ~InScope() { m_interpreter.m_scope = std::move(m_before); }
    InScope(const InScope&) = delete;
    InScope& operator=(const InScope&) = delete;

private:
    Interpreter& m_interpreter;
    ScopePtr m_before;
};

/// Collects what is written until its end.
class Interpreter::Capture {
public:
    explicit Capture(Interpreter& interpreter)
        : m_writer(interpreter.m_meter)
        , m_interpreter(interpreter)
        , m_before(interpreter.m_out)
    {
        interpreter.m_out = &m_writer;
    }
    ~Capture() { m_interpreter.m_out = m_before; }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;
    const Writer& writer() const { return m_writer; }

private:
    Writer m_writer;
    Interpreter& m_interpreter;
    Writer* m_before;
};

Interpreter::Interpreter(const Template& what, Meter& meter, const std::tm& now)
    : m_template(what)
    , m_meter(meter)
    , m_now(now)
    , m_scope(std::make_shared<Scope>())
    , m_loopSymbol(symbolOf("loop"))
    , m_callerSymbol(symbolOf("caller"))
    , m_varargsSymbol(symbolOf("varargs"))
    , m_kwargsSymbol(symbolOf("kwargs"))
{
    for (size_t i = 0; i < what.symbols.size(); ++i) {
        Value function = findFunction(*this, what.symbols[i]);
        if (!function.is(Kind::Undefined))
            set(static_cast<int>(i), std::move(function));
    }
}

Interpreter::~Interpreter()
{
    // First everything is let go of, then destroyed: no chain of owners is long, no circle survives.
    for (const auto& one : m_namespaces)
        one->entries.clear();
    for (const auto& loop : m_changing)
        loop->changed = Value();
    for (const ScopePtr& scope : m_kept)
        scope->names.clear();
    for (const ScopePtr& scope : m_kept)
        scope->parent.reset();
}

int Interpreter::symbolOf(std::string_view name) const
{
    const auto found = std::find(m_template.symbols.begin(), m_template.symbols.end(), name);
    return found == m_template.symbols.end() ? -1 : static_cast<int>(found - m_template.symbols.begin());
}

void Interpreter::define(std::string_view name, Value value)
{
    if (const int symbol = symbolOf(name); symbol >= 0)
        set(symbol, std::move(value));
}

Text Interpreter::render()
{
    const Capture capture(*this);
    run(m_template.body);
    return capture.writer().text();
}

void Interpreter::set(int symbol, Value value)
{
    auto& names = m_scope->names;
    m_meter.step(names.size() / 16);
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.first == symbol; });
    if (found != names.end())
        found->second = std::move(value);
    else
        names.emplace_back(symbol, std::move(value));
}

Value Interpreter::lookUp(const Expression& name)
{
    for (const Scope* scope = m_scope.get(); scope; scope = scope->parent.get()) {
        m_meter.step(1 + scope->names.size() / 16);
        for (const auto& [symbol, value] : scope->names) {
            if (symbol == name.symbol)
                return value;
        }
    }
    return Value::undefined(&name.name);
}

void Interpreter::keep(const ScopePtr& scope)
{
    if (scope->kept)
        return;
    m_meter.hold(sizeof(Scope) + 64);
    scope->kept = true;
    m_kept.push_back(scope);
}

Value Interpreter::makeNamespace()
{
    auto made = makeObject<DictObject>(m_meter, 64);
    m_namespaces.push_back(made);
    return Value(Kind::Namespace, std::move(made));
}

Value Interpreter::makeMacro(const MacroShape& shape, const Statements& body)
{
    auto made = makeObject<MacroObject>(m_meter);
    made->shape = &shape;
    made->body = &body;
    made->outer = m_scope;
    keep(m_scope);
    return Value(Kind::Callable, std::move(made));
}

void Interpreter::assign(const Target& target, const Value& value)
{
    if (!target.parts.empty()) {
        const auto items = itemsOf(m_meter, value);
        if (items->items.size() != target.parts.size())
            stopBadUse("the number of values does not match the number of names");
        for (size_t i = 0; i < target.parts.size(); ++i)
            assign(target.parts[i], items->items[i]);
        return;
    }
    if (target.attribute.empty())
        return set(target.symbol, value);
    Expression name;
    name.symbol = target.symbol;
    const Value holder = lookUp(name);
    if (!holder.is(Kind::Namespace))
        stopBadUse("attributes can be assigned on namespaces only");
    holder.dict().set(m_meter, makeText(m_meter, target.attribute), value);
}

Interpreter::Flow Interpreter::run(const Statements& body)
{
    for (const auto& statement : body) {
        if (const Flow flow = run(*statement); flow != Flow::Next)
            return flow;
    }
    return Flow::Next;
}

Interpreter::Flow Interpreter::run(const Statement& statement)
{
    const Meter::Level level(m_meter);
    m_meter.step();
    m_line = statement.line;
    switch (statement.does) {
    case Does::Write:
        m_out->addStr(statement.text);
        break;
    case Does::Print:
        for (const ExpressionPtr& expression : statement.expressions) {
            const Value value = evaluate(*expression); // first: it may write elsewhere on its way
            m_out->addStr(value);
        }
        break;
    case Does::If:
        return runIf(statement);
    case Does::For: {
        const Value over = evaluate(*statement.expressions[0]);
        return runFor(statement, over, 0);
    }
    case Does::Set:
        assign(statement.target, evaluate(*statement.expressions[0]));
        break;
    case Does::SetBlock:
        return runSetBlock(statement);
    case Does::With:
        return runWith(statement);
    case Does::Macro:
        set(statement.symbol, makeMacro(statement.macro, statement.bodies[0]));
        break;
    case Does::Call:
        runCall(statement);
        break;
    case Does::Filter:
        return runFilter(statement);
    case Does::Scoped: {
        const InScope scope(*this, nullptr);
        run(statement.bodies[0]);
        break;
    }
    case Does::Break:
        return Flow::Break;
    case Does::Continue:
        return Flow::Continue;
    }
    return Flow::Next;
}

Interpreter::Flow Interpreter::runIf(const Statement& statement)
{
    for (size_t i = 0; i < statement.expressions.size(); ++i) {
        if (isTrue(evaluate(*statement.expressions[i])))
            return run(statement.bodies[i]);
    }
    return statement.bodies.size() > statement.expressions.size() ? run(statement.bodies.back()) : Flow::Next;
}

Interpreter::Flow Interpreter::runFor(const Statement& statement, const Value& over, int depth0)
{
    auto loop = makeObject<LoopObject>(m_meter);
    loop->interpreter = this;
    loop->statement = &statement;
    loop->outer = m_scope;
    loop->source = itemsOf(m_meter, over);
    loop->depth0 = depth0;
    loop->depth = loop->source->depth + 1;
    if (statement.recursive)
        keep(m_scope);
    bool completed = false; // as the reference: a round that was cut short does not count
    while (loop->lookAhead(1)) {
        m_meter.step();
        loop->previous = std::move(loop->current);
        loop->current = std::move(loop->ahead.front());
        loop->ahead.pop_front();
        ++loop->index0;
        const InScope scope(*this, nullptr);
        if (m_loopSymbol >= 0)
            set(m_loopSymbol, Value(Kind::Loop, loop));
        assign(statement.target, loop->current);
        const Flow flow = run(statement.bodies[0]);
        completed |= flow == Flow::Next;
        if (flow == Flow::Break)
            break;
    }
    loop->outer.reset();
    if (completed || statement.bodies[1].empty())
        return Flow::Next;
    const InScope scope(*this, nullptr);
    return run(statement.bodies[1]);
}

bool Interpreter::nextItem(LoopObject& loop)
{
    const Statement& statement = *loop.statement;
    while (loop.sourceAt < loop.source->items.size()) {
        m_meter.step();
        const Value item = loop.source->items[loop.sourceAt++];
        if (statement.expressions[1]) {
            const InScope scope(*this, loop.outer);
            assign(statement.target, item);
            if (!isTrue(evaluate(*statement.expressions[1])))
                continue;
        }
        loop.ahead.push_back(item);
        return true;
    }
    return false;
}

bool Interpreter::hasChanged(const std::shared_ptr<LoopObject>& loop, const Value& now)
{
    const bool isFirst = loop->changed.is(Kind::Undefined);
    const bool same = !isFirst && equal(m_meter, loop->changed, now);
    if (isFirst) {
        m_meter.hold(sizeof(void*) * 2);
        m_changing.push_back(loop);
    }
    loop->changed = now;
    return !same;
}

bool LoopObject::lookAhead(size_t count)
{
    while (ahead.size() < count) {
        if (!interpreter->nextItem(*this))
            return false;
    }
    return true;
}

int64_t LoopObject::length()
{
    while (interpreter->nextItem(*this)) { }
    return index0 + 1 + static_cast<int64_t>(ahead.size());
}

Value Interpreter::runLoopAgain(const LoopObject& loop, const Value& over)
{
    if (!loop.statement->recursive || !loop.outer)
        stopBadUse("only a recursive loop can be called, from inside");
    const Meter::Level level(m_meter);
    const ScopePtr before = m_scope;
    const Capture capture(*this);
    {
        const InScope scope(*this, loop.outer);
        runFor(*loop.statement, over, loop.depth0 + 1);
    }
    return capture.writer().value();
}

/// What the body writes. A break or continue inside leaves nothing of it.
Interpreter::Flow Interpreter::captured(const Statements& body, Value& written)
{
    const Capture capture(*this);
    const InScope scope(*this, nullptr);
    const Flow flow = run(body);
    written = capture.writer().value();
    return flow;
}

Value Interpreter::filtered(const Expression& filter, Value input)
{
    const Value* before = std::exchange(m_filterInput, &input);
    Value value = evaluate(filter);
    m_filterInput = before;
    return value;
}

Interpreter::Flow Interpreter::runSetBlock(const Statement& statement)
{
    Value value;
    if (const Flow flow = captured(statement.bodies[0], value); flow != Flow::Next)
        return flow;
    if (statement.expressions[0])
        value = filtered(*statement.expressions[0], std::move(value));
    assign(statement.target, value);
    return Flow::Next;
}

Interpreter::Flow Interpreter::runFilter(const Statement& statement)
{
    Value value;
    if (const Flow flow = captured(statement.bodies[0], value); flow != Flow::Next)
        return flow;
    value = filtered(*statement.expressions[0], std::move(value));
    m_out->addStr(value);
    return Flow::Next;
}

Interpreter::Flow Interpreter::runWith(const Statement& statement)
{
    std::vector<Value> values;
    for (const ExpressionPtr& expression : statement.expressions)
        values.push_back(evaluate(*expression));
    const InScope scope(*this, nullptr);
    for (size_t i = 0; i < values.size(); ++i)
        assign(statement.targets[i], values[i]);
    return run(statement.bodies[0]);
}

void Interpreter::runCall(const Statement& statement)
{
    const Expression& call = *statement.expressions[0];
    const Value caller = makeMacro(statement.macro, statement.bodies[0]);
    const Value callee = evaluate(*call.items[0]);
    Args args = arguments(call);
    args.named.emplace_back("caller", caller);
    const Value written = this->call(callee, args);
    m_out->addStr(written);
}

Value Interpreter::runMacro(const MacroShape& shape, const Statements& body, const ScopePtr& outer, const Args& args)
{
    const Meter::Level level(m_meter);
    std::vector<const Value*> given(shape.parameters.size(), nullptr);
    std::vector<Value> more;
    for (size_t i = 0; i < args.items.size(); ++i) {
        if (i < given.size())
            given[i] = &args.items[i];
        else
            more.push_back(args.items[i]);
    }
    if (!more.empty() && !shape.usesVarargs)
        stopBadUse("a macro got too many arguments");
    const Value kwargs(Kind::Dict, makeObject<DictObject>(m_meter));
    Value caller;
    for (const auto& [name, value] : args.named) {
        const auto place = std::find(shape.parameterNames.begin(), shape.parameterNames.end(), name);
        if (place != shape.parameterNames.end()) {
            const Value*& slot = given[static_cast<size_t>(place - shape.parameterNames.begin())];
            if (slot)
                stopBadUse("a macro got an argument twice");
            slot = &value;
        } else if (name == "caller" && shape.usesCaller) {
            caller = value;
        } else if (shape.usesKwargs) {
            kwargs.dict().set(m_meter, makeText(m_meter, name), value);
        } else {
            stopBadUse("a macro got an unknown argument");
        }
    }

    const Capture capture(*this);
    const InScope scope(*this, outer);
    const size_t firstDefault = given.size() - shape.defaults.size();
    if (shape.usesCaller)
        set(m_callerSymbol, caller);
    if (shape.usesVarargs)
        set(m_varargsSymbol, makeList(m_meter, std::move(more), Kind::Tuple));
    if (shape.usesKwargs)
        set(m_kwargsSymbol, kwargs);
    for (size_t i = 0; i < given.size(); ++i)
        set(shape.parameters[i], given[i] ? *given[i] : Value::undefined(&shape.parameterNames[i]));
    for (size_t i = firstDefault; i < given.size(); ++i) {
        if (!given[i])
            set(shape.parameters[i], evaluate(*shape.defaults[i - firstDefault]));
    }
    run(body);
    return capture.writer().value();
}

} // namespace sillok::jinja
