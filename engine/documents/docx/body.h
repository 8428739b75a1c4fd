// body.h - The paragraphs, tables and boxes of one WordprocessingML part.
#pragma once

#include "engine/documents/docx/styles.h"
#include "engine/documents/flow.h"

namespace sillok::documents::docx {

/// Notes and comments by the id that the body points to them with.
using Notes = std::map<std::string, pugi::xml_node>;

struct NoteLists {
    Notes footnotes;
    Notes endnotes;
    Notes comments;
};

/// Turns w:p and w:tbl into paragraphs. Recursion is bounded: parseXml refuses documents that nest deeper than kMaxNesting, and a note
/// inside a note is left out.
class BodyReader {
public:
    /// `onFill`: the pages may be something else than white.
    BodyReader(const Styles& styles, const NoteLists& notes, bool onFill) : m_styles(styles), m_notes(notes), m_onFill(onFill) {}

    /// Every paragraph and table directly in `parent`, in order; a table is a paragraph with one part.
    std::vector<Paragraph> paragraphs(const pugi::xml_node& parent);

    /// Letters that were left out because the document does not show them.
    int hiddenCharacters() const { return m_hiddenCharacters; }

private:
    /// A table under construction, and for each column the cell that a continued one belongs to: its row, its place in it.
    struct OpenTable {
        Part part { PartKind::Table };
        std::map<int, std::pair<size_t, size_t>> above;
    };
    void block(const pugi::xml_node& node, std::vector<Paragraph>& out);
    Paragraph paragraph(const pugi::xml_node& node);
    Part table(const pugi::xml_node& node);
    void row(const pugi::xml_node& node, OpenTable& table);
    void inlineChildren(const pugi::xml_node& node, Paragraph& out);
    void inlineNode(const pugi::xml_node& node, Paragraph& out);
    void runChild(std::string_view name, const pugi::xml_node& node, Paragraph& out);
    void hide(const pugi::xml_node& run);
    void note(const Notes& notes, const pugi::xml_node& reference, Paragraph& out);
    void boxes(const pugi::xml_node& node, Paragraph& out);
    void turnPage(Paragraph& out);

    const Styles& m_styles;
    const NoteLists& m_notes;
    pugi::xml_node m_properties;   ///< of the paragraph that is being read
    bool m_onFill;                 ///< what is being read may stand on something else than white
    int m_hiddenCharacters = 0;
    bool m_inNote = false;
    bool m_turnNext = false;   ///< a page ended inside the paragraph before
};

/// Whether the pages of a part have a colour, or something behind their text.
bool hasBackground(const pugi::xml_node& part);

} // namespace sillok::documents::docx
