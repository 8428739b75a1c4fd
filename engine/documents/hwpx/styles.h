// styles.h - What header.xml says about paragraphs: which are headings, and how they are numbered.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/numbering.h"

namespace sillok::documents::hwpx {

/// Paragraph properties, numberings and bullets of one document.
class Styles {
public:
    static Styles parse(const pugi::xml_document& header);

    ParagraphStyle paragraph(const std::string& id) const;

    Numberings& numberings() { return m_numberings; }

private:
    void parseNumberings(const pugi::xml_node& head);
    void parseParagraphs(const pugi::xml_node& head);

    std::map<std::string, ParagraphStyle> m_paragraphs;
    Numberings m_numberings;
};

} // namespace sillok::documents::hwpx
