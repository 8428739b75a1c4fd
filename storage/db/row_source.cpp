#include "storage/db/row_source.h"

#include "storage/db/sqlite.h"
#include "storage/db/statement.h"

namespace sillok::storage {

namespace {

void rowValue(sqlite3_context* context, int, sqlite3_value** values)
{
    const auto* const rows = static_cast<const RowSource*>(sqlite3_value_pointer(values[0], kRowSourceType));
    if (!rows)
        return; // NULL
    const RowSource::Value value = rows->value(sqlite3_value_int64(values[1]), sqlite3_value_int(values[2]));
    if (const auto* const text = std::get_if<std::string_view>(&value))
        sqlite3_result_text64(context, text->data() ? text->data() : "", text->size(), nullptr, SQLITE_UTF8); // not copied: it outlives the statement
    else
        sqlite3_result_int64(context, std::get<int64_t>(value));
}

} // namespace

Result<void> registerRowValue(sqlite3* connection)
{
    const int code = sqlite3_create_function_v2(
        connection, "row_value", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, nullptr, rowValue, nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Result<void>() : databaseError(connection, code, "registering row_value");
}

} // namespace sillok::storage
