// sheet.h - The cells of one sheet as text, row by row.
#pragma once

#include "engine/documents/containers/xml.h"
#include "engine/documents/xlsx/letters.h"
#include "engine/documents/xlsx/number_format.h"

#include <map>
#include <vector>

namespace sillok::documents::xlsx {

inline constexpr int kMostColumns = 16'384;
inline constexpr int kMostRows = 1'048'576;
inline constexpr size_t kMostMerges = 200'000;

/// What all sheets of a workbook share.
struct Workbook {
    std::vector<std::vector<TextRun>> strings; ///< sharedStrings.xml
    std::vector<NumberFormat> cellFormats; ///< by the number that cells carry
    std::vector<CellLook> cellLooks;       ///< likewise
    bool whiteLight = false;               ///< hasWhiteLight of the theme
    bool from1904 = false;
};

/// One row: its number in the sheet, and texts by column, counted from 0. Empty cells are left out.
struct Row {
    int64_t number = 0;
    std::map<int, std::string> cells;
};

/// Cells joined to one: its first cell holds the text.
struct MergedCells {
    int rows = 1;
    int columns = 1;
};
using Merges = std::map<std::pair<int64_t, int>, MergedCells>;   ///< by row number and column of the first cell

/// At most kMostMerges of them. source ECMA-376 part 1, 18.3.1.55
Merges readMerges(const pugi::xml_document& sheet);

/// source ECMA-376 part 1, 18.4.9 (shared strings)
void readSharedStrings(const pugi::xml_document& part, Workbook& workbook);
/// source ECMA-376 part 1, 18.8 (styles)
void readCellFormats(const pugi::xml_document& part, Workbook& workbook);
/// Text of a string item; how it is read aloud (phonetic runs) is left out.
std::string stringItem(const pugi::xml_node& item);
/// Rows that hold something, in the file's order; letters that nobody sees are left out and added to `hiddenCharacters`.
/// source ECMA-376 part 1, 18.3.1.73
std::vector<Row> readRows(const pugi::xml_document& sheet, const Workbook& workbook, int& hiddenCharacters);

} // namespace sillok::documents::xlsx
