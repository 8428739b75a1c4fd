// shape.h - What the rows of each table look like, so that a page whose place in its tree is lost can be told from others.
#pragma once

#include "storage/db/database.h"
#include "storage/salvage/record.h"

namespace sillok::storage {

struct ColumnShape {
    std::string name;
    std::string type;            ///< INTEGER, TEXT, BLOB or REAL; every table is STRICT
    bool mayBeNull = false;
    bool mayBeAbsent = false;    ///< added by a later schema: has a default
    bool isRowid = false;        ///< stored as NULL; the row number is the value
};

struct TableShape {
    std::string name;
    bool hasRowids = true;
    std::vector<ColumnShape> columns;    ///< as they lie in a record
};

/// The tables that hold a person's data in this database, those that others refer to first.
Result<std::vector<TableShape>> shapesOf(Database& database);
/// True when a row can be one of this table. exact tells our tables apart; it is not proof for tables of anybody's making.
bool fits(const FoundRow& row, const TableShape& shape);

} // namespace sillok::storage
