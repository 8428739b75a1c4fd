// Tiny random models of every architecture: logits, vectors and scores of another program and of a plain f64 pass, on every CPU variant.
#include "engine/embed/embedder.h"
#include "engine/gguf/inspect.h"
#include "kernels/cpu/table.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"
#include "tests/support/json.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

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

/// The case list, and where its files are. Empty without fixtures.
struct Goldens {
    std::string folder;
    Json index;

    Goldens()
    {
        if (sharedDir().empty()) {
            skip("SILLOK_SHARED has no fixtures: nothing was compared");
            return;
        }
        folder = sharedDir() + "/fixtures/golden-logits/";
        index = Json::parse(readText(folder + "index.json"));
    }
    const std::vector<Json>& cases() const { return index["cases"].items; }
    std::vector<float> floats(const std::string& name) const
    {
        const std::string bytes = readText(folder + name);
        std::vector<float> values(bytes.size() / sizeof(float));
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
        return values;
    }
    Result<std::shared_ptr<Model>> model(const Json& test, const std::string& variant, KvType kv) const
    {
        SILLOK_TRY(MappedFile file, MappedFile::open(folder + test["model"].text));
        return Model::load(std::move(file), options(test, variant, kv));
    }
    Result<std::unique_ptr<Embedder>> embedder(const Json& test, const std::string& variant) const
    {
        SILLOK_TRY(MappedFile file, MappedFile::open(folder + test["model"].text));
        return Embedder::load(std::move(file), options(test, variant, KvType::F32));
    }
    /// A case whose makers gave no limit for rounded activations is computed without rounding.
    static ModelOptions options(const Json& test, const std::string& variant, KvType kv)
    {
        ModelOptions options;
        options.products = test.has("max_rms") ? Products::Fast : Products::Exact;
        options.threads = 2;
        options.kvType = kv;
        options.cpuVariant = variant;
        return options;
    }
};

/// A file whose tokenizer this build cannot read proves nothing about the graph.
bool withoutSentencePiece(const Error& error)
{
    return error.code == ErrorCode::Unsupported && error.doing.find("SentencePiece library") != std::string::npos;
}

double worstOf(std::span<const float> got, std::span<const float> want)
{
    double most = got.size() == want.size() ? 0 : INFINITY;
    for (size_t i = 0; i < std::min(got.size(), want.size()); ++i) {
        const double d = std::abs(static_cast<double>(got[i]) - static_cast<double>(want[i]));
        most = std::isnan(d) ? INFINITY : std::max(most, d);
    }
    return most;
}

double rmsOf(std::span<const float> got, std::span<const float> want)
{
    double squares = 0;
    for (size_t i = 0; i < std::min(got.size(), want.size()); ++i)
        squares += std::pow(static_cast<double>(got[i]) - static_cast<double>(want[i]), 2);
    return std::sqrt(squares / static_cast<double>(std::max<size_t>(got.size(), 1)));
}

/// The three yardsticks of one case; a result must come near any of them.
class Yardsticks {
public:
    Yardsticks(const Goldens& goldens, const Json& test)
    {
        for (const auto& [values, most, rms] : { std::tuple { "expected", "max_abs", "max_rms" },
                 std::tuple { "expected_f32", "max_abs_f32", "" }, std::tuple { "expected_ref", "max_abs_ref", "" } })
            if (test.has(values) && test.has(most))
                m_all.push_back({ goldens.floats(test[values].text), test[most].number, test[rms].number });
    }
    /// Distance as a share of the limit, by the nearest yardstick.
    double share(std::span<const float> got, size_t offset) const
    {
        double best = INFINITY;
        for (const One& one : m_all) {
            if (offset + got.size() > one.values.size())
                continue;
            const auto want = std::span(one.values).subspan(offset, got.size());
            const double most = worstOf(got, want) / one.most;
            best = std::min(best, one.rms > 0 ? std::max(most, rmsOf(got, want) / one.rms) : most);
        }
        return best;
    }

private:
    struct One {
        std::vector<float> values;
        double most;
        double rms; ///< 0: no limit
    };
    std::vector<One> m_all;
};

size_t offsetOf(const Json& prompt, const char* name) { return static_cast<size_t>(prompt[name].number); }

Result<double> shareOfLogits(const Goldens& goldens, const Json& test, const std::string& variant)
{
    SILLOK_TRY(const std::shared_ptr<Model> model, goldens.model(test, variant, KvType::F32));
    const Yardsticks yardsticks(goldens, test);
    double worst = 0;
    for (const Json& prompt : test["prompts"].items) {
        SILLOK_TRY(const std::unique_ptr<Session> session, Session::create(model));
        SILLOK_CHECK(session->feed(prompt["tokens"].ints(), Session::Keep::All));
        worst = std::max(worst, yardsticks.share(session->logits(), offsetOf(prompt, "offset")));
        for (const TokenId id : prompt["greedy"].ints())
            SILLOK_CHECK(session->feed(std::span(&id, 1)));
        worst = std::max(worst, yardsticks.share(session->logits(), offsetOf(prompt, "after_offset")));
    }
    return worst;
}

Result<double> shareOfVectors(const Goldens& goldens, const Json& test, const std::string& variant)
{
    SILLOK_TRY(const std::unique_ptr<Embedder> embedder, goldens.embedder(test, variant));
    if (embedder->makesScores() != (test["kind"].text == "rerank") || embedder->width() != static_cast<uint32_t>(test["width"].number))
        return fail(ErrorCode::Internal, "the model makes something else");
    const Yardsticks yardsticks(goldens, test);
    double worst = 0;
    for (const Json& prompt : test["prompts"].items) {
        SILLOK_TRY(const std::vector<float> vector, embedder->embed(prompt["tokens"].ints()));
        worst = std::max(worst, yardsticks.share(vector, offsetOf(prompt, "offset")));
    }
    return worst;
}

/// One line of the table: how many runs came near enough, and the worst share of the limit.
struct Row {
    size_t good = 0;
    size_t all = 0;
    double worst = 0;
    void add(double share)
    {
        ++all;
        good += share <= 1;
        worst = std::max(worst, share);
    }
};
void print(const char* title, const std::map<std::string, Row>& table)
{
    size_t good = 0, all = 0;
    std::printf("  %-18s runs    worst share of the limit\n", title);
    for (const auto& [name, row] : table) {
        std::printf("  %-18s %2zu/%-3zu  %.2f\n", name.c_str(), row.good, row.all, row.worst);
        good += row.good;
        all += row.all;
    }
    std::printf("  together           %zu of %zu runs\n", good, all);
}

/// Runs `share` for a case, writes what failed, and adds the result to the table.
template <typename Share> void judge(const Json& test, const std::string& what, Row& row, Share share)
{
    const Result<double> result = share();
    if (!result.ok() && withoutSentencePiece(result.error()))
        return skip("a case needs the SentencePiece library");
    row.add(result.ok() ? *result : INFINITY);
    if (!result.ok() || !(*result <= 1))
        report(__FILE__, __LINE__,
            test["id"].text + " " + what + ": " + (result.ok() ? std::to_string(*result) + " x its limit" : result.error().doing));
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
            CHECK(!goldens.embedder(test, "").ok()); // a model that makes text
        if (test["id"].text != "qwen3-embed-F32")
            continue;
        CHECK(!goldens.model(test, "", KvType::F32).ok()); // a model that makes vectors
        const auto embedder = goldens.embedder(test, "");
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
    SILLOK_TRY(const std::shared_ptr<Model> model, goldens.model(test, "", type));
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
