// steps.h - The small pure steps that a sampler chains: each takes candidates and leaves fewer or other ones.
#pragma once

#include "engine/tokenizer/vocabulary.h"

#include <span>
#include <vector>

namespace sillok::sampling {

struct Candidate {
    TokenId id;
    float logit;
    double probability; ///< set by normalize(); old otherwise
};
using Candidates = std::vector<Candidate>;

/// The larger logit, and the lower id on a tie.
bool better(const Candidate& a, const Candidate& b);

/// Added to the logit of one token; -inf bans it.
struct LogitBias {
    TokenId id;
    float bias;
};

/// All tokens, NaN logits left out. Order: by id.
Candidates candidatesOf(std::span<const float> logits);

/// The largest logit, the lowest id on a tie; 0 when all are NaN.
TokenId greedy(std::span<const float> logits);

/// Divides positive and multiplies negative logits of tokens that stand in `recent`. source Keskar et al. 2019, CTRL, section 4.1, applied
/// to both signs
void penalizeRepetition(Candidates& candidates, std::span<const TokenId> recent, float penalty);

/// Takes `frequency` for every time that a token stands in `recent`, and `presence` once. source OpenAI API reference, the penalties
void penalizeFrequency(Candidates& candidates, std::span<const TokenId> recent, float frequency, float presence);

/// Adds to the logits of some tokens. needs candidates ordered by id, as candidatesOf() gives them; ids that are not there do nothing
void addBias(Candidates& candidates, std::span<const LogitBias> biases);

/// Drops logits more than n standard deviations below the largest; -inf does not count as a value. n <= 0 keeps all. Keeps the order.
/// source  Tang et al. 2024, Top-n-sigma, section 3
void topNSigma(Candidates& candidates, float n);

/// Sorts by logit, largest first, lower id first on a tie.
void sortByLogit(Candidates& candidates);

/// Keeps the k best, sorted; 0 keeps all.
/// cost  linear in the candidates plus k log k
void topK(Candidates& candidates, uint32_t k);

/// Sets probabilities: softmax over the candidates. needs sorted candidates
void normalize(Candidates& candidates);

/// Keeps the tokens whose information is nearest to what is expected, until their probability exceeds p; 1 keeps all. Sorted afterwards.
/// needs  probabilities. source Meister et al. 2023, Locally Typical Sampling, section 4
void typical(Candidates& candidates, float p);

/// Keeps the smallest front part whose probability reaches p, at least `least`. needs sorted candidates with probabilities
/// source  Holtzman et al. 2020, section 3.1
void topP(Candidates& candidates, float p, size_t least = 1);

/// Drops what is less likely than p times the best. needs sorted candidates with probabilities
/// source  Nguyen et al. 2024, Turning Up the Heat, section 3
void minP(Candidates& candidates, float p);

/// Divides all logits. needs temperature > 0
void temper(Candidates& candidates, float temperature);

/// The temperature between `temperature` - range and + range that the candidates' entropy asks for: the surer they are, the lower.
/// Never below a thousandth. needs probabilities. source the fixtures samplers-*.jsonl, temp_ext
float dynamicTemperature(const Candidates& candidates, float temperature, float range, float exponent);

/// The candidate at `point` of the cumulative probability. needs 0 <= point < 1, probabilities, at least one candidate
TokenId draw(const Candidates& candidates, double point);

} // namespace sillok::sampling
