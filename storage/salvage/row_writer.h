// row_writer.h - Stores salvaged rows of one table.
#pragma once

#include "storage/salvage/shape.h"

namespace sillok::storage {

/// One table at a time, inside a transaction.
class RowWriter {
public:
    RowWriter(Database& to, const TableShape& shape) : m_to(to), m_shape(shape) {}

    /// False: the row is there already, or breaks a rule of the table. error DiskFull, Io ...: nothing more can be stored.
    Result<bool> add(const FoundRow& row);

private:
    Result<Statement*> insertFor(size_t columns);

    Database& m_to;
    const TableShape& m_shape;
    std::vector<std::optional<Statement>> m_inserts;    ///< by number of columns that are there
};

} // namespace sillok::storage
