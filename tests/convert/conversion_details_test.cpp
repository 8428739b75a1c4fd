// What a conversion takes from the files beside the weights - ends, chat template, licence - and checkpoints that it refuses, by name.
#include "engine/chat/family.h"
#include "engine/tokenizer/tokenizer.h"
#include "tests/convert/golden_folder.h"
#include "tests/support/check.h"

using namespace sillok;
using namespace sillok::test;

namespace {

/// The golden llama as a folder, to be changed before it is converted.
class Folder {
public:
    Folder()
    {
        const auto all = cells();
        const auto golden = openGolden(sharedDir() + "/fixtures/golden-logits/models/llama-gqa-F32.gguf");
        if (golden.ok() && writeModelFolder(all.front(), *golden, path()).ok())
            m_tensors = takeApart(all.front(), *golden, path());
        CHECK(!m_tensors.empty());
    }
    std::string path() const { return m_place.path() + "/model"; }
    std::string out() const { return m_place.path() + "/out.gguf"; }
    void write(const char* name, const std::string& text) const { CHECK(writeWhole(path() + "/" + name, text)); }
    void write(const char* name, const J& json) const { write(name, json.dump()); }
    void change(const char* name, const std::function<void(J&)>& how) const
    {
        J json = J::parse(readText(path() + "/" + name));
        how(json);
        write(name, json);
    }
    void changeTensors(const std::function<void(std::map<std::string, RawTensor>&)>& how) const
    {
        auto tensors = m_tensors;
        how(tensors);
        write("model.safetensors", safetensorsOf(tensors));
    }
    Result<Golden> converted() const
    {
        std::filesystem::remove(out());
        SILLOK_CHECK(convertFolder(path(), out(), "F32"));
        return openGolden(out());
    }
    /// The code and message of a conversion that must fail and leave nothing behind.
    std::string refusal() const
    {
        const auto result = converted();
        size_t files = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(m_place.path()))
            ++files;
        CHECK_EQUAL(files, size_t { 1 }); // the folder itself
        return result.ok() ? "converted" : std::string(errorCodeName(result.error().code)) + ": " + result.error().doing;
    }

private:
    TemporaryFolder m_place;
    std::map<std::string, RawTensor> m_tensors;
};

std::string textOf(const Golden& model, const char* key) { return std::string((*model.reader.text(key)).value_or("(none)")); }

/// An error of this code whose message holds this part.
void checkRefusal(const std::string& said, const char* code, const std::string& part)
{
    if (!said.starts_with(std::string(code) + ": ") || said.find(part) == std::string::npos)
        report(__FILE__, __LINE__, "\"" + said + "\" is not " + code + " naming " + part);
}

bool withoutFixtures()
{
    if (!sharedDir().empty())
        return false;
    skip("SILLOK_SHARED has no fixtures: no folder was converted");
    return true;
}

} // namespace

SILLOK_TEST(everyEndOfTheFolderEndsAnAnswer)
{
    if (withoutFixtures())
        return;
    const Folder folder;
    const J tokens = J::parse(readText(folder.path() + "/tokenizer.json"));
    J added = tokens["added_tokens"];
    for (const auto& [id, text] : { std::pair { 100u, "<one>" }, { 101u, "<two>" }, { 102u, "<three>" } })
        added.push_back({ { "id", id }, { "content", text }, { "special", true } });
    folder.change("tokenizer.json", [&](J& json) { json["added_tokens"] = added; });
    folder.write("tokenizer_config.json", J { { "eos_token", { { "content", "<two>" } } } });
    folder.write("generation_config.json", J { { "eos_token_id", { 100u, 101u } } });
    folder.change("config.json", [](J& json) { json["eos_token_id"] = 100u; });
    const auto model = folder.converted();
    REQUIRE(model.ok());
    CHECK_EQUAL((*model->reader.natural("tokenizer.ggml.eos_token_id")).value_or(0), uint64_t { 101 }); // the tokenizer's own first
    CHECK_EQUAL((*model->reader.natural("tokenizer.ggml.eot_token_id")).value_or(0), uint64_t { 100 });
    const auto tokenizer = Tokenizer::fromGguf(model->reader);
    REQUIRE(tokenizer.ok());
    const auto ends = stopIdsOf(tokenizer->vocabulary(), chatFamilyOf(tokenizer->vocabulary()));
    for (const TokenId end : { 100, 101 })
        CHECK(std::find(ends.begin(), ends.end(), end) != ends.end());
    CHECK(std::find(ends.begin(), ends.end(), 102) == ends.end());
}

