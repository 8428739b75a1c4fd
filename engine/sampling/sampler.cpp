#include "engine/sampling/sampler.h"

#include "engine/sampling/constraint.h"

#include <algorithm>
#include <cmath>

namespace sillok {

Result<Sampler> Sampler::make(const SamplerOptions& o)
{
    // Every comparison is false for NaN.
    const bool cuts = o.topP > 0 && o.topP <= 1 && o.minP >= 0 && o.minP <= 1 && o.typicalP > 0 && o.typicalP <= 1 && o.topNSigma >= 0;
    const bool heats = o.temperature >= 0 && o.temperature <= 100 && o.dynamicRange >= 0 && o.dynamicRange <= 100 && o.dynamicExponent >= 0
        && o.dynamicExponent <= 100;
    const bool penalties = o.repetitionPenalty > 0 && o.repetitionPenalty <= 100 && std::abs(o.frequencyPenalty) <= 100
        && std::abs(o.presencePenalty) <= 100;
    const bool biases = std::none_of(o.logitBias.begin(), o.logitBias.end(), [](const auto& b) { return std::isnan(b.bias) || b.id < 0; });
    if (!cuts || !heats || !penalties || !biases)
        return fail(ErrorCode::BadArgument,
            "sampling: temperature, dynamic range and exponent 0 to 100; top-p and typical-p above 0 to 1; min-p 0 to 1; top-n-sigma not "
            "negative; repetition penalty above 0 to 100; other penalties -100 to 100; biases are numbers");
    return Sampler(o);
}

TokenId Sampler::next(std::span<const float> logits, std::span<const TokenId> history)
{
    using namespace sampling;
    const SamplerOptions& o = m_options;
    const auto recent = history.last(std::min<size_t>(history.size(), o.penaltyWindow));
    const bool repetition = o.repetitionPenalty != 1.0f && !recent.empty();
    const bool frequency = (o.frequencyPenalty != 0.0f || o.presencePenalty != 0.0f) && !recent.empty();
    if (o.temperature == 0 && !repetition && !frequency && o.logitBias.empty())
        return greedy(logits);
    Candidates candidates = candidatesOf(logits);
    addBias(candidates, o.logitBias);
    if (candidates.empty())
        return 0;
    if (repetition)
        penalizeRepetition(candidates, recent, o.repetitionPenalty);
    if (frequency)
        penalizeFrequency(candidates, recent, o.frequencyPenalty, o.presencePenalty);
    if (o.temperature == 0)
        return std::min_element(candidates.begin(), candidates.end(), better)->id;
    topNSigma(candidates, o.topNSigma);
    topK(candidates, o.topK);
    normalize(candidates);
    if (o.typicalP < 1) {
        typical(candidates, o.typicalP);
        normalize(candidates);
    }
    topP(candidates, o.topP);
    minP(candidates, o.minP);
    if (o.dynamicRange > 0)
        normalize(candidates);
    temper(candidates, dynamicTemperature(candidates, o.temperature, o.dynamicRange, o.dynamicExponent));
    normalize(candidates);
    return draw(candidates, random());
}

Result<TokenId> Sampler::next(std::span<const float> logits, std::span<const TokenId> history, Constraint& constraint)
{
    const TokenId free = next(logits, history);
    if (constraint.allows(free))
        return free;
    std::vector<float> fitting(logits.begin(), logits.end());
    if (!constraint.mask(fitting))
        return constraint.nothingFits();
    const TokenId chosen = next(fitting, history);
    if (constraint.allows(chosen))
        return chosen;
    return constraint.nothingFits(); // what fits is banned, or has no number
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
