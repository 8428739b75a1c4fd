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

std::string cellText(const pugi::xml_node& cell, const Workbook& workbook)
{
    const std::string_view type = cell.attribute("t").as_string("n");
    if (type == "inlineStr")
        return stringItem(childNamed(cell, "is"));
    const std::string value = childNamed(cell, "v").child_value();
    if (type == "s") {
        const auto index = parsed<size_t>(value);
        return index && *index < workbook.strings.size() ? workbook.strings[*index] : std::string();
    }
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

} // namespace

std::string stringItem(const pugi::xml_node& item)
{
    std::string text;
    for (const pugi::xml_node& child : item.children()) {
        const std::string_view name = localName(child);
        if (name == "t")
            text += child.child_value();
        else if (name == "r")
            text += childNamed(child, "t").child_value();
    }
    return text;
}

void readSharedStrings(const pugi::xml_document& part, Workbook& workbook)
{
    for (const pugi::xml_node& item : part.document_element().children()) {
        if (localName(item) == "si")
            workbook.strings.push_back(stringItem(item));
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

std::vector<Row> readRows(const pugi::xml_document& sheet, const Workbook& workbook)
{
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
            if (std::string text = cellText(cell, workbook); !text.empty() && column < kMostColumns)
                row.cells[column] = std::move(text);
        }
        if (!row.cells.empty())
            rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace sillok::documents::xlsx
