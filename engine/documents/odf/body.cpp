#include "engine/documents/odf/body.h"

#include "engine/base/text.h"

#include <algorithm>
#include <utility>

namespace sillok::documents::odf {

namespace {

void appendText(Paragraph& out, std::string_view text)
{
    if (out.parts.empty() || out.parts.back().kind != PartKind::Text)
        out.parts.emplace_back(PartKind::Text);
    out.parts.back().text += text;
}

/// White space in a row counts as one space; more than that has elements of its own.
/// source ISO/IEC 26300-1, 6.1.2
std::string collapsed(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space)
            out += c;
        else if (out.empty() || out.back() != ' ')
            out += ' ';
    }
    return out;
}

int repeatsOf(const pugi::xml_node& node, const char* attribute) { return std::clamp(node.attribute(attribute).as_int(1), 1, kMostRepeats); }

/// Elements whose paragraphs belong to the text around them.
bool holdsBlocks(std::string_view name)
{
    constexpr std::string_view kHolders[] = { "section", "index-body", "table-of-content", "alphabetical-index", "illustration-index", "table-index",
        "user-index", "bibliography", "index-title", "page", "g", "list-item", "list-header", "numbered-paragraph" };
    return std::ranges::find(kHolders, name) != std::end(kHolders);
}

bool isDrawing(std::string_view name)
{
    constexpr std::string_view kDrawings[] = { "frame", "text-box", "custom-shape", "rect", "ellipse", "circle", "line", "connector", "polygon", "polyline",
        "path", "caption", "a" };
    return std::ranges::find(kDrawings, name) != std::end(kDrawings);
}

bool holdsText(const Cell& cell)
{
    return std::ranges::any_of(cell.paragraphs, [](const Paragraph& paragraph) { return !paragraph.parts.empty(); });
}

/// Cells without a style take that of their column.
bool columnsHaveStyles(const pugi::xml_node& table)
{
    return std::ranges::any_of(table.children(), [](const pugi::xml_node& child) {
        const std::string_view name = localName(child);
        const bool group = name == "table-columns" || name == "table-header-columns" || name == "table-column-group";
        return name == "table-column" ? *child.attribute("table:default-cell-style-name").as_string() != 0 : group && columnsHaveStyles(child);
    });
}

} // namespace

std::vector<Paragraph> BodyReader::paragraphs(const pugi::xml_node& parent)
{
    std::vector<Paragraph> out;
    for (const pugi::xml_node& child : parent.children())
        block(child, out);
    return out;
}

std::vector<Paragraph> BodyReader::element(const pugi::xml_node& node)
{
    std::vector<Paragraph> out;
    block(node, out);
    return out;
}

void BodyReader::block(const pugi::xml_node& node, std::vector<Paragraph>& out)
{
    const std::string_view name = localName(node);
    if (name == "h") {
        out.push_back(paragraph(node, std::max(1, node.attribute("text:outline-level").as_int(1))));
    } else if (name == "p") {
        out.push_back(paragraph(node, 0));
    } else if (name == "list") {
        list(node, out);
    } else if (name == "table") {
        Paragraph holder;
        holder.pageBreak = std::exchange(m_turnNext, false);
        holder.parts.push_back(table(node));
        out.push_back(std::move(holder));
    } else if (name == "soft-page-break") {
        m_turnNext = true;
    } else if (name == "object") {
        Paragraph formula;
        formula.pageBreak = std::exchange(m_turnNext, false);
        appendText(formula, collapsed(m_formulas.text(node)));
        out.push_back(std::move(formula));
    } else if (isDrawing(name)) {
        box(node, out);
    } else if (holdsBlocks(name)) {
        for (const pugi::xml_node& child : node.children())
            block(child, out);
    }
}

/// A box may have any colour, and its letters take nothing from the text around it.
void BodyReader::box(const pugi::xml_node& node, std::vector<Paragraph>& out)
{
    const bool outerFill = std::exchange(m_onFill, true);
    const Letters outer = std::exchange(m_letters, {});
    for (const pugi::xml_node& child : node.children())
        block(child, out);
    m_letters = outer;
    m_onFill = outerFill;
}

void BodyReader::list(const pugi::xml_node& node, std::vector<Paragraph>& out)
{
    const List before = m_list;
    if (const pugi::xml_attribute style = node.attribute("text:style-name"))
        m_list.style = style.as_string();
    ++m_list.level;
    for (const pugi::xml_node& item : node.children()) {
        m_list.numbered = localName(item) == "list-item";
        for (const pugi::xml_node& child : item.children())
            block(child, out);
    }
    m_list = before;
}

Paragraph BodyReader::paragraph(const pugi::xml_node& node, int outlineLevel)
{
    Paragraph out;
    out.pageBreak = std::exchange(m_turnNext, false);
    if (outlineLevel > 0 || std::exchange(m_list.numbered, false))
        out.style = m_styles.paragraph(m_list.style, m_list.level, outlineLevel);
    const Letters outer = m_letters;
    const std::string style = node.attribute("text:style-name").as_string();
    const Letters own = m_styles.letters().letters("paragraph", style);
    m_letters = style.empty() ? outer : own; // in a spreadsheet the cell's style comes before the default one
    m_letters.inherit(style.empty() ? own : outer);
    inlineChildren(node, out);
    m_letters = outer;
    return out;
}

void BodyReader::span(const pugi::xml_node& node, Paragraph& out)
{
    const Letters outer = m_letters;
    m_letters = m_styles.letters().letters("text", node.attribute("text:style-name").as_string());
    m_letters.inherit(outer);
    inlineChildren(node, out);
    m_letters = outer;
}

