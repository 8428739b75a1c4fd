#include "engine/tokenizer/bpe.h"

#include "engine/tokenizer/byte_alphabet.h"

#include <algorithm>

namespace sillok {

namespace {

constexpr uint32_t kNone = 0xFFFFFFFF;

uint64_t pairKey(uint32_t left, uint32_t right) { return (uint64_t { left } << 32) | right; }

} // namespace

Result<std::unique_ptr<TextSplitter>> BpeSplitter::fromGguf(const gguf::Reader& file, const Vocabulary& vocabulary)
{
    auto splitter = std::make_unique<BpeSplitter>();
    SILLOK_TRY(splitter->m_rule, splitRuleByName(vocabulary.rule()));
    splitter->m_unknown = vocabulary.unknown();
    // Control and unknown tokens take no part: plain text can never become one.
    for (size_t i = 0; i < vocabulary.size(); ++i) {
        const Token& token = vocabulary.token(static_cast<TokenId>(i));
        if (token.kind != TokenKind::Normal && token.kind != TokenKind::Unused && token.kind != TokenKind::UserDefined)
            continue;
        if (const auto bytes = bytesOfAlphabet(token.text)) {
            const Symbol symbol = splitter->intern(*bytes);
            splitter->m_tokenOfSymbol[symbol] = static_cast<TokenId>(i);
        }
    }
    for (unsigned byte = 0; byte < 256; ++byte)
        splitter->m_symbolOfByte[byte] = splitter->intern(std::string(1, static_cast<char>(byte)));
    SILLOK_TRY(const auto merges, file.texts("tokenizer.ggml.merges"));
    if (!merges)
        return fail(ErrorCode::Damaged, "vocabulary: a byte-level vocabulary without merges");
    SILLOK_CHECK(splitter->readMerges(*merges));
    return std::unique_ptr<TextSplitter>(std::move(splitter));
}

BpeSplitter::Symbol BpeSplitter::intern(std::string_view text)
{
    const auto [entry, isNew] = m_symbolByBytes.emplace(std::string(text), static_cast<Symbol>(m_tokenOfSymbol.size()));
    if (isNew) {
        m_tokenOfSymbol.push_back(kNoToken);
        m_bytesOfSymbol.push_back(entry->first);
    }
    return entry->second;
}

Result<void> BpeSplitter::readMerges(const std::vector<std::string_view>& merges)
{
    m_merges.reserve(merges.size());
    for (size_t rank = 0; rank < merges.size(); ++rank) {
        const std::string_view merge = merges[rank];
        const size_t space = merge.find(' ', 1);
        const auto left = space == std::string_view::npos ? std::nullopt : bytesOfAlphabet(merge.substr(0, space));
        const auto right = space == std::string_view::npos ? std::nullopt : bytesOfAlphabet(merge.substr(space + 1));
        if (!left || !right || left->empty() || right->empty())
            return fail(ErrorCode::Damaged, "vocabulary: merge " + std::to_string(rank) + " is not two texts of the byte alphabet");
        const Symbol result = intern(*left + *right);
        // The first merge of a pair has the better rank and stays.
        m_merges.emplace(pairKey(intern(*left), intern(*right)), Merge { static_cast<uint32_t>(rank), result });
    }
    return {};
}

const BpeSplitter::Merge* BpeSplitter::mergeOf(Symbol left, Symbol right) const
{
    const auto found = m_merges.find(pairKey(left, right));
    return found == m_merges.end() ? nullptr : &found->second;
}

Result<void> BpeSplitter::append(std::string_view text, bool /*first*/, std::vector<TokenId>& ids) const
{
    std::vector<Node> nodes;
    std::vector<Candidate> heap;
    for (const std::string_view piece : splitText(*m_rule, text)) {
        if (m_rule->wholePieceWins) {
            const auto whole = m_symbolByBytes.find(std::string(piece));
            if (whole != m_symbolByBytes.end() && m_tokenOfSymbol[whole->second] != kNoToken) {
                ids.push_back(m_tokenOfSymbol[whole->second]);
                continue;
            }
        }
        encodePiece(piece, nodes, heap, ids);
    }
    return {};
}

void BpeSplitter::encodePiece(
    std::string_view piece, std::vector<Node>& nodes, std::vector<Candidate>& heap, std::vector<TokenId>& ids) const
{
    nodes.clear();
    heap.clear();
    const auto count = static_cast<uint32_t>(piece.size());
    for (uint32_t i = 0; i < count; ++i)
        nodes.push_back({ m_symbolOfByte[static_cast<uint8_t>(piece[i])], i == 0 ? kNone : i - 1, i + 1 == count ? kNone : i + 1 });
    for (uint32_t i = 0; i + 1 < count; ++i)
        if (const Merge* merge = mergeOf(nodes[i].symbol, nodes[i + 1].symbol))
            heap.push_back({ merge->rank, i, nodes[i].symbol, nodes[i + 1].symbol });
    std::make_heap(heap.begin(), heap.end(), later);
    mergeAll(nodes, heap);
    for (uint32_t i = count == 0 ? kNone : 0; i != kNone; i = nodes[i].next)
        emit(nodes[i].symbol, ids);
}

void BpeSplitter::mergeAll(std::vector<Node>& nodes, std::vector<Candidate>& heap) const
{
    const auto offer = [&](uint32_t left, uint32_t right) {
        if (left == kNone || right == kNone)
            return;
        if (const Merge* merge = mergeOf(nodes[left].symbol, nodes[right].symbol)) {
            heap.push_back({ merge->rank, left, nodes[left].symbol, nodes[right].symbol });
            std::push_heap(heap.begin(), heap.end(), later);
        }
    };
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end(), later);
        const Candidate best = heap.back();
        heap.pop_back();
        Node& left = nodes[best.left];
        const uint32_t rightIndex = left.next;
        // A neighbour merged in the meantime: this candidate is gone. A removed node holds kNone as its symbol.
        if (left.symbol != best.leftSymbol || rightIndex == kNone || nodes[rightIndex].symbol != best.rightSymbol)
            continue;
        Node& right = nodes[rightIndex];
        left.symbol = mergeOf(best.leftSymbol, best.rightSymbol)->result;
        left.next = right.next;
        right.symbol = kNone;
        if (left.next != kNone)
            nodes[left.next].previous = best.left;
        offer(left.previous, best.left);
        offer(best.left, left.next);
    }
}

void BpeSplitter::emit(Symbol symbol, std::vector<TokenId>& ids) const
{
    if (m_tokenOfSymbol[symbol] != kNoToken) {
        ids.push_back(m_tokenOfSymbol[symbol]);
        return;
    }
    // A merge result that is no token itself: its bytes, each of which is one in every sound vocabulary.
    for (const char byte : m_bytesOfSymbol[symbol]) {
        const TokenId id = m_tokenOfSymbol[m_symbolOfByte[static_cast<uint8_t>(byte)]];
        if (id != kNoToken || m_unknown != kNoToken)
            ids.push_back(id != kNoToken ? id : m_unknown);
    }
}

} // namespace sillok
