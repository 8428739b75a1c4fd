// sampler.h - Picks the next token from a row of logits.
#pragma once

#include "engine/base/result.h"
#include "engine/tokenizer/vocabulary.h"

#include <span>

namespace sillok {

/// Everything that shapes a choice. The defaults are greedy: the largest logit, the lowest id on a tie.
struct SamplerOptions {
    float temperature = 0.0f; ///< 0: greedy
    uint32_t topK = 0; ///< keep the k best; 0: all
    float topP = 1.0f; ///< keep the smallest set whose probability reaches p
    float minP = 0.0f; ///< drop what is less likely than minP times the best
    float repetitionPenalty = 1.0f; ///< divides positive and multiplies negative logits of recent tokens
    uint32_t penaltyWindow = 64; ///< how many recent tokens count
    uint64_t seed = 0; ///< same seed, same logits: same tokens, on every machine
};

/// A chain of the steps in steps.h: penalty, top-k, top-p, min-p, temperature, draw. Owned by one generation.
class Sampler {
public:
    /// error  BadArgument: a value that is not finite or outside its range.
    static Result<Sampler> make(const SamplerOptions& options);

    /// The next token. needs at least one logit. NaN logits never win; if all are NaN, 0.
    TokenId next(std::span<const float> logits, std::span<const TokenId> history);

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
