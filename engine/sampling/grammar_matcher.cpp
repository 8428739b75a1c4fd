#include "engine/sampling/grammar_matcher.h"

#include <algorithm>

namespace sillok {

namespace {

uint64_t keyOf(uint32_t high, uint32_t low) { return uint64_t { high } << 32 | low; }

uint64_t hashOf(const std::vector<uint32_t>& tops, bool mayEnd)
{
    uint64_t hash = mayEnd ? 0x9E3779B97F4A7C15ULL : 0xC2B2AE3D27D4EB4FULL;
    for (const uint32_t top : tops)
        hash = (hash ^ top) * 0x100000001B3ULL;
    return hash;
}

} // namespace

GrammarMatcher::GrammarMatcher(std::shared_ptr<const Grammar> grammar)
    : m_grammar(std::move(grammar))
{
    reset();
    ++m_round;
    for (const uint32_t start : m_grammar->alternatives(m_grammar->root()))
        open(intern(start, kBottom));
    m_start = finishState();
}

void GrammarMatcher::reset()
{
    m_nodes.assign(1, Node { 0, kBottom });
    m_nodeIds.clear();
    m_states.clear();
    m_stateByHash.clear();
    m_seen.assign(1, 0);
    m_round = 0;
    m_states.emplace_back().next.fill(kDead);
}

GrammarMatcher::NodeId GrammarMatcher::intern(uint32_t position, NodeId below)
{
    const auto [entry, isNew] = m_nodeIds.emplace(keyOf(position, below), static_cast<NodeId>(m_nodes.size()));
    if (isNew) {
        m_nodes.push_back({ position, below });
        m_seen.push_back(0);
    }
    return entry->second;
}

void GrammarMatcher::open(NodeId first)
{
    using Kind = GrammarElement::Kind;
    m_work.assign(1, first);
    while (!m_work.empty()) {
        if (++m_openings > kMaxOpenings || m_tops.size() > kMaxStacks || m_nodes.size() > kMaxNodes) {
            m_tooLarge = true;
            m_work.clear();
            m_tops.clear();
            m_ends = false;
            return;
        }
        const NodeId id = m_work.back();
        m_work.pop_back();
        if (id == kBottom) {
            m_ends = true;
            continue;
        }
        if (std::exchange(m_seen[id], m_round) == m_round)
            continue;
        const Node node = m_nodes[id];
        const GrammarElement& element = m_grammar->element(node.position);
        if (element.kind == Kind::OneByte) {
            m_tops.push_back(id);
        } else if (element.kind == Kind::End) {
            m_work.push_back(node.below);
        } else {
            // What stands at the end of an alternative leaves nothing to come back to: repetition does not grow the stack.
            const bool last = m_grammar->element(node.position + 1).kind == Kind::End;
            const NodeId back = last ? node.below : intern(node.position + 1, node.below);
            for (const uint32_t start : m_grammar->alternatives(element.index))
                m_work.push_back(intern(start, back));
        }
    }
}

/// The number of the state that the scratch describes; the scratch is empty afterwards.
GrammarMatcher::State GrammarMatcher::finishState()
{
    std::vector<NodeId> tops = std::exchange(m_tops, {});
    const bool mayEnd = std::exchange(m_ends, false);
    if (tops.empty() && !mayEnd)
        return kDead;
    std::sort(tops.begin(), tops.end());
    const uint64_t hash = hashOf(tops, mayEnd);
    for (auto [at, end] = m_stateByHash.equal_range(hash); at != end; ++at)
        if (m_states[at->second].mayEnd == mayEnd && m_states[at->second].tops == tops)
            return at->second;
    if (m_states.size() >= kMaxStates) {
        m_tooLarge = true;
        return kDead;
    }
    const auto state = static_cast<State>(m_states.size());
    StateData& data = m_states.emplace_back();
    data.tops = std::move(tops);
    data.mayEnd = mayEnd;
    data.next.fill(kUnknown);
    m_stateByHash.emplace(hash, state);
    return state;
}

GrammarMatcher::State GrammarMatcher::after(State state, uint8_t byte)
{
    if (const State known = m_states[state].next[byte]; known != kUnknown)
        return known;
    ++m_round;
    bool fits = true;
    for (size_t i = 0; i < m_states[state].tops.size() && fits; ++i) {
        const Node node = m_nodes[m_states[state].tops[i]];
        if (!m_grammar->bytes(m_grammar->element(node.position)).test(byte))
            continue;
        const bool before = std::exchange(m_tooLarge, false);
        open(intern(node.position + 1, node.below));
        fits = !m_tooLarge; // half of the readings would be a lie
        m_tooLarge = m_tooLarge || before;
    }
    const State next = finishState();
    return m_states[state].next[byte] = next;
}

GrammarMatcher::State GrammarMatcher::after(State state, std::string_view bytes)
{
    for (size_t i = 0; i < bytes.size() && state != kDead; ++i)
        state = after(state, static_cast<uint8_t>(bytes[i]));
    return state;
}

GrammarMatcher::State GrammarMatcher::forgetAllBut(State state)
{
    m_openings = 0;
    if (m_states.size() < kMaxStates / 4 && m_nodes.size() < kMaxNodes / 4)
        return state;
    const std::vector<Node> nodes = std::move(m_nodes);
    const std::vector<NodeId> tops = std::move(m_states[state].tops);
    const bool mayEnd = m_states[state].mayEnd;
    const bool dead = state == kDead;
    reset();
    if (dead)
        return kDead;
    std::vector<NodeId> renamed(nodes.size(), kBottom);
    std::vector<bool> wanted(nodes.size());
    for (NodeId top : tops)
        for (; top != kBottom && !wanted[top]; top = nodes[top].below)
            wanted[top] = true;
    for (NodeId id = 1; id < nodes.size(); ++id) // what lies below was always made first
        if (wanted[id])
            renamed[id] = intern(nodes[id].position, renamed[nodes[id].below]);
    for (const NodeId top : tops)
        m_tops.push_back(renamed[top]);
    m_ends = mayEnd;
    return finishState();
}

} // namespace sillok
