// token_trie.h - Texts of tokens as a tree of bytes, laid out so that a whole branch can be skipped in one step.
#pragma once

#include "engine/tokenizer/vocabulary.h"

#include <span>
#include <utility>

namespace sillok {

/// Nodes stand in depth-first order, children by rising byte. Immutable.
class TokenTrie {
public:
    struct Node {
        uint32_t branchEnd; ///< index of the first node that is not below this one
        uint32_t firstId; ///< into ids(): the tokens whose text ends here ...
        uint32_t idCount; ///< ... and how many
        uint16_t depth; ///< bytes from the root, which has 0
        uint8_t byte; ///< that leads here
    };

    TokenTrie() = default;
    /// Empty texts, and those over kMaxTextBytes, are left out. The views may end afterwards.
    /// cost  n log n in the number of texts, plus their bytes
    explicit TokenTrie(std::vector<std::pair<std::string_view, TokenId>> texts);

    /// The first is the root; empty when no text was given.
    std::span<const Node> nodes() const { return m_nodes; }
    std::span<const TokenId> idsAt(const Node& node) const { return std::span(m_ids).subspan(node.firstId, node.idCount); }
    /// The node that `byte` leads to from the node with this index, or 0, which is the root and no child.
    uint32_t child(uint32_t node, uint8_t byte) const;

    static constexpr size_t kMaxTextBytes = 512;

private:
    std::vector<Node> m_nodes;
    std::vector<TokenId> m_ids;
};

} // namespace sillok
