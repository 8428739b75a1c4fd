// JSON schemas: every text of a schema's grammar is JSON and satisfies it, whoever writes it, a random walk or a model; judged by a small
// checker written from the specification. What is not understood is refused by name.
#include "engine/sampling/constraint.h"
#include "engine/sampling/json_schema.h"
#include "engine/session/session.h"
#include "tests/support/check.h"

#if __has_include(<nlohmann/json.hpp>)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include <nlohmann/json.hpp>
#pragma GCC diagnostic pop

#include <chrono>
#include <random>
#include <regex>
#include <set>

using namespace sillok;
using namespace sillok::test;
using nlohmann::json;

namespace {

size_t codePoints(const std::string& text)
{
    return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

bool isDate(const std::string& text)
{
    if (!std::regex_match(text, std::regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")))
        return false;
    const int year = std::stoi(text.substr(0, 4)), month = std::stoi(text.substr(5, 2)), day = std::stoi(text.substr(8, 2));
    return std::chrono::year_month_day(
        std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(static_cast<unsigned>(day)))
        .ok();
}

bool isTime(const std::string& text)
{
    return std::regex_match(text, std::regex("([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"));
}

bool hasType(const json& value, const std::string& type)
{
    if (type == "integer")
        return value.is_number_integer();
    return type == (value.is_number() ? "number" : value.type_name());
}

/// JSON Schema 2020-12, the keywords that the tests use.
bool satisfies(const json& schema, const json& value, const json& root)
{
    if (schema.is_boolean())
        return schema.get<bool>();
    const auto all = [&](const json& list) {
        return std::count_if(list.begin(), list.end(), [&](const json& s) { return satisfies(s, value, root); });
    };
    for (const auto& [keyword, given] : schema.items()) {
        if (keyword == "$ref" && !satisfies(root.at(json::json_pointer(given.get<std::string>().substr(1))), value, root))
            return false;
        if (keyword == "const" && value != given)
            return false;
        if (keyword == "enum" && std::find(given.begin(), given.end(), value) == given.end())
            return false;
        if (keyword == "anyOf" && all(given) == 0)
            return false;
        if (keyword == "oneOf" && all(given) != 1)
            return false;
        if (keyword == "allOf" && all(given) != static_cast<ptrdiff_t>(given.size()))
            return false;
        if (keyword == "type" && given.is_string() && !hasType(value, given))
            return false;
        if (keyword == "type" && given.is_array()
            && std::none_of(given.begin(), given.end(), [&](const json& type) { return hasType(value, type); }))
            return false;
        if (value.is_number()) {
            if ((keyword == "minimum" && value < given) || (keyword == "maximum" && value > given)
                || (keyword == "exclusiveMinimum" && value <= given) || (keyword == "exclusiveMaximum" && value >= given))
                return false;
        }
        if (value.is_string()) {
            const auto text = value.get<std::string>();
            if ((keyword == "minLength" && codePoints(text) < given) || (keyword == "maxLength" && codePoints(text) > given))
                return false;
            if (keyword == "pattern" && !std::regex_search(text, std::regex(given.get<std::string>())))
                return false;
            if (keyword == "format" && !(given == "date" ? isDate(text) : isTime(text)))
                return false;
        }
        if (value.is_array()) {
            const size_t front = schema.contains("prefixItems") ? schema["prefixItems"].size() : 0;
            if ((keyword == "minItems" && value.size() < given) || (keyword == "maxItems" && value.size() > given))
                return false;
            for (size_t i = 0; i < value.size(); ++i) {
                if (keyword == "prefixItems" && i < front && !satisfies(given[i], value[i], root))
                    return false;
                if (keyword == "items" && i >= front && !satisfies(given, value[i], root))
                    return false;
            }
        }
        if (value.is_object()) {
            if (keyword == "required")
                for (const json& name : given)
                    if (!value.contains(name.get<std::string>()))
                        return false;
            for (const auto& [name, member] : value.items()) {
                const bool listed = schema.contains("properties") && schema["properties"].contains(name);
                if (keyword == "properties" && listed && !satisfies(given[name], member, root))
                    return false;
                if (keyword == "additionalProperties" && !listed && !satisfies(given, member, root))
                    return false;
            }
        }
    }
    return true;
}

/// A listed member must not come twice: in a parsed value one of the two is lost. (Names that nobody listed may.)
bool hasDoubledMember(const std::string& schema, const std::string& text)
{
    std::vector<std::set<std::string>> open;
    bool doubled = false;
    const json::parser_callback_t look = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start)
            open.emplace_back();
        else if (event == json::parse_event_t::object_end)
            open.pop_back();
        else if (event == json::parse_event_t::key)
            doubled = doubled || (!open.back().insert(parsed.get<std::string>()).second && schema.find(parsed.dump()) != std::string::npos);
        return true;
    };
    const json ignored = json::parse(text, look, false);
    return doubled;
}

bool isGood(const std::string& schema, const std::string& text)
{
    const json root = json::parse(schema), value = json::parse(text, nullptr, false);
    const bool good = !value.is_discarded() && satisfies(root, value, root) && !hasDoubledMember(schema, text);
    if (!good)
        report(__FILE__, __LINE__, schema + "\n    gave " + text);
    return good;
}

std::shared_ptr<const Grammar> grammarOf(const std::string& schema)
{
    auto grammar = grammarOfJsonSchema(schema);
    if (!grammar.ok()) {
        report(__FILE__, __LINE__, schema + ": " + grammar.error().doing);
        return nullptr;
    }
    return std::make_shared<const Grammar>(std::move(grammar).value());
}

bool accepts(const std::string& schema, const std::string& text)
{
    const auto grammar = grammarOf(schema);
    if (!grammar)
        return false;
    GrammarMatcher matcher(grammar);
    return matcher.mayEnd(matcher.after(matcher.start(), text));
}

std::string errorOf(const std::string& schema)
{
    const auto grammar = grammarOfJsonSchema(schema);
    return grammar.ok() ? "" : std::string(errorCodeName(grammar.error().code)) + " " + grammar.error().doing;
}

bool mentions(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

/// A text of the grammar, each byte drawn among those that fit; "" when it does not come to an end in time.
std::string randomText(const std::shared_ptr<const Grammar>& grammar, std::mt19937& random)
{
    GrammarMatcher matcher(grammar);
    GrammarMatcher::State state = matcher.start();
    std::string text;
    while (text.size() < 3000) {
        std::vector<uint8_t> fits;
        for (unsigned byte = 0; byte < 256; ++byte)
            if (matcher.after(state, static_cast<uint8_t>(byte)) != GrammarMatcher::kDead)
                fits.push_back(static_cast<uint8_t>(byte));
        if (matcher.mayEnd(state) && (fits.empty() || random() % 4 == 0))
            return text;
        if (fits.empty())
            break;
        // Closing signs are few among so many bytes: they get a better chance, or texts would never end.
        uint8_t next = fits[random() % fits.size()];
        for (const char sign : { '"', '}', ']' })
            if (random() % 6 == 0 && matcher.after(state, static_cast<uint8_t>(sign)) != GrammarMatcher::kDead)
                next = static_cast<uint8_t>(sign);
        text += static_cast<char>(next);
        state = matcher.after(state, next);
    }
    return "";
}

constexpr size_t kShortSchemas = 11;
const char* const kSchemas[] = {
    R"({"type":"object","properties":{"제목":{"type":"string","minLength":1,"maxLength":12},"쪽":{"type":"integer","minimum":1,"maximum":365},
        "공개":{"type":"boolean"}},"required":["제목","쪽"],"additionalProperties":false})",
    R"({"enum":["공개","부분공개","비공개","\"따옴표\"\n",3,null,{"가":[1,2]}]})",
    R"({"type":"array","items":{"enum":["월","화","수"]},"minItems":2,"maxItems":4})",
    R"({"type":"integer","minimum":-37,"exclusiveMaximum":1205})",
    R"({"type":"array","prefixItems":[{"type":"string","format":"date"},{"type":"string","format":"time"}],"items":{"type":"null"},"minItems":1,"maxItems":4})",
    R"({"type":"string","pattern":"^제[0-9]{1,3}조(의[1-9])?$"})",
    R"({"anyOf":[{"type":"integer","minimum":100,"maximum":105},{"type":"string","maxLength":3},{"const":{"a":[true]}}]})",
    R"({"oneOf":[{"type":"object","properties":{"kind":{"const":"law"},"article":{"type":"integer","minimum":1}},"required":["kind","article"]},
        {"type":"object","properties":{"kind":{"const":"page"},"page":{"type":"integer","minimum":1}},"required":["kind"]}]})",
    R"({"allOf":[{"$ref":"#/$defs/named"},{"properties":{"b":{"type":"null"}},"required":["b"]}],"$defs":{"named":{"type":"object","properties":{"a":{"type":"boolean"}}}}})",
    R"({"type":"object","properties":{"name":{"type":"string","maxLength":4},"children":{"type":"array","items":{"$ref":"#"},"maxItems":2}},"required":["name"]})",
    R"({"type":["integer","null","string"],"minimum":5,"maximum":9,"maxLength":2})",
    // From here on nothing bounds the length of some part.
    R"({"type":"string","pattern":"[a-c]+x|y\\."})",
    R"({"type":"object","properties":{"a":{"type":"integer"},"ab":{"type":"integer"}},"additionalProperties":{"type":"boolean"}})",
    R"({"type":"object","properties":{"a":{"const":1},"b":{"const":2},"c":{"const":3}},"required":["b"],"additionalProperties":true})",
    R"({"type":"object","required":["x"],"additionalProperties":{"type":"number"}})",
    R"({"type":"number"})",
    R"({})",
    R"(true)",
    R"({"type":"object"})",
    R"({"type":"array","maxItems":3})",
};

} // namespace

