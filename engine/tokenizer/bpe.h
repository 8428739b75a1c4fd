// bpe.h - Byte-level byte-pair encoding: merges by rank, near n log n on any piece.
#pragma once

#include "engine/tokenizer/pre_tokenizer.h"
#include "engine/tokenizer/tokenizer.h"

#include <array>

namespace sillok {

/// The kind `gpt2` of GGUF vocabularies.
class BpeSplitter : public TextSplitter {
public:
    /// error  Damaged: no merges, or a merge that is not two texts. Unsupported: unknown split rule.
    static Result<std::unique_ptr<TextSplitter>> fromGguf(const gguf::Reader& file, const Vocabulary& vocabulary);

    Result<void> append(std::string_view text, bool first, std::vector<TokenId>& ids) const override;

private:
    using Symbol = uint32_t;
    struct Merge {
        uint32_t rank;
        Symbol result;
    };
    struct PairHash {
        size_t operator()(uint64_t pair) const { return static_cast<size_t>((pair ^ (pair >> 29)) * 0x9E3779B97F4A7C15ULL); }
    };
    struct Node {
        Symbol symbol;
        uint32_t previous;
        uint32_t next;
    };
    struct Candidate {
        uint32_t rank;
        uint32_t left;
        Symbol leftSymbol;
        Symbol rightSymbol;
    };
    static bool later(const Candidate& a, const Candidate& b) { return a.rank != b.rank ? a.rank > b.rank : a.left > b.left; }

    Symbol intern(std::string_view text);
    Result<void> readMerges(const std::vector<std::string_view>& merges);
    const Merge* mergeOf(Symbol left, Symbol right) const;
    void encodePiece(std::string_view piece, std::vector<Node>& nodes, std::vector<Candidate>& heap, std::vector<TokenId>& ids) const;
    void mergeAll(std::vector<Node>& nodes, std::vector<Candidate>& heap) const;
    void emit(Symbol symbol, std::vector<TokenId>& ids) const;

    const SplitRule* m_rule = nullptr;
    TokenId m_unknown = kNoToken;
    std::unordered_map<std::string, Symbol> m_symbolByBytes; ///< raw bytes, not the printable alphabet
    std::vector<TokenId> m_tokenOfSymbol;
    std::vector<std::string_view> m_bytesOfSymbol; ///< points into the keys of m_symbolByBytes
    std::array<Symbol, 256> m_symbolOfByte {};
    std::unordered_map<uint64_t, Merge, PairHash> m_merges;
};

} // namespace sillok
