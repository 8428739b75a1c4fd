// Every split rule is known by its published regular expressions, and nothing else passes for one.
#include "engine/convert/split_patterns.h"
#include "tests/convert/tokenizer_folder.h"
#include "tests/support/check.h"

using namespace sillok;
using namespace sillok::test;

namespace {

/// The name of the rule, or "CODE: message".
std::string nameOf(const J& preTokenizer)
{
    const auto rule = convert::splitRuleOf(preTokenizer);
    return rule.ok() ? *rule : std::string(errorCodeName(rule.error().code)) + ": " + rule.error().doing;
}

bool refusesNaming(const J& preTokenizer, const std::string& part)
{
    const std::string said = nameOf(preTokenizer);
    return said.starts_with("Unsupported") && said.find(part) != std::string::npos;
}

} // namespace

SILLOK_TEST(publishedPatternsAreKnown)
{
    const struct {
        const char* published;
        const char* rule;
    } rows[] = { { "gpt-2", "gpt-2" }, { "exaone4", "gpt-2" }, { "a.x-4.0", "gpt-2" }, { "llama-bpe", "llama-bpe" },
        { "midm-2.0", "llama-bpe" }, { "qwen2", "qwen2" }, { "solar-open", "qwen2" }, { "gpt-4o", "gpt-4o" }, { "kanana2", "gpt-4o" },
        { "exaone", "exaone" }, { "exaone-moe", "exaone-moe" }, { "hyperclovax", "hyperclovax" }, { "deepseek-v3", "deepseek-v3" } };
    for (const auto& row : rows) {
        const std::string name = nameOf(splitOf(row.published));
        std::printf("  %-12s %s\n", row.published, name.c_str());
        CHECK_EQUAL(name, std::string(row.rule));
    }
}

SILLOK_TEST(theSameRuleInOtherWordsIsKnown)
{
    // Raw line breaks instead of escapes, and the contractions letter by letter.
    std::string raw = pattern::kQwen;
    for (const auto& [from, to] :
        { std::pair { "\\r", "\r" }, { "\\n", "\n" }, { "(?i:'s|'t|'re|'ve|'m|'ll|'d)", "'(?i:[sdmt]|ll|ve|re)" } })
        for (size_t at = raw.find(from); at != std::string::npos; at = raw.find(from))
            raw.replace(at, std::string(from).size(), to);
    CHECK_EQUAL(nameOf(splitsOf({ raw.c_str() })), std::string("qwen2"));
}

SILLOK_TEST(unknownRulesAreRefusedByName)
{
    CHECK(refusesNaming(splitsOf({ "[a-z]+|[0-9]+" }), "[a-z]+|[0-9]+"));
    std::string almost = pattern::kLlama3;
    almost.replace(almost.find("{1,3}"), 5, "{1,4}");
    CHECK(refusesNaming(splitsOf({ almost.c_str() }), "{1,4}"));
    CHECK(refusesNaming(splitsOf({ pattern::kQwen, pattern::kLlama3 }), "qwen2 llama3")); // known ones in an unknown order
    CHECK(refusesNaming({ { "type", "Metaspace" }, { "replacement", "_" } }, "Metaspace"));
    CHECK(refusesNaming({ { "type", "ByteLevel" }, { "add_prefix_space", true }, { "use_regex", true } }, "space in front"));
    J removed = splitOf("qwen2");
    removed["pretokenizers"][0]["behavior"] = "MergedWithPrevious";
    CHECK(refusesNaming(removed, "MergedWithPrevious"));
    CHECK(refusesNaming(J::object(), "{}"));
}

SILLOK_TEST_MAIN
