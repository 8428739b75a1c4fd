// The template interpreter against values worked out by hand from Python's and Jinja's rules, its limits, and where each byte came from.
#include "tests/support/check.h"

#if __has_include(<nlohmann/json.hpp>)
#include "engine/chat/chat_template.h"

#include <chrono>

using namespace sillok;
using namespace sillok::test;
using Json = nlohmann::ordered_json;

namespace {

ChatTemplateInput inputOf(const Json& variables)
{
    ChatTemplateInput input;
    input.variables = variables;
    input.bosToken = "<s>";
    input.now.tm_year = 124; // Thursday, 29 February 2024
    input.now.tm_mon = 1;
    input.now.tm_mday = 29;
    return input;
}

Result<std::vector<RenderedPart>> partsOf(
    const std::string& source, const Json& variables = Json::object(), const jinja::Limits& limits = {})
{
    SILLOK_TRY(const ChatTemplate parsed, ChatTemplate::parse(source, limits));
    return parsed.render(inputOf(variables));
}

std::string rendered(const std::string& source, const Json& variables = Json::object())
{
    const auto parts = partsOf(source, variables);
    if (!parts.ok())
        return std::string("error ") + errorCodeName(parts.error().code);
    std::string all;
    for (const RenderedPart& part : *parts)
        all += part.text;
    return all;
}

/// Data in angle brackets.
std::string marked(const std::string& source, const Json& variables)
{
    const auto parts = partsOf(source, variables);
    std::string all;
    for (const RenderedPart& part : parts.ok() ? *parts : std::vector<RenderedPart> { { parts.error().doing, false } })
        all += part.fromData ? "<" + part.text + ">" : part.text;
    return all;
}

struct Pair {
    const char* source;
    const char* expected;
};

void checkAll(std::initializer_list<Pair> pairs, const Json& variables = Json::object())
{
    for (const Pair& pair : pairs) {
        const std::string got = rendered(pair.source, variables);
        if (got != pair.expected)
            report(__FILE__, __LINE__, std::string(pair.source) + " gives [" + got + "], not [" + pair.expected + "]");
    }
}

/// An Unsafe error that names this limit, or what came instead.
std::string limitHit(const std::string& source, const jinja::Limits& limits, const Json& variables = Json::object())
{
    const auto parts = partsOf(source, variables, limits);
    return parts.ok() ? "no error" : std::string(errorCodeName(parts.error().code)) + ": " + parts.error().doing;
}

bool says(const std::string& text, const std::string& words) { return text.find("Unsafe") == 0 && text.find(words) != std::string::npos; }

} // namespace

SILLOK_TEST(numbersAreThoseOfPython)
{
    checkAll({ { "{{ -7 // 2 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 7 / 2 }} {{ 6 / 2 }}", "-4 2 -2 3.5 3.0" },
        { "{{ 2 ** 10 }} {{ 2 ** -1 }} {{ -2 ** 2 }}", "1024 0.5 4" },
        { "{{ 1e20 }} {{ 1e15 }} {{ 1e16 }} {{ 0.1 + 0.2 }} {{ 1e-5 }} {{ 1.0 }}",
            "1e+20 1000000000000000.0 1e+16 0.30000000000000004 1e-05 1.0" },
        { "{{ true + 1 }} {{ 1 == 1.0 }} {{ 1 == true }} {{ 1 < 2 < 3 }} {{ 3 > 2 > 2 }}", "2 True True True False" },
        { "{{ 2.5|round }} {{ 3.5|round }} {{ 2.567|round(2) }} {{ 2.1|round(method='ceil') }} {{ 7|round }}", "2.0 4.0 2.57 3.0 7" },
        { "{{ '42'|int }} {{ 'x'|int(7) }} {{ '1f'|int(0, 16) }} {{ '4.9'|int }} {{ 'x'|float }}", "42 7 31 4 0.0" },
        { "{{ 9223372036854775807 }}", "9223372036854775807" }, { "{{ 9223372036854775807 + 1 }}", "error Unsupported" },
        { "{{ 1 // 0 }}", "error Damaged" }, { "{{ 10 ** 100000000 }}", "error Unsupported" },
        { "{{ -42|abs }} {{ 1_000 }} {{ 0x1F }}", "42 1000 31" } });
}

