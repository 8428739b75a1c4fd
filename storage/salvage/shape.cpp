#include "storage/salvage/shape.h"

#include <algorithm>

namespace sillok::storage {

namespace {

/// Message seals are made anew as messages are stored; word indexes likewise. Vectors are made again, and files are looked at again.
constexpr const char* kTables[] = { "setting", "prompt", "preset", "collection", "search_case", "document", "document_label", "block", "passage", "chat_folder",
    "chat", "message", "citation", "answer_scope", "answer_record", "answer_source" };

Result<bool> hasRowids(Database& database, const char* table)
{
    SILLOK_TRY(Statement statement, database.prepare("SELECT wr FROM pragma_table_list WHERE name = ? AND schema = 'main'"));
    SILLOK_TRY(const int64_t without, statement.number(table));
    return without == 0;
}

/// Without row numbers the columns of the primary key come first.
Result<std::vector<ColumnShape>> columnsOf(Database& database, const char* table, bool rowids)
{
    const char* const order = rowids ? "cid" : "pk = 0, pk, cid";
    SILLOK_TRY(Statement statement,
        database.prepare(std::string("SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk, "
                                     "(SELECT max(pk) FROM pragma_table_info(?1)) FROM pragma_table_info(?1) ORDER BY ") + order));
    SILLOK_CHECK(statement.bindAll(table));
    std::vector<ColumnShape> columns;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return columns;
        ColumnShape column { statement.columnText(0), statement.columnText(1), false, false, false };
        const bool key = statement.columnNumber(4) != 0;
        column.isRowid = rowids && key && statement.columnNumber(5) == 1 && column.type == "INTEGER"; // one of several key columns is no row number
        column.mayBeNull = column.isRowid || (statement.columnNumber(2) == 0 && !key);
        column.mayBeAbsent = statement.columnNumber(3) != 0 || column.mayBeNull;
        columns.push_back(std::move(column));
    }
}

bool fits(const Value& value, const ColumnShape& column)
{
    if (std::holds_alternative<std::nullptr_t>(value))
        return column.mayBeNull;
    if (column.isRowid)
        return false;
    if (column.type == "TEXT")
        return std::holds_alternative<std::string>(value);
    if (column.type == "BLOB")
        return std::holds_alternative<std::vector<uint8_t>>(value);
    return std::holds_alternative<int64_t>(value) || (column.type == "REAL" && std::holds_alternative<double>(value));
}

} // namespace

Result<std::vector<TableShape>> shapesOf(Database& database)
{
    std::vector<TableShape> shapes;
    for (const char* table : kTables) {
        TableShape shape { table, true, {} };
        SILLOK_TRY(shape.hasRowids, hasRowids(database, table));
        SILLOK_TRY(shape.columns, columnsOf(database, table, shape.hasRowids));
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

bool fits(const FoundRow& row, const TableShape& shape)
{
    if (!row.whole || row.values.size() > shape.columns.size())
        return false;
    for (size_t i = 0; i < shape.columns.size(); ++i) {
        const bool good = i < row.values.size() ? fits(row.values[i], shape.columns[i]) : shape.columns[i].mayBeAbsent;
        if (!good)
            return false;
    }
    return true;
}

} // namespace sillok::storage
