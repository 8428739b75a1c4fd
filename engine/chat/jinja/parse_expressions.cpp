#include "engine/chat/jinja/parser.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace sillok::jinja {

namespace {

struct LevelOp {
    std::string_view sign;
    Op op;
};

std::string withoutUnderscores(std::string_view text)
{
    std::string out(text);
    out.erase(std::remove(out.begin(), out.end(), '_'), out.end());
    return out;
}

bool isIdentifier(std::string_view name) { return !name.empty() && (name[0] < '0' || name[0] > '9'); }

} // namespace

ExpressionPtr Parser::make(Op op)
{
    auto node = std::make_unique<Expression>();
    node->op = op;
    node->line = now().line;
    return node;
}

void Parser::checkDepth(const Expression& node) const
{
    if (node.depth > m_limits.nesting)
        wrong("template nests too deep", ErrorCode::Unsafe);
}

void Parser::adopt(Expression& parent, ExpressionPtr child)
{
    if (child)
        parent.depth = std::max(parent.depth, child->depth + 1);
    parent.items.push_back(std::move(child));
    checkDepth(parent);
}

ExpressionPtr Parser::expression(bool conditionAllowed)
{
    const Deeper deeper(*this);
    ExpressionPtr left = binary(0);
    while (conditionAllowed && now().isName("if")) {
        ExpressionPtr node = make(Op::Conditional);
        ++m_at;
        adopt(*node, binary(0));
        adopt(*node, std::move(left));
        adopt(*node, takeName("else") ? expression() : nullptr);
        left = std::move(node);
    }
    return left;
}

bool Parser::endsTuple(std::string_view endName) const
{
    return now().kind == TokenKind::VariableEnd || now().kind == TokenKind::BlockEnd || now().isOperator(")")
        || (!endName.empty() && now().isName(endName));
}

ExpressionPtr Parser::tupleOr(bool conditionAllowed, std::string_view endName, bool emptyAllowed)
{
    ExpressionPtr tuple = make(Op::Tuple);
    bool isTuple = false;
    while (!endsTuple(endName)) {
        adopt(*tuple, expression(conditionAllowed));
        if (!take(","))
            break;
        isTuple = true;
    }
    if (isTuple)
        return tuple;
    if (!tuple->items.empty())
        return std::move(tuple->items.front());
    if (!emptyAllowed)
        wrong("an expression is missing");
    return tuple;
}

/// Levels: or, and, not and comparisons, + and -, concat, * and its kin.
ExpressionPtr Parser::binary(int level)
{
    static const std::vector<LevelOp> kLevels[]
        = { { { "or", Op::Or } }, { { "and", Op::And } }, {}, { { "+", Op::Add }, { "-", Op::Subtract } }, {},
              { { "*", Op::Multiply }, { "/", Op::Divide }, { "//", Op::FloorDivide }, { "%", Op::Modulo } } };
    const auto inner = [&] { return level == 0 ? binary(1) : level == 1 ? notLevel() : level == 3 ? concat() : power(); };
    ExpressionPtr left = inner();
    for (;;) {
        const auto& ops = kLevels[level];
        const auto found = std::find_if(
            ops.begin(), ops.end(), [&](const LevelOp& one) { return level < 2 ? now().isName(one.sign) : now().isOperator(one.sign); });
        if (found == ops.end())
            return left;
        ExpressionPtr node = make(found->op);
        ++m_at;
        adopt(*node, std::move(left));
        adopt(*node, inner());
        left = std::move(node);
    }
}

ExpressionPtr Parser::notLevel()
{
    if (!now().isName("not"))
        return comparison();
    const Deeper deeper(*this);
    ExpressionPtr node = make(Op::Not);
    ++m_at;
    adopt(*node, notLevel());
    return node;
}

ExpressionPtr Parser::comparison()
{
    static const std::pair<std::string_view, Comparison> kSigns[] = { { "==", Comparison::Equal }, { "!=", Comparison::NotEqual },
        { "<", Comparison::Less }, { "<=", Comparison::LessEqual }, { ">", Comparison::Greater }, { ">=", Comparison::GreaterEqual } };
    ExpressionPtr left = binary(3);
    ExpressionPtr node;
    for (;;) {
        const auto* found
            = std::find_if(std::begin(kSigns), std::end(kSigns), [&](const auto& one) { return now().isOperator(one.first); });
        Comparison which = Comparison::In;
        if (found != std::end(kSigns))
            which = found->second;
        else if (now().isName("not") && next().isName("in"))
            which = Comparison::NotIn;
        else if (!now().isName("in"))
            return node ? std::move(node) : std::move(left);
        if (!node) {
            node = make(Op::Compare);
            adopt(*node, std::move(left));
        }
        m_at += which == Comparison::NotIn ? 2 : 1;
        node->comparisons.push_back(which);
        adopt(*node, binary(3));
    }
}

