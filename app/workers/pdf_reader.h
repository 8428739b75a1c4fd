// pdf_reader.h - PDF through QtPdf (PDFium). Linked into sillok-reader alone, because QtPdf brings QtNetwork along.
#pragma once

#include "engine/documents/registry.h"

namespace sillok::app {

/// Text of every page; lines of one paragraph joined. A scan has no blocks, only pages without text.
/// error  NeedsPassword, WrongKey, Damaged, Unsupported (security scheme), NotFound (empty pages), Unsafe (too long).
Result<documents::Document> readPdf(Bytes bytes, const documents::Progress& progress, std::string_view password = {});

} // namespace sillok::app
