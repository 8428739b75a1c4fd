// registry.h - Which format some bytes are, by content and not by name, and who reads it.
#pragma once

#include "engine/base/bytes.h"
#include "engine/documents/document.h"

#include <functional>

namespace sillok::documents {

enum class Format : uint8_t { Text, Markdown, Hwpx, Pdf, Hwp5, Hwp3, Hwpml, Docx, Xlsx, Pptx, Odt, Ods, Odp, Html, Eml, Rtf, OfficeZip, OleOther, Image, Binary };

/// Looks at the bytes. `extension` (lower case, no dot) only tells Markdown from plain text, what a broken archive was
/// meant to be, and whether a text that begins with a tag is a part of a page.
Format sniff(Bytes bytes, std::string_view extension);

/// Short name for people: "HWPX", "PDF", "HWP 5.0".
const char* formatName(Format format);

/// Told how far reading has come; `total` 0 when unknown.
using Progress = std::function<void(int done, int total)>;

/// Reads a format that needs no other library than those of this folder. An image is one page without text. `password` empty: none is known.
/// error  Damaged, Unsafe, NeedsPassword, WrongKey: another password, Unsupported (the message names the format), NotFound (no text inside).
Result<Document> read(Format format, Bytes bytes, const Progress& progress, std::string_view password = {});

/// Loads what reading may need from the disk; a process calls it before it seals itself.
void prepareToRead();

/// Limits that hold for every format. source documents.md section 4, "Defence list".
inline constexpr uint64_t kMaxInputBytes = 200u << 20;
inline constexpr uint64_t kMaxTextCodePoints = 10'000'000;
inline constexpr int kMaxNesting = 256;

} // namespace sillok::documents