SILLOK_TEST(whateverAGrammarWritesSatisfiesItsSchema)
{
    std::mt19937 random(5);
    for (const char* schema : kSchemas) {
        const auto grammar = grammarOf(schema);
        REQUIRE(grammar);
        int ended = 0;
        for (int round = 0; round < 150; ++round) {
            const std::string text = randomText(grammar, random);
            ended += !text.empty();
            if (!text.empty() && !isGood(schema, text))
                break;
        }
        if (ended <= 10)
            report(__FILE__, __LINE__, std::string(schema) + " ended only " + std::to_string(ended) + " times");
    }
}

SILLOK_TEST(integersAreExactlyThoseBetweenTheBounds)
{
    const struct {
        int least, most;
    } cases[] = { { 0, 0 }, { 0, 9 }, { 1, 10 }, { 7, 123 }, { 99, 100 }, { -5, 5 }, { -120, -7 }, { -1000, 1001 }, { 250, 1999 } };
    for (const auto& one : cases) {
        const auto grammar = grammarOf(
            "{\"type\":\"integer\",\"minimum\":" + std::to_string(one.least) + ",\"maximum\":" + std::to_string(one.most) + "}");
        REQUIRE(grammar);
        GrammarMatcher matcher(grammar);
        int wrong = 0;
        for (int value = -2100; value <= 2100; ++value)
            wrong += matcher.mayEnd(matcher.after(matcher.start(), std::to_string(value))) != (one.least <= value && value <= one.most);
        CHECK_EQUAL(wrong, 0);
        for (const char* text : { "-0", "00", "01", "+1", "1.0", "", "-" })
            CHECK(!matcher.mayEnd(matcher.after(matcher.start(), text)));
    }
    CHECK(accepts(R"({"type":"integer","minimum":9223372036854775806})", "9223372036854775807"));
    CHECK(!accepts(R"({"type":"integer","minimum":9223372036854775806})", "9223372036854775805"));
    CHECK(accepts(R"({"type":"integer","maximum":-9223372036854775807})", "-9223372036854775808"));
}

