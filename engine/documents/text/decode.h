// decode.h - Bytes of a text file to UTF-8, whatever encoding an office may have used.
#pragma once

#include "engine/base/bytes.h"

#include <string>

namespace sillok::documents::text {

/// True for a UTF-16 byte order mark, or when every second byte of a longer text tells the same (zeros, or the range of Hangul).
bool hasUtf16Shape(Bytes bytes);

/// UTF-8 with or without mark (also where a few bytes were lost), UTF-16 LE/BE with or without mark, else CP949. Lone malformed bytes become U+FFFD.
/// error  Damaged: fits none of them (more than one malformed sequence in a hundred).
Result<std::string> decode(Bytes bytes);

/// The same where the bytes come with the name of their encoding ("EUC-KR", "utf-8", "iso-2022-kr" ...). A byte order mark, and
/// eight and more characters of well-formed UTF-8, are believed more than the name; an unknown name counts as none.
Result<std::string> decodeAs(Bytes bytes, std::string_view charset);

} // namespace sillok::documents::text
