#include "engine/documents/docx/body.h"

#include "engine/base/text.h"

#include <algorithm>
#include <utility>

namespace sillok::documents::docx {

namespace {

constexpr uint64_t kMostCounted = 1'000'000; // of one run

void appendText(Paragraph& out, std::string_view text)
{
    if (text.empty())
        return;
    if (out.parts.empty() || out.parts.back().kind != PartKind::Text)
        out.parts.emplace_back(PartKind::Text);
    out.parts.back().text += text;
}

bool isTextSoFar(const Paragraph& paragraph)
{
    return std::ranges::any_of(paragraph.parts, [](const Part& part) { return part.kind != PartKind::Text || !part.text.empty(); });
}

/// A symbol of a font that has its own code page.
std::string symbol(const pugi::xml_node& node)
{
    const std::string code = attributeNamed(node, "char");
    const auto value = code.size() > 6 ? std::nullopt : hexNumber(code, 0, code.size());
    if (!value || *value < 0x20 || (*value >= 0xE000 && *value <= 0xF8FF))
        return "•";
    std::string text;
    appendUtf8(text, static_cast<char32_t>(*value));
    return text;
}

int countIn(const pugi::xml_node& element, int otherwise)
{
    const std::string count = attributeNamed(element, "val");
    return count.empty() || count.size() > 4 ? otherwise : std::max(otherwise, std::atoi(count.c_str()));
}

int spanOf(const pugi::xml_node& cell) { return countIn(childNamed(childNamed(cell, "tcPr"), "gridSpan"), 1); }

/// Columns that a row leaves out before its first cell.
int skippedColumns(const pugi::xml_node& row) { return countIn(childNamed(childNamed(row, "trPr"), "gridBefore"), 0); }

/// The lower cells of one that spans rows repeat nothing.
bool continuesAbove(const pugi::xml_node& cell)
{
    const pugi::xml_node merge = childNamed(childNamed(cell, "tcPr"), "vMerge");
    return merge && attributeNamed(merge, "val") != "restart";
}

/// Elements that only wrap what is inside them.
bool isWrapper(std::string_view name)
{
    constexpr std::string_view kWrappers[] = { "ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir",
        "bdo", "ruby", "rubyBase" };
    return std::ranges::find(kWrappers, name) != std::end(kWrappers);
}

/// Fractions, roots and the like: their letters are read in order.
bool isMathStructure(const pugi::xml_node& node)
{
    const std::string_view name = node.name();
    return name.starts_with("m:") && name != "m:t" && !name.ends_with("Pr");
}

/// Of an alternative only the first choice counts; what follows says the same in an older way.
pugi::xml_node chosen(const pugi::xml_node& alternative)
{
    const pugi::xml_node choice = childNamed(alternative, "Choice");
    return choice ? choice : childNamed(alternative, "Fallback");
}

} // namespace

bool hasBackground(const pugi::xml_node& part)
{
    for (const pugi::xml_node& child : part.children()) {
        const std::string behind = attributeNamed(child, "behindDoc");
        if (localName(child) == "background" || behind == "1" || behind == "true" || localName(child) == "pict" || hasBackground(child))
            return true;
    }
    return false;
}

std::vector<Paragraph> BodyReader::paragraphs(const pugi::xml_node& parent)
{
    std::vector<Paragraph> out;
    for (const pugi::xml_node& child : parent.children())
        block(child, out);
    return out;
}

void BodyReader::block(const pugi::xml_node& node, std::vector<Paragraph>& out)
{
    const std::string_view name = localName(node);
    if (name == "p") {
        out.push_back(paragraph(node));
    } else if (name == "tbl") {
        Paragraph holder;
        turnPage(holder);
        holder.parts.push_back(table(node));
        out.push_back(std::move(holder));
    } else if (name == "AlternateContent") {
        for (const pugi::xml_node& child : chosen(node).children())
            block(child, out);
    } else if (name == "sdt" || name == "sdtContent" || name == "customXml" || name == "ins" || name == "moveTo") {
        for (const pugi::xml_node& child : node.children())
            block(child, out);
    }
}

void BodyReader::turnPage(Paragraph& out) { out.pageBreak = std::exchange(m_turnNext, false); }

Paragraph BodyReader::paragraph(const pugi::xml_node& node)
{
    Paragraph out;
    const pugi::xml_node properties = childNamed(node, "pPr");
    out.style = m_styles.paragraph(properties);
    turnPage(out);
    const pugi::xml_node before = childNamed(properties, "pageBreakBefore");
    const std::string off = attributeNamed(before, "val");
    out.pageBreak = out.pageBreak || (before && off != "0" && off != "false");
    const pugi::xml_node outer = std::exchange(m_properties, properties);
    inlineChildren(node, out);
    m_properties = outer;
    return out;
}

Part BodyReader::table(const pugi::xml_node& node)
{
    OpenTable table;
    const pugi::xml_node properties = childNamed(node, "tblPr");
    const bool styled = isShaded(properties) || childNamed(properties, "tblStyle"); // a style may colour any of its rows
    const bool outer = std::exchange(m_onFill, m_onFill || styled);
    for (const pugi::xml_node& child : node.children())
        row(child, table);
    m_onFill = outer;
    return std::move(table.part);
}

void BodyReader::row(const pugi::xml_node& node, OpenTable& table)
{
    const std::string_view name = localName(node);
    if (name == "sdt" || name == "sdtContent" || name == "customXml" || name == "ins") {
        for (const pugi::xml_node& child : node.children())
            row(child, table);
        return;
    }
    if (name != "tr" || childNamed(childNamed(node, "trPr"), "del"))
        return;
    std::vector<Cell> cells;
    int column = skippedColumns(node);
    const auto take = [&](const auto& self, const pugi::xml_node& parent) -> void {
        for (const pugi::xml_node& child : parent.children()) {
            const std::string_view inner = localName(child);
            if (inner == "sdt" || inner == "sdtContent" || inner == "customXml") {
                self(self, child);
            } else if (inner == "tc") {
                const auto above = table.above.find(column);
                if (!continuesAbove(child)) {
                    table.above[column] = { table.part.rows.size(), cells.size() };
                    const bool outer = std::exchange(m_onFill, m_onFill || isShaded(childNamed(child, "tcPr")));
                    cells.push_back({ spanOf(child), 1, paragraphs(child), column });
                    m_onFill = outer;
                } else if (above != table.above.end()) {
                    ++table.part.rows[above->second.first][above->second.second].rowSpan;
                }
                column += spanOf(child);
            }
        }
    };
    take(take, node);
    table.part.columns = std::max(table.part.columns, column);
    table.part.rows.push_back(std::move(cells));
}

void BodyReader::inlineChildren(const pugi::xml_node& node, Paragraph& out)
{
    for (const pugi::xml_node& child : node.children())
        inlineNode(child, out);
}

void BodyReader::inlineNode(const pugi::xml_node& node, Paragraph& out)
{
    const std::string_view name = localName(node);
    if (name == "AlternateContent")
        inlineChildren(chosen(node), out);
    else if (name == "r" && m_styles.hides(childNamed(node, "rPr"), m_properties, m_onFill))
        hide(node);
    else if (name == "r" || isWrapper(name) || isMathStructure(node))
        inlineChildren(node, out);
    else
        runChild(name, node, out);
}

void BodyReader::hide(const pugi::xml_node& run)
{
    for (const pugi::xml_node& child : run.children()) {
        if (localName(child) == "t")
            m_hiddenCharacters += static_cast<int>(std::min<uint64_t>(codePointCount(child.child_value()), kMostCounted));
    }
}

/// source ECMA-376 part 1, 17.3.3 (run content)
void BodyReader::runChild(std::string_view name, const pugi::xml_node& node, Paragraph& out)
{
    if (name == "t") {
        appendText(out, node.child_value());
    } else if (name == "tab" || name == "ptab") {
        appendText(out, " ");
    } else if (name == "br") {
        const bool page = attributeNamed(node, "type") == "page";
        m_turnNext = m_turnNext || page;
        appendText(out, "\n");
    } else if (name == "cr") {
        appendText(out, "\n");
    } else if (name == "noBreakHyphen") {
        appendText(out, "-");
    } else if (name == "sym") {
        appendText(out, symbol(node));
    } else if (name == "lastRenderedPageBreak") {
        if (isTextSoFar(out))
            m_turnNext = true;
        else
            out.pageBreak = true;
    } else if (name == "footnoteReference") {
        note(m_notes.footnotes, node, out);
    } else if (name == "endnoteReference") {
        note(m_notes.endnotes, node, out);
    } else if (name == "commentReference") {
        note(m_notes.comments, node, out);
    } else if (name == "drawing" || name == "pict" || name == "object") {
        boxes(node, out);
    }
}

void BodyReader::note(const Notes& notes, const pugi::xml_node& reference, Paragraph& out)
{
    const auto found = notes.find(attributeNamed(reference, "id"));
    if (found == notes.end() || m_inNote)
        return;
    Part part(PartKind::Note);
    m_inNote = true;
    part.paragraphs = paragraphs(found->second);
    m_inNote = false;
    out.parts.push_back(std::move(part));
}

/// Text boxes anywhere inside a drawing.
void BodyReader::boxes(const pugi::xml_node& node, Paragraph& out)
{
    for (const pugi::xml_node& child : node.children()) {
        const std::string_view name = localName(child);
        if (name == "txbxContent") {
            Part part(PartKind::Box);
            const bool outer = std::exchange(m_onFill, true); // a box may have any colour
            part.paragraphs = paragraphs(child);
            m_onFill = outer;
            out.parts.push_back(std::move(part));
        } else if (name == "AlternateContent") {
            boxes(chosen(child), out);
        } else {
            boxes(child, out);
        }
    }
}

} // namespace sillok::documents::docx
