#include "engine/documents/hwpx/section.h"

#include "engine/base/text.h"

#include <utility>

namespace sillok::documents::hwpx {

namespace {

constexpr size_t kMostCounted = 1'000'000; // of one text

bool isNote(std::string_view name)
{
    return name == "header" || name == "footer" || name == "footNote" || name == "endNote" || name == "hiddenComment" || name == "fieldBegin";
}

bool isTextless(std::string_view name) { return name == "shapeComment" || name == "parameterset" || name == "secPr" || name == "linesegarray"; }

void addText(std::string_view text, Paragraph& into)
{
    if (text.empty())
        return;
    if (into.parts.empty() || into.parts.back().kind != PartKind::Text)
        into.parts.emplace_back(PartKind::Text);
    into.parts.back().text += text;
}

/// The number of a caption or note. Page numbers belong to the layout.
void addAutomaticNumber(const pugi::xml_node& node, Paragraph& into)
{
    const std::string_view type = node.attribute("numType").as_string();
    const int number = node.attribute("num").as_int();
    if (type == "PAGE" || type == "TOTAL_PAGE" || number < 1)
        return;
    const pugi::xml_node format = childNamed(node, "autoNumFormat");
    addText(format.attribute("prefixChar").as_string(), into);
    addText(formatNumber(number, format.attribute("type").as_string("DIGIT")), into);
    addText(format.attribute("suffixChar").as_string(), into);
}

/// Text that stands in an attribute or in one element: equations, ruby, joined characters, numbers of captions and notes.
bool addShortText(const pugi::xml_node& node, std::string_view name, Paragraph& into)
{
    if (name == "script" || name == "mainText" || name == "subText")
        addText(node.child_value(), into);
    else if (name == "compose")
        addText(node.attribute("composeText").as_string(), into);
    else if (name == "autoNum")
        addAutomaticNumber(node, into);
    else
        return false;
    return true;
}

/// Text of one hp:t: characters, line breaks, tabs and the spaces that have elements of their own.
void addCharacters(const pugi::xml_node& node, Paragraph& into)
{
    for (const pugi::xml_node& child : node.children()) {
        const std::string_view name = localName(child);
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            addText(child.value(), into);
        else if (name == "lineBreak")
            addText("\n", into);
        else if (name == "tab" || name == "nbSpace" || name == "fwSpace")
            addText(" ", into);
        else if (name == "hyphen")
            addText("-", into);
        else
            addCharacters(child, into);
    }
}

class SectionReader {
public:
    /// `onFill`: the page itself is no white paper.
    SectionReader(const Styles& styles, bool onFill) : m_styles(styles), m_onFill(onFill) {}

    /// Letters that were left out because the document does not show them.
    int hiddenCharacters() const { return m_hiddenCharacters; }

    Paragraph paragraph(const pugi::xml_node& node)
    {
        Paragraph out;
        out.style = m_styles.paragraph(node.attribute("paraPrIDRef").as_string());
        out.pageBreak = node.attribute("pageBreak").as_int() == 1;
        for (const pugi::xml_node& line : childNamed(node, "linesegarray").children())
            out.linePositions.push_back(line.attribute("vertpos").as_int());
        const bool outer = m_onFill;
        m_onFill = outer || m_styles.isParagraphFilled(node.attribute("paraPrIDRef").as_string());
        for (const pugi::xml_node& run : node.children()) {
            if (localName(run) != "run")
                continue;
            const bool hidden = std::exchange(m_hidden, m_styles.hides(run.attribute("charPrIDRef").as_string(), m_onFill));
            inlineChildren(run, out);
            m_hidden = hidden;
        }
        m_onFill = outer;
        return out;
    }

private:
    std::vector<Paragraph> paragraphs(const pugi::xml_node& list)
    {
        std::vector<Paragraph> out;
        for (const pugi::xml_node& child : list.children()) {
            if (localName(child) == "p")
                out.push_back(paragraph(child));
        }
        return out;
    }

    /// Text of the run being read, unless nobody sees it.
    void characters(const pugi::xml_node& node, Paragraph& into)
    {
        if (!m_hidden)
            return addCharacters(node, into);
        Paragraph unseen;
        addCharacters(node, unseen);
        for (const Part& part : unseen.parts)
            m_hiddenCharacters += static_cast<int>(std::min<size_t>(codePointCount(part.text), kMostCounted));
    }

