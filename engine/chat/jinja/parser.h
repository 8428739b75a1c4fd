// parser.h - Tokens to a template, by Jinja's grammar.
#pragma once

#include "engine/chat/jinja/ast.h"
#include "engine/chat/jinja/lexer.h"

#include <unordered_map>

namespace sillok::jinja {

/// throws  Failure with its line: not a template; beyond a limit; a tag that reads other templates
std::shared_ptr<const Template> parseTemplate(std::string_view source, const Limits& limits = {});

class Parser {
public:
    Parser(Template& result, const Limits& limits);
    void run();

private:
    class Deeper;

    // statements
    Statements statementsUntil(std::initializer_list<std::string_view> ends);
    std::unique_ptr<Statement> statement();
    std::unique_ptr<Statement> forStatement();
    std::unique_ptr<Statement> ifStatement();
    std::unique_ptr<Statement> setStatement();
    std::unique_ptr<Statement> withStatement();
    std::unique_ptr<Statement> macroStatement();
    std::unique_ptr<Statement> callStatement();
    std::unique_ptr<Statement> filterStatement();
    std::unique_ptr<Statement> loopExit(bool isBreak);
    void signature(MacroShape& shape);
    Statements macroBody(MacroShape& shape, std::string_view end);
    Target target(bool severalAllowed, bool attributeAllowed);
    std::unique_ptr<Statement> make(Does does);
    void endBlock();

    // expressions
    ExpressionPtr expression(bool conditionAllowed = true);
    ExpressionPtr tupleOr(bool conditionAllowed, std::string_view endName = {}, bool emptyAllowed = false);
    ExpressionPtr binary(int level);
    ExpressionPtr notLevel();
    ExpressionPtr comparison();
    ExpressionPtr concat();
    ExpressionPtr power();
    ExpressionPtr unary(bool filtersAllowed = true);
    ExpressionPtr primary();
    ExpressionPtr postfix(ExpressionPtr left);
    ExpressionPtr filtersAndTests(ExpressionPtr left);
    ExpressionPtr subscript(ExpressionPtr left);
    ExpressionPtr subscriptPart();
    ExpressionPtr filter(ExpressionPtr subject, bool first);
    ExpressionPtr test(ExpressionPtr subject);
    ExpressionPtr dict();
    ExpressionPtr list();
    ExpressionPtr nameOf(std::string_view name);
    ExpressionPtr number();
    ExpressionPtr strings();
    void callArguments(Expression& call);
    ExpressionPtr make(Op op);
    void adopt(Expression& parent, ExpressionPtr child);
    void checkDepth(const Expression& node) const;

    // tokens
    const Token& now() const { return m_tokens[m_at]; }
    const Token& next() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }
    bool take(std::string_view op);
    bool takeName(std::string_view name);
    void expect(std::string_view op);
    std::string_view expectName();
    bool endsTuple(std::string_view endName) const;
    int symbolOf(std::string_view name);
    [[noreturn]] void wrong(const std::string& what, ErrorCode code = ErrorCode::Damaged) const;

    Template& m_template;
    const Limits& m_limits;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
    int m_depth = 0;
    int m_loops = 0;
    std::vector<MacroShape*> m_macros; ///< being read, outermost first
    std::unordered_map<std::string, int> m_symbols;
};

/// Counts how deep the source nests while it lives.
class Parser::Deeper {
public:
    explicit Deeper(Parser& parser)
        : m_parser(parser)
    {
        if (m_parser.m_depth >= m_parser.m_limits.nesting)
            m_parser.wrong("template nests too deep", ErrorCode::Unsafe);
        ++m_parser.m_depth;
    }
    ~Deeper() { --m_parser.m_depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

private:
    Parser& m_parser;
};

} // namespace sillok::jinja
