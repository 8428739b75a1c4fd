// sentencepiece.h - SentencePiece vocabularies (GGUF kind `llama`) through the reference library.
#pragma once

#include "engine/tokenizer/tokenizer.h"

namespace sillok {

/// error  Unsupported: this build has no SentencePiece library. Damaged: the library refuses the vocabulary.
Result<std::unique_ptr<TextSplitter>> sentencePieceSplitter(const Vocabulary& vocabulary);

} // namespace sillok
