// letters.h - How the letters of an OpenDocument file look, as far as it decides whether somebody sees them.
#pragma once

#include "engine/documents/containers/xml.h"

#include <map>
#include <optional>
#include <string>

namespace sillok::documents::odf {

/// What one style says about its letters; unset: whatever it is based on says.
struct Letters {
    std::optional<int> heightCentipoints;
    std::optional<bool> white;
    std::optional<bool> shaded;     ///< on a colour of their own, or perhaps on one
    std::optional<bool> absent;     ///< not displayed

    void inherit(const Letters& base);
    /// `onFill`: what lies below may be something else than white paper.
    bool hidden(bool onFill) const;
};

class LetterStyles {
public:
    /// Takes in the styles of one part, as Styles does. source ISO/IEC 26300-1, 16.2 (style:style) and 20.2 (formatting properties)
    void read(const pugi::xml_node& styles);

    /// Of the style `name` of a family ("text", "paragraph", "table-cell") and those that it is based on.
    Letters letters(const std::string& family, const std::string& name) const;
    /// Whether the style of a table, row or cell gives it a colour, or a picture below.
    bool fills(const std::string& family, const std::string& name) const;
    /// Whether pages may have a colour, or pictures behind their text.
    bool colouredPaper() const { return m_colouredPaper; }

private:
    struct Style {
        Letters letters;
        bool fills = false;
        std::string basedOn;
    };
    void readStyle(const pugi::xml_node& style);
    const Style* find(const std::string& family, const std::string& name) const;

    std::map<std::string, Style> m_styles;    ///< by family and name
    bool m_colouredPaper = false;
};

} // namespace sillok::documents::odf
