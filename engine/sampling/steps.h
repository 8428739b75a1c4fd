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

/// All tokens, NaN logits left out. Order: by id.
Candidates candidatesOf(std::span<const float> logits);

/// The largest logit, the lowest id on a tie; 0 when all are NaN.
TokenId greedy(std::span<const float> logits);

/// Divides positive and multiplies negative logits of tokens that stand in `recent`. source Keskar et al. 2019, CTRL, section 4.1, applied
/// to both signs
void penalizeRepetition(Candidates& candidates, std::span<const TokenId> recent, float penalty);

/// Sorts by logit, largest first, lower id first on a tie.
void sortByLogit(Candidates& candidates);

/// Keeps the k best. needs sorted candidates. 0 keeps all
void topK(Candidates& candidates, uint32_t k);

/// Sets probabilities: softmax over the candidates. needs sorted candidates
void normalize(Candidates& candidates);

/// Keeps the smallest front part whose probability reaches p, at least one. needs sorted candidates with probabilities
/// source  Holtzman et al. 2020, section 3.1
void topP(Candidates& candidates, float p);

/// Drops what is less likely than p times the best. needs sorted candidates with probabilities
/// source  Nguyen et al. 2024, Turning Up the Heat, section 3
void minP(Candidates& candidates, float p);

/// Divides all logits. needs temperature > 0
void temper(Candidates& candidates, float temperature);

/// The candidate at `point` of the cumulative probability. needs 0 <= point < 1, probabilities, at least one candidate
TokenId draw(const Candidates& candidates, double point);

} // namespace sillok::sampling
