// styles.h - How lists of an OpenDocument file are numbered, which heading styles stand at which level, and how letters look.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/numbering.h"
#include "engine/documents/odf/letters.h"

namespace sillok::documents::odf {

class Styles {
public:
    /// Takes in one part: content.xml and styles.xml both hold styles.
    void read(const pugi::xml_document& part);

    /// A paragraph of a list, or a heading (outlineLevel above 0). `list` is the name of the list style.
    ParagraphStyle paragraph(const std::string& list, int listLevel, int outlineLevel) const;
    Numberings& numberings() { return m_numberings; }
    const LetterStyles& letters() const { return m_letters; }

private:
    void readList(const pugi::xml_node& style, const std::string& name);

    Numberings m_numberings;
    LetterStyles m_letters;
    std::map<std::string, std::array<bool, kLevels>> m_bullets;   ///< of a list style: which levels have bullets
};

/// The numbering of headings, as text:outline-style gives it.
inline constexpr const char* kOutlineList = "\x01outline";

} // namespace sillok::documents::odf
