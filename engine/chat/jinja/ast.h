// ast.h - A parsed template: statements that write, expressions that compute.
#pragma once

#include "engine/chat/jinja/value.h"

namespace sillok::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

enum class Op : uint8_t {
    Constant,
    Name,
    Tuple,
    List,
    Dict,
    Attribute,
    Item,
    Slice,
    Call,
    Filter,
    Test,
    Not,
    Negative,
    Positive,
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    Concat,
    And,
    Or,
    Compare,
    Conditional
};
enum class Comparison : uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, In, NotIn };

/// `items` are the operands in the order of the source: pairs for Dict, subject first for Attribute to Test (null inside a filter block),
/// start, stop and step (or null) for Slice, condition, then and else for Conditional.
struct Expression {
    Op op = Op::Constant;
    int line = 0;
    int depth = 1;
    int symbol = -1; ///< of a Name
    std::string name; ///< of a Name, Attribute, Filter or Test
    Value constant; ///< also the name of an Attribute as a value
    std::vector<ExpressionPtr> items;
    std::vector<Comparison> comparisons;
    std::vector<std::pair<std::string, ExpressionPtr>> named; ///< keyword arguments
    ExpressionPtr star, starStar; ///< *items and **named of a call
};

/// What is assigned to: a name, an attribute of a namespace, or several of them.
struct Target {
    int symbol = -1;
    std::string name;
    std::string attribute;
    std::vector<Target> parts;
};

struct Statement;
using Statements = std::vector<std::unique_ptr<Statement>>;

enum class Does : uint8_t { Write, Print, If, For, Set, SetBlock, With, Macro, Call, Filter, Scoped, Break, Continue };

/// Arguments and body of a macro, or of the block given to a call.
struct MacroShape {
    std::string name;
    std::vector<int> parameters;
    std::vector<std::string> parameterNames;
    std::vector<ExpressionPtr> defaults; ///< of the last parameters
    bool usesCaller = false, usesVarargs = false, usesKwargs = false;
};

struct Statement {
    Does does = Does::Write;
    int line = 0;
    Value text; ///< Write
    Target target; ///< For, Set, SetBlock
    std::vector<Target> targets; ///< With
    std::vector<ExpressionPtr> expressions; ///< If: conditions; For: items and filter or null; With: values; others: one or none
    std::vector<Statements> bodies; ///< If: one a condition and perhaps one more; For: body and else; others: one
    bool recursive = false;
    int symbol = -1; ///< Macro
    MacroShape macro; ///< Macro, Call
};

/// A whole template. Immutable after parsing; shared by all who render it.
struct Template {
    std::string source;
    std::vector<std::string> symbols;
    Statements body;
};

} // namespace sillok::jinja
