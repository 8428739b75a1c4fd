// reader.h - HTML files: web pages as saved, and tables that other programs write.
#pragma once

#include "engine/base/bytes.h"
#include "engine/documents/document.h"

namespace sillok::documents::html {

/// Headings, paragraphs, lists with their marks, tables. hiddenCharactersRemoved counts the text that a browser would not show, too.
/// error  Damaged: no known encoding. NotFound: no text. Unsafe: too much text.
/// source HTML Living Standard, chapter 13
Result<Document> read(Bytes bytes);

} // namespace sillok::documents::html
