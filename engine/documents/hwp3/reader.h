// reader.h - HWP 3.0: one deflated stream of fonts, styles and paragraphs behind a fixed header.
#pragma once

#include "engine/documents/registry.h"

namespace sillok::documents::hwp3 {

/// Reads body, tables, text boxes, headers, footers, notes and captions. The format keeps no pages that can be trusted.
/// error  Damaged, Unsafe, NeedsPassword, NotFound (no text).
/// source 한글 문서 파일 구조 3.0
Result<Document> read(Bytes bytes);

} // namespace sillok::documents::hwp3
