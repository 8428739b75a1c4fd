// charsmap.h - Judges the compiled normalisation table of a unigram vocabulary before the SentencePiece library walks it unchecked.
#pragma once

#include "engine/base/bytes.h"

namespace sillok {

/// The table: a 32-bit length, a double array of that many bytes, then the replacement texts, each ended by a zero byte.
/// Ok when no search for any text can leave the array or go round, finds more than 32 keys, or points outside the texts; and when every
/// replacement is UTF-8. An empty table is sound: nothing is replaced.
/// error  Damaged; Unsafe: over kMaxCharsmapBytes.
/// cost   256 steps for each used unit of the array
/// source Yata et al. 2007, compact double arrays; unit layout of Darts-clone 0.32, table layout of SentencePiece 0.1.97
Result<void> checkCharsmap(Bytes table);

constexpr uint64_t kMaxCharsmapBytes = uint64_t { 4 } << 20;

} // namespace sillok
