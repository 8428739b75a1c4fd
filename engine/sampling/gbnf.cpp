#include "engine/sampling/gbnf.h"

#include "engine/base/text.h"

#include <algorithm>
#include <unordered_map>

namespace sillok {

namespace {

bool isNameByte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

class Parser {
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {
    }

    Result<Grammar> run()
    {
        skipSpace(true);
        while (m_at < m_text.size()) {
            SILLOK_CHECK(rule());
            skipSpace(true);
        }
        for (const auto& [name, known] : m_rules)
            if (!known.defined)
                return fail(ErrorCode::BadArgument, "grammar: no rule " + name);
        const auto root = m_rules.find("root");
        if (root == m_rules.end())
            return fail(ErrorCode::BadArgument, "grammar: no rule root");
        return std::move(m_builder).finish(root->second.element);
    }

private:
    struct Known {
        GrammarElement element;
        bool defined = false;
    };

    Error wrong(const std::string& what) const
    {
        const auto line = 1 + std::count(m_text.begin(), m_text.begin() + static_cast<ptrdiff_t>(std::min(m_at, m_text.size())), '\n');
        return fail(ErrorCode::BadArgument, "grammar: line " + std::to_string(line) + ": " + what);
    }

    bool ends() const { return m_at >= m_text.size(); }
    char now() const { return ends() ? '\0' : m_text[m_at]; }
    bool take(std::string_view what)
    {
        if (!m_text.substr(m_at).starts_with(what))
            return false;
        m_at += what.size();
        return true;
    }

    void skipSpace(bool overLines)
    {
        while (!ends()) {
            if (now() == '#')
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else if (now() == ' ' || now() == '\t' || (overLines && (now() == '\n' || now() == '\r')))
                ++m_at;
            else
                return;
        }
    }

    std::string name()
    {
        const size_t start = m_at;
        while (isNameByte(now()))
            ++m_at;
        return std::string(m_text.substr(start, m_at - start));
    }

    Known& known(const std::string& name)
    {
        const auto [entry, isNew] = m_rules.try_emplace(name);
        if (isNew)
            entry->second.element = m_builder.declare();
        return entry->second;
    }

    Result<void> rule()
    {
        const std::string own = name();
        if (own.empty())
            return wrong("a rule's name was expected");
        skipSpace(false);
        if (!take("::="))
            return wrong("::= was expected");
        skipSpace(true);
        SILLOK_TRY(const std::vector<GrammarSequence> found, alternatives(0));
        if (!ends() && now() != '\n' && now() != '\r')
            return wrong("the end of the rule was expected");
        Known& rule = known(own);
        if (rule.defined)
            return wrong("rule " + own + " stands twice");
        rule.defined = true;
        if (m_builder.isTooLarge())
            return fail(ErrorCode::Unsafe, "grammar: too large (repetitions, rules or elements)");
        m_builder.define(rule.element, found);
        return {};
    }

    Result<std::vector<GrammarSequence>> alternatives(int depth)
    {
        std::vector<GrammarSequence> all;
        while (true) {
            SILLOK_TRY(GrammarSequence one, sequence(depth));
            all.push_back(std::move(one));
            const size_t behind = m_at;
            skipSpace(true);
            if (!take("|")) {
                m_at = depth > 0 ? m_at : behind; // outside brackets the line's end ends the rule
                return all;
            }
            skipSpace(true);
        }
    }

    Result<GrammarSequence> sequence(int depth)
    {
        GrammarSequence all;
        while (true) {
            GrammarSequence item;
            if (now() == '"') {
                SILLOK_TRY(item, literal());
            } else if (now() == '[') {
                SILLOK_TRY(const GrammarElement character, characterClass());
                item = { character };
            } else if (now() == '.') {
                ++m_at;
                item = { m_builder.character(complement({})) };
            } else if (now() == '(') {
                SILLOK_TRY(const GrammarElement inner, group(depth));
                item = { inner };
            } else if (isNameByte(now())) {
                item = { known(name()).element };
            } else {
                return all;
            }
            skipSpace(depth > 0);
            SILLOK_TRY(item, repeated(std::move(item)));
            if (all.size() + item.size() > GrammarBuilder::kMaxElements || m_builder.isTooLarge())
                return fail(ErrorCode::Unsafe, "grammar: too large (repetitions, rules or elements)");
            all.insert(all.end(), item.begin(), item.end());
            skipSpace(depth > 0);
        }
    }

