// interpreter.h - Runs a parsed template over variables.
#pragma once

#include "engine/chat/jinja/ast.h"
#include "engine/chat/jinja/python_text.h"

#include <ctime>
#include <deque>

namespace sillok::jinja {

/// The names that one part of a template can assign to; what is missing is looked up outside.
struct Scope {
    std::shared_ptr<Scope> parent;
    std::vector<std::pair<int, Value>> names;
    bool kept = false; ///< by a macro or a recursive loop
};
using ScopePtr = std::shared_ptr<Scope>;

struct LoopObject;

/// One rendering. All functions throw Failure.
class Interpreter {
public:
    Interpreter(const Template& what, Meter& meter, const std::tm& now);
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    Meter& meter() { return m_meter; }
    const std::tm& now() const { return m_now; }
    int line() const { return m_line; }
    /// Whether the template mentions this name at all.
    bool mentions(std::string_view name) const { return symbolOf(name) >= 0; }
    void define(std::string_view name, Value value);
    Text render();

    // For filters, tests, methods and functions.
    Value call(const Value& callee, const Args& args);
    Value attribute(const Value& value, const Value& name); ///< value.name
    Value item(const Value& value, const Value& key); ///< value[key]
    Value text(Text made, bool safe = false) { return makeText(m_meter, std::move(made), safe); }
    Value text(std::string_view bytes, bool fromData = false) { return makeText(m_meter, bytes, fromData); }
    Value list(std::vector<Value> items, Kind kind = Kind::List) { return makeList(m_meter, std::move(items), kind); }
    std::shared_ptr<ListObject> items(const Value& value) { return itemsOf(m_meter, value); }
    Text str(const Value& value) { return strOf(m_meter, value); }
    Value makeNamespace();

    // For macros and loops.
    Value runMacro(const MacroShape& shape, const Statements& body, const ScopePtr& outer, const Args& args);
    Value runLoopAgain(const LoopObject& loop, const Value& over);
    bool nextItem(LoopObject& loop);
    bool hasChanged(const std::shared_ptr<LoopObject>& loop, const Value& now);

private:
    enum class Flow : uint8_t { Next, Break, Continue };
    class InScope;
    class Capture;

    Flow run(const Statements& body);
    Flow run(const Statement& statement);
    Flow runIf(const Statement& statement);
    Flow runFor(const Statement& statement, const Value& over, int depth0);
    Flow runSetBlock(const Statement& statement);
    Flow runFilter(const Statement& statement);
    Flow runWith(const Statement& statement);
    void runCall(const Statement& statement);
    Flow captured(const Statements& body, Value& written);
    Value filtered(const Expression& filter, Value input);
    Value makeMacro(const MacroShape& shape, const Statements& body);
    void keep(const ScopePtr& scope);
    void assign(const Target& target, const Value& value);
    void set(int symbol, Value value);
    Value lookUp(const Expression& name);
    int symbolOf(std::string_view name) const;

    Value evaluate(const Expression& e);
    Value evaluateCall(const Expression& e);
    Value evaluateFilter(const Expression& e);
    Value evaluateDict(const Expression& e);
    Value evaluateItem(const Expression& e);
    Value evaluateConcat(const Expression& e);
    Value evaluateCompare(const Expression& e);
    std::vector<Value> evaluateAll(const std::vector<ExpressionPtr>& items, size_t from);
    Args arguments(const Expression& e);

    const Template& m_template;
    Meter& m_meter;
    std::tm m_now;
    ScopePtr m_scope;
    Writer* m_out = nullptr;
    const Value* m_filterInput = nullptr; ///< of a filter block
    int m_line = 0;
    int m_loopSymbol, m_callerSymbol, m_varargsSymbol, m_kwargsSymbol;
    std::vector<ScopePtr> m_kept; ///< may refer to each other in circles; emptied at the end
    std::vector<std::shared_ptr<DictObject>> m_namespaces; ///< likewise
    std::vector<std::shared_ptr<LoopObject>> m_changing; ///< loops that remember values
};

/// A for statement at work, as `loop` sees it.
struct LoopObject : Object {
    Interpreter* interpreter = nullptr;
    const Statement* statement = nullptr;
    ScopePtr outer;
    std::shared_ptr<ListObject> source;
    size_t sourceAt = 0;
    std::deque<Value> ahead; ///< accepted by the filter, not yet visited
    Value previous, current;
    Value changed; ///< what loop.changed saw last; undefined at first
    int64_t index0 = -1;
    int depth0 = 0;
    int depth = 1; ///< of the values that it goes over

    /// Fills `ahead` to `count` items when there are so many.
    bool lookAhead(size_t count);
    int64_t length();
};

} // namespace sillok::jinja
