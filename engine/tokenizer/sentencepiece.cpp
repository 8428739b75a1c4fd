#include "engine/tokenizer/sentencepiece.h"

#include "engine/base/text.h"
#include "engine/tokenizer/charsmap.h"

#ifdef SILLOK_HAS_SENTENCEPIECE
#include <sentencepiece_processor.h>

#include <set>
#endif

namespace sillok {

#ifndef SILLOK_HAS_SENTENCEPIECE

namespace {

Error noLibrary(const Vocabulary& vocabulary)
{
    return fail(ErrorCode::Unsupported,
        "vocabulary: kind \"" + vocabulary.model() + "\" needs the SentencePiece library, which this build does not have");
}

} // namespace

Result<std::unique_ptr<TextSplitter>> sentencePieceSplitter(const Vocabulary& vocabulary) { return noLibrary(vocabulary); }

Result<std::unique_ptr<TextSplitter>> unigramSplitter(const gguf::Reader&, const Vocabulary& vocabulary) { return noLibrary(vocabulary); }

#else

namespace {

/// Writes the protocol-buffer fields of a SentencePiece model. source sentencepiece_model.proto of SentencePiece 0.1.97
class ProtoWriter {
public:
    void number(unsigned field, uint64_t value)
    {
        varint(uint64_t { field } << 3);
        varint(value);
    }
    void real(unsigned field, float value)
    {
        varint((uint64_t { field } << 3) | 5);
        const auto* raw = reinterpret_cast<const char*>(&value);
        m_bytes.append(raw, sizeof value);
    }
    void bytes(unsigned field, std::string_view value)
    {
        varint((uint64_t { field } << 3) | 2);
        varint(value.size());
        m_bytes.append(value);
    }
    const std::string& result() const { return m_bytes; }

private:
    void varint(uint64_t value)
    {
        while (value >= 0x80) {
            m_bytes += static_cast<char>((value & 0x7F) | 0x80);
            value >>= 7;
        }
        m_bytes += static_cast<char>(value);
    }
    std::string m_bytes;
};

// Field numbers and enum values of the proto.
enum PieceType : unsigned { kNormal = 1, kUnknown = 2, kControl = 3, kUnused = 5, kByte = 6 };
constexpr unsigned kPieces = 1, kTrainerSpec = 2, kNormalizerSpec = 3;
constexpr unsigned kPieceText = 1, kPieceScore = 2, kPieceType = 3;
constexpr unsigned kModelType = 3, kByteFallback = 35, kUnkId = 40, kBosId = 41, kEosId = 42, kPadId = 43;
constexpr unsigned kPrecompiledCharsmap = 2, kAddDummyPrefix = 3, kRemoveExtraWhitespaces = 4, kEscapeWhitespaces = 5;
constexpr uint64_t kUnigram = 1, kBpe = 2;
constexpr uint64_t kNoId = ~uint64_t { 0 }; // -1

/// How the library is to treat text before it cuts it.
struct Normalization {
    uint64_t algorithm = kBpe;
    std::string_view charsmap;
    bool addsSpace = false;
    bool removesSpaces = false;
};

/// The library wants exactly one unknown piece. User-defined tokens are cut out of the text before it sees any.
unsigned pieceType(const Token& token, TokenId id, TokenId unknown)
{
    if (id == unknown)
        return kUnknown;
    switch (token.kind) {
    case TokenKind::Normal:
        return kNormal;
    case TokenKind::Byte:
        return kByte;
    case TokenKind::Unused:
        return kUnused;
    default:
        return kControl;
    }
}

Result<TokenId> unknownToken(const Vocabulary& vocabulary)
{
    if (vocabulary.unknown() != kNoToken)
        return vocabulary.unknown();
    for (size_t i = 0; i < vocabulary.size(); ++i)
        if (vocabulary.token(static_cast<TokenId>(i)).kind == TokenKind::Unknown)
            return static_cast<TokenId>(i);
    return fail(ErrorCode::Damaged, "vocabulary: no unknown token");
}

Result<std::string> serializedModel(const Vocabulary& vocabulary, const Normalization& normalization)
{
    SILLOK_TRY(const TokenId unknown, unknownToken(vocabulary));
    ProtoWriter model;
    std::set<std::string_view> seen;
    std::set<std::string_view> byteTexts;
    for (size_t i = 0; i < vocabulary.size(); ++i) {
        const auto id = static_cast<TokenId>(i);
        const Token& token = vocabulary.token(id);
        if (token.text.empty() || !isValidUtf8(token.text) || token.text.find('\0') != std::string::npos)
            return fail(ErrorCode::Damaged, "vocabulary: token " + std::to_string(i) + " is empty or not UTF-8");
        if (!seen.insert(token.text).second)
            return fail(ErrorCode::Damaged, "vocabulary: token " + std::to_string(i) + " stands twice");
        if (token.kind == TokenKind::Byte)
            byteTexts.insert(token.text);
        ProtoWriter piece;
        piece.bytes(kPieceText, token.text);
        piece.real(kPieceScore, token.score);
        piece.number(kPieceType, pieceType(token, id, unknown));
        model.bytes(kPieces, piece.result());
    }
    ProtoWriter trainer;
    trainer.number(kModelType, normalization.algorithm);
    trainer.number(kByteFallback, byteTexts.size() == 256 ? 1 : 0);
    trainer.number(kUnkId, static_cast<uint64_t>(unknown));
    trainer.number(kBosId, kNoId);
    trainer.number(kEosId, kNoId);
    trainer.number(kPadId, kNoId);
    ProtoWriter normalizer;
    normalizer.bytes(kPrecompiledCharsmap, normalization.charsmap);
    normalizer.number(kAddDummyPrefix, normalization.addsSpace ? 1 : 0);
    normalizer.number(kRemoveExtraWhitespaces, normalization.removesSpaces ? 1 : 0);
    normalizer.number(kEscapeWhitespaces, 1);
    model.bytes(kTrainerSpec, trainer.result());
    model.bytes(kNormalizerSpec, normalizer.result());
    return model.result();
}

class SentencePieceSplitter : public TextSplitter {
public:
    explicit SentencePieceSplitter(bool addsSpace)
        : m_addsSpace(addsSpace)
    {
    }

