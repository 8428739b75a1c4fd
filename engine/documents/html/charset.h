// charset.h - Bytes of an HTML file to UTF-8, by their mark, by what the file says, or by what they look like.
#pragma once

#include "engine/base/bytes.h"

#include <string>

namespace sillok::documents::html {

/// error  as text::decode
Result<std::string> decode(Bytes bytes);

/// Whether the bytes begin like a page: a doctype, html, head or body. With `weak` also like a part of one (a table, a paragraph).
bool looksLikeHtml(Bytes bytes, bool weak);

} // namespace sillok::documents::html
