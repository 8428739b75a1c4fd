// sentencepiece.h - SentencePiece vocabularies (GGUF kinds `llama`: BPE, and `t5`: unigram) through the reference library.
#pragma once

#include "engine/tokenizer/tokenizer.h"

namespace sillok {

/// error  Unsupported: this build has no SentencePiece library. Damaged: the library refuses the vocabulary.
Result<std::unique_ptr<TextSplitter>> sentencePieceSplitter(const Vocabulary& vocabulary);

/// The library also normalises the text here, as the file says.
/// error  as above; Damaged also: a normalisation table that could mislead the library.
Result<std::unique_ptr<TextSplitter>> unigramSplitter(const gguf::Reader& file, const Vocabulary& vocabulary);

} // namespace sillok
