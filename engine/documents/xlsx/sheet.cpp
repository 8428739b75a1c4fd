#include "engine/documents/xlsx/sheet.h"

#include <charconv>
#include <optional>

namespace sillok::documents::xlsx {

namespace {

template <typename Number>
std::optional<Number> parsed(std::string_view text)
{
    Number value {};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// 0 for "A7", 27 for "AB1"; nothing for what is no place in a sheet.
std::optional<int> columnOf(std::string_view place)
{
    int column = 0;
    for (const char c : place) {
        if (c < 'A' || c > 'Z')
            break;
        column = column * 26 + (c - 'A' + 1);
        if (column > kMostColumns)
            return std::nullopt;
    }
    return column == 0 ? std::nullopt : std::optional(column - 1);
}

/// 7 for "A7".
std::optional<int64_t> rowOf(std::string_view place)
{
    const size_t digits = place.find_first_of("0123456789");
    return digits == std::string_view::npos ? std::nullopt : parsed<int64_t>(place.substr(digits));
}

/// Of a cell that holds no string.
std::string valueText(const pugi::xml_node& cell, std::string_view type, const std::string& value, const Workbook& workbook)
{
    if (type == "b")
        return value.empty() ? value : value == "1" ? "TRUE" : "FALSE";
    if (type != "n")
        return value;
    const auto number = parsed<double>(value);
    if (!number)
        return value;
    const auto style = static_cast<size_t>(cell.attribute("s").as_uint());
    return shownNumber(*number, style < workbook.cellFormats.size() ? workbook.cellFormats[style] : NumberFormat {}, workbook.from1904);
}

std::vector<TextRun> cellRuns(const pugi::xml_node& cell, const Workbook& workbook)
{
    const std::string_view type = cell.attribute("t").as_string("n");
    if (type == "inlineStr")
        return textRuns(childNamed(cell, "is"), workbook.whiteLight);
    const std::string value = childNamed(cell, "v").child_value();
    if (type != "s")
        return { { valueText(cell, type, value, workbook), false, {} } };
    const auto index = parsed<size_t>(value);
    return index && *index < workbook.strings.size() ? workbook.strings[*index] : std::vector<TextRun> {};
}

} // namespace

std::string stringItem(const pugi::xml_node& item)
{
    std::string text;
    for (const TextRun& run : textRuns(item, false))
        text += run.text;
    return text;
}

void readSharedStrings(const pugi::xml_document& part, Workbook& workbook)
{
    for (const pugi::xml_node& item : part.document_element().children()) {
        if (localName(item) == "si")
            workbook.strings.push_back(textRuns(item, workbook.whiteLight));
    }
}

void readCellFormats(const pugi::xml_document& part, Workbook& workbook)
{
    const pugi::xml_node root = part.document_element();
    std::map<int, NumberFormat> own;
    for (const pugi::xml_node& format : childNamed(root, "numFmts").children())
        own.emplace(format.attribute("numFmtId").as_int(), parseFormat(format.attribute("formatCode").as_string()));
    for (const pugi::xml_node& cell : childNamed(root, "cellXfs").children()) {
        const int id = cell.attribute("numFmtId").as_int();
        const auto found = own.find(id);
        workbook.cellFormats.push_back(found == own.end() ? builtInFormat(id) : found->second);
    }
    workbook.cellLooks = readCellLooks(root, workbook.whiteLight);
}

Merges readMerges(const pugi::xml_document& sheet)
{
    Merges merges;
    for (const pugi::xml_node& node : childNamed(sheet.document_element(), "mergeCells").children()) {
        const std::string_view range = node.attribute("ref").as_string();
        const size_t colon = range.find(':');
        if (colon == std::string_view::npos || merges.size() >= kMostMerges)
            continue;
        const std::string_view from = range.substr(0, colon), to = range.substr(colon + 1);
        const auto firstColumn = columnOf(from), lastColumn = columnOf(to);
        const auto firstRow = rowOf(from), lastRow = rowOf(to);
        if (firstColumn && lastColumn && firstRow && lastRow && *lastColumn >= *firstColumn && *lastRow >= *firstRow && *lastRow <= kMostRows)
            merges.emplace(std::pair(*firstRow, *firstColumn), MergedCells { static_cast<int>(*lastRow - *firstRow) + 1, *lastColumn - *firstColumn + 1 });
    }
    return merges;
}

std::vector<Row> readRows(const pugi::xml_document& sheet, const Workbook& workbook, int& hiddenCharacters)
{
    const bool coloured = isColoured(sheet.document_element());
    std::vector<Row> rows;
    int64_t number = 0;
    for (const pugi::xml_node& node : childNamed(sheet.document_element(), "sheetData").children()) {
        if (localName(node) != "row")
            continue;
        number = parsed<int64_t>(node.attribute("r").as_string()).value_or(number + 1);
        Row row { number, {} };
        int column = -1;
        for (const pugi::xml_node& cell : node.children()) {
            if (localName(cell) != "c")
                continue;
            column = columnOf(cell.attribute("r").as_string()).value_or(column + 1);
            const size_t style = cell.attribute("s").as_uint();
            const CellLook look = style < workbook.cellLooks.size() ? workbook.cellLooks[style] : CellLook {};
            if (std::string text = seenText(cellRuns(cell, workbook), look, coloured, hiddenCharacters); !text.empty() && column < kMostColumns)
                row.cells[column] = std::move(text);
        }
        if (!row.cells.empty())
            rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace sillok::documents::xlsx
