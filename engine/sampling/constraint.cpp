#include "engine/sampling/constraint.h"

#include <algorithm>
#include <limits>

namespace sillok {

TokenTrie tokenBytes(const Vocabulary& vocabulary)
{
    std::vector<std::pair<std::string_view, TokenId>> texts;
    texts.reserve(vocabulary.size());
    for (size_t i = 0; i < vocabulary.size(); ++i)
        texts.emplace_back(vocabulary.bytesOf(static_cast<TokenId>(i)), static_cast<TokenId>(i));
    return TokenTrie(std::move(texts));
}

Constraint::Constraint(
    std::shared_ptr<const Grammar> grammar, const Vocabulary& vocabulary, const TokenTrie& trie, std::vector<TokenId> ends)
    : m_matcher(std::move(grammar))
    , m_state(m_matcher.start())
    , m_vocabulary(vocabulary)
    , m_trie(trie)
    , m_ends(std::move(ends))
{
}

bool Constraint::isEnd(TokenId id) const { return std::find(m_ends.begin(), m_ends.end(), id) != m_ends.end(); }

bool Constraint::allows(TokenId id)
{
    if (isEnd(id))
        return mayEnd();
    const std::string_view bytes = m_vocabulary.bytesOf(id);
    return !bytes.empty() && bytes.size() <= TokenTrie::kMaxTextBytes && m_matcher.after(m_state, bytes) != GrammarMatcher::kDead;
}

bool Constraint::mask(std::span<float> logits)
{
    std::vector<bool> fits(logits.size());
    const auto setFits = [&](TokenId id, bool value) {
        if (static_cast<size_t>(id) < fits.size())
            fits[static_cast<size_t>(id)] = value;
    };
    std::vector<GrammarMatcher::State> states { m_state }; // by depth
    const auto nodes = m_trie.nodes();
    for (uint32_t at = 1; at < nodes.size();) {
        const TokenTrie::Node& node = nodes[at];
        const GrammarMatcher::State state = m_matcher.after(states[node.depth - 1u], node.byte);
        if (state == GrammarMatcher::kDead) {
            at = node.branchEnd;
            continue;
        }
        states.resize(node.depth);
        states.push_back(state);
        for (const TokenId id : m_trie.idsAt(node))
            setFits(id, true);
        ++at;
    }
    for (const TokenId id : m_ends) // a stop token that also has a text still means the end
        setFits(id, mayEnd());
    for (size_t i = 0; i < logits.size(); ++i)
        if (!fits[i])
            logits[i] = -std::numeric_limits<float>::infinity();
    return std::find(fits.begin(), fits.end(), true) != fits.end();
}

Result<void> Constraint::accept(TokenId id)
{
    if (!allows(id))
        return m_matcher.wasTooLarge() ? nothingFits() : fail(ErrorCode::BadArgument, "grammar: a token that does not fit");
    if (!isEnd(id))
        m_state = m_matcher.forgetAllBut(m_matcher.after(m_state, m_vocabulary.bytesOf(id)));
    return {};
}

Error Constraint::nothingFits() const
{
    if (m_matcher.wasTooLarge())
        return fail(ErrorCode::Unsafe, "grammar: it can read the text in too many ways");
    return fail(ErrorCode::Unsupported, "grammar: no token fits that this model may write");
}

} // namespace sillok
