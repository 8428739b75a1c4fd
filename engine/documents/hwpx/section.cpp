#include "engine/documents/hwpx/section.h"

#include <utility>

namespace sillok::documents::hwpx {

namespace {

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
    explicit SectionReader(const Styles& styles) : m_styles(styles) {}

    Paragraph paragraph(const pugi::xml_node& node)
    {
        Paragraph out;
        out.style = m_styles.paragraph(node.attribute("paraPrIDRef").as_string());
        out.pageBreak = node.attribute("pageBreak").as_int() == 1;
        for (const pugi::xml_node& line : childNamed(node, "linesegarray").children())
            out.linePositions.push_back(line.attribute("vertpos").as_int());
        for (const pugi::xml_node& run : node.children()) {
            if (localName(run) == "run")
                inlineChildren(run, out);
        }
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
                addCharacters(child, into);
            else if (name == "tbl")
                table(child, into);
            else if (name == "subList")
                addList(PartKind::Box, child, into);
            else if (isNote(name))
                addList(PartKind::Note, childNamed(child, "subList"), into);
            else if (name == "caption")
                addList(PartKind::Caption, childNamed(child, "subList"), into);
            else if (!isTextless(name) && !addShortText(child, name, into))
                inlineChildren(child, into);
        }
    }

    void table(const pugi::xml_node& node, Paragraph& into)
    {
        if (const pugi::xml_node caption = childNamed(node, "caption"))
            addList(PartKind::Caption, childNamed(caption, "subList"), into);
        Part table(PartKind::Table);
        table.columns = node.attribute("colCnt").as_int();
        for (const pugi::xml_node& row : node.children()) {
            if (localName(row) != "tr")
                continue;
            auto& cells = table.rows.emplace_back();
            for (const pugi::xml_node& cell : row.children()) {
                if (localName(cell) != "tc")
                    continue;
                const pugi::xml_node span = childNamed(cell, "cellSpan");
                cells.push_back({ span.attribute("colSpan").as_int(1), span.attribute("rowSpan").as_int(1), paragraphs(childNamed(cell, "subList")),
                    childNamed(cell, "cellAddr").attribute("colAddr").as_int(-1) });
            }
        }
        into.parts.push_back(std::move(table));
    }

    const Styles& m_styles;
};

std::string outlineNumberingOf(const pugi::xml_node& section)
{
    for (const pugi::xml_node& run : childNamed(section, "p").children()) {
        if (const pugi::xml_node properties = childNamed(run, "secPr"))
            return properties.attribute("outlineShapeIDRef").as_string();
    }
    return {};
}

} // namespace

Result<void> readSection(const pugi::xml_document& section, const Styles& styles, FlowWriter& writer)
{
    const pugi::xml_node root = section.document_element();
    writer.beginSection();
    writer.setOutlineNumbering(outlineNumberingOf(root));
    SectionReader reader(styles);
    for (const pugi::xml_node& child : root.children()) {
        if (localName(child) == "p")
            SILLOK_CHECK(writer.add(reader.paragraph(child)));
    }
    return {};
}

} // namespace sillok::documents::hwpx
