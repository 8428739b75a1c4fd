// Tiny random models of every architecture: logits, vectors and scores of another program and of a plain f64 pass, on every CPU variant.
#include "engine/gguf/inspect.h"
#include "kernels/cpu/table.h"
#include "tests/engine/goldens.h"

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

} // namespace

SILLOK_TEST(everyCaseComesNearItsGolden)
{
    const Goldens goldens;
    std::map<std::string, Row> table;
    for (const std::string& variant : variants())
        for (const Json& test : goldens.cases())
            judge(test, variant, table[test["arch"].text], [&] {
                return test["kind"].text == "logits" ? shareOfLogits(goldens, test, variant) : shareOfVectors(goldens, test, variant);
            });
    print("architecture", table);
}

SILLOK_TEST(anEmbedderRefusesWhatItCannotTake)
{
    const Goldens goldens;
    for (const Json& test : goldens.cases()) {
        if (test["id"].text == "qwen2-F32")
            CHECK(!goldens.embedder(test, std::string()).ok()); // a model that makes text
        if (test["id"].text != "qwen3-embed-F32")
            continue;
        CHECK(!goldens.model(test, std::string(), KvType::F32).ok()); // a model that makes vectors
        const auto embedder = goldens.embedder(test, std::string());
        REQUIRE(embedder.ok());
        const std::vector<TokenId> outside { 280 }, negative { -1 }, longest(512, 1), longer(513, 1);
        CHECK(!(*embedder)->embed({}).ok() && !(*embedder)->embed(outside).ok() && !(*embedder)->embed(negative).ok());
        CHECK((*embedder)->embed(longest).ok() && !(*embedder)->embed(longer).ok());
        std::stop_source stop;
        stop.request_stop();
        CHECK(!(*embedder)->embed(longest, stop.get_token()).ok());
        const auto query = (*embedder)->encode("a", TextKind::Query), passage = (*embedder)->encode("a", TextKind::Passage);
        CHECK(query.ok() && passage.ok() && query->ids.size() > passage->ids.size());
        std::vector<float> vector { 3.0f, 4.0f };
        normalize(vector);
        CHECK(std::abs(vector[0] - 0.6f) < 1e-6f && std::abs(vector[1] - 0.8f) < 1e-6f);
    }
}

namespace {

/// Distance with this cache type as a share of `times` what an F16 cache may cost.
Result<double> shareWithCache(const Goldens& goldens, const Json& test, KvType type, double times)
{
    SILLOK_TRY(const std::shared_ptr<Model> model, goldens.model(test, std::string(), type));
    const auto want = goldens.floats(test["expected"].text);
    double worst = 0;
    for (const Json& prompt : test["prompts"].items) {
        SILLOK_TRY(const std::unique_ptr<Session> session, Session::create(model));
        SILLOK_CHECK(session->feed(prompt["tokens"].ints(), Session::Keep::All));
        const auto logits = session->logits();
        worst = std::max(worst, worstOf(logits, std::span(want).subspan(offsetOf(prompt, "offset"), logits.size())));
    }
    return worst / (times * test["max_abs_kv_f16"].number);
}

} // namespace

SILLOK_TEST(smallerCachesStayInsideTheirLimits)
{
    // BF16 keeps three bits less than F16: eight times its error. Q8_0 steps are 1/127 of the block's largest value, at most half of one
    // off: BF16's worst case for that value, and the same step for smaller ones: twice as much again.
    const struct {
        KvType type;
        double times;
    } caches[] = { { KvType::F16, 1 }, { KvType::BF16, 8 }, { KvType::Q8_0, 16 } };
    const Goldens goldens;
    for (const auto& cache : caches) {
        std::map<std::string, Row> table;
        for (const Json& test : goldens.cases()) {
            if (!test.has("max_abs_kv_f16"))
                continue;
            const auto share = shareWithCache(goldens, test, cache.type, cache.times);
            if (!share.ok() && share.error().doing.starts_with("cache type q8_0 needs"))
                continue; // heads of 8 to 20 values
            judge(test, kvTypeName(cache.type), table[test["arch"].text], [&] { return share; });
        }
        print(kvTypeName(cache.type), table);
        CHECK(!table.empty() || goldens.cases().empty());
    }
}

SILLOK_TEST(aPromptFedInPartsGivesTheSameRows)
{
    const Goldens goldens;
    size_t compared = 0;
    for (const std::string& variant : variants())
        for (const Json& test : goldens.cases()) {
            if (!test.has("chunk"))
                continue;
            const auto model = goldens.model(test, variant, KvType::F32);
            if (!model.ok() && withoutSentencePiece(model.error()))
                continue;
            REQUIRE(model.ok());
            const auto tokens = test["prompts"].items.at(static_cast<size_t>(test["chunk"]["prompt"].number))["tokens"].ints();
            std::vector<std::vector<float>> rows;
            for (const size_t part : { tokens.size(), static_cast<size_t>(test["chunk"]["split"].number), size_t { 7 }, size_t { 1 } }) {
                auto session = Session::create(*model);
                REQUIRE(session.ok());
                rows.emplace_back();
                for (size_t at = 0; at < tokens.size(); at += part) {
                    const auto some = std::span(tokens).subspan(at, std::min(part, tokens.size() - at));
                    REQUIRE((*session)->feed(some, Session::Keep::All).ok());
                    rows.back().insert(rows.back().end(), (*session)->logits().begin(), (*session)->logits().end());
                }
            }
            for (const auto& some : rows)
                CHECK(some == rows.front()); // to the bit: the order of every sum is fixed
            ++compared;
        }
    std::printf("  %zu runs fed whole, in two parts, in sevens and singly\n", compared);
}

SILLOK_TEST(everyModelIsReportedAsRunnable)
{
    const Goldens goldens;
    size_t runnable = 0, all = 0;
    for (const Json& test : goldens.cases()) {
        const auto file = MappedFile::open(goldens.folder + test["model"].text);
        REQUIRE(file.ok());
        const auto report = inspectModel(file->bytes());
        REQUIRE(report.ok());
        ++all;
        runnable += report->runnable;
        const bool onlyTheVocabulary = report->whyNotRunnable.starts_with("vocabulary:")
            || report->whyNotRunnable.find("SentencePiece library") != std::string::npos;
        CHECK(report->runnable || onlyTheVocabulary);
        CHECK(!report->runnable || report->makesVectors == (test["kind"].text != "logits"));
    }
    std::printf("  %zu of %zu models run; of the others only the vocabulary is missing\n", runnable, all);
}

SILLOK_TEST_MAIN
