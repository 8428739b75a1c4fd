// table.h - Rows of an RTF table as they come, and the table that they make.
#pragma once

#include "engine/documents/flow.h"

namespace sillok::documents::rtf {

/// Where a cell of a row ends, and whether it continues the one before or above it.
struct CellEdge {
    int right = 0;              ///< in twips
    bool joinsLeft = false;     ///< \clmrg
    bool joinsUp = false;       ///< \clvmrg
};

struct Row {
    std::vector<CellEdge> edges;
    std::vector<std::vector<Paragraph>> cells;
};

/// Columns are the edges of all rows; a cell spans those that it covers, and the rows whose cells continue it.
Part tableOf(std::vector<Row> rows);

} // namespace sillok::documents::rtf
