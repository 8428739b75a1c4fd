// styles.h - What styles.xml and numbering.xml say about paragraphs: which are headings, and how they are numbered.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/numbering.h"

#include <optional>

namespace sillok::documents::docx {

class Styles {
public:
    /// source ECMA-376 part 1, 17.7 (styles)
    void readStyles(const pugi::xml_document& styles);
    /// source ECMA-376 part 1, 17.9 (numbering)
    void readNumbering(const pugi::xml_document& numbering);

    /// From w:pPr and the styles that it is based on.
    ParagraphStyle paragraph(const pugi::xml_node& properties) const;
    /// Whether a run with this w:rPr in a paragraph with this w:pPr is not shown, or so small or white that nobody sees it. `onFill`: what
    /// lies below may be something else than white paper.
    bool hides(const pugi::xml_node& run, const pugi::xml_node& paragraph, bool onFill) const;
    Numberings& numberings() { return m_numberings; }

private:
    /// What one style or paragraph says; unset: whatever it is based on says.
    struct Properties {
        std::optional<int> outlineLevel;   ///< 0 to 8; 9 is body text
        std::optional<std::string> list;   ///< w:numId; "0" takes a list away
        std::optional<int> listLevel;
        std::optional<bool> hidden;        ///< its text is not shown
        std::optional<bool> white;         ///< its letters are
        std::optional<bool> shaded;        ///< on a colour of their own
        std::string basedOn;
    };
    struct Level {
        bool bullet = false;
    };

    static Properties propertiesOf(const pugi::xml_node& paragraphProperties);
    static void lettersOf(const pugi::xml_node& runProperties, Properties& into);
    void readLevels(const pugi::xml_node& holder, const std::string& list);
    void inherit(Properties& into, std::string style) const;

    std::map<std::string, Properties> m_styles;
    std::string m_defaultStyle;
    Numberings m_numberings;
    std::map<std::string, std::string> m_lists;                  ///< w:numId -> the list whose numbers it counts on
    std::map<std::string, std::array<Level, kLevels>> m_levels;  ///< of a list
};

/// Whether w:shd of these properties gives a colour other than white, or one that only the program knows.
bool isShaded(const pugi::xml_node& properties);

} // namespace sillok::documents::docx
