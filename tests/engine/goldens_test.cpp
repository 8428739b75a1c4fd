// A trained model in nine weight types: ids and logits of another program, on every CPU variant.
#include "engine/session/session.h"
#include "kernels/cpu/table.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"
#include "tests/support/json.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>

using namespace sillok;
using namespace sillok::test;

namespace {

std::vector<std::string> variants()
{
    std::vector<std::string> names;
    for (const char* const* name = kernels::cpuTableNames(); *name; ++name) {
        if (kernels::chooseCpuTable(*name).table)
            names.emplace_back(*name);
        else
            std::printf("  SKIP: this processor cannot run %s\n", *name);
    }
    return names;
}

Result<std::shared_ptr<Model>> load(const std::string& path, const std::string& variant, KvType kv = KvType::F32)
{
    SILLOK_TRY(MappedFile file, MappedFile::open(path));
    ModelOptions options;
    options.threads = 2;
    options.kvType = kv;
    options.cpuVariant = variant;
    return Model::load(std::move(file), options);
}

std::vector<float> floats(const std::string& path)
{
    const std::string bytes = readText(path);
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

/// A file whose tokenizer this build cannot read proves nothing about the graph.
bool withoutSentencePiece(const Error& error)
{
    return error.code == ErrorCode::Unsupported && error.doing.find("SentencePiece library") != std::string::npos;
}

struct Distance {
    double most = 0;
    double squares = 0;
    size_t count = 0;
    void add(std::span<const float> got, const float* want)
    {
        for (size_t i = 0; i < got.size(); ++i) {
            const double d = std::abs(static_cast<double>(got[i]) - static_cast<double>(want[i]));
            most = d > most || d != d ? d : most;
            squares += d * d;
        }
        count += got.size();
    }
    double rms() const { return std::sqrt(squares / static_cast<double>(std::max<size_t>(count, 1))); }
};

/// Greedy ids of every prompt up to the first step whose gap is under the limit. Returns prompts that agree.
size_t compareGreedy(const std::shared_ptr<Model>& model, const std::vector<std::string>& goldens, double gapLimit, size_t& steps)
{
    size_t good = 0;
    for (const std::string& line : goldens) {
        const Json golden = Json::parse(line);
        const std::vector<TokenId> prompt = golden["prompt_ids"].ints(), want = golden["greedy"].ints();
        size_t sure = 0;
        for (const Json& step : golden["steps_id_logit_gap"].items) {
            if (step.items.at(2).number < gapLimit)
                break;
            ++sure;
        }
        auto session = Session::create(model);
        if (!session.ok() || want.empty())
            continue;
        std::vector<TokenId> got;
        GenerateOptions options;
        options.maxTokens = static_cast<uint32_t>(want.size());
        options.ignoreEnd = true;
        const auto usage = (*session)->generate(prompt, options, {}, [&](TokenId id) { got.push_back(id); });
        sure = std::min(sure, want.size());
        const bool same
            = usage.ok() && got.size() >= sure && std::equal(want.begin(), want.begin() + static_cast<ptrdiff_t>(sure), got.begin());
        good += same;
        steps += sure;
        if (!same)
            std::printf("    prompt \"%s\" differs\n", golden["prompt"].text.c_str());
    }
    return good;
}

} // namespace

SILLOK_TEST(storiesGiveTheirGoldenIds)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no golden was compared");
    const std::string folder = shared + "/fixtures/models/";
    for (const char* type : { "f32", "f16", "BF16", "Q8_0", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q4_K_M" })
        for (const std::string& variant : variants()) {
            const std::string base = folder + "stories260K-" + type;
            auto model = load(base + ".gguf", variant);
            if (!model.ok() && withoutSentencePiece(model.error()))
                return skip("no SentencePiece library: the stories cannot be read");
            REQUIRE(model.ok());
            // Four weight types (BF16, Q4_1, Q5_0, Q5_1) have no goldens of their own: they must load and come near the F32 text.
            const bool own = std::filesystem::exists(base + ".dev.jsonl");
            if (!own) {
                auto session = Session::create(*model);
                REQUIRE(session.ok());
                std::string text;
                GenerateOptions options;
                options.maxTokens = 8;
                const std::vector<TokenId> bos { 1 };
                CHECK((*session)->generate(bos, options, [&](std::string_view piece) { text += piece; }).ok());
                const std::string published = readText(folder + "stories260K.published-greedy.txt");
                CHECK(text.size() > 20 && published.starts_with(text.substr(1)));
                continue;
            }
            const auto goldens = lines(readText(base + ".dev.jsonl"));
            const bool exact = std::string(type) == "f32" || std::string(type) == "f16" || std::string(type) == "BF16";
            size_t steps = 0;
            const size_t good = compareGreedy(*model, goldens, exact ? 0.02 : 0.3, steps);
            std::printf("  stories260K-%s %s: %zu of %zu prompts, %zu sure steps\n", type, variant.c_str(), good, goldens.size(), steps);
            CHECK_EQUAL(good, goldens.size());
        }
}

SILLOK_TEST(storiesGiveTheirGoldenLogits)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no golden was compared");
    const std::string base = shared + "/fixtures/models/stories260K-f32";
    const auto want = floats(base + ".dev.logits.f32");
    for (const std::string& variant : variants()) {
        auto model = load(base + ".gguf", variant);
        if (!model.ok() && withoutSentencePiece(model.error()))
            return skip("no SentencePiece library: the stories cannot be read");
        REQUIRE(model.ok());
        Distance distance;
        for (const std::string& line : lines(readText(base + ".dev.jsonl"))) {
            const auto prompt = Json::parse(line)["prompt_ids"].ints();
            auto session = Session::create(*model);
            REQUIRE(session.ok() && (*session)->feed(prompt, Session::Keep::All).ok());
            REQUIRE(distance.count + (*session)->logits().size() <= want.size());
            distance.add((*session)->logits(), want.data() + distance.count);
        }
        CHECK_EQUAL(distance.count, want.size());
        std::printf("  stories260K-f32 %s: %zu logits, worst distance %.2g\n", variant.c_str(), distance.count, distance.most);
        CHECK(distance.most <= 1e-3);
    }
}

/// A second question behind an answer: whatever was kept of the first, and however the prompt is cut, the numbers are those of a fresh start.
SILLOK_TEST(whatWasKeptOfAChatChangesNothing)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no chat was continued");
    for (const char* const type : { "f32", "BF16", "Q8_0", "Q4_0", "Q4_K_M" })
        for (const std::string& variant : variants()) {
            const auto model = load(shared + "/fixtures/models/stories260K-" + type + ".gguf", variant);
            if (!model.ok() && withoutSentencePiece(model.error()))
                return skip("no SentencePiece library: the stories cannot be read");
            REQUIRE(model.ok());
            auto kept = Session::create(*model), cut = Session::create(*model), fresh = Session::create(*model);
            REQUIRE(kept.ok() && cut.ok() && fresh.ok());
            const std::vector<TokenId> first { 1, 403, 407, 261, 378, 300, 321, 45, 67, 89, 120, 121, 122, 123, 124, 125, 126, 127, 128 };
            std::vector<TokenId> second = first;
            GenerateOptions options;
            options.maxTokens = 24;
            options.ignoreEnd = true;
            REQUIRE((*kept)->generate(first, options, {}, [&](TokenId id) { second.push_back(id); }).ok());
            second.insert(second.end(), { 261, 378, 400, 45, 90 });
            const uint32_t known = (*kept)->keepFront(second);
            CHECK(known >= first.size());
            REQUIRE((*kept)->feed(std::span(second).subspan(known)).ok());
            for (size_t from = 0, count = 1; from < second.size(); from += count, count = count % 7 + 1)
                REQUIRE((*cut)->feed(std::span(second).subspan(from, std::min(count, second.size() - from))).ok());
            REQUIRE((*fresh)->feed(second).ok());
            CHECK(std::ranges::equal((*kept)->logits(), (*fresh)->logits()));
            CHECK(std::ranges::equal((*cut)->logits(), (*fresh)->logits()));
        }
}

SILLOK_TEST_MAIN
