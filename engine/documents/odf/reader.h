// reader.h - OpenDocument text, spreadsheets and presentations (ISO/IEC 26300).
#pragma once

#include "engine/documents/registry.h"

namespace sillok::documents::odf {

/// Body with headings, lists, tables, boxes and notes; headers and footers at the end. Deleted text of tracked changes is left out.
/// Spreadsheets: every sheet under its name, with the values that it shows. Presentations: every slide is a page.
/// error  Damaged, Unsafe, NeedsPassword, WrongKey, NotFound (no text).
/// source ISO/IEC 26300-1
Result<Document> read(Format format, Bytes bytes, const Progress& progress, std::string_view password = {});

} // namespace sillok::documents::odf
