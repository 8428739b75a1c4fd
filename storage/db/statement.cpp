#include "storage/db/statement.h"

#include "storage/db/row_source.h"
#include "storage/db/sqlite.h"

#include <cerrno>

namespace sillok::storage {

namespace {

bool noSpaceLeft(sqlite3* connection)
{
    const int number = connection ? sqlite3_system_errno(connection) : 0;
    return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

ErrorCode constraintCode(int resultCode)
{
    switch (resultCode) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY: return ErrorCode::AlreadyExists;
    case SQLITE_CONSTRAINT_FOREIGNKEY: return ErrorCode::NotFound; // points at a row that is not there
    default: return ErrorCode::Internal; // a value that our own code should not have written
    }
}

ErrorCode codeOf(sqlite3* connection, int resultCode)
{
    switch (resultCode & 0xFF) {
    case SQLITE_FULL: return ErrorCode::DiskFull;
    case SQLITE_CORRUPT: return ErrorCode::Damaged;
    case SQLITE_NOTADB: return ErrorCode::WrongKey;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::Busy;
    case SQLITE_NOMEM: return ErrorCode::OutOfMemory;
    case SQLITE_INTERRUPT: return ErrorCode::Cancelled;
    case SQLITE_CONSTRAINT: return constraintCode(resultCode);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY: return noSpaceLeft(connection) ? ErrorCode::DiskFull : ErrorCode::Io;
    default: return ErrorCode::Internal;
    }
}

/// SQLITE_TRANSIENT without its C cast: the library copies the value.
sqlite3_destructor_type copyIt()
{
    return reinterpret_cast<sqlite3_destructor_type>(static_cast<intptr_t>(-1)); // NOLINT(performance-no-int-to-ptr)
}

} // namespace

// The library's message is left out on purpose except for our own mistakes: it may quote values.
Error databaseError(sqlite3* connection, int resultCode, std::string doing)
{
    const ErrorCode code = codeOf(connection, resultCode);
    doing += ": " + std::string(sqlite3_errstr(resultCode)) + " (" + std::to_string(resultCode) + ")";
    return fail(code, std::move(doing));
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void Statement::reset() { sqlite3_reset(m_statement.get()); }

Result<void> Statement::checked(int resultCode)
{
    if (resultCode == SQLITE_OK)
        return {};
    return databaseError(m_connection, resultCode, "binding a value");
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return databaseError(m_connection, code, std::string("running ") + sqlite3_sql(m_statement.get()));
}

Result<void> Statement::finish()
{
    Result<bool> row = step();
    while (row.ok() && *row)
        row = step();
    reset();
    if (!row.ok())
        return std::move(row).error();
    return {};
}

Result<void> Statement::needRow()
{
    SILLOK_TRY(const bool there, step());
    if (!there) {
        reset();
        return fail(ErrorCode::NotFound, std::string("no row for ") + sqlite3_sql(m_statement.get()));
    }
    return {};
}

int64_t Statement::columnNumber(int column) const { return sqlite3_column_int64(m_statement.get(), column); }

double Statement::columnReal(int column) const { return sqlite3_column_double(m_statement.get(), column); }

bool Statement::columnIsNull(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }

std::string Statement::columnText(int column) const
{
    const unsigned char* const text = sqlite3_column_text(m_statement.get(), column);
    if (!text)
        return {};
    return { reinterpret_cast<const char*>(text), static_cast<size_t>(sqlite3_column_bytes(m_statement.get(), column)) };
}

std::vector<uint8_t> Statement::columnBlob(int column) const
{
    const auto* const data = static_cast<const uint8_t*>(sqlite3_column_blob(m_statement.get(), column));
    if (!data)
        return {};
    return { data, data + sqlite3_column_bytes(m_statement.get(), column) };
}

Result<void> Statement::bindNumber(int at, int64_t value) { return checked(sqlite3_bind_int64(m_statement.get(), at, value)); }

Result<void> Statement::bind(int at, double value) { return checked(sqlite3_bind_double(m_statement.get(), at, value)); }

Result<void> Statement::bind(int at, std::nullptr_t) { return checked(sqlite3_bind_null(m_statement.get(), at)); }

Result<void> Statement::bind(int at, const RowSource& rows)
{
    return checked(sqlite3_bind_pointer(m_statement.get(), at, const_cast<RowSource*>(&rows), kRowSourceType, nullptr)); // only read again
}

Result<void> Statement::bindColumn(int at, const Statement& row, int column)
{
    return checked(sqlite3_bind_value(m_statement.get(), at, sqlite3_column_value(row.m_statement.get(), column)));
}

Result<void> Statement::bind(int at, std::string_view value)
{
    const char* const data = value.empty() ? "" : value.data(); // a null pointer would bind NULL
    return checked(sqlite3_bind_text64(m_statement.get(), at, data, value.size(), copyIt(), SQLITE_UTF8));
}

Result<void> Statement::bind(int at, Bytes value)
{
    const void* const data = value.empty() ? static_cast<const void*>("") : value.data();
    return checked(sqlite3_bind_blob64(m_statement.get(), at, data, value.size(), copyIt()));
}

} // namespace sillok::storage