    void addList(PartKind kind, const pugi::xml_node& list, Paragraph& into)
    {
        Part part(kind);
        part.paragraphs = paragraphs(list);
        into.parts.push_back(std::move(part));
    }

    /// Runs, and everything that may hold paragraphs or text inside them.
    void inlineChildren(const pugi::xml_node& node, Paragraph& into)
    {
        for (const pugi::xml_node& child : node.children()) {
            const std::string_view name = localName(child);
            if (name == "t")
                characters(child, into);
            else if (name == "tbl")
                table(child, into);
            else if (name == "subList")
                addList(PartKind::Box, child, into);
            else if (isNote(name))
                addList(PartKind::Note, childNamed(child, "subList"), into);
            else if (name == "caption")
                addList(PartKind::Caption, childNamed(child, "subList"), into);
            else if (!isTextless(name) && !addShortText(child, name, into)) {
                const bool outer = std::exchange(m_onFill, m_onFill || childNamed(child, "fillBrush"));
                inlineChildren(child, into);
                m_onFill = outer;
            }
        }
    }

    void table(const pugi::xml_node& node, Paragraph& into)
    {
        if (const pugi::xml_node caption = childNamed(node, "caption"))
            addList(PartKind::Caption, childNamed(caption, "subList"), into);
        Part table(PartKind::Table);
        table.columns = node.attribute("colCnt").as_int();
        const bool outer = std::exchange(m_onFill, m_onFill || m_styles.isFilled(node.attribute("borderFillIDRef").as_string()));
        for (const pugi::xml_node& row : node.children()) {
            if (localName(row) != "tr")
                continue;
            auto& cells = table.rows.emplace_back();
            for (const pugi::xml_node& cell : row.children()) {
                if (localName(cell) != "tc")
                    continue;
                const pugi::xml_node span = childNamed(cell, "cellSpan");
                const bool around = std::exchange(m_onFill, m_onFill || m_styles.isFilled(cell.attribute("borderFillIDRef").as_string()));
                cells.push_back({ span.attribute("colSpan").as_int(1), span.attribute("rowSpan").as_int(1), paragraphs(childNamed(cell, "subList")),
                    childNamed(cell, "cellAddr").attribute("colAddr").as_int(-1) });
                m_onFill = around;
            }
        }
        m_onFill = outer;
        into.parts.push_back(std::move(table));
    }

    const Styles& m_styles;
    bool m_onFill;             ///< what is being read may stand on something else than white
    bool m_hidden = false;     ///< of the run that is being read
    int m_hiddenCharacters = 0;
};

/// Something lies behind the text of this section: a picture or a filled shape, or the page has a colour.
bool hasBackground(const pugi::xml_node& node, const Styles& styles)
{
    for (const pugi::xml_node& child : node.children()) {
        const bool behind = std::string_view(child.attribute("textWrap").as_string()) == "BEHIND_TEXT";
        const bool page = localName(child) == "pageBorderFill" && styles.isFilled(child.attribute("borderFillIDRef").as_string());
        if (behind || page || hasBackground(child, styles))
            return true;
    }
    return false;
}

std::string outlineNumberingOf(const pugi::xml_node& section)
{
    for (const pugi::xml_node& run : childNamed(section, "p").children()) {
        if (const pugi::xml_node properties = childNamed(run, "secPr"))
            return properties.attribute("outlineShapeIDRef").as_string();
    }
    return {};
}

} // namespace

Result<void> readSection(const pugi::xml_document& section, const Styles& styles, FlowWriter& writer, int& hiddenCharacters)
{
    const pugi::xml_node root = section.document_element();
    writer.beginSection();
    writer.setOutlineNumbering(outlineNumberingOf(root));
    SectionReader reader(styles, hasBackground(root, styles));
    for (const pugi::xml_node& child : root.children()) {
        if (localName(child) == "p")
            SILLOK_CHECK(writer.add(reader.paragraph(child)));
    }
    hiddenCharacters += reader.hiddenCharacters();
    return {};
}

} // namespace sillok::documents::hwpx
