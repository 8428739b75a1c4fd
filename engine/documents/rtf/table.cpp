#include "engine/documents/rtf/table.h"

#include <algorithm>
#include <map>
#include <set>

namespace sillok::documents::rtf {

namespace {

constexpr int kSameEdge = 30; // twips: half a millimetre

/// The right edges of the columns; neighbours that nobody could tell apart are one.
std::vector<int> columnEdges(const std::vector<Row>& rows)
{
    std::set<int> all;
    for (const Row& row : rows) {
        for (const CellEdge& edge : row.edges)
            all.insert(edge.right);
    }
    std::vector<int> columns;
    for (const int edge : all) {
        if (columns.empty() || edge - columns.back() > kSameEdge)
            columns.push_back(edge);
    }
    return columns;
}

/// How many columns end at or before `right`.
int columnAfter(const std::vector<int>& columns, int right)
{
    return static_cast<int>(std::ranges::upper_bound(columns, right) - columns.begin());
}

/// A cell of the row under construction and the column that it begins at.
struct Placed {
    int column = 0;
    Cell cell;
};

std::vector<Placed> placedCells(Row& row, const std::vector<int>& columns, std::vector<int>& continued)
{
    std::vector<Placed> placed;
    int column = 0;
    for (size_t i = 0; i < row.cells.size(); ++i) {
        const bool known = i < row.edges.size();
        const int end = known ? std::max(columnAfter(columns, row.edges[i].right), column + 1) : column + 1;
        if (known && row.edges[i].joinsLeft && !placed.empty()) {
            placed.back().cell.columnSpan += end - column;
        } else if (known && row.edges[i].joinsUp) {
            continued.push_back(column);
        } else {
            placed.push_back({ column, Cell { end - column, 1, std::move(row.cells[i]) } });
        }
        column = end;
    }
    return placed;
}

} // namespace

Part tableOf(std::vector<Row> rows)
{
    const std::vector<int> columns = columnEdges(rows);
    Part table(PartKind::Table);
    std::map<int, std::pair<size_t, size_t>> above; // the cell that a continued one in this column belongs to: row, place in it
    for (Row& row : rows) {
        std::vector<int> continued;
        std::vector<Placed> placed = placedCells(row, columns, continued);
        for (const int column : continued) {
            if (const auto origin = above.find(column); origin != above.end())
                ++table.rows[origin->second.first][origin->second.second].rowSpan;
        }
        auto& cells = table.rows.emplace_back();
        int width = 0;
        for (Placed& one : placed) {
            above[one.column] = { table.rows.size() - 1, cells.size() };
            width = std::max(width, one.column + one.cell.columnSpan);
            cells.push_back(std::move(one.cell));
        }
        table.columns = std::max(table.columns, width);
    }
    return table;
}

} // namespace sillok::documents::rtf
