// prompt_lookup.h - Guesses what a model will write from what stands in its context already, and when guessing pays.
//
// A guess is computed together with the token before it, at little more than the price of one token; where the model agrees, several
// tokens come at once. It never changes what is written: every token is still chosen from the model's own logits.
// source  Saxena 2023, Prompt Lookup Decoding
#pragma once

#include "engine/tokenizer/vocabulary.h"

#include <span>
#include <unordered_map>
#include <vector>

namespace sillok {

/// Finds where the last few tokens stood before, and what followed there. Linear in all tokens together.
class PromptLookup {
public:
    static constexpr size_t kMatch = 3; ///< tokens that must agree

    void append(TokenId token);
    /// At most `most` tokens that followed the latest earlier place with the same last kMatch tokens. Empty: no such place.
    std::span<const TokenId> continuation(size_t most) const;

private:
    uint64_t lastKey() const;

    std::vector<TokenId> m_tokens;
    std::unordered_map<uint64_t, size_t> m_after; ///< kMatch tokens -> index of what followed
    size_t m_found = 0; ///< what followed the last tokens; 0: nothing found
};

/// Measures passes and sets how many tokens may be guessed, so that guessing never costs more than it gives.
class DraftController {
public:
    /// Guesses longer than this are never made.
    static constexpr size_t kMost = 23;

    /// How many tokens to guess now; 0: write one token plainly.
    size_t allowed() const { return m_pause > 0 || m_plainMs == 0 ? 0 : m_length; }
    void plainPass(double ms);
    /// A pass over one token and `guessed` ones took `ms`, and the model agreed with the first `agreed`.
    void draftedPass(size_t guessed, size_t agreed, double ms);

private:
    static constexpr size_t kFirst = 5; ///< with the token before them one group of kernels/rounded.h
    static constexpr int kShortestPause = 8, kLongestPause = 256;

    double m_plainMs = 0; ///< of one token, smoothed
    double m_gain = 1; ///< tokens per plain token's time, smoothed over drafted passes
    size_t m_length = kFirst;
    int m_pause = 0; ///< plain passes until the next try
    int m_nextPause = kShortestPause;
};

} // namespace sillok
