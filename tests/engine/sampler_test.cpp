// The sampling steps against another program's survivors and probabilities, and the chain's own promises.
#include "engine/sampling/sampler.h"
#include "engine/sampling/steps.h"
#include "tests/support/check.h"
#include "tests/support/fixtures.h"
#include "tests/support/json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

using namespace sillok;
using namespace sillok::sampling;
using namespace sillok::test;

namespace {

/// "name(a=1,b=2)" or "name(1,2)": the numbers in order.
std::vector<double> numbersIn(const std::string& call)
{
    std::vector<double> all;
    for (size_t at = call.find('('); at != std::string::npos && at < call.size();) {
        const size_t start = call.find_first_of("0123456789-", at);
        if (start == std::string::npos)
            break;
        char* end = nullptr;
        all.push_back(std::strtod(call.c_str() + start, &end));
        at = static_cast<size_t>(end - call.c_str());
    }
    return all;
}

/// Applies one step as named in the fixtures. Returns false for steps that we do not have.
bool apply(Candidates& c, const std::string& call, const std::vector<TokenId>& history)
{
    const std::vector<double> n = numbersIn(call);
    const auto at = [&](size_t i) { return static_cast<float>(n.at(i)); };
    sortByLogit(c);
    normalize(c);
    if (call.starts_with("top_k")) {
        topK(c, static_cast<uint32_t>(n.at(0)));
    } else if (call.starts_with("top_p")) {
        topP(c, at(0), static_cast<size_t>(n.at(1)));
    } else if (call.starts_with("typical") && n.at(1) == 1) {
        typical(c, at(0));
    } else if (call.starts_with("top_n_sigma")) {
        topNSigma(c, at(0));
    } else if (call.starts_with("temp_ext")) {
        temper(c, dynamicTemperature(c, at(0), at(1), at(2)));
    } else if (call.starts_with("min_p") && n.at(1) == 1) {
        minP(c, at(0));
    } else if (call.starts_with("temp(")) {
        if (n.at(0) == 0)
            topK(c, 1);
        else
            temper(c, at(0));
    } else if (call.starts_with("penalties")) {
        const size_t window = std::min<size_t>(history.size(), static_cast<size_t>(n.at(0)));
        penalizeRepetition(c, std::span(history).last(window), at(1));
        penalizeFrequency(c, std::span(history).last(window), at(2), at(3));
    } else {
        return false;
    }
    sortByLogit(c);
    normalize(c);
    return true;
}

std::vector<std::string> stepsOf(const std::string& sampler)
{
    std::vector<std::string> steps;
    std::string rest = sampler.starts_with("chain: ") ? sampler.substr(7) : sampler;
    for (size_t cut = rest.find(" > "); cut != std::string::npos; cut = rest.find(" > ")) {
        steps.push_back(rest.substr(0, cut));
        rest.erase(0, cut + 3);
    }
    steps.push_back(rest);
    return steps;
}

/// Same survivors with the same probabilities; where tokens tie at the cut, any of them is right, so probabilities are compared in order.
bool matches(const Candidates& got, const Json& want)
{
    std::vector<double> ours, theirs;
    for (const Candidate& candidate : got)
        if (candidate.probability > 0)
            ours.push_back(candidate.probability);
    for (const Json& survivor : want.items)
        if (survivor.items.at(1).number > 0)
            theirs.push_back(survivor.items.at(1).number);
    std::sort(ours.begin(), ours.end());
    std::sort(theirs.begin(), theirs.end());
    return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
        [](double a, double b) { return std::abs(a - b) <= 1e-5 * std::max(a, b) + 1e-7; });
}

} // namespace

SILLOK_TEST(stepsLeaveThePublishedSurvivors)
{
    const std::string shared = sharedDir();
    if (shared.empty())
        return skip("SILLOK_SHARED has no fixtures: no sampling step was compared");
    size_t good = 0, all = 0, left = 0;
    for (const std::string& line : lines(readText(shared + "/fixtures/models/samplers-dev.jsonl"))) {
        const Json row = Json::parse(line);
        std::vector<float> logits;
        for (const Json& logit : row["logits"].items)
            logits.push_back(logit.kind == Json::Kind::Number ? static_cast<float>(logit.number) : -std::numeric_limits<float>::infinity());
        for (const Json& test : row["cases"].items) {
            Candidates candidates = candidatesOf(logits);
            bool known = true;
            for (const std::string& step : stepsOf(test["sampler"].text))
                known = known && apply(candidates, step, row["history"].ints());
            if (!known) {
                ++left;
                continue;
            }
            ++all;
            const bool same = matches(candidates, test["survivors_id_p"]);
            good += same;
            if (!same)
                report(__FILE__, __LINE__, test["sampler"].text);
        }
    }
    std::printf("  samplers: %zu of %zu; %zu cases of steps that we do not have\n", good, all, left);
    CHECK(all > 0);
    CHECK_EQUAL(left, 0u);
}

SILLOK_TEST(greedyTakesTheLowestIdOnATie)
{
    const std::vector<float> logits { 1.0f, 3.0f, 3.0f, std::nanf(""), 2.0f };
    CHECK_EQUAL(Sampler::make({})->next(logits, {}), 1);
    const std::vector<float> none(3, std::nanf(""));
    CHECK_EQUAL(Sampler::make({})->next(none, {}), 0);
    const std::vector<float> late { std::nanf(""), -1.0f };
    CHECK_EQUAL(Sampler::make({})->next(late, {}), 1);
}

