#include "engine/base/text.h"
#include "engine/sampling/json_text.h"

#include <algorithm>

namespace sillok {

namespace {

constexpr int kMaxDepth = 50;

using Ranges = std::vector<CharRange>;

// source  ECMA-262 2023, sections 22.2.2.9 (\d \w) and 12.2, 12.3 (white space, line ends)
const Ranges kDigits { { '0', '9' } };
const Ranges kWord { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } };
const Ranges kSpace { { 0x09, 0x0D }, { ' ', ' ' }, { 0xA0, 0xA0 }, { 0x1680, 0x1680 }, { 0x2000, 0x200A }, { 0x2028, 0x2029 },
    { 0x202F, 0x202F }, { 0x205F, 0x205F }, { 0x3000, 0x3000 }, { 0xFEFF, 0xFEFF } };
const Ranges kLineEnds { { '\n', '\n' }, { '\r', '\r' }, { 0x2028, 0x2029 } };

void append(GrammarSequence& to, const GrammarSequence& more) { to.insert(to.end(), more.begin(), more.end()); }

class PatternParser {
public:
    PatternParser(GrammarBuilder& builder, std::string_view pattern)
        : m_builder(builder)
        , m_text(pattern)
    {
    }

    Result<GrammarSequence> run()
    {
        const bool fromStart = take('^');
        const size_t end = m_text.ends_with('$') ? m_text.size() - 1 : 0;
        const size_t escapes = end - std::min(m_text.substr(0, end).find_last_not_of('\\') + 1, end);
        const bool toEnd = end > 0 && escapes % 2 == 0;
        if (toEnd)
            m_text.remove_suffix(1);
        SILLOK_TRY(const std::vector<GrammarSequence> found, alternatives(0));
        if (m_at < m_text.size())
            return fail(ErrorCode::BadArgument, "schema: pattern has a ) too many");
        if (found.size() > 1 && (fromStart || toEnd)) // ^ and $ would belong to one alternative each
            return fail(ErrorCode::Unsupported, "schema: pattern with | beside ^ or $ outside brackets");
        const GrammarSequence anything = m_builder.repeat({ jsonCharacter(m_builder, complement({})) }, 0, GrammarBuilder::kEndless);
        GrammarSequence whole = fromStart ? GrammarSequence {} : anything;
        whole.push_back(m_builder.choice(found));
        if (!toEnd)
            append(whole, anything);
        return whole;
    }

private:
    static Error unsupported(const std::string& what) { return fail(ErrorCode::Unsupported, "schema: pattern with " + what); }
    static Error wrong(const std::string& what) { return fail(ErrorCode::BadArgument, "schema: pattern: " + what); }

    bool ends() const { return m_at >= m_text.size(); }
    char now() const { return ends() ? '\0' : m_text[m_at]; }
    bool take(char c)
    {
        if (ends() || now() != c)
            return false;
        ++m_at;
        return true;
    }

    Result<std::vector<GrammarSequence>> alternatives(int depth)
    {
        std::vector<GrammarSequence> all;
        do {
            SILLOK_TRY(GrammarSequence one, sequence(depth));
            all.push_back(std::move(one));
        } while (take('|'));
        return all;
    }

    Result<GrammarSequence> sequence(int depth)
    {
        GrammarSequence all;
        while (!ends() && now() != '|' && now() != ')') {
            SILLOK_TRY(const GrammarElement one, atom(depth));
            SILLOK_TRY(const GrammarSequence item, repeated(one));
            if (all.size() + item.size() > GrammarBuilder::kMaxElements || m_builder.isTooLarge())
                return fail(ErrorCode::Unsafe, "schema: pattern too large");
            append(all, item);
        }
        return all;
    }

    Result<GrammarElement> atom(int depth)
    {
        if (take('('))
            return group(depth);
        if (take('['))
            return characterClass();
        if (take('.'))
            return jsonCharacter(m_builder, complement(kLineEnds));
        if (take('\\')) {
            SILLOK_TRY(const Ranges ranges, escape());
            return jsonCharacter(m_builder, ranges);
        }
        if (std::string_view("^$*+?{").find(now()) != std::string_view::npos)
            return unsupported(std::string(1, now()) + " in this place");
        const CodePoint point = codePointAt(m_text, m_at);
        m_at += point.length;
        return jsonCharacter(m_builder, { { point.value, point.value } });
    }

