// vocabulary.h - The tokens of a model: their texts, kinds and the few that mean something special.
#pragma once

#include "engine/gguf/reader.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace sillok {

using TokenId = int32_t;
constexpr TokenId kNoToken = -1;

/// source  GGUF specification, tokenizer.ggml.token_type
enum class TokenKind : uint8_t { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };

/// Which algorithm reads the vocabulary.
enum class VocabularyKind : uint8_t { SentencePiece, ByteLevelBpe, Unigram, WordPiece, Other };

struct Token {
    std::string text; ///< as in the file
    std::string bytes; ///< what it writes; empty for control tokens
    float score = 0;
    TokenKind kind = TokenKind::Normal;
    bool takesSpaceBehind = false; ///< white space behind its text belongs to it
};

/// A vocabulary that passed the whole-vocabulary check. Caps: 1 M tokens, 64 KiB for one token's text.
class Vocabulary {
public:
    /// error  Damaged: no tokens, arrays of other lengths, byte token that names no byte, non-finite score, special id out of range.
    static Result<Vocabulary> fromGguf(const gguf::Reader& file);
    Vocabulary(Vocabulary&&) = default;
    Vocabulary& operator=(Vocabulary&&) = default;
    Vocabulary(const Vocabulary&) = delete; // m_specialByText points into m_tokens
    Vocabulary& operator=(const Vocabulary&) = delete;

    size_t size() const { return m_tokens.size(); }
    bool contains(TokenId id) const { return id >= 0 && static_cast<size_t>(id) < m_tokens.size(); }
    /// needs contains(id)
    const Token& token(TokenId id) const { return m_tokens[static_cast<size_t>(id)]; }
    std::string_view bytesOf(TokenId id) const { return contains(id) ? std::string_view(token(id).bytes) : std::string_view(); }
    /// The control or user-defined token with exactly this text, or kNoToken.
    TokenId specialByText(std::string_view text) const;
    bool isControl(TokenId id) const
    {
        return contains(id) && (token(id).kind == TokenKind::Control || token(id).kind == TokenKind::Unknown);
    }

    VocabularyKind kind() const { return m_kind; }
    const std::string& model() const { return m_model; } ///< tokenizer.ggml.model
    const std::string& rule() const { return m_rule; } ///< tokenizer.ggml.pre
    TokenId bos() const { return m_bos; }
    TokenId eos() const { return m_eos; }
    TokenId unknown() const { return m_unknown; }
    bool addsBos() const { return m_addBos; }
    bool addsEos() const { return m_addEos; }
    bool addsSpacePrefix() const { return m_addSpacePrefix; }
    /// Ids that end a turn: EOS, EOT and the end markers known by their text.
    const std::vector<TokenId>& endOfGeneration() const { return m_ends; }
    /// Control, unknown and user-defined tokens that are found in text as a whole.
    const std::vector<TokenId>& specials() const { return m_specials; }

private:
    Vocabulary() = default;
    Result<void> readTokens(const gguf::Reader& file);
    Result<void> readSpecialIds(const gguf::Reader& file);
    void findSpecials(const gguf::Reader& file);
    Result<void> fillBytes();

    std::vector<Token> m_tokens;
    std::unordered_map<std::string_view, TokenId> m_specialByText; ///< keys point into m_tokens
    std::vector<TokenId> m_specials;
    std::vector<TokenId> m_ends;
    std::string m_model, m_rule;
    VocabularyKind m_kind = VocabularyKind::Other;
    TokenId m_bos = kNoToken, m_eos = kNoToken, m_unknown = kNoToken;
    bool m_addBos = false, m_addEos = false, m_addSpacePrefix = false;
};

} // namespace sillok