ExpressionPtr Parser::concat()
{
    ExpressionPtr left = binary(5);
    if (!now().isOperator("~"))
        return left;
    ExpressionPtr node = make(Op::Concat);
    adopt(*node, std::move(left));
    while (take("~"))
        adopt(*node, binary(5));
    return node;
}

ExpressionPtr Parser::power()
{
    ExpressionPtr left = unary();
    while (now().isOperator("**")) {
        ExpressionPtr node = make(Op::Power);
        ++m_at;
        adopt(*node, std::move(left));
        adopt(*node, unary());
        left = std::move(node);
    }
    return left;
}

ExpressionPtr Parser::unary(bool filtersAllowed)
{
    const Deeper deeper(*this);
    ExpressionPtr node;
    if (now().isOperator("-") || now().isOperator("+")) {
        node = make(now().text == "-" ? Op::Negative : Op::Positive);
        ++m_at;
        adopt(*node, unary(false));
    } else {
        node = primary();
    }
    node = postfix(std::move(node));
    return filtersAllowed ? filtersAndTests(std::move(node)) : std::move(node);
}

ExpressionPtr Parser::nameOf(std::string_view name)
{
    if (!isIdentifier(name))
        wrong("not a name");
    ExpressionPtr node = make(Op::Name);
    node->name = name;
    node->symbol = symbolOf(name);
    for (MacroShape* macro : m_macros) {
        macro->usesCaller |= name == "caller";
        macro->usesVarargs |= name == "varargs";
        macro->usesKwargs |= name == "kwargs";
    }
    return node;
}

ExpressionPtr Parser::primary()
{
    const Token token = now();
    switch (token.kind) {
    case TokenKind::Name: {
        ExpressionPtr node;
        if (token.text == "true" || token.text == "True" || token.text == "false" || token.text == "False") {
            node = make(Op::Constant);
            node->constant = Value::boolean(token.text[0] == 't' || token.text[0] == 'T');
        } else if (token.text == "none" || token.text == "None") {
            node = make(Op::Constant);
            node->constant = Value::none();
        } else {
            node = nameOf(token.text);
        }
        ++m_at;
        return node;
    }
    case TokenKind::String:
        return strings();
    case TokenKind::Integer:
    case TokenKind::Real:
        return number();
    default:
        break;
    }
    if (take("(")) {
        ExpressionPtr node = tupleOr(true, {}, true);
        expect(")");
        return node;
    }
    if (now().isOperator("["))
        return list();
    if (now().isOperator("{"))
        return dict();
    wrong("an expression is missing");
}

ExpressionPtr Parser::strings()
{
    ExpressionPtr node = make(Op::Constant);
    std::string text;
    for (; now().kind == TokenKind::String; ++m_at)
        text += unescaped(now().text);
    node->constant = makeConstantText(std::move(text));
    return node;
}

ExpressionPtr Parser::number()
{
    ExpressionPtr node = make(Op::Constant);
    std::string text = withoutUnderscores(now().text);
    if (now().kind == TokenKind::Real) {
        node->constant = Value::real(std::strtod(text.c_str(), nullptr));
    } else {
        const char kind = text.size() > 1 ? static_cast<char>(text[1] | 0x20) : '\0';
        const int base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
        if (base != 10)
            text.erase(0, 2);
        else if (text[0] == '0' && text.find_first_not_of('0') != std::string::npos)
            wrong("a number begins with 0");
        int64_t value = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value, base);
        if (problem != std::errc {} || end != text.data() + text.size())
            wrong("a whole number beyond 64 bits", ErrorCode::Unsupported);
        node->constant = Value::integer(value);
    }
    ++m_at;
    return node;
}

ExpressionPtr Parser::list()
{
    ExpressionPtr node = make(Op::List);
    expect("[");
    while (!now().isOperator("]")) {
        if (!node->items.empty()) {
            expect(",");
            if (now().isOperator("]"))
                break;
        }
        adopt(*node, expression());
    }
    expect("]");
    return node;
}

ExpressionPtr Parser::dict()
{
    ExpressionPtr node = make(Op::Dict);
    expect("{");
    while (!now().isOperator("}")) {
        if (!node->items.empty()) {
            expect(",");
            if (now().isOperator("}"))
                break;
        }
        adopt(*node, expression());
        expect(":");
        adopt(*node, expression());
    }
    expect("}");
    return node;
}

ExpressionPtr Parser::postfix(ExpressionPtr left)
{
    for (;;) {
        if (now().isOperator(".") || now().isOperator("[")) {
            left = subscript(std::move(left));
        } else if (now().isOperator("(")) {
            ExpressionPtr call = make(Op::Call);
            adopt(*call, std::move(left));
            callArguments(*call);
            left = std::move(call);
        } else {
            return left;
        }
    }
}

