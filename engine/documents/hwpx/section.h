// section.h - One section of an HWPX document, walked into paragraphs.
#pragma once

#include "engine/documents/flow.h"
#include "engine/documents/hwpx/styles.h"

namespace sillok::documents::hwpx {

/// Adds the section's paragraphs; a section begins a page. error  as FlowWriter::add
/// needs  a document that parseXml took: recursion is as deep as it nests
Result<void> readSection(const pugi::xml_document& section, const Styles& styles, FlowWriter& writer, int& hiddenCharacters);

} // namespace sillok::documents::hwpx