SILLOK_TEST(valuesPrintAsPythonPrintsThem)
{
    checkAll({ { "{{ [1, 'a', none, true, 1.0] }}", "[1, 'a', None, True, 1.0]" },
        { "{{ (1,) }} {{ () }} {{ {'a': 1, 2: 'b'} }}", "(1,) () {'a': 1, 2: 'b'}" },
        { "{{ [\"it's\", 'a\"b', \"'\\\"\\n\\\\\"] }}", "[\"it's\", 'a\"b', '\\'\"\\n\\\\']" },
        { "{{ ['\\x01\\u200b\xED\x95\x9C'] }}", "['\\x01\\u200b\xED\x95\x9C']" },
        { "{{ range(3) }} {{ range(1, 9, 3)|list }} {{ {'a': 1}.items() }}", "range(0, 3) [1, 4, 7] dict_items([('a', 1)])" },
        { "{{ {1: 'a', true: 'b', 1.0: 'c'} }}", "{1: 'c'}" },
        { "{{ {'b': [1, {}], 'a': '\xC3\xA9</'}|tojson }}", "{\"b\": [1, {}], \"a\": \"\xC3\xA9</\"}" },
        { "{{ {'b': [1, {}]}|tojson(indent=2) }}", "{\n  \"b\": [\n    1,\n    {}\n  ]\n}" },
        { "{{ {'b': 1, 'a': 2}|tojson(sort_keys=true, separators=(',', ':')) }}", "{\"a\":2,\"b\":1}" },
        { "{{ '\xF0\x9F\x98\x80\\n'|tojson(ensure_ascii=true) }}", "\"\\ud83d\\ude00\\n\"" },
        { "{{ missing|tojson }}", "error Damaged" } });
}

SILLOK_TEST(textsAreCountedByCharacter)
{
    checkAll(
        { { "{{ s|length }} {{ s[1] }} {{ s[-1] }} {{ s[::-1] }} {{ s[1:3] }} {{ s.find('c') }}",
              "4 \xEA\xB8\x80 c c\xEB\xB0\x94\xEA\xB8\x80\xED\x95\x9C \xEA\xB8\x80\xEB\xB0\x94 3" },
            { "{{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ ' a  b '.split() }}", "['a', 'b,c'] ['a,b', 'c'] ['a', 'b']" },
            { "{{ 'xxaxx'.strip('x') }}{{ 'xa'.lstrip('x') }}{{ 'ax'.rstrip('x') }} {{ 'abc'.replace('', '-') }}", "aaa -a-b-c-" },
            { "{{ 'ab'.startswith(('x', 'a')) }} {{ \"they're\".title() }} {{ \"they're\"|title }} {{ 'aBC'.capitalize() }}",
                "True They'Re They're Abc" },
            { "{{ 'abc'.removeprefix('a').removesuffix('c') }} {{ '-42'.zfill(5) }} {{ 'ab'.center(7, '*') }}", "b -0042 ***ab**" },
            { "{{ '%s|%05d|%.2f' % ('a', 3, 2.5) }} {{ '{:>4}|{x:,}'.format('a', x=1234567) }}", "a|00003|2.50    a|1,234,567" },
            { "{{ 'a\nb\n\nc'|indent(2) }}", "a\n  b\n\n  c" },
            { "{{ 'hello big world'|truncate(9, leeway=0) }} {{ 'a b'|urlencode }} {{ '<b>'|e }}", "hello... a%20b &lt;b&gt;" } },
        { { "s",
            "\xED\x95\x9C\xEA\xB8\x80\xEB\xB0\x94"
            "c" } });
}

SILLOK_TEST(undefinedIsSilentUntilItIsUsed)
{
    checkAll({ { "[{{ x }}][{{ x|default('d') }}][{{ ''|default('e', true) }}][{{ x is defined }}][{{ d.x is undefined }}]",
                   "[][d][e][False][True]" },
                 { "{{ x.y }}", "error Damaged" }, { "{{ x + 1 }}", "error Damaged" }, { "{{ x() }}", "error Damaged" },
                 { "{{ x ~ 1 }}{{ x|length }}", "10" }, { "{% for i in x %}{% else %}none{% endfor %}", "none" },
                 { "{{ 'a'.__class__.__mro__ }}", "error Damaged" } },
        { { "d", Json::object() } });
}