    Result<void> load(const std::string& model)
    {
        const auto status = m_processor.LoadFromSerializedProto(model);
        if (!status.ok())
            return fail(ErrorCode::Damaged, "vocabulary: SentencePiece refuses it");
        return {};
    }

    Result<void> append(std::string_view text, bool first, std::vector<TokenId>& ids) const override
    {
        std::string input = first && m_addsSpace ? " " : "";
        input += text;
        try { // the library may throw, std::bad_alloc at least; nothing of it crosses this folder
            std::vector<int> pieces;
            if (!m_processor.Encode(input, &pieces).ok())
                return fail(ErrorCode::Internal, "SentencePiece could not encode a text");
            ids.insert(ids.end(), pieces.begin(), pieces.end());
        } catch (const std::exception&) {
            return fail(ErrorCode::Internal, "SentencePiece gave up on a text");
        }
        return {};
    }

private:
    sentencepiece::SentencePieceProcessor m_processor;
    bool m_addsSpace;
};

/// The table of the key, whose elements are bytes by whatever sign. error Damaged
Result<Bytes> charsmapOf(const gguf::Reader& file)
{
    const gguf::Value* value = file.value("tokenizer.ggml.precompiled_charsmap");
    if (!value)
        return Bytes {};
    const bool bytes = value->elementType == gguf::ValueType::U8 || value->elementType == gguf::ValueType::I8;
    if (value->type != gguf::ValueType::Array || !bytes)
        return fail(ErrorCode::Damaged, "vocabulary: precompiled_charsmap is not an array of bytes");
    SILLOK_CHECK(checkCharsmap(value->bytes));
    return value->bytes;
}

/// addsSpace: append() puts a space in front of the first text, because the library does not.
Result<std::unique_ptr<TextSplitter>> loaded(const std::string& model, bool addsSpace)
{
    try {
        auto splitter = std::make_unique<SentencePieceSplitter>(addsSpace);
        SILLOK_CHECK(splitter->load(model));
        return std::unique_ptr<TextSplitter>(std::move(splitter));
    } catch (const std::exception&) {
        return fail(ErrorCode::Damaged, "vocabulary: SentencePiece gave up on it");
    }
}

} // namespace

Result<std::unique_ptr<TextSplitter>> sentencePieceSplitter(const Vocabulary& vocabulary)
{
    SILLOK_TRY(const std::string model, serializedModel(vocabulary, {}));
    return loaded(model, vocabulary.addsSpacePrefix());
}

Result<std::unique_ptr<TextSplitter>> unigramSplitter(const gguf::Reader& file, const Vocabulary& vocabulary)
{
    SILLOK_TRY(const Bytes charsmap, charsmapOf(file));
    SILLOK_TRY(const auto removesSpaces, file.flag("tokenizer.ggml.remove_extra_whitespaces"));
    if (!file.has("tokenizer.ggml.scores"))
        return fail(ErrorCode::Damaged, "vocabulary: a unigram vocabulary without scores");
    Normalization normalization { kUnigram, asText(charsmap), vocabulary.addsSpacePrefix(), removesSpaces.value_or(true) };
    SILLOK_TRY(const std::string model, serializedModel(vocabulary, normalization));
    return loaded(model, false);
}

#endif

} // namespace sillok