    Result<GrammarElement> group(int depth)
    {
        if (depth >= kMaxGbnfDepth)
            return fail(ErrorCode::Unsafe, "grammar: brackets too deep");
        ++m_at;
        skipSpace(true);
        SILLOK_TRY(const std::vector<GrammarSequence> inner, alternatives(depth + 1));
        if (!take(")"))
            return wrong(") was expected");
        return m_builder.choice(inner);
    }

    Result<GrammarSequence> repeated(GrammarSequence item)
    {
        uint32_t least = 0, most = GrammarBuilder::kEndless;
        if (take("+")) {
            least = 1;
        } else if (take("?")) {
            most = 1;
        } else if (take("{")) {
            SILLOK_CHECK(bounds(least, most));
        } else if (!take("*")) {
            return item;
        }
        return m_builder.repeat(item, least, most);
    }

    /// m} or m,} or m,n} or ,n}
    Result<void> bounds(uint32_t& least, uint32_t& most)
    {
        skipSpace(false);
        const bool hasLeast = now() >= '0' && now() <= '9';
        SILLOK_TRY(least, number());
        skipSpace(false);
        most = least;
        if (take(",")) {
            skipSpace(false);
            most = GrammarBuilder::kEndless;
            if (now() >= '0' && now() <= '9') {
                SILLOK_TRY(most, number());
                skipSpace(false);
            } else if (!hasLeast) {
                return wrong("a number was expected");
            }
        } else if (!hasLeast) {
            return wrong("a number was expected");
        }
        if (!take("}"))
            return wrong("} was expected");
        if (most < least)
            return wrong("the bounds are the wrong way round");
        return {};
    }

    Result<uint32_t> number()
    {
        uint32_t value = 0;
        for (; now() >= '0' && now() <= '9'; ++m_at) {
            value = value * 10 + static_cast<uint32_t>(now() - '0');
            if (value > GrammarBuilder::kMaxRepeats)
                return fail(ErrorCode::Unsafe, "grammar: more than " + std::to_string(GrammarBuilder::kMaxRepeats) + " repetitions");
        }
        return value;
    }

    Result<GrammarSequence> literal()
    {
        std::string text;
        for (++m_at; now() != '"';) {
            if (ends() || now() == '\n')
                return wrong("a closing \" was expected");
            SILLOK_TRY(const char32_t point, character());
            appendUtf8(text, point);
        }
        ++m_at;
        return m_builder.text(text);
    }

    Result<GrammarElement> characterClass()
    {
        ++m_at;
        const bool beside = take("^");
        std::vector<CharRange> ranges;
        while (now() != ']') {
            if (ends() || now() == '\n')
                return wrong("a closing ] was expected");
            SILLOK_TRY(const char32_t first, character());
            char32_t last = first;
            if (now() == '-' && m_at + 1 < m_text.size() && m_text[m_at + 1] != ']') {
                ++m_at;
                SILLOK_TRY(last, character());
            }
            if (last < first)
                return wrong("the range is the wrong way round");
            ranges.push_back({ first, last });
        }
        ++m_at;
        return m_builder.character(beside ? complement(std::move(ranges)) : std::move(ranges));
    }

    Result<char32_t> character()
    {
        if (now() != '\\') {
            const CodePoint point = codePointAt(m_text, m_at);
            m_at += point.length;
            return point.value;
        }
        ++m_at;
        if (ends())
            return wrong("an escape was expected");
        const char kind = m_text[m_at++];
        switch (kind) {
        case 'x':
            return hex(2);
        case 'u':
            return hex(4);
        case 'U':
            return hex(8);
        case 'n':
            return U'\n';
        case 'r':
            return U'\r';
        case 't':
            return U'\t';
        case '\\':
        case '"':
        case '[':
        case ']':
        case '-':
        case '^':
            return static_cast<char32_t>(kind);
        default:
            return wrong("unknown escape");
        }
    }

    Result<char32_t> hex(size_t digits)
    {
        const auto value = hexNumber(m_text, m_at, digits);
        if (!value)
            return wrong("a hexadecimal digit was expected");
        if (*value > 0x10FFFF || (*value >= 0xD800 && *value <= 0xDFFF))
            return wrong("no such character");
        m_at += digits;
        return static_cast<char32_t>(*value);
    }

    std::string_view m_text;
    size_t m_at = 0;
    GrammarBuilder m_builder;
    std::unordered_map<std::string, Known> m_rules;
};

} // namespace

Result<Grammar> parseGbnf(std::string_view text)
{
    if (text.size() > kMaxGbnfBytes)
        return fail(ErrorCode::Unsafe, "grammar: over 1 MiB");
    if (!isValidUtf8(text))
        return fail(ErrorCode::BadArgument, "grammar: not UTF-8");
    return Parser(text).run();
}

} // namespace sillok
