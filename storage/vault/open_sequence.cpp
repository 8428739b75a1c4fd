#include "storage/vault/open_sequence.h"

#include "storage/db/disk.h"
#include "storage/db/log_file.h"
#include "storage/repositories/chat_repository.h"
#include "storage/repositories/message_seals.h"
#include "storage/vault/file_digest.h"
#include "storage/vault/migrate_copy.h"
#include "storage/vault/replace_database.h"
#include "storage/vault/vault_files.h"

namespace sillok::storage {

namespace {

/// After an unclean end the newest seals are followed at once; all of them are the business of `check`.
constexpr int64_t kSealsAtOpen = 1000;

/// The file, and nothing beside it that the library would read into it.
Result<void> mustBeTheClosedFile(const std::string& dir, const Keyring& keys)
{
    if (fileSize(databasePath(dir) + "-wal").value_or(0) != 0)
        return fail(ErrorCode::Damaged, "a log lies beside a database that was closed without one");
    return checkRecord(databasePath(dir), keys, *keys.cleanClose());
}

/// On a full disk the reserve makes room for it.
Result<void> markOpen(const std::string& dir, Keyring& keys)
{
    Result<void> marked = keys.clearCleanClose();
    if (marked.ok() || marked.error().code != ErrorCode::DiskFull)
        return marked;
    freeReserve(dir);
    return keys.clearCleanClose();
}

Result<void> logMustBeReadable(const std::string& dir)
{
    const std::string log = databasePath(dir) + "-wal";
    if (fileSize(log).value_or(0) == 0)
        return {};
    SILLOK_TRY(const MappedFile logFile, MappedFile::open(log));
    SILLOK_TRY(const MappedFile database, MappedFile::open(databasePath(dir)));
    if (scanLog(logFile.bytes(), database.bytes()).damaged)
        return fail(ErrorCode::Damaged, "the log of the database is damaged in front of data that was stored");
    return {};
}

Result<void> sealsMustFit(Database& database)
{
    SILLOK_TRY(Statement statement, database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'message_seal'"));
    SILLOK_TRY(const int64_t there, statement.number());
    if (there == 0)
        return {}; // an older schema
    SILLOK_TRY(const std::vector<std::string> problems, checkMessageSeals(database, kSealsAtOpen));
    return problems.empty() ? Result<void>() : fail(ErrorCode::Damaged, problems.front());
}

/// The key is proven right when this is called, so a database that it does not open is damaged.
Result<Database> openWithKey(const std::string& dir, const Keyring& keys, SplitTerms split)
{
    Result<Database> database = Database::open(databasePath(dir), keys.databaseKey(), split);
    if (!database.ok() && database.error().code == ErrorCode::WrongKey)
        return fail(ErrorCode::Damaged, "the database does not fit the vault's key");
    if (!database.ok())
        return database;
    SILLOK_TRY(const Secret sealKey, keys.subkey(Purpose::Freshness));
    SILLOK_CHECK(database->useSealKey(sealKey));
    return database;
}

} // namespace

Result<Database> openDatabase(const std::string& dir, Keyring& keys, SplitTerms split)
{
    SILLOK_CHECK(finishReplacement(dir, keys));
    if (fileSize(databasePath(dir)).value_or(0) < kSmallestDatabaseBytes)
        return fail(ErrorCode::Damaged, "the vault's database is missing or cut off");
    const bool clean = keys.cleanClose().has_value();
    if (clean) {
        SILLOK_CHECK(mustBeTheClosedFile(dir, keys));
        SILLOK_CHECK(markOpen(dir, keys));
    } else {
        SILLOK_CHECK(logMustBeReadable(dir));
    }
    SILLOK_TRY(Database database, openWithKey(dir, keys, split));
    if (!clean) {
        SILLOK_CHECK(database.foldLog()); // an old torn end cannot be taken for damage later
        SILLOK_CHECK(sealsMustFit(database));
    }
    SILLOK_TRY(const bool older, needsMigration(database));
    if (older) {
        SILLOK_CHECK(migrateOnCopy(dir, std::move(database), keys, split));
        SILLOK_TRY(database, openWithKey(dir, keys, split));
    }
    SILLOK_TRY(const int64_t stopped, stopInterruptedAnswers(database));
    static_cast<void>(stopped);
    return database;
}

Result<Database> makeDatabase(const std::string& dir, Keyring& keys, SplitTerms split)
{
    removeDatabase(databasePath(dir));
    SILLOK_TRY(Database database, openWithKey(dir, keys, split));
    SILLOK_CHECK(migrate(database));
    SILLOK_CHECK(syncFolder(dir));
    return database;
}

} // namespace sillok::storage
