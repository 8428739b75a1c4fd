// Every stored rendering of the 21 real templates, and the published language cases, byte for byte.
#include "tests/support/check.h"
#include "tests/support/fixtures.h"

#if __has_include(<nlohmann/json.hpp>)
#include "engine/chat/chat_template.h"

using namespace sillok;
using namespace sillok::test;
using Json = nlohmann::ordered_json;

namespace {

std::string folder() { return sharedDir() + "/fixtures/chat-templates/"; }

std::string textOr(const Json& object, const char* name)
{
    return object.contains(name) && object[name].is_string() ? object[name].get<std::string>() : std::string();
}

Result<std::string> rendered(const std::string& source, ChatTemplateInput input)
{
    input.now.tm_year = 125; // 2025-03-09 14:05:06, the clock of the reference
    input.now.tm_mon = 2;
    input.now.tm_mday = 9;
    input.now.tm_hour = 14;
    input.now.tm_min = 5;
    input.now.tm_sec = 6;
    SILLOK_TRY(const ChatTemplate parsed, ChatTemplate::parse(source));
    SILLOK_TRY(const std::vector<RenderedPart> parts, parsed.render(input));
    std::string all;
    for (const RenderedPart& part : parts)
        all += part.text;
    return all;
}

} // namespace

SILLOK_TEST(realTemplatesRenderAsTheReference)
{
    if (sharedDir().empty())
        return skip("no shared fixtures");
    const Json cases = Json::parse(readText(folder() + "cases.json"));
    size_t good = 0, all = 0;
    for (const std::string& line : lines(readText(folder() + "expected.jsonl"))) {
        const Json expected = Json::parse(line);
        if (line.find("reference environment") != std::string::npos)
            continue; // not to be scored, says the material
        ChatTemplateInput input;
        for (const Json& one : cases) {
            if (one["name"] == expected["case"])
                input.variables = one;
        }
        input.variables.erase("name");
        input.bosToken = textOr(expected, "bos_token");
        input.eosToken = textOr(expected, "eos_token");
        const std::string file = expected["template"].get<std::string>();
        const auto text = rendered(readText(folder() + file), input);
        const bool same = expected["ok"].get<bool>() ? text.ok() && *text == expected["rendered"].get<std::string>()
                                                     : !text.ok() && text.error().code == ErrorCode::Refused;
        good += same;
        ++all;
        if (!same)
            report(__FILE__, __LINE__, file + " " + expected["case"].get<std::string>() + (text.ok() ? "" : ": " + text.error().doing));
    }
    std::printf("  %zu of %zu renderings\n", good, all);
    CHECK_EQUAL(all, size_t { 271 });
    CHECK_EQUAL(good, all);
}

SILLOK_TEST(languageCasesRenderAsTheReference)
{
    if (sharedDir().empty())
        return skip("no shared fixtures");
    const Json cases = Json::parse(readText(folder() + "jinja-engine/llama-cpp-jinja-cases.json"));
    size_t good = 0;
    for (const Json& one : cases) {
        ChatTemplateInput input;
        input.variables = one["vars"];
        const auto text = rendered(one["template"].get<std::string>(), input);
        const Json& expected = one["expected_jinja2"];
        const bool same = expected.is_string() ? text.ok() && *text == expected.get<std::string>() : !text.ok();
        good += same;
        if (!same)
            std::printf("  differs: %s\n", one["name"].get<std::string>().c_str());
    }
    std::printf("  %zu of %zu language cases\n", good, cases.size());
    CHECK(!cases.empty() && good * 100 >= cases.size() * 98);
}

#else
SILLOK_TEST(templatesNeedTheJsonLibrary) { sillok::test::skip("built without the JSON library: no template was rendered"); }
#endif

SILLOK_TEST_MAIN
