// Vaults of every past schema open, with every row, and are migrated on a copy: whatever is interrupted, none is lost.
#include "tests/storage/filled_vault.h"
#include "tests/storage/kill_at.h"
#include "tests/support/campaign.h"
#include "tests/support/paths.h"

#include "storage/repositories/search_repository.h"
#include "storage/vault/file_digest.h"
#include "storage/vault/header_file.h"
#include "storage/vault/migrate_copy.h"
#include "storage/vault/open_sequence.h"
#include "storage/vault/snapshots.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

QString schemaFolder() { return QString::fromStdString(test::sourcePath("/tests/data/schemas")); }

/// Values of the columns that the old schema had, by key.
using Old = std::map<std::string, std::pair<std::string, std::vector<std::string>>>;

Result<std::vector<std::string>> valuesOf(Database& database, const std::string& sql)
{
    SILLOK_TRY(Statement statement, database.prepare(sql));
    std::vector<std::string> all;
    for (;;) {
        SILLOK_TRY(const bool row, statement.step());
        if (!row)
            return all;
        all.push_back(statement.columnText(0));
    }
}

Result<Old> rowsAsTheyAre(Database& database)
{
    Old old;
    for (const char* table : kTables) {
        SILLOK_TRY(Statement columns, database.prepare("SELECT group_concat('quote(' || name || ')', ' || ''|'' || ') FROM pragma_table_info(?)"));
        SILLOK_CHECK(columns.bindAll(table));
        SILLOK_TRY(const bool there, columns.step());
        if (!there || columns.columnIsNull(0))
            continue; // not in this schema
        const std::string sql = "SELECT " + columns.columnText(0) + " AS v FROM " + table + " ORDER BY v";
        SILLOK_TRY(std::vector<std::string> rows, valuesOf(database, sql));
        old[table] = { sql, std::move(rows) };
    }
    return old;
}

/// A vault whose database has an old schema, closed in order.
struct OldVault {
    VaultFolder folder;
    Old rows;

    Result<void> make(const QString& schema)
    {
        { SILLOK_TRY(const Vault made, folder.create()); }
        SILLOK_TRY(Keyring keys, Keyring::open(folder.dir, loadHeaders(folder.dir).intact[0], kPassphrase));
        QDir(QString::fromStdString(folder.dir) + "/snapshots").removeRecursively();
        QFile::remove(folder.path("vault.db"));
        QFile sql(schema);
        if (!sql.open(QIODevice::ReadOnly))
            return fail(ErrorCode::NotFound, "schema");
        {
            SILLOK_TRY(Database database, Database::open(folder.dir + "/vault.db", keys.databaseKey(), kSplit));
            SILLOK_TRY(const Secret sealKey, keys.subkey(Purpose::Freshness));
            SILLOK_CHECK(database.useSealKey(sealKey));
            SILLOK_CHECK(database.execute(sql.readAll().toStdString()));
            SILLOK_TRY(rows, rowsAsTheyAre(database));
            SILLOK_CHECK(database.foldLog());
        }
        SILLOK_TRY(const CleanClose record, recordOf(folder.dir + "/vault.db", keys));
        return keys.setCleanClose(record);
    }
    /// Number of tables whose rows are as they were.
    int sameTables(Database& database) const
    {
        int same = 0;
        for (const auto& [table, old] : rows) {
            const auto now = valuesOf(database, old.first);
            same += now.ok() && std::ranges::includes(*now, old.second); // the program may add settings of its own
        }
        return same;
    }
};

} // namespace

class PastSchemasTest : public QObject {
    Q_OBJECT
private slots:
    void everyPastSchemaIsKept();
    void everyRowComesAlong_data();
    void everyRowComesAlong();
    void killedAtAnyMomentNoneIsLost();
    void failedStepLeavesTheOldVault();
    void newerSchemaIsRefusedUntouched();
};

void PastSchemasTest::everyPastSchemaIsKept()
{
    const auto steps = allMigrations();
    for (const Migration& step : steps.first(steps.size() - 1))
        QVERIFY2(QFile::exists(schemaFolder() + QString("/%1.sql").arg(step.version, 4, 10, QChar('0'))), step.name);
}

void PastSchemasTest::everyRowComesAlong_data()
{
    QTest::addColumn<QString>("path");
    for (const QFileInfo& file : QDir(schemaFolder()).entryInfoList({ "*.sql" }))
        QTest::newRow(qPrintable(file.baseName())) << file.filePath();
}

