// reader.h - HWPX (KS X 6101, OWPML): a zip of XML parts.
#pragma once

#include "engine/documents/registry.h"

namespace sillok::documents::hwpx {

/// Reads every section in spine order: body, tables, headers, footers, notes, text boxes, equations.
/// error  Damaged, Unsafe, NeedsPassword, WrongKey, NotFound (no text).
/// source documents.md section 4, "HWPX"
Result<Document> read(Bytes bytes, const Progress& progress, std::string_view password = {});

} // namespace sillok::documents::hwpx
