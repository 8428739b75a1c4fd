// reader.h - Rich Text Format.
#pragma once

#include "engine/base/bytes.h"
#include "engine/documents/document.h"

namespace sillok::documents::rtf {

inline constexpr size_t kMostGroups = 1000;     ///< open at a time
inline constexpr size_t kMostFlows = 16;        ///< notes and boxes inside each other

/// Paragraphs, headings (outline levels), list marks as the file holds them, tables with spans, notes after their paragraph, headers
/// and footers where they stand. Hidden and deleted text is left out; hiddenCharactersRemoved counts the hidden.
/// error  NotFound: no text. Unsafe: too many open groups, too much text.
/// source Rich Text Format Specification 1.9.1
Result<Document> read(Bytes bytes);

} // namespace sillok::documents::rtf
