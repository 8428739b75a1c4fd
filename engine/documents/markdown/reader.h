// reader.h - Markdown: headings, lists, tables and paragraphs as blocks; inline marks are taken off.
#pragma once

#include "engine/base/bytes.h"
#include "engine/documents/document.h"

namespace sillok::documents::markdown {

/// error  as text::read
Result<Document> read(Bytes bytes);

} // namespace sillok::documents::markdown