void PastSchemasTest::everyRowComesAlong()
{
    QFETCH(QString, path);
    OldVault old;
    VERIFY_OK(old.make(path));
    auto vault = old.folder.open();
    VERIFY_OK(vault);
    QCOMPARE(schemaVersion(vault->database()).value(), int64_t(allMigrations().back().version));
    QCOMPARE(old.sameTables(vault->database()), static_cast<int>(old.rows.size()));
    const auto check = vault->check();
    VERIFY_OK(check);
    QVERIFY2(check->problems.empty(), check->problems.empty() ? "" : check->problems[0].c_str());
    QCOMPARE(vault->database().prepare("SELECT count(*) FROM chat WHERE uid IS NULL")->number().value(), int64_t(0));
    QCOMPARE(vault->database().prepare("SELECT count(*) FROM passage_index WHERE passage_index MATCH 'text : \"예산\"'")->number().value(),
        vault->database().prepare("SELECT count(*) FROM passage WHERE text LIKE '%예산%'")->number().value());
    QCOMPARE(vault->database().prepare("SELECT count(*) FROM passage_index_config WHERE k = 'version' AND v = 5")->number().value(), int64_t(1)); // had its first removal
    const auto snapshots = listSnapshots(old.folder.dir);
    QCOMPARE(snapshots.size(), size_t(1)); // the old file, under the same key
    QCOMPARE(snapshots[0].reason, SnapshotReason::BeforeMigration);
}

// A child opens an old vault and is killed before each of its calls that change the disk, until one gets through.
void PastSchemasTest::killedAtAnyMomentNoneIsLost()
{
    OldVault old;
    VERIFY_OK(old.make(schemaFolder() + "/0050.sql"));
    int killed = 0;
    const int stride = campaignCount(1, 19);
    for (int n = 0;; n += stride) {
        Keyring keys = Keyring::open(old.folder.dir, loadHeaders(old.folder.dir).intact[0], kPassphrase).value();
        bool good = false;
        if (!killAt(n, [&] { return openDatabase(old.folder.dir, keys, kSplit).ok(); }, good)) {
            QVERIFY(good);
            break;
        }
        ++killed;
    }
    Keyring keys = Keyring::open(old.folder.dir, loadHeaders(old.folder.dir).intact[0], kPassphrase).value();
    auto database = openDatabase(old.folder.dir, keys, kSplit);
    VERIFY_OK(database);
    QCOMPARE(old.sameTables(*database), static_cast<int>(old.rows.size()));
    QVERIFY(database->check()->empty());
    qInfo("killed %d times on the way", killed);
    QVERIFY(killed > 5);
}

void PastSchemasTest::failedStepLeavesTheOldVault()
{
    OldVault old;
    VERIFY_OK(old.make(schemaFolder() + "/0050.sql"));
    Keyring keys = Keyring::open(old.folder.dir, loadHeaders(old.folder.dir).intact[0], kPassphrase).value();
    const QByteArray before = old.folder.bytes("vault.db");
    // One that fails, and one that leaves something that the check does not accept.
    const Migration bad[] = { { 9990, "bad", "CREATE TABLE x (a INTEGER) STRICT; nonsense;" },
        { 9990, "loses", "DROP TRIGGER message_removed; PRAGMA defer_foreign_keys = ON; DELETE FROM citation; UPDATE chat SET leaf_id = NULL; DELETE FROM message WHERE id = 3;" } };
    for (const Migration& step : bad) {
        Database database = Database::open(old.folder.dir + "/vault.db", keys.databaseKey(), kSplit).value();
        QVERIFY(!migrateOnCopy(old.folder.dir, std::move(database), keys, kSplit, std::span(&step, 1)).ok());
        QCOMPARE(old.folder.bytes("vault.db"), before);
    }
    auto vault = old.folder.open();
    VERIFY_OK(vault);
    QCOMPARE(old.sameTables(vault->database()), static_cast<int>(old.rows.size()));
}

void PastSchemasTest::newerSchemaIsRefusedUntouched()
{
    OldVault old;
    VERIFY_OK(old.make(schemaFolder() + "/0050.sql"));
    Keyring keys = Keyring::open(old.folder.dir, loadHeaders(old.folder.dir).intact[0], kPassphrase).value();
    {
        Database database = Database::open(old.folder.dir + "/vault.db", keys.databaseKey(), kSplit).value();
        VERIFY_OK(database.execute("PRAGMA user_version = 9990"));
        VERIFY_OK(database.foldLog());
    }
    VERIFY_OK(keys.setCleanClose(recordOf(old.folder.dir + "/vault.db", keys).value()));
    COMPARE_CODE(old.folder.open(), ErrorCode::Unsupported);
    COMPARE_CODE(old.folder.open(), ErrorCode::Unsupported);
}

QTEST_GUILESS_MAIN(PastSchemasTest)
#include "past_schemas_test.moc"
