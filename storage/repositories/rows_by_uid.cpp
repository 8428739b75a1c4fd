#include "storage/repositories/rows_by_uid.h"

namespace sillok::storage {

namespace {

constexpr size_t kUidDigits = 32;

} // namespace

Result<std::string> uidOrNew(Database& database, const std::string& uid)
{
    if (!uid.empty()) {
        if (uid.size() != kUidDigits || uid.find_first_not_of("0123456789abcdef") != std::string::npos)
            return fail(ErrorCode::BadArgument, "a uid that is none");
        return uid;
    }
    SILLOK_TRY(Statement make, database.prepare("SELECT lower(hex(randomblob(16)))"));
    return make.text();
}

Result<void> removeByUid(Database& database, const char* table, std::string_view uid)
{
    SILLOK_TRY(Statement statement, database.prepare(std::string("DELETE FROM ") + table + " WHERE uid = ?"));
    SILLOK_CHECK(statement.run(uid));
    if (database.changedRows() == 0)
        return fail(ErrorCode::NotFound, std::string("no such ") + table);
    return {};
}

} // namespace sillok::storage