SILLOK_TEST(namesLiveWhereTheyAreSet)
{
    checkAll({ { "{% set x = 1 %}{% for i in [1, 2] %}{{ x }}{% set x = x + i %}{{ x }};{% endfor %}{{ x }}", "12;13;1" },
        { "{% set ns = namespace(x=1) %}{% for i in [1, 2] %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}", "4" },
        { "{% macro m(a, b='x', c=a) %}{{ a }}{{ b }}{{ c }}{{ g }}{% endmacro %}{% set g = 9 %}{{ m(1) }} {{ m(1, c=3, b=2) }}",
            "1x19 1239" },
        { "{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, k=2) }}", "(1,){'k': 2}" },
        { "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "error Damaged" },
        { "{% macro m() %}<{{ caller(5) }}>{% endmacro %}{% call(v) m() %}b{{ v }}{% endcall %}", "<b5>" },
        { "{% with a = 1, b = 2 %}{{ a }}{{ b }}{% endwith %}{{ a }}", "12" }, { "{% set x | upper %}a{{ 1 }}{% endset %}{{ x }}", "A1" },
        { "{% set a, b = 1, [2] %}{{ a }}{{ b }}{% if true %}{% set c = 3 %}{% endif %}{{ c }}", "1[2]3" },
        { "{% generation %}{% set q = 1 %}{{ q }}{% endgeneration %}{{ q }}", "1" },
        { "{% set l = [1] %}{{ l.append(2) }}", "error Refused" } });
}

SILLOK_TEST(loopsKnowWhereTheyAre)
{
    checkAll({ { "{% for i in 'abc' %}{{ loop.index }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.previtem }}{{ "
                 "loop.nextitem }} {% endfor %}",
                   "12TrueFalseb 21FalseFalseac 30FalseTrueb " },
        { "{% for i in [1, 2, 3, 4] if i is even %}{{ loop.index }}/{{ loop.length }}={{ i }} {% endfor %}", "1/2=2 2/2=4 " },
        { "{% for i in range(9) %}{% if i == 1 %}{% continue %}{% elif i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}", "02" },
        { "{% for x in [1, [2, [3]]] recursive %}{% if x is number %}{{ x }}@{{ loop.depth }}{% else %}({{ loop(x) }}){% endif %}{% endfor "
          "%}",
            "1@1(2@2(3@3))" },
        { "{% for i in [1, 2] %}{% with %}{% set q %}a{% continue %}{% endset %}{% endwith %}{{ i }}{% endfor %}", "" },
        { "{% for k, v in {'a': 1, 'b': 2}.items() %}{{ loop.cycle('x', 'y') }}{{ k }}{{ v }}{% endfor %}", "xa1yb2" },
        { "{% for i in [1, 1, 2] %}{{ loop.changed(i) }} {% endfor %}", "True False True " },
        { "{% set g = [1, 2]|map('string') %}{{ g|join }}{{ g|join }}", "12" }, { "{% for i in 5 %}{% endfor %}", "error Damaged" } });
}

SILLOK_TEST(listsAreFilteredAndSorted)
{
    const Json people = Json::parse(R"([{"n":"Bo","a":3},{"n":"al","a":1},{"n":"Cy","a":1}])");
    checkAll(
        { { "{{ p|map(attribute='n')|sort|join(',') }} {{ p|sort(attribute='a,n')|map(attribute='n')|join(',') }}", "al,Bo,Cy al,Cy,Bo" },
            { "{{ p|selectattr('a', 'gt', 1)|map(attribute='n')|list }} {{ p|rejectattr('a', 'equalto', 1)|list|length }}", "['Bo'] 1" },
            { "{% for a, l in p|groupby('a') %}{{ a }}:{{ l|length }} {% endfor %}{{ p|sum(attribute='a') }} {{ p|max(attribute='a') }}",
                "1:2 3:1 5 {'n': 'Bo', 'a': 3}" },
            { "{{ [1, 2, 3]|batch(2, 0)|list }} {{ [1, 2, 3]|slice(2)|list }} {{ [1, 'a', 'A', 1]|unique|list }}",
                "[[1, 2], [3, 0]] [[1, 2], [3]] [1, 'a']" },
            { "{{ {'B': 2, 'a': 1}|dictsort }} {{ [3, 1]|min }} {{ []|max }} {{ [1, 2]|reverse|list }}", "[('a', 1), ('B', 2)] 1  [2, 1]" },
            { "{{ [1, 'a']|sort }}", "error Damaged" } },
        { { "p", people } });
}

SILLOK_TEST(whatIsFalseHasNoItemsForMapAndSelect)
{
    const Json data { { "none", nullptr }, { "l", { 1, 2 } }, { "us", { { { "a", 1 } }, Json::object() } } };
    checkAll({ { "{{ none|selectattr('a', 'eq', 1)|list|length > 0 }}{{ none|rejectattr('a')|list }}", "False[]" },
                 { "{{ none|map('upper')|list }}{{ 0|select|list }}{{ ''|reject('odd')|list }}{{ nowhere|map(attribute='a')|list }}", "[][][][]" },
                 { "{% if none|selectattr('a') %}y{% endif %}", "y" }, // a generator is never false
                 { "{{ 5|map('upper')|list }}", "error Damaged" }, { "{{ none|unique|list }}", "error Damaged" },
                 { "{{ us|groupby('a') }}", "error Damaged" }, { "{{ us|groupby('b') }}", "error Damaged" }, { "{{ us|groupby('a', default=0)|map('first')|list }}", "[0, 1]" } },
        data);
}

SILLOK_TEST(sizesAreRoundedForPeople)
{
    checkAll({ { "{{ 1|filesizeformat }}, {{ 0|filesizeformat }}, {{ 999|filesizeformat }}", "1 Byte, 0 Bytes, 999 Bytes" },
        { "{{ 1000|filesizeformat }}, {{ '4100000'|filesizeformat }}, {{ 1023|filesizeformat(true) }}", "1.0 kB, 4.1 MB, 1023 Bytes" },
        { "{{ 1024|filesizeformat(true) }}, {{ (3 * 1024 ** 3)|filesizeformat(binary=true) }}, {{ 1e30|filesizeformat }}",
            "1.0 KiB, 3.0 GiB, 1000000.0 YB" },
        { "{{ 'x'|filesizeformat }}", "error Damaged" } });
}

SILLOK_TEST(whiteSpaceGoesWhereJinjaTakesIt)
{
    checkAll({ { "a\n  {% if true %}\n  b\n  {% endif %}\nc\n", "a\n  b\nc" }, { "a  {{- 1 -}}  b", "a1b" },
        { "a\n  {%+ if true %}x{% endif %}", "a\n  x" }, { "{% if true +%}\nx{% endif %}", "\nx" }, { "{# c #}\nx", "x" },
        { "a {#- c -#} b", "ab" }, { "{% raw %}{{ a }}{% endraw %}", "{{ a }}" }, { "a\r\nb\r", "a\nb" },
        { "x {% set a = 1 %} y", "x  y" } });
}

SILLOK_TEST(aTemplateMayRaiseAndTellTheDate)
{
    CHECK_EQUAL(rendered("{{ strftime_now('%d %b %Y %A %j') }}"), "29 Feb 2024 Thursday 060");
    const auto raised = partsOf("a\n{{ raise_exception('Only user, not ' ~ role) }}", { { "role", "secret" } });
    REQUIRE(!raised.ok());
    CHECK(raised.error().code == ErrorCode::Refused);
    CHECK_EQUAL(raised.error().doing, "chat template, line 2: the template says: Only user, not ...");
}

SILLOK_TEST(wrongTemplatesAreRefusedWithTheirLine)
{
    for (const char* source : { "{% if a %}", "{% for x in y %}{{ x }", "{{ 1 + }}", "{% endif %}", "{{ (1 }}", "{% nosuch %}", "{# a",
             "{{ 'a }}", "{% break %}", "{% set 1 = 2 %}", "{{ }}" }) {
        const auto parsed = ChatTemplate::parse(source);
        CHECK(!parsed.ok() && parsed.error().code == ErrorCode::Damaged);
    }
    const auto parsed = ChatTemplate::parse("a\n\n{% include 'x' %}");
    CHECK(!parsed.ok() && parsed.error().code == ErrorCode::Unsupported && parsed.error().doing.find("line 3") != std::string::npos);
}

SILLOK_TEST(everyByteKeepsItsOrigin)
{
    const Json data { { "x", "Ab" }, { "l", { "p", "q" } }, { "n", 7 }, { "d", { { "k", "v" } } } };
    const auto check = [&](const char* source, const char* expected) { CHECK_EQUAL(marked(source, data), expected); };
    check("t{{ x }}t", "t<Ab>t");
    check("{{ 'a' + x + 'c' }}{{ 'a' ~ x ~ 1 }}", "a<Ab>ca<Ab>1");
    check("{{ ('a' + x)[1:] }}{{ ('a' + x)[::-1] }}", "<AbbA>a");
    check("{{ l|join('-') }}{{ '-'.join(l) }}", "<p>-<qp>-<q>");
    check("{{ (' ' + x + ' c ')|trim|upper }}{{ ('_' + x).strip('_').lower() }}", "<AB> C<ab>");
    check("{{ 'a-b'.replace('-', x) }}{{ ('1' + x + '2').replace('1', '3') }}", "a<Ab>b3<Ab>2");
    check("{{ '[%s]' % x }}{{ '[{}]'.format(x) }}", "[<Ab>][<Ab>]");
    check("{{ (x + ',t').split(',') | last }}{{ (x + ',t').split(',')[0] }}", "t<Ab>");
    check("{{ n }}{{ n + 1 }}{{ loop }}{% for i in l %}{{ loop.index }}{{ i }}{% endfor %}", "<78>1<p>2<q>");
    check("{{ d|tojson }}{{ {'k': 1}|tojson }}{{ d }}", "<{\"k\": \"v\"}>{\"k\": 1}<{'k': 'v'}>");
    check(
        "{% set c %}[{{ x }}]{% endset %}{{ c }}{% macro m(v) %}({{ v }}){% endmacro %}{{ m(x) }}{% filter upper %}f{{ x }}{% endfilter %}",
        "[<Ab>](<Ab>)F<AB>");
    check("{{ [1, 2]|tojson(separators=(x, ':')) }}{{ [1]|tojson(indent=x) }}", "<[1Ab2][\nAb1\n]>");
    check("{% for k in d %}{{ k }}{% endfor %}{{ bos_token }}{{ x|list|first }}{{ x|e }}{{ x|indent }}", "<k><s><AAbAb>");
}

SILLOK_TEST(sourceAndNestingAreLimited)
{
    jinja::Limits limits;
    limits.sourceBytes = 10;
    CHECK(says(limitHit("12345678901", limits), "too large"));
    limits = {};
    const auto repeat = [](const std::string& what, int times) {
        std::string all;
        for (int i = 0; i < times; ++i)
            all += what;
        return all;
    };
    constexpr int kDeep = 20'000;
    CHECK(says(limitHit("{{ " + repeat("(", kDeep) + "1" + repeat(")", kDeep) + " }}", limits), "nests too deep"));
    CHECK(says(limitHit("{{ " + repeat("not ", kDeep) + "1 }}", limits), "nests too deep"));
    CHECK(says(limitHit("{{ " + repeat("- ", kDeep) + "1 }}", limits), "nests too deep"));
    CHECK(says(limitHit("{{ 1" + repeat("+1", kDeep) + " }}", limits), "nests too deep"));
    CHECK(says(limitHit("{{ x" + repeat(".a", kDeep) + " }}", limits), "nests too deep"));
    CHECK(says(limitHit("{{ x" + repeat("|list", kDeep) + " }}", limits), "nests too deep"));
    CHECK(says(limitHit(repeat("{% if 1 %}", kDeep), limits), "nests too deep"));
    CHECK(says(limitHit("{% for " + repeat("(", kDeep) + "x" + repeat(")", kDeep) + " in y %}{% endfor %}", limits), "nests too deep"));
    CHECK_EQUAL(rendered("{{ 0" + repeat("+1", 100) + " }}" + repeat("{% if 1 %}", 60) + "x" + repeat("{% endif %}", 60)), "100x");
}

SILLOK_TEST(workIsLimited)
{
    const jinja::Limits limits;
    const auto start = std::chrono::steady_clock::now();
    CHECK(says(limitHit("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", limits), "runs too long"));
    CHECK(says(limitHit("{% macro a(n) %}{{ a(n + 1) }}{% endmacro %}{{ a(0) }}", limits), "calls itself too deep"));
    CHECK(says(limitHit("{% for x in [[1]] recursive %}{{ loop([x]) }}{% endfor %}", limits), "too deep"));
    CHECK(says(limitHit("{% for i in range(100001) %}{% endfor %}", limits), "range is too long"));
    CHECK(says(limitHit("{{ range(1000000000)|length }}", limits), "range is too long"));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20)); // sanitizers are slow
}

