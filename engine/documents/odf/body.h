// body.h - Paragraphs, lists, tables and boxes of an OpenDocument body.
#pragma once

#include "engine/documents/flow.h"
#include "engine/documents/odf/formulas.h"
#include "engine/documents/odf/styles.h"

namespace sillok::documents::odf {

inline constexpr int kMostRepeats = 1000;      ///< of one row or cell: more are empty in every honest file
inline constexpr int kMostCopies = 200'000;    ///< of all repeated cells together

/// Recursion is bounded: parseXml refuses documents that nest deeper than kMaxNesting.
class BodyReader {
public:
    /// Adds to `hiddenCharacters` what is left out because nobody sees it.
    BodyReader(const Styles& styles, Formulas& formulas, int& hiddenCharacters)
        : m_styles(styles)
        , m_formulas(formulas)
        , m_hiddenCharacters(hiddenCharacters)
        , m_onFill(styles.letters().colouredPaper())
    {
    }
    /// Everything readable directly in `parent`, in order.
    std::vector<Paragraph> paragraphs(const pugi::xml_node& parent);
    /// What one element gives: a paragraph, a list, a table, a drawing.
    std::vector<Paragraph> element(const pugi::xml_node& node);

private:
    struct List {
        std::string style;
        int level = -1;          ///< -1: outside lists
        bool numbered = false;   ///< the next paragraph begins the item
    };
    void block(const pugi::xml_node& node, std::vector<Paragraph>& out);
    void list(const pugi::xml_node& node, std::vector<Paragraph>& out);
    Paragraph paragraph(const pugi::xml_node& node, int outlineLevel);
    void inlineChildren(const pugi::xml_node& node, Paragraph& out);
    void inlineNode(const pugi::xml_node& node, Paragraph& out);
    void span(const pugi::xml_node& node, Paragraph& out);
    void letters(const std::string& text, Paragraph& out);
    void box(const pugi::xml_node& node, std::vector<Paragraph>& out);
    void note(const pugi::xml_node& body, Paragraph& out);
    Part table(const pugi::xml_node& node);
    std::vector<Paragraph> cell(const pugi::xml_node& node);
    void rows(const pugi::xml_node& node, Part& table);
    std::vector<Cell> cells(const pugi::xml_node& row, int& columns);
    int allowedRepeats(int wanted, size_t cells);

    const Styles& m_styles;
    Formulas& m_formulas;
    int& m_hiddenCharacters;
    List m_list;
    bool m_turnNext = false;
    int m_copies = 0;          ///< repeated cells so far
    Letters m_letters;         ///< of what is being read
    bool m_onFill;             ///< below it may be something else than white paper
};

} // namespace sillok::documents::odf
