// styles.h - What header.xml says about paragraphs and letters: which are headings, how they are numbered, and which are not seen.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/hidden_letters.h"
#include "engine/documents/numbering.h"

#include <set>

namespace sillok::documents::hwpx {

/// Paragraph properties, numberings and bullets of one document.
class Styles {
public:
    static Styles parse(const pugi::xml_document& header);

    ParagraphStyle paragraph(const std::string& id) const;

    /// Whether letters with these properties are not seen.
    bool hides(const std::string& letters, bool onFill) const;
    /// Whether what has this border and fill is something else than white.
    bool isFilled(const std::string& borderFill) const { return m_fills.contains(borderFill); }
    bool isParagraphFilled(const std::string& id) const { return m_filledParagraphs.contains(id); }

    Numberings& numberings() { return m_numberings; }

private:
    void parseNumberings(const pugi::xml_node& head);
    void parseParagraphs(const pugi::xml_node& head);
    void parseFills(const pugi::xml_node& lists);
    void parseLetters(const pugi::xml_node& lists);

    std::map<std::string, ParagraphStyle> m_paragraphs;
    std::map<std::string, LetterLook> m_letters;
    std::set<std::string> m_fills;
    std::set<std::string> m_filledParagraphs;
    Numberings m_numberings;
};

} // namespace sillok::documents::hwpx
