#include "storage/salvage/row_writer.h"

#include <type_traits>

namespace sillok::storage {

namespace {

Result<void> bindValue(Statement& insert, int at, const Value& value)
{
    return std::visit([&](const auto& v) -> Result<void> {
        using Kind = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<Kind, std::vector<uint8_t>>)
            return insert.bind(at, Bytes(v));
        else
            return insert.bind(at, v);
    }, value);
}

} // namespace

Result<Statement*> RowWriter::insertFor(size_t columns)
{
    if (m_inserts.size() <= columns)
        m_inserts.resize(columns + 1);
    if (!m_inserts[columns]) {
        std::string names;
        std::string marks;
        for (size_t i = 0; i < columns; ++i) {
            names += (i ? ", " : "") + m_shape.columns[i].name;
            marks += i ? ", ?" : "?";
        }
        SILLOK_TRY(m_inserts[columns], m_to.prepare("INSERT OR IGNORE INTO " + m_shape.name + " (" + names + ") VALUES (" + marks + ")"));
    }
    return &*m_inserts[columns];
}

Result<bool> RowWriter::add(const FoundRow& row)
{
    SILLOK_TRY(Statement* const insert, insertFor(row.values.size()));
    insert->reset();
    for (size_t i = 0; i < row.values.size(); ++i) {
        const ColumnShape& column = m_shape.columns[i];
        const Value value = column.isRowid ? Value(row.rowid) : row.values[i];
        SILLOK_CHECK(bindValue(*insert, static_cast<int>(i) + 1, value));
    }
    const Result<bool> stepped = insert->step();
    insert->reset();
    if (!stepped.ok() && (stepped.error().code == ErrorCode::Internal || stepped.error().code == ErrorCode::AlreadyExists))
        return false; // breaks a rule of the table: not a row of ours
    SILLOK_CHECK(stepped);
    return m_to.changedRows() == 1;
}

} // namespace sillok::storage
