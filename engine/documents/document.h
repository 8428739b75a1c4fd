// document.h - What every format is read into: a sequence of blocks that know their place.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sillok::documents {

enum class BlockKind : uint8_t { Heading, Paragraph, ListItem, TableRow, Caption, Note };

/// Where a cell stands in the grid of its table.
struct CellPlace {
    int column = 0;              ///< of its left edge, counted from 0
    int columnSpan = 1;
    int rowSpan = 1;
};

/// One paragraph, heading or table row. `text` is valid UTF-8 in NFC without line breaks inside a paragraph except where the
/// source breaks the line; never empty. A row that is one cell across its whole table is no TableRow: each of its paragraphs is a block
/// that has `table`, `row` and that one cell.
struct Block {
    BlockKind kind = BlockKind::Paragraph;
    std::string text {};         ///< cells of a table row are joined by " | " (kCellSeparator)
    int headingLevel = 0;        ///< 1 (chapter) to 9; 0 when this is no heading
    int page = 0;                ///< counted from 1; 0 when the format has no pages
    int table = -1;              ///< number of the table inside the document, counted from 0; -1 outside tables
    bool tableHeader = false;    ///< first row of a table: names the columns
    int row = -1;                ///< of the table, counted from 0; rows without text are counted and not there
    std::vector<CellPlace> cells {};   ///< one for each cell of `text`, in its order; a merged cell is there once
};

inline constexpr const char* kCellSeparator = " | ";

/// A document after reading. Nothing in it is trusted as markup: plain text and places only.
struct Document {
    std::string title;                 ///< from the document itself; may be empty
    std::string format;                ///< "TXT", "MD", "HWPX", "HWP 5.0", "HWP 3.0", "HWPML", "DOCX", "XLSX", "PPTX", "ODT", "ODS", "ODP", "HTML", "EML", "RTF", "PDF"
    int pageCount = 0;                 ///< 0 when unknown
    bool pagesEstimated = false;       ///< pages come from layout hints, not from the format
    std::vector<int> pagesWithoutText; ///< of a PDF or an image: pages with something on them but no text; counted from 1, rising
    int pagesRecognised = 0;           ///< whose text was recognised in their picture
    int pagesUnsure = 0;               ///< of these: recognised with so little confidence that the text must not be relied on
    int recognitionConfidence = 0;     ///< percent, mean over the recognised pages; 0 without any
    int hiddenCharactersRemoved = 0;   ///< bidi controls, zero-width and tag characters, and text that the document does not show
    std::vector<Block> blocks;
};

/// The document as one text: blocks joined by "\n". This is what `sillokctl read --format text` prints and what every
/// citation's start and end count in (Unicode code points from 0).
std::string plainText(const Document& document);

} // namespace sillok::documents
