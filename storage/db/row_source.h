// row_source.h - Many rows of the program stored by one statement: the SQL function row_value().
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string_view>
#include <variant>

struct sqlite3;

namespace sillok::storage {

/// What one statement takes from memory, bound in place of a value. A statement for each row is a savepoint for each row as soon as the table has
/// triggers, and at every savepoint a word index writes what it has gathered: a part of the index for each row, merged again and again.
/// source  sqlite.org/vtab.html section 2.18 (xSavepoint), and the time that imports took
class RowSource {
public:
    using Value = std::variant<int64_t, std::string_view>;

    virtual ~RowSource() = default;
    /// Rows and columns are counted from 0 and asked for as the statement says. The text outlives the statement.
    virtual Value value(int64_t row, int column) const = 0;
};

/// Makes row_value(rows, row, column) known on this connection, for statements of the program only; NULL where `rows` is not a RowSource.
/// error Internal, OutOfMemory
Result<void> registerRowValue(sqlite3* connection);

/// How a RowSource is bound. source sqlite.org/bindptr.html
inline constexpr const char* kRowSourceType = "sillok rows";

} // namespace sillok::storage
