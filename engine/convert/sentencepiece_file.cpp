#include "engine/convert/sentencepiece_file.h"

#include "engine/base/text.h"

#include <iterator>

namespace sillok::convert {

namespace {

constexpr size_t kMaxPieces = size_t { 1 } << 20;
constexpr int kUnknown = 2, kControl = 3;

struct Field {
    uint64_t number = 0;
    uint64_t value = 0; ///< of a number
    Bytes bytes; ///< of texts, messages and fixed widths
};

Result<uint64_t> varint(ByteReader& in)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        SILLOK_TRY(const uint8_t byte, in.number<uint8_t>());
        value |= uint64_t { byte & 0x7Fu } << shift;
        if (byte < 0x80)
            return value;
    }
    return fail(ErrorCode::Damaged, "tokenizer.model: an overlong number");
}

/// source protocol buffers, encoding: a tag of number and wire type, then the value
Result<Field> nextField(ByteReader& in)
{
    Field field;
    SILLOK_TRY(const uint64_t tag, varint(in));
    field.number = tag >> 3;
    uint64_t length = 0;
    switch (tag & 7) {
    case 0: {
        SILLOK_TRY(field.value, varint(in));
        return field;
    }
    case 1:
        length = 8;
        break;
    case 2: {
        SILLOK_TRY(length, varint(in));
        break;
    }
    case 5:
        length = 4;
        break;
    default:
        return fail(ErrorCode::Damaged, "tokenizer.model: not a SentencePiece model");
    }
    SILLOK_TRY(field.bytes, in.take(length));
    return field;
}

Result<Piece> readPiece(Bytes bytes)
{
    Piece piece;
    for (ByteReader in(bytes); in.left() > 0;) {
        SILLOK_TRY(const Field field, nextField(in));
        if (field.number == 1)
            piece.text = asText(field.bytes);
        else if (field.number == 2 && field.bytes.size() == 4)
            std::memcpy(&piece.score, field.bytes.data(), 4);
        else if (field.number == 3)
            piece.kind = field.value <= 6 ? static_cast<int>(field.value) : 0;
    }
    if (piece.kind == 0 || !isValidUtf8(piece.text))
        return fail(ErrorCode::Damaged, "tokenizer.model: a piece that is none");
    return piece;
}

Result<void> readSpec(Bytes bytes, bool normalizer, SentencePieceFile& file)
{
    for (ByteReader in(bytes); in.left() > 0;) {
        SILLOK_TRY(const Field field, nextField(in));
        if (!normalizer && field.number == 3) {
            if (field.value != 1 && field.value != 2)
                return fail(ErrorCode::Unsupported, "tokenizer.model: neither unigram nor BPE");
            file.unigram = field.value == 1;
        } else if (normalizer && field.number == 2)
            file.charsmap = asText(field.bytes);
        else if (normalizer && field.number == 3)
            file.addSpacePrefix = field.value != 0;
        else if (normalizer && field.number == 4)
            file.removeExtraSpaces = field.value != 0;
    }
    return {};
}

} // namespace

Result<SentencePieceFile> readSentencePiece(Bytes bytes)
{
    SentencePieceFile file;
    for (ByteReader in(bytes); in.left() > 0;) {
        SILLOK_TRY(const Field field, nextField(in));
        if (field.number == 1) {
            SILLOK_TRY(Piece piece, readPiece(field.bytes));
            file.pieces.push_back(std::move(piece));
        } else if (field.number == 2 || field.number == 3) {
            SILLOK_CHECK(readSpec(field.bytes, field.number == 3, file));
        }
        if (file.pieces.size() > kMaxPieces)
            return fail(ErrorCode::Unsafe, "tokenizer.model: over a million pieces");
    }
    if (file.pieces.empty())
        return fail(ErrorCode::Damaged, "tokenizer.model: no pieces");
    return file;
}

Result<SentencePieceFile> inXlmrOrder(SentencePieceFile file)
{
    std::vector<Piece>& pieces = file.pieces;
    const bool usual
        = file.unigram && pieces.size() > 3 && pieces[0].text == "<unk>" && pieces[1].text == "<s>" && pieces[2].text == "</s>";
    if (!usual)
        return fail(
            ErrorCode::Unsupported, "tokenizer.model: not the kind of file that xlm-roberta numbers anew, and no tokenizer.json beside it");
    std::vector<Piece> ours { { "<s>", 0, kControl }, { "<pad>", 0, kControl }, { "</s>", 0, kControl }, { "<unk>", 0, kUnknown } };
    ours.insert(ours.end(), std::make_move_iterator(pieces.begin() + 3), std::make_move_iterator(pieces.end()));
    ours.push_back({ "<mask>", 0, kControl });
    pieces = std::move(ours);
    return file;
}

} // namespace sillok::convert
