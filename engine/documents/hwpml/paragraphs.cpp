#include "engine/documents/hwpml/paragraphs.h"

#include <algorithm>

namespace sillok::documents::hwpml {

namespace {

/// OWPML's name of a number format: "HANGUL_SYLLABLE" for "HangulSyllable".
std::string formatName(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        const bool capital = c >= 'A' && c <= 'Z';
        if (capital && !out.empty())
            out += '_';
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    return out;
}

HeadKind headKind(std::string_view name)
{
    return name == "Outline" ? HeadKind::Outline : name == "Number" ? HeadKind::Number : name == "Bullet" ? HeadKind::Bullet : HeadKind::None;
}

bool isNote(std::string_view name)
{
    return name == "HEADER" || name == "FOOTER" || name == "FOOTNOTE" || name == "ENDNOTE" || name == "HIDDENCOMMENT" || name == "SECDEF";
}

class SectionReader {
public:
    explicit SectionReader(const Styles& styles) : m_styles(styles) {}

    Paragraph paragraph(const pugi::xml_node& node)
    {
        Paragraph into;
        if (const auto style = m_styles.paragraphs.find(node.attribute("ParaShape").as_string()); style != m_styles.paragraphs.end())
            into.style = style->second;
        into.pageBreak = node.attribute("PageBreak").as_bool();
        inlineChildren(node, PartKind::Box, into);
        return into;
    }

    const std::string& outlineNumbering() const { return m_outline; }

private:
    /// Runs, and everything that may hold paragraphs or text inside them. Lists met on the way become parts of that kind.
    void inlineChildren(const pugi::xml_node& node, PartKind kind, Paragraph& into)
    {
        for (const pugi::xml_node& child : node.children()) {
            const std::string_view name = child.name();
            if (name == "SECDEF")
                m_outline = child.attribute("OutlineShape").as_string();
            if (name == "CHAR")
                characters(child, into);
            else if (name == "TABLE")
                table(child, into);
            else if (name == "PARALIST")
                into.parts.emplace_back(kind).paragraphs = paragraphs(child);
            else if (!shortText(child, name, into))
                inlineChildren(child, isNote(name) ? PartKind::Note : name == "CAPTION" ? PartKind::Caption : kind, into);
        }
    }

    std::vector<Paragraph> paragraphs(const pugi::xml_node& list)
    {
        std::vector<Paragraph> all;
        for (const pugi::xml_node& child : list.children("P"))
            all.push_back(paragraph(child));
        return all;
    }

    static void addText(std::string_view text, Paragraph& into)
    {
        if (text.empty())
            return;
        if (into.parts.empty() || into.parts.back().kind != PartKind::Text)
            into.parts.emplace_back(PartKind::Text);
        into.parts.back().text += text;
    }

    static void characters(const pugi::xml_node& node, Paragraph& into)
    {
        for (const pugi::xml_node& child : node.children()) {
            const std::string_view name = child.name();
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
                addText(child.value(), into);
            else if (name == "LINEBREAK")
                addText("\n", into);
            else if (name == "TAB" || name == "NBSPACE" || name == "FWSPACE")
                addText(" ", into);
            else if (name == "HYPHEN" || name == "HYPEN") // the format's document writes the second
                addText("-", into);
            else
                characters(child, into);
        }
    }

    /// Equations, ruby, joined characters, numbers of captions and notes.
    static bool shortText(const pugi::xml_node& node, std::string_view name, Paragraph& into)
    {
        if (name == "SCRIPT" || name == "MAINTEXT" || name == "SUBTEXT")
            addText(node.child_value(), into);
        else if (name == "COMPOSE")
            addText(node.attribute("ComposeText").as_string(), into);
        else if (name == "AUTONUM")
            automaticNumber(node, into);
        else
            return name == "SHAPECOMMENT";
        return true;
    }

    /// The number of a caption or note. Page numbers belong to the layout.
    static void automaticNumber(const pugi::xml_node& node, Paragraph& into)
    {
        const std::string_view type = node.attribute("NumberType").as_string();
        const int number = node.attribute("Number").as_int();
        if (type == "Page" || type == "TotalPage" || number < 1)
            return;
        const pugi::xml_node format = node.child("AUTONUMFORMAT");
        addText(format.attribute("PrefixChar").as_string(), into);
        addText(formatNumber(number, formatName(format.attribute("Type").as_string("Digit"))), into);
        addText(format.attribute("SuffixChar").as_string(), into);
    }

    void table(const pugi::xml_node& node, Paragraph& into)
    {
        Part table(PartKind::Table);
        table.columns = node.attribute("ColCount").as_int();
        for (const pugi::xml_node& child : node.children()) {
            if (std::string_view(child.name()) != "ROW") {
                inlineChildren(child, PartKind::Box, into); // the caption
                continue;
            }
            auto& row = table.rows.emplace_back();
            for (const pugi::xml_node& cell : child.children("CELL"))
                row.push_back({ cell.attribute("ColSpan").as_int(1), cell.attribute("RowSpan").as_int(1), paragraphs(cell.child("PARALIST")), cell.attribute("ColAddr").as_int(-1) });
        }
        into.parts.push_back(std::move(table));
    }

    const Styles& m_styles;
    std::string m_outline;
};

} // namespace

Styles parseStyles(const pugi::xml_node& mappingTable)
{
    Styles styles;
    for (const pugi::xml_node& numbering : mappingTable.child("NUMBERINGLIST").children("NUMBERING")) {
        for (const pugi::xml_node& head : numbering.children("PARAHEAD"))
            styles.numberings.setLevel(numbering.attribute("Id").as_string(), head.attribute("Level").as_int() - 1,
                { head.child_value(), formatName(head.attribute("NumFormat").as_string("Digit")), head.attribute("Start").as_int(1) });
    }
    for (const pugi::xml_node& bullet : mappingTable.child("BULLETLIST").children("BULLET"))
        styles.numberings.setBullet(bullet.attribute("Id").as_string(), bullet.attribute("Char").as_string());
    for (const pugi::xml_node& shape : mappingTable.child("PARASHAPELIST").children("PARASHAPE")) {
        styles.paragraphs[shape.attribute("Id").as_string()] = { headKind(shape.attribute("HeadingType").as_string()),
            std::clamp(shape.attribute("Level").as_int(), 0, kLevels - 1), shape.attribute("Heading").as_string() };
    }
    return styles;
}

Result<void> readSection(const pugi::xml_node& section, const Styles& styles, FlowWriter& writer)
{
    SectionReader reader(styles);
    for (const pugi::xml_node& child : section.children("P")) {
        const Paragraph paragraph = reader.paragraph(child);
        writer.setOutlineNumbering(reader.outlineNumbering());
        SILLOK_CHECK(writer.add(paragraph));
    }
    return {};
}

} // namespace sillok::documents::hwpml
