#include "engine/sampling/steps.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace sillok::sampling {

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

void sortByLogit(Candidates& candidates)
{
    std::sort(candidates.begin(), candidates.end(),
        [](const Candidate& a, const Candidate& b) { return a.logit != b.logit ? a.logit > b.logit : a.id < b.id; });
}

void topK(Candidates& candidates, uint32_t k)
{
    if (k > 0 && k < candidates.size())
        candidates.resize(k);
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

void topP(Candidates& candidates, float p)
{
    double sum = 0;
    for (size_t i = 0; i < candidates.size(); ++i) {
        sum += candidates[i].probability;
        if (sum >= static_cast<double>(p)) {
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
