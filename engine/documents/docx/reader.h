// reader.h - DOCX (ECMA-376 WordprocessingML, transitional and strict).
#pragma once

#include "engine/documents/registry.h"

namespace sillok::documents::docx {

/// Body, tables, text boxes, notes and comments after their paragraph, then headers and footers. Deleted text of tracked changes is left
/// out, inserted text is there. Pages are estimated from the breaks that Word kept when it last laid the text out.
/// error  Damaged, Unsafe, NeedsPassword, NotFound (no text).
/// source ECMA-376 part 1, 17
Result<Document> read(Bytes bytes, const Progress& progress);

} // namespace sillok::documents::docx
