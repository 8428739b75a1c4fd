// sentencepiece_file.h - Reads tokenizer.model, the protocol buffer of SentencePiece.
#pragma once

#include "engine/base/bytes.h"

#include <string>
#include <vector>

namespace sillok::convert {

struct Piece {
    std::string text;
    float score = 0;
    int kind = 1; ///< as tokenizer.ggml.token_type
};
struct SentencePieceFile {
    std::vector<Piece> pieces;
    bool unigram = true; ///< else BPE
    bool addSpacePrefix = true;
    bool removeExtraSpaces = true;
    std::string charsmap;
};

/// error  Damaged: not such a file. Unsafe: over a million pieces. Unsupported: a model that is neither unigram nor BPE
/// source sentencepiece_model.proto of SentencePiece 0.1.97
Result<SentencePieceFile> readSentencePiece(Bytes file);

/// The pieces in the order of XLM-R's ids, which its SentencePiece file does not have: <s>, <pad>, </s>, <unk>, then what stands behind
/// the file's first three pieces, <mask> at the end.
/// error  Unsupported: not a unigram file that begins with <unk>, <s>, </s>
/// source fairseq, whose dictionary puts four tokens of its own in front and has no place for the file's; transformers follows it
Result<SentencePieceFile> inXlmrOrder(SentencePieceFile file);

} // namespace sillok::convert
