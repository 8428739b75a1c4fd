// sampler.h - Picks the next token from a row of logits.
#pragma once

#include "engine/base/result.h"
#include "engine/sampling/steps.h"

#include <span>

namespace sillok {

class Constraint;

/// Everything that shapes a choice. The defaults are greedy: the largest logit, the lowest id on a tie.
struct SamplerOptions {
    float temperature = 0.0f; ///< 0: greedy
    uint32_t topK = 0; ///< keep the k best; 0: all
    float topP = 1.0f; ///< keep the smallest set whose probability reaches p
    float minP = 0.0f; ///< drop what is less likely than minP times the best
    float typicalP = 1.0f; ///< keep the most typical tokens whose probability exceeds p
    float topNSigma = 0.0f; ///< drop logits more than n standard deviations below the best; 0: none
    float dynamicRange = 0.0f; ///< the temperature moves by so much to both sides, by how unsure the model is
    float dynamicExponent = 1.0f;
    float repetitionPenalty = 1.0f; ///< divides positive and multiplies negative logits of recent tokens
    float frequencyPenalty = 0.0f; ///< taken from the logit for every time that a token stands among the recent ones
    float presencePenalty = 0.0f; ///< taken once
    uint32_t penaltyWindow = 64; ///< how many recent tokens count
    std::vector<sampling::LogitBias> logitBias; ///< added first
    uint64_t seed = 0; ///< same seed, same logits: same tokens, on every machine
};

/// A chain of the steps in steps.h: bias, penalties, top-n-sigma, top-k, typical, top-p, min-p, temperature, draw. Owned by one generation.
class Sampler {
public:
    /// error  BadArgument: a value that is not finite or outside its range.
    static Result<Sampler> make(const SamplerOptions& options);

    /// The next token. needs at least one logit. NaN logits never win; if all are NaN, 0.
    TokenId next(std::span<const float> logits, std::span<const TokenId> history);

    /// The same among the tokens that the constraint allows. Only when the free choice is not allowed are all others judged.
    /// error  what constraint.nothingFits() says.
    Result<TokenId> next(std::span<const float> logits, std::span<const TokenId> history, Constraint& constraint);

private:
    explicit Sampler(const SamplerOptions& options)
        : m_options(options)
        , m_state(options.seed)
    {
    }
    double random();

    SamplerOptions m_options;
    uint64_t m_state;
};

} // namespace sillok
