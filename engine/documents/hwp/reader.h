// reader.h - HWP 5.0: a compound file of streams of records.
#pragma once

#include "engine/documents/registry.h"

namespace sillok::documents::hwp {

/// Reads every section in order: body, tables, headers, footers, notes, text boxes, equations. Distribution documents open too: what they
/// forbid is printing and copying, not reading.
/// error  Damaged, Unsafe, NeedsPassword, Unsupported (rights management or certificate encryption), NotFound (no text).
/// source documents.md section 4, "HWP 5.0"
Result<Document> read(Bytes bytes, const Progress& progress);

} // namespace sillok::documents::hwp