SILLOK_TEST(memoryIsLimited)
{
    const jinja::Limits limits;
    CHECK(says(limitHit("{% set ns = namespace(s='aaaaaaaaaa') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}", limits),
        "too much text"));
    CHECK(says(limitHit("{{ ('a' * 1000)|replace('a', 'b' * 1000)|replace('b', 'c' * 1000) }}", limits), "too much text"));
    CHECK(says(limitHit("{{ 'a'.center(1000000000)|length }}", limits), "too much text"));
    CHECK(says(limitHit("{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = ns.l + ns.l %}{% endfor %}", limits),
        "too much memory"));
    CHECK(says(limitHit("{{ ([1] * 1000000000)|length }}", limits), "too much memory"));
    CHECK(
        says(limitHit("{% set ns = namespace(l=[]) %}{% for i in range(90) %}{% set ns.l = ns.l + ['a' * 1000000] %}{% endfor %}", limits),
            "too much memory"));
    CHECK(says(limitHit("{% set ns = namespace(l=[]) %}{% for i in range(9999) %}{% set ns.l = [ns.l] %}{% endfor %}", limits),
        "values nest too deep"));
    CHECK(says(limitHit("{% set ns = namespace(l=1) %}{% for i in range(9999) %}{% set ns.l = {'k': ns.l} %}{% endfor %}", limits),
        "values nest too deep"));
    CHECK(says(limitHit("{% set ns = namespace(l={}) %}{% for i in range(9999) %}{% set ns.l = {'k': ns.l.get} %}{% endfor %}", limits),
        "values nest too deep"));
    CHECK(says(limitHit("{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}", limits), "values nest too deep"));
    Json deep = 1;
    for (int i = 0; i < 200; ++i)
        deep = Json::array({ deep });
    CHECK(says(limitHit("{{ x is defined }}", limits, { { "x", deep } }), "nests too deep"));
    CHECK_EQUAL(
        rendered("{% set ns = namespace(n=0) %}{% for i in range(99) %}{% set ns.s = 'a' * 1000000 %}{% endfor %}{{ ns.s|length }}"),
        "1000000"); // what is let go of counts no more
}

SILLOK_TEST(circlesAndLongChainsOfOwnersEndWell)
{
    checkAll({ { "{% set ns = namespace() %}{% set ns.me = [ns] %}{% set ns.f = ns.me.index %}ok", "ok" },
        { "{% set ns = namespace(c=1) %}{% macro m() %}{% set ns.c = caller %}{% endmacro %}{% for i in range(3000) %}{% set p = ns.c %}{% "
          "call m() %}{{ p }}{% endcall %}{% endfor %}ok",
            "ok" },
        { "{% set ns = namespace(l=1) %}{% for i in range(3000) %}{% set ns.l = namespace(x=ns.l) %}{% endfor %}ok", "ok" },
        { "{% for i in [1] %}{{ loop.changed(loop) }}{% endfor %}", "True" } });
}

#else
SILLOK_TEST(templatesNeedTheJsonLibrary) { sillok::test::skip("built without the JSON library: no template was rendered"); }
#endif

SILLOK_TEST_MAIN
