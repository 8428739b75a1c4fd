#include "engine/tokenizer/token_trie.h"

#include <algorithm>

namespace sillok {

TokenTrie::TokenTrie(std::vector<std::pair<std::string_view, TokenId>> texts)
{
    std::erase_if(texts, [](const auto& text) { return text.first.empty() || text.first.size() > kMaxTextBytes; });
    if (texts.empty())
        return;
    std::sort(texts.begin(), texts.end());
    m_nodes.push_back({ 0, 0, 0, 0, 0 });
    std::vector<uint32_t> path { 0 }; // open nodes from the root to the last text
    std::string_view last;
    const auto closeTo = [&](size_t depth) {
        for (; path.size() > depth + 1; path.pop_back())
            m_nodes[path.back()].branchEnd = static_cast<uint32_t>(m_nodes.size());
    };
    for (const auto& [text, id] : texts) {
        const auto common = static_cast<size_t>(std::mismatch(last.begin(), last.end(), text.begin(), text.end()).first - last.begin());
        closeTo(common);
        for (size_t depth = common; depth < text.size(); ++depth) {
            path.push_back(static_cast<uint32_t>(m_nodes.size()));
            m_nodes.push_back(
                { 0, static_cast<uint32_t>(m_ids.size()), 0, static_cast<uint16_t>(depth + 1), static_cast<uint8_t>(text[depth]) });
        }
        ++m_nodes[path.back()].idCount; // equal texts follow each other, so the ids of a node are one stretch
        m_ids.push_back(id);
        last = text;
    }
    closeTo(0);
    m_nodes.front().branchEnd = static_cast<uint32_t>(m_nodes.size());
}

uint32_t TokenTrie::child(uint32_t node, uint8_t byte) const
{
    if (m_nodes.empty())
        return 0;
    const uint32_t end = m_nodes[node].branchEnd;
    for (uint32_t at = node + 1; at < end && m_nodes[at].byte <= byte; at = m_nodes[at].branchEnd)
        if (m_nodes[at].byte == byte)
            return at;
    return 0;
}

} // namespace sillok
