// reader.h - PPTX (ECMA-376 PresentationML, transitional and strict).
#pragma once

#include "engine/documents/registry.h"

namespace sillok::documents::pptx {

/// Slides in their order, each a page: titles as headings, text of shapes, groups, tables and diagrams in the file's order, then the
/// speaker's notes and comments.
/// error  Damaged, Unsafe, NeedsPassword, NotFound (no text).
/// source ECMA-376 part 1, 19 and 21
Result<Document> read(Bytes bytes, const Progress& progress);

} // namespace sillok::documents::pptx
