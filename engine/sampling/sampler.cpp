#include "engine/sampling/sampler.h"

#include "engine/sampling/steps.h"

#include <algorithm>
#include <cmath>

namespace sillok {

Result<Sampler> Sampler::make(const SamplerOptions& o)
{
    const bool sound = o.temperature >= 0 && o.temperature <= 100 && o.topP > 0 && o.topP <= 1 && o.minP >= 0 && o.minP <= 1
        && o.repetitionPenalty > 0 && o.repetitionPenalty <= 100; // every comparison is false for NaN
    if (!sound)
        return fail(
            ErrorCode::BadArgument, "sampling: temperature 0 to 100, top-p above 0 to 1, min-p 0 to 1, repetition penalty above 0 to 100");
    return Sampler(o);
}

TokenId Sampler::next(std::span<const float> logits, std::span<const TokenId> history)
{
    using namespace sampling;
    const bool penalty = m_options.repetitionPenalty != 1.0f && m_options.penaltyWindow > 0;
    if (m_options.temperature == 0 && !penalty)
        return greedy(logits);
    Candidates candidates = candidatesOf(logits);
    if (candidates.empty())
        return 0;
    if (penalty)
        penalizeRepetition(
            candidates, history.last(std::min<size_t>(history.size(), m_options.penaltyWindow)), m_options.repetitionPenalty);
    sortByLogit(candidates);
    if (m_options.temperature == 0)
        return candidates.front().id;
    topK(candidates, m_options.topK);
    normalize(candidates);
    topP(candidates, m_options.topP);
    minP(candidates, m_options.minP);
    temper(candidates, m_options.temperature);
    normalize(candidates);
    return draw(candidates, random());
}

/// A number in [0, 1) that is the same on every machine. source Steele et al. 2014, SplitMix64
double Sampler::random()
{
    m_state += 0x9E3779B97F4A7C15ULL;
    uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) * 0x1p-53;
}

} // namespace sillok
