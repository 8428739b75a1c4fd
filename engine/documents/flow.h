// flow.h - Paragraphs as Hangul's binary and XML formats nest them, and how they become blocks.
#pragma once

#include "engine/base/result.h"
#include "engine/documents/document.h"
#include "engine/documents/numbering.h"

#include <vector>

namespace sillok::documents {

struct Paragraph;

/// One cell of a table; spanned cells are there once.
struct Cell {
    int columnSpan = 1;
    int rowSpan = 1;
    std::vector<Paragraph> paragraphs;
    int column = -1;                      ///< where the format says it; -1: the next one that no cell takes
};

enum class PartKind : uint8_t { Text, Box, Caption, Note, Table };

/// What stands inside a paragraph, in reading order.
struct Part {
    explicit Part(PartKind what);

    PartKind kind;
    std::string text;                     ///< Text: UTF-8, "\n" breaks the line
    std::vector<Paragraph> paragraphs;    ///< Box, Caption, Note
    int columns = 0;                      ///< Table
    std::vector<std::vector<Cell>> rows;  ///< Table
};

struct Paragraph {
    ParagraphStyle style;
    bool pageBreak = false;
    std::vector<int> linePositions;       ///< vertical, of the lines that the program last laid out; empty when it never did
    std::vector<Part> parts;
};

/// Writes paragraphs into a document: numbers and bullets regenerated, notes after their paragraph, a table row as one line.
/// needs  paragraphs that nest no deeper than kMaxNesting: it follows them by recursion.
class FlowWriter {
public:
    FlowWriter(Document& document, Numberings& numberings) : m_document(document), m_numberings(numberings) {}

    /// Pages are estimated: a section begins a new one, and so does a line above the line before it.
    void beginSection();
    void setOutlineNumbering(const std::string& id) { m_outline = id; }

    /// A paragraph of the body. error  Unsafe: the document has more than kMaxTextCodePoints.
    Result<void> add(const Paragraph& paragraph);

    int page() const { return m_page; }

private:
    void paragraph(const Paragraph& paragraph, BlockKind kind);
    void turnPages(const Paragraph& paragraph);
    void nested(const std::vector<Paragraph>& paragraphs, BlockKind kind);
    void table(const Part& table);
    void layoutRow(const std::vector<Cell>& row);
    void tableRow(const std::vector<Cell>& row, const Block& frame);
    void cellText(const std::vector<Paragraph>& paragraphs);
    void flush();
    void addBlock(Block block);

    Document& m_document;
    Numberings& m_numberings;
    std::string m_outline;
    std::string m_line;
    BlockKind m_kind = BlockKind::Paragraph;
    int m_level = 0;
    int m_page = 0;
    int m_tables = 0;
    int m_lastPosition = 0;
    uint64_t m_codePoints = 0;
    const Block* m_wholeRow = nullptr;    ///< table, row and cell of the row whose paragraphs are being written
    std::vector<const Part*> m_notes;     ///< anchored in the paragraph that is being written
};

} // namespace sillok::documents
