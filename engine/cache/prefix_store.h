// prefix_store.h - Keys and values of fronts of prompts that were computed before: coming back to one costs a copy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <span>
#include <vector>

namespace sillok {

/// A radix tree of blocks of tokens: two prompts share their blocks up to the first one that differs. What was not used for the longest
/// time leaves first, from the ends of branches. Blocks are known by all tokens from the first on, compared one by one.
class PrefixStore {
public:
    static constexpr uint32_t kBlockTokens = 64;

    /// blockBytes: of the keys and values of kBlockTokens tokens. At first nothing may be held.
    explicit PrefixStore(uint64_t blockBytes)
        : m_blockBytes(blockBytes)
    {
    }

    /// Holds at most so many bytes from here on.
    void limitTo(uint64_t bytes);
    uint64_t heldBytes() const { return m_blocks.size() * m_blockBytes; }

    /// The known blocks that `tokens` begin with, in order.
    std::vector<const std::byte*> front(std::span<const int32_t> tokens);
    /// Takes the whole blocks of `tokens` that are not known yet, as far as there is room beside the earlier blocks of the same tokens.
    /// `copy` writes blockBytes of the block whose first token has this index, or says that it could not.
    void remember(std::span<const int32_t> tokens, const std::function<bool(uint32_t first, std::byte* to)>& copy);
    void forgetAll();

private:
    struct Block;
    using Blocks = std::list<Block>; ///< used last first; a block always stands before the blocks that follow it in a prompt
    using Place = Blocks::iterator;
    struct Block {
        Block* before; ///< null: begins prompts
        std::vector<int32_t> tokens;
        std::unique_ptr<std::byte[]> bytes;
        std::vector<Place> next;
    };

    std::vector<Place>& following(Block* block) { return block ? block->next : m_first; }
    /// The chain of known blocks, now the last ones used.
    std::vector<Place> chain(std::span<const int32_t> tokens);
    /// Room for one more block behind the last of `chain`, which stays whole.
    bool makeRoom(const std::vector<Place>& chain);
    void dropLeastUsed();

    uint64_t m_blockBytes;
    uint64_t m_mostBytes = 0;
    Blocks m_blocks;
    std::vector<Place> m_first;
};

} // namespace sillok
