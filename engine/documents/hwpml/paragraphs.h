// paragraphs.h - Styles and paragraphs of HWPML.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/flow.h"

namespace sillok::documents::hwpml {

/// Paragraph shapes, numberings and bullets of one document.
struct Styles {
    std::map<std::string, ParagraphStyle> paragraphs;
    Numberings numberings;
};

Styles parseStyles(const pugi::xml_node& mappingTable);

/// Writes the section's paragraphs. error  Unsafe: too much text.
/// needs  XML that parseXml has read: its depth is bounded.
Result<void> readSection(const pugi::xml_node& section, const Styles& styles, FlowWriter& writer);

} // namespace sillok::documents::hwpml