SILLOK_TEST(theChatTemplateComesFromWhereverItStands)
{
    if (withoutFixtures())
        return;
    const Folder folder;
    const char* key = "tokenizer.chat_template";
    const auto found = [&] {
        const auto model = folder.converted();
        CHECK(model.ok());
        return model.ok() ? textOf(*model, key) : std::string();
    };
    CHECK_EQUAL(found(), std::string("(none)"));
    folder.write("tokenizer_config.json", J { { "chat_template", "inline {{ x }}" } });
    CHECK_EQUAL(found(), std::string("inline {{ x }}"));
    const J list { { { "name", "tool_use" }, { "template", "tools" } }, { { "name", "default" }, { "template", "plain" } } };
    folder.write("tokenizer_config.json", J { { "chat_template", list } });
    CHECK_EQUAL(found(), std::string("plain"));
    folder.write("chat_template.jinja", std::string("a file of its own {# 가 #}"));
    CHECK_EQUAL(found(), std::string("a file of its own {# 가 #}"));
}

SILLOK_TEST(theModelCardNamesLicenceAndLanguages)
{
    if (withoutFixtures())
        return;
    const Folder folder;
    const auto is = [&](const char* card, const char* wanted) {
        folder.write("README.md", std::string(card));
        const auto model = folder.converted();
        REQUIRE(model.ok());
        CHECK_EQUAL(textOf(*model, "general.license"), std::string(wanted));
    };
    is("---\nlicense: apache-2.0\nlanguage:\n- ko\n- en\n---\n# A model\n", "apache-2.0");
    const auto model = openGolden(folder.out());
    REQUIRE(model.ok());
    const auto languages = *model->reader.texts("general.languages");
    CHECK(languages && languages->size() == 2 && languages->front() == "ko" && languages->back() == "en");
    is("---\nlicense: other\nlicense_name: exaone\n---\n", "exaone");
    is("---\nlicense: \"mit\"\n---\n", "mit");
    is("# no front\nlicense: mit\n", "(none)");
}

SILLOK_TEST(whatHasNoPlaceIsRefusedByName)
{
    if (withoutFixtures())
        return;
    const Folder folder;
    const RawTensor small { "F32", { 2 }, std::string(8, '\0') };
    folder.changeTensors([&](auto& tensors) { tensors["model.layers.0.self_attn.sinks"] = small; });
    checkRefusal(folder.refusal(), "Unsupported", "model.layers.0.self_attn.sinks");
    folder.changeTensors([&](auto& tensors) { tensors.erase("model.layers.1.mlp.up_proj.weight"); });
    checkRefusal(folder.refusal(), "NotFound", "model.layers.1.mlp.up_proj.weight");
    folder.changeTensors([&](auto& tensors) { tensors["model.norm.weight"] = small; });
    checkRefusal(folder.refusal(), "Damaged", "model.norm.weight");
    folder.changeTensors([&](auto& tensors) {
        RawTensor& norm = tensors["model.norm.weight"];
        const float endless = INFINITY;
        std::memcpy(norm.data.data(), &endless, sizeof endless);
    });
    checkRefusal(folder.refusal(), "Damaged", "output_norm.weight");
    folder.changeTensors([](auto&) {});
    CHECK(folder.converted().ok());
    std::filesystem::remove(folder.out());

    folder.change("config.json", [](J& json) { json["architectures"] = { "OlmoForCausalLM" }; });
    checkRefusal(folder.refusal(), "Unsupported", "OlmoForCausalLM");
    folder.change("config.json", [](J& json) { json["architectures"] = { "LlamaForCausalLM" }, json.erase("hidden_size"); });
    checkRefusal(folder.refusal(), "Damaged", "hidden_size");
}

SILLOK_TEST(anUnknownSplitRuleIsRefusedByName)
{
    if (withoutFixtures())
        return;
    const Folder folder;
    if (!std::filesystem::exists(folder.path() + "/tokenizer.json"))
        return skip("the golden llama has no byte-level vocabulary");
    folder.change("tokenizer.json", [](J& json) { json["pre_tokenizer"] = splitsOf({ "[a-z]+|." }); });
    checkRefusal(folder.refusal(), "Unsupported", "[a-z]+|.");
}

SILLOK_TEST_MAIN
