#include "engine/tokenizer/tokenizer.h"

#include "engine/base/text.h"
#include "engine/tokenizer/bpe.h"
#include "engine/tokenizer/sentencepiece.h"
#include "engine/tokenizer/special_tokens.h"
#include "engine/tokenizer/wordpiece.h"

namespace sillok {

Tokenizer::Tokenizer(Vocabulary vocabulary, std::unique_ptr<TextSplitter> splitter, std::string kind)
    : m_vocabulary(std::move(vocabulary))
    , m_splitter(std::move(splitter))
    , m_kind(std::move(kind))
{
}

Result<Tokenizer> Tokenizer::fromGguf(const gguf::Reader& file)
{
    SILLOK_TRY(Vocabulary vocabulary, Vocabulary::fromGguf(file));
    switch (vocabulary.kind()) {
    case VocabularyKind::SentencePiece: {
        SILLOK_TRY(auto splitter, sentencePieceSplitter(vocabulary));
        return Tokenizer(std::move(vocabulary), std::move(splitter), "SentencePiece BPE");
    }
    case VocabularyKind::ByteLevelBpe: {
        SILLOK_TRY(auto splitter, BpeSplitter::fromGguf(file, vocabulary));
        std::string kind = "byte-level BPE (" + vocabulary.rule() + ")";
        return Tokenizer(std::move(vocabulary), std::move(splitter), std::move(kind));
    }
    case VocabularyKind::Unigram: {
        SILLOK_TRY(auto splitter, unigramSplitter(file, vocabulary));
        return Tokenizer(std::move(vocabulary), std::move(splitter), "SentencePiece unigram");
    }
    case VocabularyKind::WordPiece: {
        SILLOK_TRY(auto splitter, WordPieceSplitter::create(vocabulary));
        return Tokenizer(std::move(vocabulary), std::move(splitter), "WordPiece");
    }
    case VocabularyKind::Other:
        break;
    }
    return fail(ErrorCode::Unsupported, "vocabulary: kind \"" + vocabulary.model() + "\"");
}

Result<std::vector<TokenId>> Tokenizer::encode(std::string_view text, Mode mode) const
{
    if (text.size() > kMaxInputBytes)
        return fail(ErrorCode::Unsafe, "tokenizing " + std::to_string(text.size()) + " bytes at once");
    const std::string valid = sanitizedUtf8(text);
    std::vector<TokenId> ids;
    if (mode == Mode::Special && m_vocabulary.addsBos())
        ids.push_back(m_vocabulary.bos());
    bool first = true;
    for (const Fragment& fragment : cutSpecials(m_vocabulary, valid, mode == Mode::Special)) {
        if (fragment.token != kNoToken)
            ids.push_back(fragment.token);
        else
            SILLOK_CHECK(m_splitter->append(fragment.text, first, ids));
        first = fragment.token != kNoToken;
    }
    if (mode == Mode::Special && m_vocabulary.addsEos())
        ids.push_back(m_vocabulary.eos());
    return ids;
}

Result<std::string> Tokenizer::decode(std::span<const TokenId> ids) const
{
    std::string text;
    for (const TokenId id : ids) {
        if (!m_vocabulary.contains(id))
            return fail(ErrorCode::BadArgument, "token id " + std::to_string(id) + " is outside the vocabulary");
        text += m_vocabulary.bytesOf(id);
    }
    if (m_vocabulary.addsSpacePrefix() && text.starts_with(' '))
        text.erase(0, 1);
    return text;
}

std::string StreamDecoder::push(TokenId id)
{
    m_waiting += m_tokenizer.bytesOf(id);
    const size_t ready = m_waiting.size() - incompleteTail(m_waiting);
    std::string text = sanitizedUtf8(std::string_view(m_waiting).substr(0, ready));
    m_waiting.erase(0, ready);
    return text;
}

std::string StreamDecoder::finish()
{
    std::string text = sanitizedUtf8(m_waiting);
    m_waiting.clear();
    return text;
}

} // namespace sillok