void BodyReader::letters(const std::string& text, Paragraph& out)
{
    if (m_letters.hidden(m_onFill))
        m_hiddenCharacters += static_cast<int>(codePointCount(text));
    else
        appendText(out, text);
}

void BodyReader::inlineChildren(const pugi::xml_node& node, Paragraph& out)
{
    for (const pugi::xml_node& child : node.children())
        inlineNode(child, out);
}

/// source ISO/IEC 26300-1, 6.1 (paragraph content)
void BodyReader::inlineNode(const pugi::xml_node& node, Paragraph& out)
{
    const std::string_view name = localName(node);
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        letters(collapsed(node.value()), out);
    } else if (name == "span") {
        span(node, out);
    } else if (name == "s") {
        appendText(out, std::string(static_cast<size_t>(repeatsOf(node, "text:c")), ' '));
    } else if (name == "tab") {
        appendText(out, " ");
    } else if (name == "line-break") {
        appendText(out, "\n");
    } else if (name == "soft-page-break") {
        m_turnNext = true;
    } else if (name == "note") {
        note(childNamed(node, "note-body"), out);
    } else if (name == "annotation") {
        note(node, out);
    } else if (name == "ruby") {
        inlineChildren(childNamed(node, "ruby-base"), out);
    } else if (const pugi::xml_node object = childNamed(node, "object"); name == "frame" && object) {
        appendText(out, collapsed(m_formulas.text(object)));
    } else if (isDrawing(name) && name != "a") {
        Part box(PartKind::Box);
        block(node, box.paragraphs);
        out.parts.push_back(std::move(box));
    } else if (name != "tracked-changes" && name != "image") {
        inlineChildren(node, out);
    }
}

void BodyReader::note(const pugi::xml_node& body, Paragraph& out)
{
    const List outside = std::exchange(m_list, {});
    const Letters outer = std::exchange(m_letters, {});
    Part part(PartKind::Note);
    part.paragraphs = paragraphs(body);
    m_letters = outer;
    m_list = outside;
    out.parts.push_back(std::move(part));
}

Part BodyReader::table(const pugi::xml_node& node)
{
    const List outside = std::exchange(m_list, {});
    const LetterStyles& styles = m_styles.letters();
    const bool coloured = styles.fills("table", node.attribute("table:style-name").as_string()) || node.attribute("table:template-name") || columnsHaveStyles(node);
    const bool outer = std::exchange(m_onFill, m_onFill || coloured);
    Part part(PartKind::Table);
    rows(node, part);
    m_onFill = outer;
    m_list = outside;
    return part;
}

/// The letters of a spreadsheet look as the style of their cell says.
std::vector<Paragraph> BodyReader::cell(const pugi::xml_node& node)
{
    const LetterStyles& styles = m_styles.letters();
    const std::string style = node.attribute("table:style-name").as_string();
    const bool coloured = styles.fills("table-cell", style) || styles.fills("table-row", node.parent().attribute("table:style-name").as_string());
    const bool outerFill = std::exchange(m_onFill, m_onFill || coloured);
    const Letters outer = m_letters;
    m_letters = styles.letters("table-cell", style);
    std::vector<Paragraph> inside = paragraphs(node);
    m_letters = outer;
    m_onFill = outerFill;
    return inside;
}

/// Repeated rows are read once each, so that what is seen is there; empty ones are left out at once.
void BodyReader::rows(const pugi::xml_node& node, Part& table)
{
    for (const pugi::xml_node& child : node.children()) {
        const std::string_view name = localName(child);
        if (name == "table-header-rows" || name == "table-rows" || name == "table-row-group") {
            rows(child, table);
        } else if (name == "table-row") {
            int columns = 0;
            const std::vector<Cell> row = cells(child, columns);
            const bool filled = std::ranges::any_of(row, holdsText);
            table.columns = std::max(table.columns, columns);
            const int repeats = filled ? allowedRepeats(repeatsOf(child, "table:number-rows-repeated"), row.size()) : 1;
            table.rows.insert(table.rows.end(), static_cast<size_t>(repeats), row);
        }
    }
}

/// Once there are too many copies, everything is there once.
int BodyReader::allowedRepeats(int wanted, size_t cells)
{
    const auto copies = static_cast<int64_t>(wanted - 1) * static_cast<int64_t>(cells);
    if (copies > kMostCopies - m_copies)
        return 1;
    m_copies += static_cast<int>(copies);
    return wanted;
}

/// Covered cells repeat nothing; empty cells after the last filled one are left out.
std::vector<Cell> BodyReader::cells(const pugi::xml_node& row, int& columns)
{
    std::vector<Cell> out;
    size_t used = 0;
    for (const pugi::xml_node& node : row.children()) {
        const std::string_view name = localName(node);
        if (name != "table-cell" && name != "covered-table-cell")
            continue;
        const int repeats = repeatsOf(node, "table:number-columns-repeated");
        columns += name == "covered-table-cell" ? 0 : repeats * std::clamp(node.attribute("table:number-columns-spanned").as_int(1), 1, kMostRepeats);
        if (name == "covered-table-cell")
            continue;
        const Cell read { std::clamp(node.attribute("table:number-columns-spanned").as_int(1), 1, kMostRepeats),
            std::clamp(node.attribute("table:number-rows-spanned").as_int(1), 1, kMostRepeats), cell(node) };
        out.insert(out.end(), static_cast<size_t>(allowedRepeats(repeats, 1)), read);
        if (holdsText(read))
            used = out.size();
    }
    out.resize(used);
    return out;
}

} // namespace sillok::documents::odf
