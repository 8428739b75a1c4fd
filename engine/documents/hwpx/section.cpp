#include "engine/documents/hwpx/section.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/registry.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sillok::documents::hwpx {

namespace {

/// Recursion here is bounded: parseXml refuses documents that nest deeper than kMaxNesting.
class SectionWalk {
public:
    SectionWalk(Reading& reading, std::string outlineNumbering) : m_reading(reading), m_outline(std::move(outlineNumbering)) {}

    void paragraphs(const pugi::xml_node& parent, BlockKind kind, bool topLevel)
    {
        for (const pugi::xml_node& child : parent.children()) {
            if (localName(child) == "p")
                paragraph(child, kind, topLevel);
        }
    }

private:
    void paragraph(const pugi::xml_node& node, BlockKind kind, bool topLevel)
    {
        if (topLevel)
            turnPages(node);
        const ParagraphStyle style = m_reading.styles.paragraph(node.attribute("paraPrIDRef").as_string());
        const bool heading = style.kind == HeadKind::Outline && kind == BlockKind::Paragraph;
        const std::vector<pugi::xml_node> outerNotes = std::exchange(m_notes, {});
        m_line.clear();
        m_level = heading ? style.level + 1 : 0;
        m_kind = heading ? BlockKind::Heading : style.kind != HeadKind::None && kind == BlockKind::Paragraph ? BlockKind::ListItem : kind;
        const std::string mark = hasText(node) ? m_reading.styles.nextMark(style, m_outline) : std::string {};
        if (!mark.empty())
            m_line = mark + " ";
        for (const pugi::xml_node& run : node.children()) {
            if (localName(run) == "run")
                inlineChildren(run);
        }
        flush();
        for (const pugi::xml_node& note : std::exchange(m_notes, outerNotes))
            nested(note, BlockKind::Note);
    }

    static bool hasText(const pugi::xml_node& paragraph)
    {
        for (const pugi::xml_node& run : paragraph.children()) {
            for (const pugi::xml_node& child : run.children()) {
                if (localName(child) == "t" && child.first_child())
                    return true;
            }
        }
        return false;
    }

    /// A line that starts above the one before it begins a new page; so does a forced page break.
    void turnPages(const pugi::xml_node& paragraph)
    {
        bool turned = false;
        for (const pugi::xml_node& line : childNamed(paragraph, "linesegarray").children()) {
            const int position = line.attribute("vertpos").as_int();
            if (position < m_lastPosition) {
                ++m_reading.page;
                turned = true;
            }
            m_lastPosition = position;
        }
        if (!turned && paragraph.attribute("pageBreak").as_int() == 1 && !m_reading.document.blocks.empty() && !childNamed(paragraph, "linesegarray"))
            ++m_reading.page;
    }

    /// Runs, and everything that may hold paragraphs or text inside them.
    void inlineChildren(const pugi::xml_node& node)
    {
        for (const pugi::xml_node& child : node.children()) {
            const std::string_view name = localName(child);
            if (name == "t")
                text(child);
            else if (name == "tbl")
                table(child);
            else if (name == "subList")
                nested(child, BlockKind::Paragraph);
            else if (isNote(name))
                m_notes.push_back(childNamed(child, "subList")); // after the paragraph, which it does not interrupt
            else if (name == "caption")
                nested(childNamed(child, "subList"), BlockKind::Caption);
            else if (!isTextless(name) && !shortText(child, name))
                inlineChildren(child);
        }
    }

    static bool isNote(std::string_view name)
    {
        return name == "header" || name == "footer" || name == "footNote" || name == "endNote" || name == "hiddenComment" || name == "fieldBegin";
    }

    static bool isTextless(std::string_view name) { return name == "shapeComment" || name == "parameterset" || name == "secPr" || name == "linesegarray"; }

    /// Text that stands in an attribute or in one element: equations, ruby, joined characters, numbers of captions and notes.
    bool shortText(const pugi::xml_node& node, std::string_view name)
    {
        if (name == "script" || name == "mainText" || name == "subText")
            m_line += node.child_value();
        else if (name == "compose")
            m_line += node.attribute("composeText").as_string();
        else if (name == "autoNum")
            automaticNumber(node);
        else
            return false;
        return true;
    }

    /// The number of a caption or note. Page numbers belong to the layout.
    void automaticNumber(const pugi::xml_node& node)
    {
        const std::string_view type = node.attribute("numType").as_string();
        const int number = node.attribute("num").as_int();
        if (type == "PAGE" || type == "TOTAL_PAGE" || number < 1)
            return;
        const pugi::xml_node format = childNamed(node, "autoNumFormat");
        m_line += format.attribute("prefixChar").as_string();
        m_line += formatNumber(number, format.attribute("type").as_string("DIGIT"));
        m_line += format.attribute("suffixChar").as_string();
    }

    /// Text of one hp:t: characters, line breaks, tabs and the spaces that have elements of their own.
    void text(const pugi::xml_node& node)
    {
        for (const pugi::xml_node& child : node.children()) {
            const std::string_view name = localName(child);
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
                m_line += child.value();
            else if (name == "lineBreak")
                m_line += '\n';
            else if (name == "tab" || name == "nbSpace" || name == "fwSpace")
                m_line += ' ';
            else if (name == "hyphen")
                m_line += '-';
            else
                text(child);
        }
    }

    /// Paragraphs inside something: the text before them becomes its own block first.
    void nested(const pugi::xml_node& list, BlockKind kind)
    {
        const auto [savedKind, savedLevel] = std::pair(m_kind, m_level);
        flush();
        const int savedPosition = m_lastPosition;
        paragraphs(list, kind, false);
        m_lastPosition = savedPosition;
        m_kind = savedKind;
        m_level = savedLevel;
        m_line.clear();
    }