SILLOK_TEST(textsByHand)
{
    const char* person
        = R"({"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"},"c":{"type":"null"}},"required":["b"]})";
    for (const char* good : { R"({"b":""})", R"({"a": 1, "b": "x"})", R"({"b":"\n\u0001","c":null})", R"({"a":1,"b":"한","c":null})" })
        CHECK(accepts(person, good));
    for (const char* bad : { "{}", R"({"a":1})", R"({"b":"x","a":1})", R"({"b":"x",})", R"({"b":"x","d":1})", R"({"b":"x"}})",
             R"({"b":"\q"})", "{\"b\":\"\n\"}" })
        CHECK(!accepts(person, bad));
    CHECK(accepts(R"({"type":"object","properties":{"a":{}},"additionalProperties":true})", R"({"a":1,"b":2,"aa":3,"":4})"));
    CHECK(!accepts(R"({"type":"object","properties":{"a":{}},"additionalProperties":true})", R"({"b":2,"a":1})")); // a would come twice
    CHECK(accepts(R"({"type":"string","minLength":2,"maxLength":3})", "\"한글\""));
    CHECK(!accepts(R"({"type":"string","minLength":2,"maxLength":3})", "\"한\""));
    CHECK(!accepts(R"({"type":"string","minLength":2,"maxLength":3})", "\"abcd\""));
    CHECK(accepts(R"({"type":"array","items":false,"prefixItems":[{"const":1},{"const":2}]})", "[1, 2]"));
    CHECK(!accepts(R"({"type":"array","items":false,"prefixItems":[{"const":1},{"const":2}]})", "[1, 2, 3]"));
    CHECK(accepts(R"({"type":"string","format":"date"})", "\"2026-11-23\""));
    CHECK(!accepts(R"({"type":"string","format":"date"})", "\"2026-02-30\""));
    CHECK(accepts(R"({"type":"string","pattern":"^a\\\\$"})", R"("a\\")")); // a, then a backslash
    CHECK(accepts(R"({"type":"string","pattern":"^[^a]\\s\"$"})", R"("b\t\"")"));
}