    Result<GrammarElement> group(int depth)
    {
        if (depth >= kMaxDepth)
            return fail(ErrorCode::Unsafe, "schema: pattern with groups too deep");
        if (take('?') && !take(':'))
            return unsupported("a (? group that looks around or has a name");
        SILLOK_TRY(const std::vector<GrammarSequence> inner, alternatives(depth + 1));
        if (!take(')'))
            return wrong(") was expected");
        return m_builder.choice(inner);
    }

    Result<GrammarElement> characterClass()
    {
        const bool beside = take('^');
        Ranges all;
        while (!take(']')) {
            if (ends())
                return wrong("] was expected");
            SILLOK_TRY(Ranges one, classMember());
            const bool single = one.size() == 1 && one.front().first == one.front().last;
            if (single && now() == '-' && m_at + 1 < m_text.size() && m_text[m_at + 1] != ']') {
                ++m_at;
                SILLOK_TRY(const Ranges last, classMember());
                if (last.size() != 1 || last.front().first != last.front().last || last.front().first < one.front().first)
                    return wrong("a range in [] is the wrong way round");
                one.front().last = last.front().last;
            }
            all.insert(all.end(), one.begin(), one.end());
        }
        return jsonCharacter(m_builder, beside ? complement(std::move(all)) : all);
    }

    Result<Ranges> classMember()
    {
        if (take('\\'))
            return escape();
        const CodePoint point = codePointAt(m_text, m_at);
        m_at += point.length;
        return Ranges { { point.value, point.value } };
    }

    Result<Ranges> escape()
    {
        if (ends())
            return wrong("\\ at the end");
        const char kind = m_text[m_at++];
        const auto one = [](char32_t value) { return Ranges { { value, value } }; };
        switch (kind) {
        case 'd':
            return kDigits;
        case 'D':
            return complement(kDigits);
        case 'w':
            return kWord;
        case 'W':
            return complement(kWord);
        case 's':
            return kSpace;
        case 'S':
            return complement(kSpace);
        case 'n':
            return one('\n');
        case 'r':
            return one('\r');
        case 't':
            return one('\t');
        case 'f':
            return one('\f');
        case 'v':
            return one('\v');
        case 'x':
            return hex(2);
        case 'u':
            return hex(4);
        default:
            break;
        }
        const bool plain
            = (kind >= '!' && kind <= '/') || (kind >= ':' && kind <= '@') || (kind >= '[' && kind <= '`') || (kind >= '{' && kind <= '~');
        if (!plain)
            return unsupported(std::string("\\") + kind);
        return one(static_cast<char32_t>(kind));
    }

    Result<Ranges> hex(size_t digits)
    {
        const auto value = hexNumber(m_text, m_at, digits);
        if (!value)
            return wrong("a hexadecimal digit was expected");
        if (*value > 0x10FFFF || (*value >= 0xD800 && *value <= 0xDFFF))
            return wrong("no such character");
        m_at += digits;
        return Ranges { { *value, *value } };
    }

    Result<GrammarSequence> repeated(GrammarElement one)
    {
        uint32_t least = 0, most = GrammarBuilder::kEndless;
        if (take('+')) {
            least = 1;
        } else if (take('?')) {
            most = 1;
        } else if (take('{')) {
            SILLOK_TRY(least, number());
            most = least;
            if (take(',')) {
                most = GrammarBuilder::kEndless;
                if (now() != '}') {
                    SILLOK_TRY(most, number());
                }
            }
            if (!take('}') || most < least)
                return wrong("{} is not sound");
        } else if (!take('*')) {
            return GrammarSequence { one };
        }
        take('?'); // how eagerly is no matter when all readings are followed
        return m_builder.repeat({ one }, least, most);
    }

    Result<uint32_t> number()
    {
        uint32_t value = 0;
        const size_t start = m_at;
        for (; now() >= '0' && now() <= '9'; ++m_at) {
            value = value * 10 + static_cast<uint32_t>(now() - '0');
            if (value > GrammarBuilder::kMaxRepeats)
                return fail(
                    ErrorCode::Unsafe, "schema: pattern with more than " + std::to_string(GrammarBuilder::kMaxRepeats) + " repetitions");
        }
        if (m_at == start)
            return wrong("a number was expected");
        return value;
    }

    GrammarBuilder& m_builder;
    std::string_view m_text;
    size_t m_at = 0;
};

} // namespace

Result<GrammarSequence> jsonPattern(GrammarBuilder& builder, std::string_view pattern) { return PatternParser(builder, pattern).run(); }

} // namespace sillok
