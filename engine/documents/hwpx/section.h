// section.h - One section of an HWPX document, walked into blocks.
#pragma once

#include "engine/documents/document.h"
#include "engine/documents/hwpx/styles.h"

namespace sillok::documents::hwpx {

/// What carries over from section to section.
struct Reading {
    Document& document;
    Styles& styles;
    int page = 1;         ///< of the paragraph read last; an estimate from line positions
    int tables = 0;
    uint64_t codePoints = 0;
};

/// Appends the section's blocks. error  Unsafe: too much text.
Result<void> readSection(const pugi::xml_document& section, Reading& reading);

} // namespace sillok::documents::hwpx
