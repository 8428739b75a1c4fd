// reader.h - Plain text: one block a line.
#pragma once

#include "engine/documents/document.h"
#include "engine/documents/text/decode.h"

namespace sillok::documents::text {

/// error  Damaged: no known encoding. NotFound: no text inside. Unsafe: too much text.
Result<Document> read(Bytes bytes);

/// Calls `line` for each line of `text`, ended by \n, \r\n or \r.
template <typename F>
void forEachLine(std::string_view text, F line)
{
    size_t at = 0;
    while (at < text.size()) {
        const size_t end = text.find_first_of("\r\n", at);
        if (end == std::string_view::npos) {
            line(text.substr(at));
            return;
        }
        line(text.substr(at, end - at));
        at = end + (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n' ? 2 : 1);
    }
}

} // namespace sillok::documents::text
