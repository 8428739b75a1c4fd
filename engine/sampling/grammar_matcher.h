// grammar_matcher.h - Follows a grammar byte by byte: every way that the text so far can be read, kept as stacks that share their lower
// parts.
#pragma once

#include "engine/sampling/grammar.h"

#include <array>
#include <memory>
#include <unordered_map>

namespace sillok {

/// A state is all stacks after some bytes. States are numbered and remembered together with what each byte makes of them, so the same text
/// costs its length only once. Used by one thread at a time.
class GrammarMatcher {
public:
    using State = uint32_t;
    static constexpr State kDead = 0; ///< no reading fits
    static constexpr size_t kMaxStacks = 8192; ///< of one state
    static constexpr size_t kMaxNodes = 1u << 20;
    static constexpr size_t kMaxStates = 1u << 15;
    static constexpr size_t kMaxOpenings = 1u << 22; ///< rules opened between two calls of forgetAllBut()

    explicit GrammarMatcher(std::shared_ptr<const Grammar> grammar);

    State start() const { return m_start; }
    /// The state behind one more byte. What would go beyond a limit is dead, and wasTooLarge() says so.
    State after(State state, uint8_t byte);
    State after(State state, std::string_view bytes);

    /// The text may end here.
    bool mayEnd(State state) const { return m_states[state].mayEnd; }
    /// It can do nothing else.
    bool mustEnd(State state) const { return m_states[state].mayEnd && m_states[state].tops.empty(); }
    bool wasTooLarge() const { return m_tooLarge; }

    /// To be called for each token that was chosen. Forgets everything but this state when much was remembered; gives its new number.
    State forgetAllBut(State state);

private:
    using NodeId = uint32_t;
    static constexpr NodeId kBottom = 0; ///< under every stack: the text is complete
    static constexpr State kUnknown = 0xFFFFFFFF;

    /// The top of a stack: what comes next there, and the stack below.
    struct Node {
        uint32_t position;
        NodeId below;
    };
    struct StateData {
        std::vector<NodeId> tops; ///< sorted; each before a byte
        bool mayEnd = false;
        std::array<State, 256> next; ///< kUnknown: not asked yet
    };

    NodeId intern(uint32_t position, NodeId below);
    /// Adds the stacks that `node` stands for to m_tops, opening rules until each is before a byte.
    void open(NodeId node);
    State finishState();
    void reset();

    std::shared_ptr<const Grammar> m_grammar;
    std::vector<Node> m_nodes;
    std::unordered_map<uint64_t, NodeId> m_nodeIds;
    std::vector<StateData> m_states;
    std::unordered_multimap<uint64_t, State> m_stateByHash;
    State m_start = kDead;
    bool m_tooLarge = false;

    // Scratch of one step.
    std::vector<NodeId> m_work, m_tops;
    std::vector<uint32_t> m_seen; ///< by node: the round in which it was opened
    uint32_t m_round = 0;
    size_t m_openings = 0;
    bool m_ends = false;
};

} // namespace sillok
