// statement.h - One prepared statement: typed values in, typed columns out.
#pragma once

#include "engine/base/bytes.h"

#include <concepts>
#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace sillok::storage {

class RowSource;

/// Turns a result code of SQLite into ours. Extended codes are understood.
/// exact a value that must be unique is AlreadyExists, a reference into nothing NotFound; FULL is DiskFull, CORRUPT is Damaged, NOTADB is WrongKey, BUSY and LOCKED are Busy, NOMEM is OutOfMemory, IOERR and
///       CANTOPEN are Io (DiskFull when the system said there is no space left), anything else is Internal.
Error databaseError(sqlite3* connection, int resultCode, std::string doing);

/// Bound values are copied. Runs again after reset() with new values. Not to outlive its Database.
class Statement {
public:
    Statement(sqlite3* connection, sqlite3_stmt* statement) : m_connection(connection), m_statement(statement) {}

    /// Binds every value in order, runs to the end and resets. For statements that return no rows.
    template <typename... Values>
    Result<void> run(const Values&... values)
    {
        SILLOK_CHECK(bindAll(values...));
        return finish();
    }

    /// Binds every value in order; then step() through the rows.
    template <typename... Values>
    Result<void> bindAll(const Values&... values)
    {
        reset();
        int at = 0;
        Result<void> result;
        (void)((result = bind(++at, values), result.ok()) && ...);
        return result;
    }

    /// True: a row is there. False: the end was reached.
    Result<bool> step();
    void reset();

    /// The one value of the one row. error NotFound: no row.
    template <typename... Values>
    Result<int64_t> number(const Values&... values)
    {
        SILLOK_CHECK(bindAll(values...));
        SILLOK_CHECK(needRow());
        const int64_t value = columnNumber(0);
        reset();
        return value;
    }
    template <typename... Values>
    Result<std::string> text(const Values&... values)
    {
        SILLOK_CHECK(bindAll(values...));
        SILLOK_CHECK(needRow());
        std::string value = columnText(0);
        reset();
        return value;
    }

    // -- Columns of the current row, counted from 0. NULL reads as 0, 0.0 or empty.
    int64_t columnNumber(int column) const;
    double columnReal(int column) const;
    std::string columnText(int column) const;
    std::vector<uint8_t> columnBlob(int column) const;
    bool columnIsNull(int column) const;

    // -- Single values, counted from 1.
    Result<void> bind(int at, std::string_view value);
    Result<void> bind(int at, const std::string& value) { return bind(at, std::string_view(value)); }
    Result<void> bind(int at, const char* value) { return bind(at, std::string_view(value)); }
    Result<void> bind(int at, Bytes value);
    Result<void> bind(int at, double value);
    Result<void> bind(int at, std::nullptr_t);
    /// needs `rows` to outlive what the statement does with them.
    Result<void> bind(int at, const RowSource& rows);
    /// The value that the current row of another statement, perhaps of another database, has in a column counted from 0.
    Result<void> bindColumn(int at, const Statement& row, int column);
    template <std::integral Number>
    Result<void> bind(int at, Number value) { return bindNumber(at, static_cast<int64_t>(value)); }
    template <typename Value>
    Result<void> bind(int at, const std::optional<Value>& value) { return value ? bind(at, *value) : bind(at, nullptr); }

private:
    Result<void> bindNumber(int at, int64_t value);
    Result<void> checked(int resultCode);
    Result<void> finish();
    Result<void> needRow();

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    sqlite3* m_connection;
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

} // namespace sillok::storage
