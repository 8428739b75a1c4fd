#include "engine/sampling/steps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>

namespace sillok::sampling {

namespace {

/// Of the distribution, in nats.
double entropyOf(const Candidates& candidates)
{
    double entropy = 0;
    for (const Candidate& candidate : candidates)
        if (candidate.probability > 0)
            entropy -= candidate.probability * std::log(candidate.probability);
    return entropy;
}

} // namespace

bool better(const Candidate& a, const Candidate& b) { return a.logit != b.logit ? a.logit > b.logit : a.id < b.id; }

Candidates candidatesOf(std::span<const float> logits)
{
    Candidates candidates;
    candidates.reserve(logits.size());
    for (size_t i = 0; i < logits.size(); ++i)
        if (!std::isnan(logits[i]))
            candidates.push_back({ static_cast<TokenId>(i), logits[i], 0.0 });
    return candidates;
}

TokenId greedy(std::span<const float> logits)
{
    size_t best = 0;
    for (size_t i = 1; i < logits.size(); ++i)
        if (logits[i] > logits[best] || (std::isnan(logits[best]) && !std::isnan(logits[i])))
            best = i;
    return static_cast<TokenId>(best);
}

void penalizeRepetition(Candidates& candidates, std::span<const TokenId> recent, float penalty)
{
    const std::unordered_set<TokenId> seen(recent.begin(), recent.end());
    for (Candidate& candidate : candidates)
        if (seen.contains(candidate.id))
            candidate.logit = candidate.logit > 0 ? candidate.logit / penalty : candidate.logit * penalty;
}

void penalizeFrequency(Candidates& candidates, std::span<const TokenId> recent, float frequency, float presence)
{
    std::unordered_map<TokenId, uint32_t> times;
    for (const TokenId id : recent)
        ++times[id];
    for (Candidate& candidate : candidates)
        if (const auto found = times.find(candidate.id); found != times.end())
            candidate.logit -= static_cast<float>(found->second) * frequency + presence;
}

void addBias(Candidates& candidates, std::span<const LogitBias> biases)
{
    for (const LogitBias& bias : biases) {
        const auto found = std::lower_bound(
            candidates.begin(), candidates.end(), bias.id, [](const Candidate& candidate, TokenId id) { return candidate.id < id; });
        if (found != candidates.end() && found->id == bias.id)
            found->logit += bias.bias;
    }
    std::erase_if(candidates, [](const Candidate& c) { return std::isnan(c.logit); }); // inf - inf
}

void topNSigma(Candidates& candidates, float n)
{
    double sum = 0, squares = 0, largest = -std::numeric_limits<double>::infinity();
    size_t count = 0;
    for (const Candidate& candidate : candidates) {
        const auto logit = static_cast<double>(candidate.logit);
        largest = std::max(largest, logit);
        if (std::isfinite(logit)) {
            ++count;
            sum += logit;
        }
    }
    if (n <= 0 || count == 0 || !std::isfinite(largest))
        return;
    const double mean = sum / static_cast<double>(count);
    for (const Candidate& candidate : candidates)
        if (std::isfinite(candidate.logit))
            squares += (static_cast<double>(candidate.logit) - mean) * (static_cast<double>(candidate.logit) - mean);
    const double least = largest - static_cast<double>(n) * std::sqrt(squares / static_cast<double>(count));
    std::erase_if(candidates, [least](const Candidate& c) { return static_cast<double>(c.logit) < least; });
}

void sortByLogit(Candidates& candidates) { std::sort(candidates.begin(), candidates.end(), better); }

void topK(Candidates& candidates, uint32_t k)
{
    if (k == 0 || k >= candidates.size())
        return sortByLogit(candidates);
    std::nth_element(candidates.begin(), candidates.begin() + k, candidates.end(), better);
    candidates.resize(k);
    sortByLogit(candidates);
}

void normalize(Candidates& candidates)
{
    if (candidates.empty())
        return;
    const double largest = static_cast<double>(candidates.front().logit);
    const bool unbounded = std::isinf(largest); // all -inf, or some +inf: those share everything
    double total = 0;
    for (Candidate& candidate : candidates) {
        const double logit = static_cast<double>(candidate.logit);
        candidate.probability = unbounded ? (logit == largest ? 1.0 : 0.0) : std::exp(logit - largest);
        total += candidate.probability;
    }
    for (Candidate& candidate : candidates)
        candidate.probability /= total;
}

void typical(Candidates& candidates, float p)
{
    if (p >= 1)
        return;
    const double entropy = entropyOf(candidates);
    const auto strangeness = [entropy](const Candidate& c) {
        return c.probability > 0 ? std::abs(-std::log(c.probability) - entropy) : std::numeric_limits<double>::infinity();
    };
    std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
        const double first = strangeness(a), second = strangeness(b);
        return first != second ? first < second : better(a, b);
    });
    double sum = 0;
    for (size_t i = 0; i < candidates.size(); ++i) {
        sum += candidates[i].probability;
        if (sum > static_cast<double>(p)) {
            candidates.resize(i + 1);
            break;
        }
    }
    sortByLogit(candidates);
}

void topP(Candidates& candidates, float p, size_t least)
{
    double sum = 0;
    for (size_t i = 0; i < candidates.size(); ++i) {
        sum += candidates[i].probability;
        if (sum >= static_cast<double>(p) && i + 1 >= least) {
            candidates.resize(i + 1);
            return;
        }
    }
}

void minP(Candidates& candidates, float p)
{
    if (candidates.empty())
        return;
    const double least = candidates.front().probability * static_cast<double>(p);
    const auto end = std::find_if(candidates.begin() + 1, candidates.end(), [least](const Candidate& c) { return c.probability < least; });
    candidates.erase(end, candidates.end());
}

void temper(Candidates& candidates, float temperature)
{
    for (Candidate& candidate : candidates)
        candidate.logit /= temperature;
}

float dynamicTemperature(const Candidates& candidates, float temperature, float range, float exponent)
{
    if (range <= 0 || candidates.size() < 2)
        return temperature;
    const double unsure = entropyOf(candidates) / std::log(static_cast<double>(candidates.size()));
    const double low = std::max(0.0, static_cast<double>(temperature) - static_cast<double>(range));
    const double high = static_cast<double>(temperature) + static_cast<double>(range);
    constexpr double kLeast = 1e-3; // a division by zero is not meant
    return static_cast<float>(std::max(kLeast, low + (high - low) * std::pow(unsure, static_cast<double>(exponent))));
}

TokenId draw(const Candidates& candidates, double point)
{
    double sum = 0;
    for (const Candidate& candidate : candidates) {
        sum += candidate.probability;
        if (point < sum)
            return candidate.id;
    }
    return candidates.back().id; // the sum may end a rounding below 1
}

} // namespace sillok::sampling