SILLOK_TEST(whatIsNotUnderstoodIsNamed)
{
    for (const char* keyword :
        { "not", "if", "patternProperties", "uniqueItems", "multipleOf", "minProperties", "contains", "dependentRequired" })
        CHECK(mentions(errorOf(std::string("{\"type\":\"object\",\"") + keyword + "\":{}}"), keyword));
    CHECK(mentions(errorOf(R"({"type":"number","minimum":1})"), "minimum"));
    CHECK(mentions(errorOf(R"({"type":"string","format":"email"})"), "email"));
    CHECK(mentions(errorOf(R"x({"type":"string","pattern":"(?=a)"})x"), "looks around"));
    CHECK(mentions(errorOf(R"({"type":"string","pattern":"\\uD800"})"), "no such character"));
    CHECK(mentions(errorOf(R"({"type":"string","pattern":"\\u12"})"), "hexadecimal"));
    CHECK(accepts(R"({"type":"string","pattern":"^\\uac00$"})", "\"가\""));
    CHECK(mentions(errorOf(R"({"type":"string","pattern":"\\bx"})"), "\\b"));
    CHECK(mentions(errorOf(R"({"type":"string","pattern":"^a|b$"})"), "|"));
    CHECK(mentions(errorOf(R"({"type":"string","pattern":"a","maxLength":3})"), "pattern"));
    CHECK(mentions(errorOf(R"({"oneOf":[{"type":"integer"},{"type":"number"}]})"), "oneOf"));
    CHECK(mentions(errorOf(R"({"oneOf":[{"enum":[1,2]},{"const":2}]})"), "oneOf"));
    CHECK(mentions(errorOf(R"({"oneOf":[{"properties":{"a":{}}},{"type":"string"}]})"), "oneOf")); // a string has no wrong properties
    CHECK(mentions(errorOf(R"({"allOf":[{"type":"string"}]})"), "allOf"));
    CHECK(mentions(errorOf(R"({"type":"strnig"})"), "strnig"));
    CHECK(mentions(errorOf(R"({"$ref":"other.json"})"), "$ref"));
    CHECK(mentions(errorOf(R"({"$ref":"#/$defs/none"})"), "$ref"));
    CHECK(mentions(errorOf("{"), "not JSON"));
    CHECK(mentions(errorOf("[]"), "schema"));
    CHECK(mentions(errorOf(R"({"type":"integer","minimum":3,"maximum":2})"), "minimum"));
    CHECK(mentions(errorOf(R"({"type":"array","minItems":3,"maxItems":2})"), "minItems"));
    CHECK(mentions(errorOf(R"({"type":"object","properties":{},"required":["a"],"additionalProperties":false})"), "required"));
    CHECK(mentions(errorOf(R"({"enum":["a"],"type":"integer"})"), "enum"));
}

SILLOK_TEST(hostileSchemasEndQuicklyInAnError)
{
    const auto start = std::chrono::steady_clock::now();
    const auto repeated = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i)
            all += text;
        return all;
    };
    CHECK(mentions(errorOf(repeated("[", 500000)), "too deep"));
    CHECK(mentions(errorOf(repeated("{\"items\":", 70) + "true" + repeated("}", 70)), "too deep"));
    CHECK(mentions(errorOf(R"({"$ref":"#"})"), "ever ends"));
    CHECK(mentions(errorOf(R"({"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]})"), "ever ends"));
    CHECK(mentions(errorOf(R"({"allOf":[{"$ref":"#"}]})"), "too deep"));
    CHECK(mentions(errorOf(R"({"oneOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}],"$defs":{"a":{"$ref":"#/$defs/a"}}})"), "goes round"));
    CHECK(mentions(errorOf(R"({"type":"string","maxLength":100000})"), "maxLength"));
    CHECK(mentions(errorOf(R"({"type":"array","minItems":99999999999999999999})"), "minItems"));
    CHECK(mentions(errorOf(R"({"type":"string","pattern":")" + repeated("(", 1000) + R"("})"), "too deep"));
    CHECK(mentions(errorOf(R"({"type":"string","pattern":")" + repeated("a{9999}b{9999}", 20) + R"("})"), "too large"));
    CHECK(mentions(errorOf(std::string(kMaxSchemaBytes + 1, ' ')), "1 MiB"));
    std::string values = "{\"enum\":[0", alternatives = "{\"oneOf\":[{\"const\":0}",
                doubling = R"({"oneOf":[{"$ref":"#/$defs/l0"},{"$ref":"#/$defs/r0"}],"$defs":{)";
    for (int i = 1; i < 5000; ++i) {
        values += "," + std::to_string(i);
        alternatives += ",{\"const\":" + std::to_string(i) + "}";
    }
    for (int i = 0; i < 25; ++i) // each level asks for the one below twice
        for (const char* side : { "l", "r" }) {
            const std::string below = std::string("{\"$ref\":\"#/$defs/") + side + std::to_string(i + 1) + "\"}";
            doubling += std::string("\"") + side + std::to_string(i) + R"(":{"type":"object","properties":{"x":)" + below
                + ",\"y\":" + below + R"(},"required":["x","y"]},)";
        }
    CHECK(mentions(errorOf(values + "]}"), "too large"));
    CHECK(mentions(errorOf(alternatives + "]}"), "too large"));
    CHECK(mentions(errorOf(doubling + R"("l25":{"type":"object"},"r25":{"type":"object"}}})"), "too large"));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
#ifdef SILLOK_SANITIZED
    CHECK(seconds < 60);
#else
    CHECK(seconds < 5);
#endif
}

SILLOK_TEST(aTrainedModelHeldToASchemaKeepsIt)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no model was held to a schema");
    auto file = MappedFile::open(shared + "/fixtures/models/stories260K-f32.gguf");
    REQUIRE(file.ok());
    const auto model = Model::load(std::move(file).value(), {});
    REQUIRE(model.ok());
    auto session = Session::create(*model);
    REQUIRE(session.ok());
    const auto prompt = (*model)->tokenizer().encode("Once upon a time", Tokenizer::Mode::Special);
    REQUIRE(prompt.ok());
    size_t outputs = 0;
    for (size_t s = 0; s < kShortSchemas; ++s) {
        GenerateOptions options;
        options.grammar = grammarOf(kSchemas[s]);
        REQUIRE(options.grammar);
        options.maxTokens = 400;
        options.sampler.temperature = 1.0f;
        size_t ended = 0;
        for (uint64_t seed = 0; seed < 60; ++seed) {
            options.sampler.seed = seed;
            (*session)->reset();
            std::string text;
            const auto usage = (*session)->generate(*prompt, options, [&](std::string_view piece) { text += piece; });
            REQUIRE(usage.ok());
            if (usage->stopReason == StopReason::EndOfTurn) {
                ++ended;
                if (!isGood(kSchemas[s], text))
                    break;
            }
        }
        if (ended < 50)
            report(__FILE__, __LINE__, std::string(kSchemas[s]) + " ended only " + std::to_string(ended) + " times");
        outputs += ended;
    }
    std::printf("  %zu whole outputs, all of their schema\n", outputs);
}

SILLOK_TEST(masksAgreeWithTheTokensOneByOne)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no vocabulary was masked");
    const auto file = MappedFile::open(shared + "/fixtures/tokenizers/gguf-vocab/rebuilt-qwen3.gguf");
    REQUIRE(file.ok());
    const auto reader = gguf::Reader::open(file->bytes());
    REQUIRE(reader.ok());
    const auto tokenizer = Tokenizer::fromGguf(*reader);
    REQUIRE(tokenizer.ok());
    const Vocabulary& vocabulary = tokenizer->vocabulary();
    const TokenTrie trie = tokenBytes(vocabulary);
    const auto grammar = grammarOf(kSchemas[0]);
    REQUIRE(grammar);
    Constraint constraint(grammar, vocabulary, trie, vocabulary.endOfGeneration());
    const auto ids = tokenizer->encode("{\"제목\": \"정보공개 \", \"쪽\":12}", Tokenizer::Mode::Raw);
    REQUIRE(ids.ok());
    double slowest = 0;
    for (const TokenId id : *ids) {
        std::vector<float> logits(vocabulary.size());
        const auto start = std::chrono::steady_clock::now();
        CHECK(constraint.mask(logits));
        slowest = std::max(slowest, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        size_t wrong = 0;
        for (size_t i = 0; i < logits.size(); ++i)
            wrong += (logits[i] == 0) != constraint.allows(static_cast<TokenId>(i));
        CHECK_EQUAL(wrong, 0u);
        CHECK(constraint.accept(id).ok());
    }
    CHECK(constraint.mustEnd());
    std::vector<float> logits(vocabulary.size());
    CHECK(constraint.mask(logits)); // only ends are left
    for (size_t i = 0; i < logits.size(); ++i) {
        const auto& ends = vocabulary.endOfGeneration();
        CHECK((logits[i] == 0) == (std::find(ends.begin(), ends.end(), static_cast<TokenId>(i)) != ends.end()));
    }
    CHECK(!constraint.accept((*ids)[0]).ok());
    std::printf("  slowest mask of %zu tokens: %.1f ms\n", vocabulary.size(), slowest * 1e3);
}

#else
SILLOK_TEST(noJsonLibrary) { sillok::test::skip("built without the JSON library: no schema was read"); }
#endif

SILLOK_TEST_MAIN