SILLOK_TEST(drawsFollowTheProbabilities)
{
    // Three tokens with probabilities 1/2, 1/3, 1/6: 60000 draws, five standard deviations of room.
    const std::vector<float> logits { std::log(3.0f), std::log(2.0f), 0.0f };
    SamplerOptions options;
    options.temperature = 1.0f;
    options.seed = 11;
    auto sampler = Sampler::make(options);
    REQUIRE(sampler.ok());
    std::map<TokenId, int> counts;
    constexpr int kDraws = 60000;
    for (int i = 0; i < kDraws; ++i)
        ++counts[sampler->next(logits, {})];
    for (const auto& [id, share] : std::map<TokenId, double> { { 0, 1.0 / 2 }, { 1, 1.0 / 3 }, { 2, 1.0 / 6 } })
        CHECK(std::abs(counts[id] - kDraws * share) < 5 * std::sqrt(kDraws * share * (1 - share)));
}

SILLOK_TEST(aPenaltyTurnsTheChoice)
{
    SamplerOptions options;
    options.repetitionPenalty = 2.0f;
    const std::vector<float> logits { 3.0f, 2.0f, -1.0f };
    const std::vector<TokenId> history { 0 };
    CHECK_EQUAL(Sampler::make(options)->next(logits, history), 1); // 3 / 2 is below 2
    CHECK_EQUAL(Sampler::make(options)->next(logits, {}), 0);
}

SILLOK_TEST(theChainUsesEveryOption)
{
    const std::vector<float> logits { 3.0f, 2.9f, -1.0f, -1.1f };
    const std::vector<TokenId> history { 0, 0 };
    const auto greedyWith = [&](auto change) {
        SamplerOptions options;
        change(options);
        return Sampler::make(options)->next(logits, history);
    };
    const float infinity = std::numeric_limits<float>::infinity();
    CHECK_EQUAL(greedyWith([](SamplerOptions& o) { o.frequencyPenalty = 0.06f; }), 1); // 3 - 0.12
    CHECK_EQUAL(greedyWith([](SamplerOptions& o) { o.frequencyPenalty = 0.04f; }), 0); // 3 - 0.08
    CHECK_EQUAL(greedyWith([](SamplerOptions& o) { o.presencePenalty = 0.11f; }), 1);
    CHECK_EQUAL(greedyWith([](SamplerOptions& o) { o.presencePenalty = 0.09f; }), 0);
    CHECK_EQUAL(greedyWith([](SamplerOptions& o) { o.logitBias = { { 3, 5.0f } }; }), 3);
    CHECK_EQUAL(greedyWith([&](SamplerOptions& o) { o.logitBias = { { 0, -infinity }, { 1, -infinity }, { 99, 1.0f } }; }), 2);

    const auto drawn = [&](auto change) {
        std::map<TokenId, int> counts;
        for (uint64_t seed = 0; seed < 400; ++seed) {
            SamplerOptions options;
            options.temperature = 3.0f;
            options.seed = seed;
            change(options);
            ++counts[Sampler::make(options)->next(logits, {})];
        }
        return counts;
    };
    CHECK_EQUAL(drawn([](SamplerOptions&) {}).size(), 4u);
    CHECK_EQUAL(drawn([](SamplerOptions& o) { o.topNSigma = 1.0f; }).size(), 2u); // the deviation is about 2
    CHECK_EQUAL(drawn([](SamplerOptions& o) { o.typicalP = 0.4f; }).size(), 1u);
    // The logits say 1.04 bits of two: the temperature falls close to 0.2 with a steep exponent, and nothing rare is left.
    CHECK_EQUAL(drawn([](SamplerOptions& o) {
        o.dynamicRange = 2.8f;
        o.dynamicExponent = 20.0f;
    }).size(),
        2u);
}

SILLOK_TEST(senselessOptionsAreRefused)
{
    const auto refused = [](auto change) {
        SamplerOptions options;
        change(options);
        return !Sampler::make(options).ok();
    };
    CHECK(refused([](SamplerOptions& o) { o.temperature = -1; }));
    CHECK(refused([](SamplerOptions& o) { o.temperature = std::numeric_limits<float>::infinity(); }));
    CHECK(refused([](SamplerOptions& o) { o.topP = 0; }));
    CHECK(refused([](SamplerOptions& o) { o.minP = 2; }));
    CHECK(refused([](SamplerOptions& o) { o.repetitionPenalty = std::nanf(""); }));
    CHECK(refused([](SamplerOptions& o) { o.typicalP = 0; }));
    CHECK(refused([](SamplerOptions& o) { o.frequencyPenalty = std::nanf(""); }));
    CHECK(refused([](SamplerOptions& o) { o.presencePenalty = 101; }));
    CHECK(refused([](SamplerOptions& o) { o.dynamicRange = -1; }));
    CHECK(refused([](SamplerOptions& o) { o.dynamicExponent = std::nanf(""); }));
    CHECK(refused([](SamplerOptions& o) { o.topNSigma = -1; }));
    CHECK(refused([](SamplerOptions& o) { o.logitBias = { { 0, std::nanf("") } }; }));
    CHECK(refused([](SamplerOptions& o) { o.logitBias = { { -1, 0.0f } }; }));
}

SILLOK_TEST(infiniteLogitsDoNotPoison)
{
    SamplerOptions options;
    options.temperature = 1.0f;
    const float infinity = std::numeric_limits<float>::infinity();
    for (int i = 0; i < 20; ++i) {
        options.seed = static_cast<uint64_t>(i);
        CHECK_EQUAL(Sampler::make(options)->next(std::vector<float> { -infinity, 0.0f, -infinity }, {}), 1);
        CHECK_EQUAL(Sampler::make(options)->next(std::vector<float> { 0.0f, 5.0f, infinity }, {}), 2);
    }
}

SILLOK_TEST_MAIN
