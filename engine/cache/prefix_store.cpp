#include "engine/cache/prefix_store.h"

#include <algorithm>
#include <new>

namespace sillok {

void PrefixStore::limitTo(uint64_t bytes)
{
    m_mostBytes = bytes;
    while (heldBytes() > m_mostBytes)
        dropLeastUsed();
}

std::vector<PrefixStore::Place> PrefixStore::chain(std::span<const int32_t> tokens)
{
    std::vector<Place> found;
    for (; tokens.size() >= kBlockTokens; tokens = tokens.subspan(kBlockTokens)) {
        const std::vector<Place>& candidates = following(found.empty() ? nullptr : &*found.back());
        const auto same = std::find_if(candidates.begin(), candidates.end(),
            [&](const Place& one) { return std::equal(one->tokens.begin(), one->tokens.end(), tokens.begin()); });
        if (same == candidates.end())
            break;
        found.push_back(*same);
    }
    for (size_t i = found.size(); i-- > 0;) // from the end, so that every block comes to stand before the one that follows it
        m_blocks.splice(m_blocks.begin(), m_blocks, found[i]);
    return found;
}

bool PrefixStore::makeRoom(const std::vector<Place>& chain)
{
    while (m_blocks.size() > chain.size() && heldBytes() + m_blockBytes > m_mostBytes)
        dropLeastUsed();
    return heldBytes() + m_blockBytes <= m_mostBytes;
}

void PrefixStore::dropLeastUsed()
{
    const Place last = std::prev(m_blocks.end());
    std::erase(following(last->before), last);
    m_blocks.erase(last);
}

std::vector<const std::byte*> PrefixStore::front(std::span<const int32_t> tokens)
{
    std::vector<const std::byte*> bytes;
    for (const Place& block : chain(tokens))
        bytes.push_back(block->bytes.get());
    return bytes;
}

void PrefixStore::remember(std::span<const int32_t> tokens, const std::function<bool(uint32_t first, std::byte* to)>& copy)
{
    std::vector<Place> blocks = chain(tokens);
    while (tokens.size() - blocks.size() * kBlockTokens >= kBlockTokens && makeRoom(blocks)) {
        std::unique_ptr<std::byte[]> bytes(new (std::nothrow) std::byte[m_blockBytes]);
        const size_t first = blocks.size() * kBlockTokens;
        if (!bytes || !copy(static_cast<uint32_t>(first), bytes.get()))
            return;
        const auto some = tokens.subspan(first, kBlockTokens);
        Block* before = blocks.empty() ? nullptr : &*blocks.back();
        const Place behind = blocks.empty() ? m_blocks.begin() : std::next(blocks.back());
        blocks.push_back(m_blocks.insert(behind, { before, { some.begin(), some.end() }, std::move(bytes), {} }));
        following(before).push_back(blocks.back());
    }
}

void PrefixStore::forgetAll()
{
    m_first.clear();
    m_blocks.clear();
}

} // namespace sillok
