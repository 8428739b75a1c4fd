#include "storage/vault/migrate_copy.h"

#include "storage/db/copy.h"
#include "storage/vault/clock.h"
#include "storage/vault/replace_database.h"
#include "storage/vault/snapshots.h"

namespace sillok::storage {

namespace {

Result<void> makeMigrated(Database& old, const std::string& path, const Keyring& keys, SplitTerms split, std::span<const Migration> steps)
{
    SILLOK_TRY(Database fresh, Database::open(path, keys.databaseKey(), split));
    SILLOK_TRY(const Secret sealKey, keys.subkey(Purpose::Freshness));
    SILLOK_CHECK(fresh.useSealKey(sealKey));
    SILLOK_CHECK(copyDatabase(old, fresh, {}, {}));
    SILLOK_CHECK(migrate(fresh, steps));
    SILLOK_TRY(const std::vector<std::string> problems, fresh.check());
    if (!problems.empty())
        return fail(ErrorCode::Damaged, "bringing the database to a newer schema: " + problems.front());
    return fresh.foldLog();
}

} // namespace

Result<bool> needsMigration(Database& database, std::span<const Migration> steps)
{
    SILLOK_TRY(const int64_t version, schemaVersion(database));
    const int newest = steps.empty() ? 0 : steps.back().version;
    if (version > newest)
        return fail(ErrorCode::Unsupported,
            "the vault has schema " + std::to_string(version) + ", this program knows up to " + std::to_string(newest));
    return version < newest;
}

Result<void> migrateOnCopy(const std::string& dir, Database old, Keyring& keys, SplitTerms split, std::span<const Migration> steps)
{
    {
        Database source = std::move(old); // closed at the end of this block: its log goes with it
        SILLOK_CHECK(makeMigrated(source, beginReplacement(dir), keys, split, steps));
        SILLOK_CHECK(source.foldLog());
    }
    SILLOK_CHECK(keepBeforeMigration(dir, nowMs()));
    SILLOK_CHECK(announceReplacement(dir, keys));
    return finishReplacement(dir, keys);
}

} // namespace sillok::storage
