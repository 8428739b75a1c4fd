// Grammars: what GBNF texts accept and refuse, characters cut between bytes, and grammars made to be slow or endless.
#include "engine/base/text.h"
#include "engine/sampling/constraint.h"
#include "engine/sampling/gbnf.h"
#include "tests/support/check.h"

#include <chrono>

using namespace sillok;
using namespace sillok::test;

namespace {

std::string errorOf(const std::string& text)
{
    const auto grammar = parseGbnf(text);
    return grammar.ok() ? "" : std::string(errorCodeName(grammar.error().code)) + " " + grammar.error().doing;
}

bool mentions(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

/// The whole text, byte by byte, and the end behind it.
bool accepts(const std::string& gbnf, const std::string& text)
{
    auto grammar = parseGbnf(gbnf);
    if (!grammar.ok()) {
        report(__FILE__, __LINE__, gbnf + ": " + grammar.error().doing);
        return false;
    }
    GrammarMatcher matcher(std::make_shared<const Grammar>(std::move(grammar).value()));
    return matcher.mayEnd(matcher.after(matcher.start(), text));
}

double secondsOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

#ifdef SILLOK_SANITIZED
constexpr double kQuick = 60;
#else
constexpr double kQuick = 5;
#endif

} // namespace

SILLOK_TEST(rulesAlternativesGroupsAndRepeats)
{
    const std::string list = "root ::= item (\", \" item)* \".\"? # a list\nitem ::= \"one\" | \"two\" | (\"f\" (\"our\" | \"ive\"))\n";
    for (const char* good : { "one", "two, four", "five, five, one.", "four." })
        CHECK(accepts(list, good));
    for (const char* bad : { "", "three", "one,two", "one, ", "f", "one..", "onetwo" })
        CHECK(!accepts(list, bad));
    const std::string counted = "root ::= \"a\"{2} \"b\"{1,3} \"c\"{2,} \"d\"{0,1} \"e\"{,2}";
    for (const char* good : { "aabcc", "aabbbccccc", "aabccdee", "aabcce" })
        CHECK(accepts(counted, good));
    for (const char* bad : { "abcc", "aaabcc", "aabbbbcc", "aabc", "aabccdd", "aabcceee" })
        CHECK(!accepts(counted, bad));
    CHECK(accepts("root ::= \"a\"+ | \"\"", "") && accepts("root ::= \"a\"+ | \"\"", "aaa"));
    CHECK(accepts("root ::= (\"ab\"){2}\n", "abab") && !accepts("root ::= (\"ab\"){2}\n", "abb"));
    CHECK(accepts("root ::= \"ab\"{2}\n", "abab")); // the whole text is repeated
}

SILLOK_TEST(anAlternativeGoesOnOverLinesInsideBracketsAndBehindABar)
{
    CHECK(accepts("root ::= (\n \"a\" # one\n \"b\"\n) | \n\"c\"\n\n\n", "ab"));
    CHECK(accepts("root ::=\n \"a\"\r\nother ::= \"b\"\r\n", "a"));
    CHECK(accepts("root ::= \"a\"\n  | \"b\" # or\n  | \"c\"\nother ::= \"d\"", "c"));
    CHECK(mentions(errorOf("root ::= \"a\"\n\"b\"\n"), "line 2"));
    const std::string json = R"(root ::= object
value ::= object | array | string | number | ("true" | "false" | "null") ws
object ::=
  "{" ws (
            string ":" ws value
    ("," ws string ":" ws value)*
  )? "}" ws
array  ::= "[" ws ( value ("," ws value)* )? "]" ws
string ::=
  "\"" (
    [^"\\\x7F\x00-\x1F] |
    "\\" (["\\bfnrt] | "u" [0-9a-fA-F]{4}) # escapes
  )* "\"" ws
number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ([eE] [-+]? [0-9] [1-9]{0,15})? ws
ws ::= | " " | "\n" [ \t]{0,20}
)";
    for (const char* good : { "{}", "{\"a\": [1, -2.5e3, \"한\\u0041\", null],\n\t\"b\": {}}" })
        CHECK(accepts(json, good));
    for (const char* bad : { "[]", "{\"a\"}", "{\"a\": 01}", "{\"a\": \"\\x\"}", "{\"a\": 1,}" })
        CHECK(!accepts(json, bad));
}

SILLOK_TEST(classesKnowRangesNegationAndEscapes)
{
    CHECK(accepts("root ::= [a-c0-9_-]+", "b7_-"));
    CHECK(!accepts("root ::= [a-c0-9_-]+", "d"));
    CHECK(accepts("root ::= [가-힣]+", "한글"));
    CHECK(!accepts("root ::= [가-힣]+", "한자漢"));
    CHECK(accepts("root ::= [^\"\\\\\\n]+", "漢字 😀é"));
    CHECK(!accepts("root ::= [^\"\\\\\\n]+", "a\"b"));
    CHECK(!accepts("root ::= [^\"\\\\\\n]+", "a\nb"));
    CHECK(accepts("root ::= \"\\x41\\u0042\\U0001F600\\t\\\"\\\\\"", "AB😀\t\"\\"));
    CHECK(accepts("root ::= [\\x41-\\x43\\]\\[]+", "ABC[]"));
    CHECK(accepts("root ::= . .", "한😀"));
    CHECK(!accepts("root ::= .", "\xED\x9E")); // half a character
    CHECK(!accepts("root ::= .", "\xFF"));
    CHECK(!accepts("root ::= .", "\xED\xA0\x80")); // a surrogate is no character
    CHECK(!accepts("root ::= .", "\xC0\x80")); // nor is an overlong form
    CHECK(!accepts("root ::= .", "\xF4\x90\x80\x80")); // nor what lies behind U+10FFFF
}

/// Every code point, against the plain comparison.
SILLOK_TEST(classesHoldExactlyTheirCodePoints)
{
    const struct {
        const char* text;
        std::vector<CharRange> ranges;
        bool beside;
    } cases[] = { { "[\\x00-\\x7F]", { { 0, 0x7F } }, false }, { "[\\u0080-\\u07FF]", { { 0x80, 0x7FF } }, false },
        { "[\\u07F0-\\u0810가-힣\\U0001F600-\\U0001F64F]", { { 0x7F0, 0x810 }, { 0xAC00, 0xD7A3 }, { 0x1F600, 0x1F64F } }, false },
        { "[\\u3041-\\U00020001]", { { 0x3041, 0x20001 } }, false },
        { "[^a가😀]", { { 'a', 'a' }, { 0xAC00, 0xAC00 }, { 0x1F600, 0x1F600 } }, true } };
    for (const auto& one : cases) {
        auto grammar = parseGbnf(std::string("root ::= ") + one.text);
        REQUIRE(grammar.ok());
        GrammarMatcher matcher(std::make_shared<const Grammar>(std::move(grammar).value()));
        size_t wrong = 0;
        for (char32_t point = 0; point <= 0x10FFFF; ++point) {
            if (point == 0xD800)
                point = 0xE000;
            bool inside = false;
            for (const CharRange& range : one.ranges)
                inside = inside || (range.first <= point && point <= range.last);
            std::string text;
            appendUtf8(text, point);
            wrong += matcher.mayEnd(matcher.after(matcher.start(), text)) != (inside != one.beside);
        }
        CHECK_EQUAL(wrong, 0u);
    }
}

SILLOK_TEST(recursionIsFollowedAsDeepAsTheTextGoes)
{
    const std::string brackets = "root ::= \"(\" root \")\" root | \"\"";
    CHECK(accepts(brackets, "(()())()"));
    CHECK(!accepts(brackets, "(()"));
    CHECK(accepts(brackets, std::string(5000, '(') + std::string(5000, ')')));
    CHECK(accepts("root ::= (\"a\"* \"b\"*)*", "abba")); // an empty round leaves nothing behind
    CHECK(accepts("root ::= ((\"a\"?)+)*", "aaa"));
}

SILLOK_TEST(mistakesAreNamedWithTheirLine)
{
    CHECK(mentions(errorOf(""), "no rule root"));
    CHECK(mentions(errorOf("other ::= \"a\""), "no rule root"));
    CHECK(mentions(errorOf("root ::= other"), "no rule other"));
    CHECK(mentions(errorOf("root ::= \"a\"\nroot ::= \"b\""), "twice"));
    CHECK(mentions(errorOf("# remark\nroot = \"a\""), "line 2"));
    CHECK(mentions(errorOf("root ::= \"a"), "closing \""));
    CHECK(mentions(errorOf("root ::= [a"), "closing ]"));
    CHECK(mentions(errorOf("root ::= [z-a]"), "wrong way round"));
    CHECK(mentions(errorOf("root ::= (\"a\""), ") was expected"));
    CHECK(mentions(errorOf("root ::= \"\\q\""), "escape"));
    CHECK(mentions(errorOf("root ::= \"\\uD800\""), "no such character"));
    CHECK(mentions(errorOf("root ::= \"a\"{3,2}"), "wrong way round"));
    CHECK(mentions(errorOf("root ::= \"a\"{,}"), "a number"));
    CHECK(mentions(errorOf("root ::= \"\xFF\""), "UTF-8"));
    CHECK(mentions(errorOf("root ::= \"a\" )"), "end of the rule"));
}

SILLOK_TEST(grammarsThatNeverEndAreRefused)
{
    CHECK(mentions(errorOf("root ::= root \"a\" | \"b\""), "left recursion"));
    CHECK(mentions(errorOf("root ::= a\na ::= b \"x\" | \"y\"\nb ::= \"\" a"), "left recursion"));
    CHECK(mentions(errorOf("root ::= \"a\"? root \"b\" | \"c\""), "left recursion")); // behind something that may be empty
    CHECK(mentions(errorOf("root ::= \"a\" root"), "ever ends"));
    CHECK(mentions(errorOf("root ::= \"a\" | other\nother ::= \"b\" other"), "ever ends"));
    CHECK(mentions(errorOf("root ::= []"), "ever ends"));
    CHECK(mentions(errorOf("root ::= root"), "ever ends"));
}

SILLOK_TEST(hostileGrammarsEndQuicklyInAnError)
{
    const double seconds = secondsOf([] {
        CHECK(mentions(errorOf("root ::= " + std::string(200000, '(') + "\"a\"" + std::string(200000, ')')), "too deep"));
        CHECK(mentions(errorOf("root ::= \"a\"{100000}"), "10000"));
        CHECK(mentions(errorOf("root ::= \"a\"{99999999999999999999}"), "10000"));
        CHECK(mentions(errorOf(std::string(kMaxGbnfBytes + 1, ' ')), "1 MiB"));
        std::string nested = "\"a\""; // 9^20 letters: small as a grammar, and never expanded
        for (int i = 0; i < 20; ++i)
            nested = "(" + nested + "){9}";
        CHECK_EQUAL(errorOf("root ::= " + nested), std::string());
        std::string many;
        for (int i = 0; i < 60000; ++i)
            many += "r" + std::to_string(i) + " ::= \"a\"\n";
        CHECK(mentions(errorOf("root ::= \"a\"\n" + many), "too large"));
        std::string wide = "root ::= ";
        for (int i = 0; i < 60; ++i)
            wide += "\"a\"{5000} ";
        CHECK(mentions(errorOf(wide), "too large"));
        std::string cycle = "root ::= r0\n"; // left recursion over a long way
        for (int i = 0; i < 30000; ++i)
            cycle += "r" + std::to_string(i) + " ::= r" + std::to_string((i + 1) % 30000) + " \"a\" | \"b\"\n";
        CHECK(mentions(errorOf(cycle), "left recursion"));
    });
    CHECK(seconds < kQuick);
}

/// Each letter doubles the ways in which the text so far can be read.
SILLOK_TEST(tooManyReadingsAreAnErrorNotASearch)
{
    auto grammar = parseGbnf("root ::= \"a\" root \"b\" | \"a\" root \"c\" | \"\"");
    REQUIRE(grammar.ok());
    const double seconds = secondsOf([&] {
        GrammarMatcher matcher(std::make_shared<const Grammar>(std::move(grammar).value()));
        CHECK(matcher.mayEnd(matcher.after(matcher.start(), "aabc")));
        CHECK(!matcher.wasTooLarge());
        CHECK_EQUAL(matcher.after(matcher.start(), std::string(200, 'a')), GrammarMatcher::kDead);
        CHECK(matcher.wasTooLarge());
    });
    CHECK(seconds < kQuick);
}

SILLOK_TEST(forgettingKeepsTheState)
{
    auto grammar = parseGbnf("root ::= (\"a\" root \"b\" | \"a\" root \"c\" | \"(\" root \")\" | [가-힣]{0,9000}) ");
    REQUIRE(grammar.ok());
    GrammarMatcher matcher(std::make_shared<const Grammar>(std::move(grammar).value()));
    GrammarMatcher::State state = matcher.start();
    std::string text;
    for (int i = 0; i < 8800; ++i)
        text += "한";
    state = matcher.after(state, "a((" + text); // a state for each byte: much is remembered
    const GrammarMatcher::State kept = matcher.forgetAllBut(state);
    CHECK(kept < state);
    CHECK(matcher.mayEnd(matcher.after(kept, "한))b")));
    CHECK(matcher.mayEnd(matcher.after(kept, "))c")));
    CHECK(!matcher.mayEnd(matcher.after(kept, ")b")));
    CHECK(!matcher.mayEnd(matcher.after(kept, "))d")));
}

/// Each letter is a new state, and in each the same thousands of alternatives are opened again: too much for one token, not for many.
SILLOK_TEST(workIsLimitedBetweenTwoTokens)
{
    std::string wide = "root ::= \"a\"{0,9000} \"x\" | (\"a\" | wide)* \"y\"\nwide ::= \"b\"";
    for (int i = 0; i < 4000; ++i)
        wide += " | \"b" + std::to_string(i) + "\"";
    auto grammar = parseGbnf(wide);
    REQUIRE(grammar.ok());
    const auto shared = std::make_shared<const Grammar>(std::move(grammar).value());
    GrammarMatcher matcher(shared);
    CHECK_EQUAL(matcher.after(matcher.start(), std::string(2000, 'a')), GrammarMatcher::kDead);
    CHECK(matcher.wasTooLarge());
    GrammarMatcher patient(shared);
    GrammarMatcher::State state = patient.start();
    for (int i = 0; i < 2000; ++i)
        state = patient.forgetAllBut(patient.after(state, static_cast<uint8_t>('a')));
    CHECK(patient.mayEnd(patient.after(state, "b7x")) == false && patient.mayEnd(patient.after(state, "b7y")));
    CHECK(!patient.wasTooLarge());
}

SILLOK_TEST(statesAreLimitedBetweenTwoTokens)
{
    auto grammar = parseGbnf("root ::= [a-z]{9000} [a-z]{9000} [a-z]{9000} [a-z]{9000}");
    REQUIRE(grammar.ok());
    const auto shared = std::make_shared<const Grammar>(std::move(grammar).value());
    GrammarMatcher matcher(shared), patient(shared);
    CHECK_EQUAL(matcher.after(matcher.start(), std::string(36000, 'a')), GrammarMatcher::kDead);
    GrammarMatcher::State state = patient.start();
    for (int i = 0; i < 36000; ++i)
        state = patient.forgetAllBut(patient.after(state, static_cast<uint8_t>('a')));
    CHECK(patient.mustEnd(state));
}

SILLOK_TEST_MAIN
