#include "engine/chat/jinja/parser.h"

#include <algorithm>

namespace sillok::jinja {

Parser::Parser(Template& result, const Limits& limits)
    : m_template(result)
    , m_limits(limits)
    , m_tokens(tokenize(result.source))
{
}

void Parser::run()
{
    m_template.body = statementsUntil({});
    if (now().kind != TokenKind::End)
        wrong("a block ends that was not begun");
}

void Parser::wrong(const std::string& what, ErrorCode code) const { throw Failure { code, what, now().line }; }

bool Parser::take(std::string_view op)
{
    if (!now().isOperator(op))
        return false;
    ++m_at;
    return true;
}

bool Parser::takeName(std::string_view name)
{
    if (!now().isName(name))
        return false;
    ++m_at;
    return true;
}

void Parser::expect(std::string_view op)
{
    if (!take(op))
        wrong("\"" + std::string(op) + "\" is missing");
}

std::string_view Parser::expectName()
{
    if (now().kind != TokenKind::Name)
        wrong("a name is missing");
    return m_tokens[m_at++].text;
}

int Parser::symbolOf(std::string_view name)
{
    const auto [place, isNew] = m_symbols.try_emplace(std::string(name), static_cast<int>(m_template.symbols.size()));
    if (isNew)
        m_template.symbols.emplace_back(name);
    return place->second;
}

std::unique_ptr<Statement> Parser::make(Does does)
{
    auto made = std::make_unique<Statement>();
    made->does = does;
    made->line = now().line;
    return made;
}

void Parser::endBlock()
{
    if (now().kind != TokenKind::BlockEnd)
        wrong("a tag should end here");
    ++m_at;
}

/// Stops before the name of one of `ends`, its block opened.
Statements Parser::statementsUntil(std::initializer_list<std::string_view> ends)
{
    const Deeper deeper(*this);
    Statements body;
    for (;;) {
        switch (now().kind) {
        case TokenKind::End:
            if (ends.size() != 0)
                wrong("the end of a block is missing: " + std::string(*std::prev(ends.end())));
            return body;
        case TokenKind::Data:
            body.push_back(make(Does::Write));
            body.back()->text = makeConstantText(std::string(now().text));
            ++m_at;
            break;
        case TokenKind::VariableBegin:
            ++m_at;
            body.push_back(make(Does::Print));
            body.back()->expressions.push_back(tupleOr(true));
            if (now().kind != TokenKind::VariableEnd)
                wrong("an expression should end here");
            ++m_at;
            break;
        case TokenKind::BlockBegin:
            ++m_at;
            if (std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return now().isName(end); }))
                return body;
            if (std::unique_ptr<Statement> made = statement())
                body.push_back(std::move(made));
            endBlock();
            break;
        default:
            wrong("unexpected");
        }
    }
}

std::unique_ptr<Statement> Parser::statement()
{
    const std::string_view tag = expectName();
    if (tag == "for")
        return forStatement();
    if (tag == "if")
        return ifStatement();
    if (tag == "set")
        return setStatement();
    if (tag == "with")
        return withStatement();
    if (tag == "macro")
        return macroStatement();
    if (tag == "call")
        return callStatement();
    if (tag == "filter")
        return filterStatement();
    if (tag == "break" || tag == "continue")
        return loopExit(tag == "break");
    if (tag == "print") {
        auto made = make(Does::Print);
        do
            made->expressions.push_back(expression());
        while (take(","));
        return made;
    }
    if (tag == "generation") { // the library's mark around what the assistant wrote; a body with names of its own
        auto made = make(Does::Scoped);
        endBlock();
        const int loops = std::exchange(m_loops, 0);
        made->bodies.push_back(statementsUntil({ "endgeneration" }));
        m_loops = loops;
        ++m_at;
        return made;
    }
    const bool known = tag == "import" || tag == "include" || tag == "extends" || tag == "block" || tag == "from" || tag == "do"
        || tag == "autoescape" || tag == "trans";
    wrong(known ? "the tag \"" + std::string(tag) + "\" is not supported" : "unknown tag",
        known ? ErrorCode::Unsupported : ErrorCode::Damaged);
}

Target Parser::target(bool severalAllowed, bool attributeAllowed)
{
    const Deeper deeper(*this);
    Target several;
    bool isTuple = false;
    for (;;) {
        Target one;
        if (take("(")) {
            one = target(true, false);
            expect(")");
        } else {
            one.name = expectName();
            for (const std::string_view reserved : { "true", "false", "none", "True", "False", "None" }) {
                if (one.name == reserved)
                    wrong("this cannot be assigned to");
            }
            one.symbol = symbolOf(one.name);
            if (attributeAllowed && take("."))
                one.attribute = expectName();
        }
        several.parts.push_back(std::move(one));
        if (!severalAllowed || !take(","))
            break;
        isTuple = true;
        if (now().isName("in") || now().isOperator("=") || now().isOperator(")"))
            break;
    }
    return isTuple ? std::move(several) : Target(std::move(several.parts.front()));
}

