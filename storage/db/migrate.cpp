#include "storage/db/migrate.h"

#include "storage/db/transaction.h"

namespace sillok::storage {

namespace {

Result<void> applyFrom(Database& database, std::span<const Migration> steps, int64_t version)
{
    SILLOK_TRY(Transaction transaction, database.begin());
    for (const Migration& step : steps) {
        if (step.version <= version)
            continue;
        SILLOK_CHECK(database.execute(step.sql));
        SILLOK_CHECK(database.execute("PRAGMA user_version = " + std::to_string(step.version)));
    }
    return transaction.commit();
}

} // namespace

Result<int64_t> schemaVersion(Database& database)
{
    SILLOK_TRY(Statement ask, database.prepare("PRAGMA user_version"));
    return ask.number();
}

Result<void> migrate(Database& database, std::span<const Migration> steps)
{
    SILLOK_TRY(const int64_t version, schemaVersion(database));
    const int newest = steps.empty() ? 0 : steps.back().version;
    if (version > newest)
        return fail(ErrorCode::Unsupported,
            "the vault has schema " + std::to_string(version) + ", this program knows up to " + std::to_string(newest));
    if (version == newest)
        return {};
    return applyFrom(database, steps, version);
}

} // namespace sillok::storage
