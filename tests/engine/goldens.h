// goldens.h - Tiny random models of every architecture with what another program and a plain f64 pass made of them, and how near is near enough.
#pragma once

#include "engine/embed/embedder.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"
#include "tests/support/json.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

namespace sillok::test {

/// What computes: a CPU variant ("": the best), or a graphics card.
struct Where {
    Where(std::string cpu) : variant(std::move(cpu)) {}
    explicit Where(const SillokCardApi& api) : card(&api) {}
    std::string variant;
    const SillokCardApi* card = nullptr;
};

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
    Result<std::shared_ptr<Model>> model(const Json& test, const Where& where, KvType kv) const
    {
        SILLOK_TRY(MappedFile file, MappedFile::open(folder + test["model"].text));
        return Model::load(std::move(file), options(test, where, kv));
    }
    Result<std::unique_ptr<Embedder>> embedder(const Json& test, const Where& where) const
    {
        SILLOK_TRY(MappedFile file, MappedFile::open(folder + test["model"].text));
        return Embedder::load(std::move(file), options(test, where, KvType::F32));
    }
    /// A case whose makers gave no limit for rounded activations is computed without rounding.
    static ModelOptions options(const Json& test, const Where& where, KvType kv)
    {
        ModelOptions options;
        options.products = test.has("max_rms") ? Products::Fast : Products::Exact;
        options.threads = 2;
        options.kvType = kv;
        options.cpuVariant = where.variant;
        options.card = where.card;
        options.backend = where.card ? BackendChoice::Cuda : BackendChoice::Cpu;
        return options;
    }
};

/// A file whose tokenizer this build cannot read proves nothing about the graph.
inline bool withoutSentencePiece(const Error& error)
{
    return error.code == ErrorCode::Unsupported && error.doing.find("SentencePiece library") != std::string::npos;
}

inline double worstOf(std::span<const float> got, std::span<const float> want)
{
    double most = got.size() == want.size() ? 0 : INFINITY;
    for (size_t i = 0; i < std::min(got.size(), want.size()); ++i) {
        const double d = std::abs(static_cast<double>(got[i]) - static_cast<double>(want[i]));
        most = std::isnan(d) ? INFINITY : std::max(most, d);
    }
    return most;
}

inline double rmsOf(std::span<const float> got, std::span<const float> want)
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

inline size_t offsetOf(const Json& prompt, const char* name) { return static_cast<size_t>(prompt[name].number); }

inline Result<double> shareOfLogits(const Goldens& goldens, const Json& test, const Where& where)
{
    SILLOK_TRY(const std::shared_ptr<Model> model, goldens.model(test, where, KvType::F32));
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

inline Result<double> shareOfVectors(const Goldens& goldens, const Json& test, const Where& where)
{
    SILLOK_TRY(const std::unique_ptr<Embedder> embedder, goldens.embedder(test, where));
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
inline void print(const char* title, const std::map<std::string, Row>& table)
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

} // namespace sillok::test
