// reader.h - HWPML (.hml): a whole HWP document as one XML file.
#pragma once

#include "engine/documents/registry.h"

namespace sillok::documents::hwpml {

/// Reads every section: body, tables, headers, footers, notes, text boxes, equations.
/// error  Damaged, Unsafe, NotFound (no text).
/// source 한글 문서 파일 구조 3.0 / HWPML, part II
Result<Document> read(Bytes bytes, const Progress& progress);

} // namespace sillok::documents::hwpml
