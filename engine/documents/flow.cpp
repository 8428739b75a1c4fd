#include "engine/documents/flow.h"

#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/registry.h"

#include <algorithm>
#include <utility>

namespace sillok::documents {

namespace {

/// Text of the paragraph's own; only that gets a number.
bool hasText(const Paragraph& paragraph)
{
    const auto isText = [](const Part& part) { return part.kind == PartKind::Text && !part.text.empty(); };
    return std::any_of(paragraph.parts.begin(), paragraph.parts.end(), isText);
}

bool holdsText(const std::vector<Paragraph>& paragraphs);

bool holdsText(const Part& part)
{
    const auto cellHoldsText = [](const Cell& cell) { return holdsText(cell.paragraphs); };
    return !part.text.empty() || holdsText(part.paragraphs)
        || std::any_of(part.rows.begin(), part.rows.end(), [&](const auto& row) { return std::any_of(row.begin(), row.end(), cellHoldsText); });
}

bool holdsText(const std::vector<Paragraph>& paragraphs)
{
    return std::any_of(paragraphs.begin(), paragraphs.end(), [](const Paragraph& paragraph) {
        return std::any_of(paragraph.parts.begin(), paragraph.parts.end(), [](const Part& part) { return holdsText(part); });
    });
}

int filledCells(const Part& table)
{
    int filled = 0;
    for (const auto& row : table.rows) {
        for (const Cell& cell : row)
            filled += holdsText(cell.paragraphs);
    }
    return filled;
}

std::string oneLine(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// Finds the column of each cell: those that a cell above reaches into are taken.
class Grid {
public:
    std::vector<CellPlace> place(const std::vector<Cell>& cells, int row)
    {
        std::vector<CellPlace> places;
        int next = 0;
        for (const Cell& cell : cells) {
            int column = std::clamp(cell.column, next, std::max(next, kMostColumns));
            while (cell.column < next && isTaken(column, row))
                ++column;
            const CellPlace place { column, std::clamp(cell.columnSpan, 1, kMostColumns), std::clamp(cell.rowSpan, 1, kMostRows) };
            next = column + place.columnSpan;
            take(place, row);
            places.push_back(place);
        }
        return places;
    }

private:
    static constexpr int kMostColumns = 16'384;     // what spreadsheets have
    static constexpr int kMostRows = 1'048'576;
    static constexpr int kFollowedColumns = 1024;   // beyond them nobody merges cells, and an attacker may not make us count

    bool isTaken(int column, int row) const { return static_cast<size_t>(column) < m_freeFrom.size() && m_freeFrom[static_cast<size_t>(column)] > row; }

    void take(const CellPlace& place, int row)
    {
        const int end = std::min(place.column + place.columnSpan, kFollowedColumns);
        if (place.rowSpan == 1 || place.column >= end)
            return;
        m_freeFrom.resize(std::max(m_freeFrom.size(), static_cast<size_t>(end)));
        std::fill(m_freeFrom.begin() + place.column, m_freeFrom.begin() + end, row + place.rowSpan);
    }

    std::vector<int> m_freeFrom;    ///< by column, the first row that no cell above reaches into
};

} // namespace

Part::Part(PartKind what) : kind(what) {}

void FlowWriter::beginSection()
{
    ++m_page;
    m_lastPosition = 0;
}

Result<void> FlowWriter::add(const Paragraph& body)
{
    turnPages(body);
    paragraph(body, BlockKind::Paragraph);
    if (m_codePoints > kMaxTextCodePoints)
        return fail(ErrorCode::Unsafe, "a document with more than ten million characters");
    return {};
}

void FlowWriter::turnPages(const Paragraph& paragraph)
{
    for (const int position : paragraph.linePositions) {
        m_page += position < m_lastPosition;
        m_lastPosition = position;
    }
    if (paragraph.linePositions.empty() && paragraph.pageBreak && !m_document.blocks.empty())
        ++m_page;
}

void FlowWriter::paragraph(const Paragraph& paragraph, BlockKind kind)
{
    const ParagraphStyle& style = paragraph.style;
    const bool body = kind == BlockKind::Paragraph;
    const bool heading = style.kind == HeadKind::Outline && body;
    const std::vector<const Part*> outerNotes = std::exchange(m_notes, {});
    m_level = heading ? style.level + 1 : 0;
    m_kind = heading ? BlockKind::Heading : style.kind != HeadKind::None && body ? BlockKind::ListItem : kind;
    m_line = hasText(paragraph) ? m_numberings.nextMark(style, m_outline) : std::string {};
    if (!m_line.empty())
        m_line += ' ';
    for (const Part& part : paragraph.parts) {
        switch (part.kind) {
        case PartKind::Text: m_line += part.text; break;
        case PartKind::Box: nested(part.paragraphs, BlockKind::Paragraph); break;
        case PartKind::Caption: nested(part.paragraphs, BlockKind::Caption); break;
        case PartKind::Note: m_notes.push_back(&part); break; // after the paragraph, which it does not interrupt
        case PartKind::Table: table(part); break;
        }
    }
    flush();
    for (const Part* note : std::exchange(m_notes, outerNotes))
        nested(note->paragraphs, BlockKind::Note);
}

/// Paragraphs inside something: the text before them becomes its own block first.
void FlowWriter::nested(const std::vector<Paragraph>& paragraphs, BlockKind kind)
{
    const auto [savedKind, savedLevel] = std::pair(m_kind, m_level);
    flush();
    for (const Paragraph& inner : paragraphs)
        paragraph(inner, kind);
    m_kind = savedKind;
    m_level = savedLevel;
}

/// A table of one column or one filled cell lays text out; there is nothing to look up in it. A row that is one cell across the whole
/// table is a line of text; the first other row names the columns.
void FlowWriter::table(const Part& table)
{
    const auto [savedKind, savedLevel] = std::pair(m_kind, m_level);
    flush();
    const Block* outside = std::exchange(m_wholeRow, nullptr);
    const bool layout = table.columns == 1 || filledCells(table) <= 1;
    Block frame { .kind = BlockKind::TableRow, .table = layout ? -1 : m_tables++, .tableHeader = true };
    Grid grid;
    for (const auto& row : table.rows) {
        frame.page = m_page;
        frame.cells = grid.place(row, ++frame.row);
        const bool whole = !row.empty() && row[0].columnSpan >= std::max(table.columns, 2);
        if (!layout && !whole) {
            tableRow(row, frame);
            frame.tableHeader = false;
            continue;
        }
        m_wholeRow = layout || row.size() > 1 ? nullptr : &frame;
        layoutRow(row);
        m_wholeRow = nullptr;
    }
    m_wholeRow = outside;
    m_kind = savedKind;
    m_level = savedLevel;
}

void FlowWriter::layoutRow(const std::vector<Cell>& row)
{
    for (const Cell& cell : row)
        nested(cell.paragraphs, BlockKind::Paragraph);
}

void FlowWriter::tableRow(const std::vector<Cell>& row, const Block& frame)
{
    std::string line;
    bool any = false;
    for (const Cell& cell : row) {
        m_line.clear();
        cellText(cell.paragraphs);
        const std::string clean = oneLine(cleanText(m_line, m_document.hiddenCharactersRemoved));
        any = any || !clean.empty();
        line += (&cell == &row.front() ? "" : kCellSeparator) + clean;
    }
    m_line.clear();
    if (!any)
        return;
    Block block = frame;
    block.text = std::move(line);
    addBlock(std::move(block));
}

/// Everything inside a cell on one line; tables inside it too.
void FlowWriter::cellText(const std::vector<Paragraph>& paragraphs)
{
    for (const Paragraph& paragraph : paragraphs) {
        if (!m_line.empty() && m_line.back() != ' ')
            m_line += ' ';
        const std::string mark = hasText(paragraph) ? m_numberings.nextMark(paragraph.style, m_outline) : std::string {};
        if (!mark.empty())
            m_line += mark + ' ';
        const size_t begin = m_line.size();
        bool plain = true; // nothing inside, whose cells would run together
        for (const Part& part : paragraph.parts) {
            plain = plain && part.kind == PartKind::Text;
            if (part.kind == PartKind::Note)
                continue; // after the paragraph, which it does not interrupt
            m_line += part.text;
            cellText(part.paragraphs);
            for (const auto& row : part.rows) {
                for (const Cell& cell : row)
                    cellText(cell.paragraphs);
            }
        }
        for (const Part& part : paragraph.parts) {
            if (part.kind == PartKind::Note)
                cellText(part.paragraphs);
        }
        if (plain) { // the line itself is not copied: a cell may hold very many paragraphs
            const std::string own = withoutLetterSpacing(m_line.substr(begin));
            m_line.resize(begin);
            m_line += own;
        }
    }
}

void FlowWriter::flush()
{
    std::string clean = withoutLetterSpacing(cleanText(m_line, m_document.hiddenCharactersRemoved));
    m_line.clear();
    if (clean.empty())
        return;
    Block block { .kind = m_kind, .text = std::move(clean), .headingLevel = m_kind == BlockKind::Heading ? std::min(m_level, 9) : 0, .page = m_page };
    if (m_wholeRow) {
        block.table = m_wholeRow->table;
        block.row = m_wholeRow->row;
        block.cells = m_wholeRow->cells;
    }
    addBlock(std::move(block));
}

void FlowWriter::addBlock(Block block)
{
    m_codePoints += codePointCount(block.text);
    m_document.blocks.push_back(std::move(block));
}

} // namespace sillok::documents
