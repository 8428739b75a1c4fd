// constraint.h - Holds an output to a grammar, token by token: which tokens may come next, and when it may end.
#pragma once

#include "engine/sampling/grammar_matcher.h"
#include "engine/tokenizer/token_trie.h"

namespace sillok {

/// The bytes of every token that writes something.
/// cost  n log n in the vocabulary; made once for a model
TokenTrie tokenBytes(const Vocabulary& vocabulary);

/// One output of one generation. Vocabulary and trie outlive it.
class Constraint {
public:
    /// `ends`: tokens that end the output; they fit wherever the grammar may end, and nowhere else.
    Constraint(std::shared_ptr<const Grammar> grammar, const Vocabulary& vocabulary, const TokenTrie& trie, std::vector<TokenId> ends);

    bool allows(TokenId id);
    /// Sets the logits of all tokens that do not fit to -inf. False when none is left.
    /// cost  the tokens whose beginning fits, at most 512 bytes each
    bool mask(std::span<float> logits);
    /// Follows the token. error BadArgument: it does not fit. Unsafe: the grammar reads the text in too many ways.
    Result<void> accept(TokenId id);

    bool mayEnd() const { return m_matcher.mayEnd(m_state); }
    /// Nothing but an end fits.
    bool mustEnd() const { return m_matcher.mustEnd(m_state); }
    /// Why nothing fits. error Unsafe: too many readings, so that some texts of the grammar are out of reach. Unsupported: no token
    Error nothingFits() const;

private:
    bool isEnd(TokenId id) const;

    GrammarMatcher m_matcher;
    GrammarMatcher::State m_state;
    const Vocabulary& m_vocabulary;
    const TokenTrie& m_trie;
    std::vector<TokenId> m_ends;
};

} // namespace sillok
