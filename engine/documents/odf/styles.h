// styles.h - How lists of an OpenDocument file are numbered, and which heading styles stand at which level.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/numbering.h"

namespace sillok::documents::odf {

class Styles {
public:
    /// Takes in one part: content.xml and styles.xml both hold styles.
    void read(const pugi::xml_document& part);

    /// A paragraph of a list, or a heading (outlineLevel above 0). `list` is the name of the list style.
    ParagraphStyle paragraph(const std::string& list, int listLevel, int outlineLevel) const;
    Numberings& numberings() { return m_numberings; }

private:
    void readList(const pugi::xml_node& style, const std::string& name);

    Numberings m_numberings;
    std::map<std::string, std::array<bool, kLevels>> m_bullets;   ///< of a list style: which levels have bullets
};

/// The numbering of headings, as text:outline-style gives it.
inline constexpr const char* kOutlineList = "\x01outline";

} // namespace sillok::documents::odf
