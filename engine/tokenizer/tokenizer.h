// tokenizer.h - Text to token ids and back, the same for every kind of vocabulary.
#pragma once

#include "engine/gguf/reader.h"
#include "engine/tokenizer/vocabulary.h"

#include <memory>

namespace sillok {

/// What one vocabulary kind does with plain text. Implementations: byte-level BPE, SentencePiece BPE and unigram, WordPiece.
class TextSplitter {
public:
    virtual ~TextSplitter() = default;
    /// Appends the ids of `text`, which holds no special token. `first` is true at the start of the input and behind a special token.
    virtual Result<void> append(std::string_view text, bool first, std::vector<TokenId>& ids) const = 0;
};

/// Immutable; one object may serve many threads.
class Tokenizer {
public:
    /// raw: nothing is added and the text of a control token is plain text: what a person typed can never become a control token.
    /// special: BOS and EOS as the vocabulary says, control-token text becomes that token.
    enum class Mode : uint8_t { Raw, Special };

    /// error  Damaged: the vocabulary contradicts itself. Unsupported: kind or split rule that we do not have, named in the message.
    static Result<Tokenizer> fromGguf(const gguf::Reader& file);

    /// The ids of `text`. Bytes that are not UTF-8 count as U+FFFD. error Unsafe: longer than kMaxInputBytes.
    /// cost  near n log n in the length, whatever the text holds
    Result<std::vector<TokenId>> encode(std::string_view text, Mode mode) const;

    /// The bytes of a whole sequence; control tokens give nothing. The leading space that encode() added is taken off again.
    /// error  BadArgument: an id outside the vocabulary.
    Result<std::string> decode(std::span<const TokenId> ids) const;

    /// The bytes of one token inside a running text: empty for control tokens and for ids outside the vocabulary.
    std::string_view bytesOf(TokenId id) const { return m_vocabulary.bytesOf(id); }

    const Vocabulary& vocabulary() const { return m_vocabulary; }
    size_t size() const { return m_vocabulary.size(); }

    /// "SentencePiece BPE", "byte-level BPE (llama-bpe)", "SentencePiece unigram", "WordPiece"
    const std::string& kind() const { return m_kind; }

    static constexpr uint64_t kMaxInputBytes = uint64_t { 64 } << 20;

private:
    Tokenizer(Vocabulary vocabulary, std::unique_ptr<TextSplitter> splitter, std::string kind);

    Vocabulary m_vocabulary;
    std::unique_ptr<TextSplitter> m_splitter;
    std::string m_kind;
};

/// Turns a stream of tokens into a stream of whole characters: a character cut between two tokens waits for its rest.
class StreamDecoder {
public:
    explicit StreamDecoder(const Tokenizer& tokenizer)
        : m_tokenizer(tokenizer)
    {
    }
    /// The text that became complete; valid UTF-8. Bytes that can never become a character come out as U+FFFD.
    std::string push(TokenId id);
    /// What is left at the end: U+FFFD for a character that stayed incomplete.
    std::string finish();

private:
    const Tokenizer& m_tokenizer;
    std::string m_waiting;
};

} // namespace sillok
