// Backups and the way back.
#include "tests/storage/filled_vault.h"
#include "tests/support/flip_byte.h"
#include "tests/storage/kill_at.h"
#include "tests/support/campaign.h"

#include "storage/vault/backup.h"
#include "storage/vault/header_file.h"

#include <QDir>
#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

int64_t count(Database& database, const char* table) { return database.prepare(std::string("SELECT count(*) FROM ") + table)->number().value(); }

struct Two {
    VaultFolder folder;
    std::string target(const char* name) const { return folder.outside.filePath(name).toStdString(); }
    Result<void> make() const
    {
        SILLOK_TRY(Vault vault, folder.create());
        return fillDatabase(vault.database(), 1);
    }
    Result<void> backUp(const char* name) const
    {
        SILLOK_TRY(Vault vault, folder.open());
        return writeBackup(vault, target(name), {}, {});
    }
};

const char* kNames[] = { "copy", "copy.sillok-backup" };

} // namespace

class BackupTest : public QObject {
    Q_OBJECT
private slots:
    void folderIsAVaultOfItsOwn();
    void restoredVaultIsTheSame();
    void backupHasItsOwnKey();
    void mergedBackupAddsOnlyWhatIsMissing();
    void everyFlippedByteIsRefused();
    void wrongPassphraseIsWrongKey();
    void nothingIsOverwritten();
    void damagedVaultMakesNoBackup();
    void stoppedBackupLeavesNothing();
    void restoreKilledAtEveryStep();
};

void BackupTest::folderIsAVaultOfItsOwn()
{
    const Two two;
    VERIFY_OK(two.make());
    VERIFY_OK(two.backUp("copy"));
    auto vault = Vault::open(two.target("copy"), kPassphrase, kSplit);
    VERIFY_OK(vault);
    QCOMPARE(count(vault->database(), "message"), int64_t(96));
    QVERIFY(vault->check()->problems.empty());
}

void BackupTest::restoredVaultIsTheSame()
{
    for (const char* name : kNames) {
        const Two two;
        VERIFY_OK(two.make());
        VERIFY_OK(two.backUp(name));
        VERIFY_OK(restoreAsNew(two.target(name), two.target("again"), kPassphrase, {}, {}));
        auto vault = Vault::open(two.target("again"), kPassphrase, kSplit);
        VERIFY_OK(vault);
        auto original = two.folder.open();
        VERIFY_OK(original);
        for (const char* table : kTables) {
            if (std::string(table) != "setting")
                QVERIFY(rowsOfTable(vault->database(), table) == rowsOfTable(original->database(), table));
        }
        QVERIFY(vault->check()->problems.empty());
    }
}

void BackupTest::backupHasItsOwnKey()
{
    const Two two;
    VERIFY_OK(two.make());
    VERIFY_OK(two.backUp("copy"));
    const auto vault = Keyring::open(two.folder.dir, loadHeaders(two.folder.dir).intact[0], kPassphrase);
    const auto backup = Keyring::open(two.target("copy"), loadHeaders(two.target("copy")).intact[0], kPassphrase);
    VERIFY_OK(vault);
    VERIFY_OK(backup);
    QVERIFY(!std::ranges::equal(vault->databaseKey().bytes(), backup->databaseKey().bytes()));
    QFile a(two.folder.path("vault.db"));
    QFile b(QString::fromStdString(two.target("copy")) + "/vault.db");
    QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
    QVERIFY(a.read(16) != b.read(16)); // nor do two copies share a salt
}

void BackupTest::mergedBackupAddsOnlyWhatIsMissing()
{
    for (const char* name : kNames) {
        const Two two;
        VERIFY_OK(two.make());
        VERIFY_OK(two.backUp(name));
        auto vault = two.folder.open();
        VERIFY_OK(vault);
        VERIFY_OK(vault->database().execute("BEGIN; PRAGMA defer_foreign_keys = ON; DELETE FROM message WHERE chat_id = 1; DELETE FROM chat WHERE id = 1; "
                                            "DELETE FROM document WHERE id = 2; COMMIT"));
        const auto report = restoreInto(two.target(name), *vault, kPassphrase, {}, {});
        VERIFY_OK(report);
        QCOMPARE(report->chats.added, int64_t(1));
        QCOMPARE(report->messages.added, int64_t(16));
        QCOMPARE(report->documents.added, int64_t(1));
        QCOMPARE(restoreInto(two.target(name), *vault, kPassphrase, {}, {})->messages.added, int64_t(0));
        QCOMPARE(count(vault->database(), "message"), int64_t(96));
        QVERIFY(vault->check()->problems.empty());
        QVERIFY(!QFile::exists(two.folder.path("restore.unfinished")));
    }
}

