// reader.h - XLSX (ECMA-376 SpreadsheetML, transitional and strict).
#pragma once

#include "engine/documents/registry.h"

namespace sillok::documents::xlsx {

/// Every sheet under its name as a heading: rows as table rows with the values that the sheet shows, then text boxes and comments.
/// Formulas are never computed: their last stored value is read. An empty row ends a table.
/// error  Damaged, Unsafe, NeedsPassword, NotFound (no text).
/// source ECMA-376 part 1, 18
Result<Document> read(Bytes bytes, const Progress& progress);

} // namespace sillok::documents::xlsx