    void table(const pugi::xml_node& node)
    {
        if (const pugi::xml_node caption = childNamed(node, "caption"))
            nested(childNamed(caption, "subList"), BlockKind::Caption);
        if (node.attribute("colCnt").as_int() == 1 || filledCells(node) <= 1) { // it lays text out; there is nothing to look up in it
            for (const pugi::xml_node& row : node.children())
                layoutRow(row);
            return;
        }
        const auto [savedKind, savedLevel] = std::pair(m_kind, m_level);
        flush();
        rows(node);
        m_kind = savedKind;
        m_level = savedLevel;
    }

    /// A row that is one cell across the whole table is a line of text; the first other row names the columns.
    void rows(const pugi::xml_node& node)
    {
        const int number = m_reading.tables++;
        const int columns = node.attribute("colCnt").as_int();
        bool first = true;
        for (const pugi::xml_node& row : node.children()) {
            if (localName(row) != "tr")
                continue;
            if (childNamed(childNamed(row, "tc"), "cellSpan").attribute("colSpan").as_int(1) >= std::max(columns, 2))
                layoutRow(row);
            else
                tableRow(row, number, std::exchange(first, false));
        }
    }

    void layoutRow(const pugi::xml_node& row)
    {
        for (const pugi::xml_node& cell : row.children())
            nested(childNamed(cell, "subList"), BlockKind::Paragraph);
    }

    static int filledCells(const pugi::xml_node& table)
    {
        int filled = 0;
        for (const pugi::xml_node& row : table.children()) {
            for (const pugi::xml_node& cell : row.children())
                filled += holdsText(cell);
        }
        return filled;
    }

    static bool holdsText(const pugi::xml_node& node)
    {
        const std::string_view name = localName(node);
        if ((name == "t" && node.first_child()) || name == "script" || name == "compose" || name == "mainText")
            return true;
        const auto children = node.children();
        return std::any_of(children.begin(), children.end(), &SectionWalk::holdsText);
    }

    void tableRow(const pugi::xml_node& row, int number, bool header)
    {
        std::string line;
        bool any = false;
        bool firstCell = true;
        for (const pugi::xml_node& cell : row.children()) {
            if (localName(cell) != "tc")
                continue;
            m_line.clear();
            cellText(childNamed(cell, "subList"));
            const std::string clean = oneLine(cleanText(m_line, m_reading.document.hiddenCharactersRemoved));
            any = any || !clean.empty();
            line += (firstCell ? "" : kCellSeparator) + clean;
            firstCell = false;
        }
        m_line.clear();
        if (any)
            add({ .kind = BlockKind::TableRow, .text = std::move(line), .page = m_reading.page, .table = number, .tableHeader = header });
    }

    /// Everything inside a cell on one line; tables inside it too.
    void cellText(const pugi::xml_node& list)
    {
        for (const pugi::xml_node& paragraph : list.children()) {
            if (!m_line.empty())
                m_line += ' ';
            const size_t before = m_line.size();
            const ParagraphStyle style = m_reading.styles.paragraph(paragraph.attribute("paraPrIDRef").as_string());
            if (hasText(paragraph))
                m_line += m_reading.styles.nextMark(style, m_outline);
            if (m_line.size() > before)
                m_line += ' ';
            const int lists = ++m_cellLists;
            const size_t begin = m_line.size();
            for (const pugi::xml_node& run : paragraph.children())
                cellInline(run);
            if (lists == m_cellLists) // no table inside, whose cells would run together
                m_line = m_line.substr(0, begin) + withoutLetterSpacing(m_line.substr(begin));
        }
    }

    void cellInline(const pugi::xml_node& node)
    {
        for (const pugi::xml_node& child : node.children()) {
            const std::string_view name = localName(child);
            if (name == "t")
                text(child);
            else if (name == "subList")
                cellText(child);
            else if (!isTextless(name) && !shortText(child, name))
                cellInline(child);
        }
    }

    static std::string oneLine(std::string text)
    {
        std::replace(text.begin(), text.end(), '\n', ' ');
        return text;
    }

    void flush()
    {
        std::string clean = withoutLetterSpacing(cleanText(m_line, m_reading.document.hiddenCharactersRemoved));
        m_line.clear();
        if (!clean.empty())
            add({ .kind = m_kind, .text = std::move(clean), .headingLevel = m_kind == BlockKind::Heading ? std::min(m_level, 9) : 0, .page = m_reading.page });
    }

    void add(Block block)
    {
        m_reading.codePoints += codePointCount(block.text);
        m_reading.document.blocks.push_back(std::move(block));
    }

    Reading& m_reading;
    std::string m_outline;
    std::string m_line;
    BlockKind m_kind = BlockKind::Paragraph;
    int m_level = 0;
    int m_lastPosition = 0;
    int m_cellLists = 0;   ///< paragraphs of cells so far; tells whether one held others
    std::vector<pugi::xml_node> m_notes;   ///< lists of the notes anchored in the paragraph that is being read
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

Result<void> readSection(const pugi::xml_document& section, Reading& reading)
{
    const pugi::xml_node root = section.document_element();
    SectionWalk(reading, outlineNumberingOf(root)).paragraphs(root, BlockKind::Paragraph, true);
    if (reading.codePoints > kMaxTextCodePoints)
        return fail(ErrorCode::Unsafe, "a document with more than ten million characters");
    return {};
}

} // namespace sillok::documents::hwpx
