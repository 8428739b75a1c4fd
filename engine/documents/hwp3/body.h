// body.h - The paragraph lists of a HWP 3.0 document.
#pragma once

#include "engine/base/bytes.h"
#include "engine/documents/flow.h"

namespace sillok::documents::hwp3 {

inline constexpr int kMaxListDepth = 32;   ///< lists of paragraphs inside paragraphs
inline constexpr uint64_t kMaxParagraphs = 1'000'000;

/// Writes the paragraphs of the body, which `reader` stands before, into blocks.
/// error  Damaged: the bytes end too early, or a control does not end as it began. Unsafe: kMaxListDepth, kMaxParagraphs or kMaxTextCodePoints.
/// source the layouts are those of 한글 문서 파일 구조 3.0; tika__testHWP_3.0.hwp proves headers, fonts, styles, paragraphs and text
Result<void> readBody(ByteReader& reader, FlowWriter& writer);

} // namespace sillok::documents::hwp3
