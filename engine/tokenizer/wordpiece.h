// wordpiece.h - WordPiece vocabularies (GGUF kind `bert`): words without accent and case, each cut into its longest known pieces.
#pragma once

#include "engine/tokenizer/token_trie.h"
#include "engine/tokenizer/tokenizer.h"

namespace sillok {

/// A piece that begins a word stands in the vocabulary behind U+2581, the others as they are.
/// source  Devlin et al. 2019, section 3 and its published tokenizer; the cleaning is what the ids of bert-bge need
class WordPieceSplitter : public TextSplitter {
public:
    /// error  Damaged: no unknown token.
    static Result<std::unique_ptr<TextSplitter>> create(const Vocabulary& vocabulary);

    /// A word that cannot be put together from pieces gives one unknown token.
    /// cost  linear in the text times the longest piece
    Result<void> append(std::string_view text, bool first, std::vector<TokenId>& ids) const override;

private:
    void appendWord(std::string_view word, std::vector<TokenId>& ids) const;
    /// The longest piece that `text` begins with and its length, or kNoToken.
    std::pair<TokenId, size_t> longestPiece(std::string_view text) const;

    TokenTrie m_pieces;
    TokenId m_unknown = kNoToken;
};

} // namespace sillok