// One changed byte anywhere in a backup file: nothing is made of it and nothing is added.
void BackupTest::everyFlippedByteIsRefused()
{
    const Two two;
    VERIFY_OK(two.make());
    VERIFY_OK(two.backUp("copy.sillok-backup"));
    QFile file(QString::fromStdString(two.target("copy.sillok-backup")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    file.close();
    int tried = 0;
    for (qsizetype at = 0; at < bytes.size(); at += at < 2000 ? 37 : std::max<qsizetype>(1, bytes.size() / campaignCount(2000, 60))) {
        QByteArray changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 8);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(changed);
        file.close();
        QVERIFY2(!restoreAsNew(two.target("copy.sillok-backup"), two.target("again"), kPassphrase, {}, {}).ok(), qPrintable(QString::number(at)));
        QVERIFY(!QFile::exists(QString::fromStdString(two.target("again"))));
        ++tried;
    }
    QVERIFY(tried > 60);
    for (const qsizetype size : { qsizetype(0), qsizetype(30), bytes.size() / 2, bytes.size() - 1 }) {
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes.left(size));
        file.close();
        QVERIFY(!restoreAsNew(two.target("copy.sillok-backup"), two.target("again"), kPassphrase, {}, {}).ok());
    }
}

void BackupTest::wrongPassphraseIsWrongKey()
{
    const Two two;
    VERIFY_OK(two.make());
    VERIFY_OK(two.backUp("copy"));
    COMPARE_CODE(restoreAsNew(two.target("copy"), two.target("again"), "falsch", {}, {}), ErrorCode::WrongKey);
    COMPARE_CODE(restoreAsNew(two.target("absent"), two.target("again"), kPassphrase, {}, {}), ErrorCode::NotFound);
    QVERIFY(!QFile::exists(QString::fromStdString(two.target("again"))));
    QVERIFY(!QFile::exists(QString::fromStdString(two.target("again.unfinished"))));
}

void BackupTest::nothingIsOverwritten()
{
    const Two two;
    VERIFY_OK(two.make());
    VERIFY_OK(two.backUp("copy"));
    COMPARE_CODE(two.backUp("copy"), ErrorCode::AlreadyExists);
    COMPARE_CODE(restoreAsNew(two.target("copy"), two.folder.dir, kPassphrase, {}, {}), ErrorCode::AlreadyExists);
    VERIFY_OK(two.folder.open());
}

void BackupTest::damagedVaultMakesNoBackup()
{
    const Two two;
    VERIFY_OK(two.make());
    auto vault = two.folder.open();
    VERIFY_OK(vault);
    QFile file(two.folder.path("vault.db"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(flipByte(file, 50 * 4096 + 5));
    file.close();
    COMPARE_CODE(writeBackup(*vault, two.target("copy"), {}, {}), ErrorCode::Damaged);
    QVERIFY(!QFile::exists(QString::fromStdString(two.target("copy"))));
    QVERIFY(!QFile::exists(QString::fromStdString(two.target("copy.unfinished"))));
}

void BackupTest::stoppedBackupLeavesNothing()
{
    const Two two;
    VERIFY_OK(two.make());
    auto vault = two.folder.open();
    VERIFY_OK(vault);
    for (const char* name : kNames) {
        std::stop_source stop;
        stop.request_stop();
        COMPARE_CODE(writeBackup(*vault, two.target(name), {}, stop.get_token()), ErrorCode::Cancelled);
    }
    QCOMPARE(QDir(two.folder.outside.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList { "vault" });
}

void BackupTest::restoreKilledAtEveryStep()
{
    const Two two;
    VERIFY_OK(two.make());
    VERIFY_OK(two.backUp("copy.sillok-backup"));
    int killed = 0;
    for (int n = 0;; ++n) {
        bool good = false;
        const bool wasKilled = killAt(n, [&] { return restoreAsNew(two.target("copy.sillok-backup"), two.target("again"), kPassphrase, {}, {}).ok(); }, good);
        const bool there = QFile::exists(QString::fromStdString(two.target("again")));
        if (there) { // as a whole
            auto vault = Vault::open(two.target("again"), kPassphrase, kSplit);
            VERIFY_OK(vault);
            QCOMPARE(count(vault->database(), "message"), int64_t(96));
        }
        QVERIFY(there || wasKilled);
        if (there)
            break;
        ++killed;
    }
    qInfo("killed at %d steps", killed);
    QVERIFY(killed > 8);
}

QTEST_GUILESS_MAIN(BackupTest)
#include "backup_test.moc"