std::unique_ptr<Statement> Parser::forStatement()
{
    auto made = make(Does::For);
    made->target = target(true, false);
    if (made->target.name == "loop")
        wrong("a for statement may not assign to loop");
    if (!takeName("in"))
        wrong("\"in\" is missing");
    made->expressions.push_back(tupleOr(false, "recursive"));
    made->expressions.push_back(takeName("if") ? expression() : nullptr);
    made->recursive = takeName("recursive");
    endBlock();
    ++m_loops;
    made->bodies.push_back(statementsUntil({ "else", "endfor" }));
    --m_loops;
    made->bodies.emplace_back();
    if (takeName("else")) {
        endBlock();
        made->bodies.back() = statementsUntil({ "endfor" });
    }
    ++m_at;
    return made;
}

std::unique_ptr<Statement> Parser::ifStatement()
{
    auto made = make(Does::If);
    for (;;) {
        made->expressions.push_back(tupleOr(false));
        endBlock();
        made->bodies.push_back(statementsUntil({ "elif", "else", "endif" }));
        if (takeName("elif"))
            continue;
        if (takeName("else")) {
            endBlock();
            made->bodies.push_back(statementsUntil({ "endif" }));
        }
        ++m_at;
        return made;
    }
}

std::unique_ptr<Statement> Parser::setStatement()
{
    auto made = make(Does::Set);
    made->target = target(true, true);
    if (take("=")) {
        made->expressions.push_back(tupleOr(true));
        return made;
    }
    made->does = Does::SetBlock;
    made->expressions.push_back(take("|") ? filter(nullptr, true) : nullptr);
    endBlock();
    made->bodies.push_back(statementsUntil({ "endset" }));
    ++m_at;
    return made;
}

std::unique_ptr<Statement> Parser::withStatement()
{
    auto made = make(Does::With);
    while (now().kind != TokenKind::BlockEnd) {
        if (!made->targets.empty())
            expect(",");
        made->targets.push_back(target(false, false));
        expect("=");
        made->expressions.push_back(expression());
    }
    endBlock();
    made->bodies.push_back(statementsUntil({ "endwith" }));
    ++m_at;
    return made;
}

void Parser::signature(MacroShape& shape)
{
    expect("(");
    while (!now().isOperator(")")) {
        if (!shape.parameters.empty())
            expect(",");
        const std::string_view name = expectName();
        shape.parameters.push_back(symbolOf(name));
        shape.parameterNames.emplace_back(name);
        if (take("="))
            shape.defaults.push_back(expression());
        else if (!shape.defaults.empty())
            wrong("a parameter without default follows one with");
    }
    expect(")");
}

Statements Parser::macroBody(MacroShape& shape, std::string_view end)
{
    endBlock();
    const int loops = std::exchange(m_loops, 0); // break and continue do not reach out of a macro
    m_macros.push_back(&shape);
    Statements body = statementsUntil({ end });
    m_macros.pop_back();
    m_loops = loops;
    ++m_at;
    return body;
}

std::unique_ptr<Statement> Parser::macroStatement()
{
    auto made = make(Does::Macro);
    made->macro.name = expectName();
    made->symbol = symbolOf(made->macro.name);
    signature(made->macro);
    made->bodies.push_back(macroBody(made->macro, "endmacro"));
    return made;
}

std::unique_ptr<Statement> Parser::callStatement()
{
    auto made = make(Does::Call);
    made->macro.name = "caller";
    if (now().isOperator("("))
        signature(made->macro);
    made->expressions.push_back(expression());
    if (made->expressions.front()->op != Op::Call)
        wrong("a call is missing");
    made->bodies.push_back(macroBody(made->macro, "endcall"));
    return made;
}

std::unique_ptr<Statement> Parser::filterStatement()
{
    auto made = make(Does::Filter);
    made->expressions.push_back(filter(nullptr, true));
    endBlock();
    made->bodies.push_back(statementsUntil({ "endfilter" }));
    ++m_at;
    return made;
}

std::unique_ptr<Statement> Parser::loopExit(bool isBreak)
{
    if (m_loops == 0)
        wrong("break and continue belong inside a loop");
    return make(isBreak ? Does::Break : Does::Continue);
}

std::shared_ptr<const Template> parseTemplate(std::string_view source, const Limits& limits)
{
    if (source.size() > limits.sourceBytes)
        throw Failure { ErrorCode::Unsafe, "template is too large", 0 };
    auto made = std::make_shared<Template>();
    made->source = normalizedSource(source);
    Parser(*made, limits).run();
    return made;
}

} // namespace sillok::jinja