ExpressionPtr Parser::filtersAndTests(ExpressionPtr left)
{
    for (;;) {
        if (now().isOperator("|")) {
            left = filter(std::move(left), false);
        } else if (now().isName("is")) {
            left = test(std::move(left));
        } else if (now().isOperator("(")) {
            ExpressionPtr call = make(Op::Call);
            adopt(*call, std::move(left));
            callArguments(*call);
            left = std::move(call);
        } else {
            return left;
        }
    }
}

ExpressionPtr Parser::subscript(ExpressionPtr left)
{
    if (take(".")) {
        ExpressionPtr node = make(now().kind == TokenKind::Integer ? Op::Item : Op::Attribute);
        adopt(*node, std::move(left));
        if (now().kind == TokenKind::Integer) {
            adopt(*node, number());
            return node;
        }
        node->name = expectName();
        node->constant = makeConstantText(node->name);
        return node;
    }
    ExpressionPtr node = make(Op::Item);
    expect("[");
    adopt(*node, std::move(left));
    ExpressionPtr index = make(Op::Tuple);
    while (!now().isOperator("]")) {
        if (!index->items.empty())
            expect(",");
        adopt(*index, subscriptPart());
    }
    expect("]");
    adopt(*node, index->items.size() == 1 ? std::move(index->items.front()) : std::move(index));
    return node;
}

ExpressionPtr Parser::subscriptPart()
{
    ExpressionPtr slice = make(Op::Slice);
    const auto atEnd = [&] { return now().isOperator("]") || now().isOperator(","); };
    if (!now().isOperator(":")) {
        ExpressionPtr index = expression();
        if (!now().isOperator(":"))
            return index;
        adopt(*slice, std::move(index));
    } else {
        adopt(*slice, nullptr);
    }
    expect(":");
    adopt(*slice, atEnd() || now().isOperator(":") ? nullptr : expression());
    adopt(*slice, take(":") && !atEnd() ? expression() : nullptr);
    return slice;
}

void Parser::callArguments(Expression& call)
{
    const auto deepen = [&](const ExpressionPtr& child) {
        call.depth = std::max(call.depth, child->depth + 1);
        checkDepth(call);
    };
    expect("(");
    for (bool first = true; !now().isOperator(")"); first = false) {
        if (!first) {
            expect(",");
            if (now().isOperator(")"))
                break;
        }
        if (take("*")) {
            if (call.star || call.starStar)
                wrong("arguments in a wrong order");
            call.star = expression();
            deepen(call.star);
        } else if (take("**")) {
            if (call.starStar)
                wrong("arguments in a wrong order");
            call.starStar = expression();
            deepen(call.starStar);
        } else if (now().kind == TokenKind::Name && next().isOperator("=")) {
            if (call.starStar)
                wrong("arguments in a wrong order");
            std::string name(now().text);
            m_at += 2;
            ExpressionPtr value = expression();
            deepen(value);
            call.named.emplace_back(std::move(name), std::move(value));
        } else {
            if (call.star || call.starStar || !call.named.empty())
                wrong("arguments in a wrong order");
            adopt(call, expression());
        }
    }
    expect(")");
}

ExpressionPtr Parser::filter(ExpressionPtr subject, bool first)
{
    while (first || take("|")) {
        first = false;
        ExpressionPtr node = make(Op::Filter);
        adopt(*node, std::move(subject));
        node->name = expectName();
        while (take("."))
            node->name += "." + std::string(expectName());
        if (now().isOperator("("))
            callArguments(*node);
        subject = std::move(node);
    }
    return subject;
}

ExpressionPtr Parser::test(ExpressionPtr subject)
{
    ExpressionPtr node = make(Op::Test);
    ++m_at;
    const bool negated = takeName("not");
    adopt(*node, std::move(subject));
    node->name = expectName();
    while (take("."))
        node->name += "." + std::string(expectName());
    const bool startsArgument = now().kind == TokenKind::Name || now().kind == TokenKind::String || now().kind == TokenKind::Integer
        || now().kind == TokenKind::Real || now().isOperator("[") || now().isOperator("{");
    if (now().isOperator("(")) {
        callArguments(*node);
    } else if (startsArgument && !now().isName("else") && !now().isName("or") && !now().isName("and")) {
        if (now().isName("is"))
            wrong("tests cannot follow each other");
        const Deeper deeper(*this);
        adopt(*node, postfix(primary()));
    }
    if (!negated)
        return node;
    ExpressionPtr negation = make(Op::Not);
    adopt(*negation, std::move(node));
    return negation;
}

} // namespace sillok::jinja
