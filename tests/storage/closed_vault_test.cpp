// Snapshots, restoring and salvaging a vault whose database is not open.
#include "tests/storage/filled_vault.h"
#include "tests/support/flip_byte.h"
#include "tests/storage/kill_at.h"
#include "tests/support/campaign.h"

#include "storage/vault/closed_vault.h"
#include "storage/vault/file_digest.h"
#include "storage/vault/header_file.h"
#include "storage/vault/open_sequence.h"
#include "storage/vault/replace_database.h"

#include <QDir>
#include <QTest>

#include <atomic>
#include <sys/stat.h>
#include <thread>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr int64_t kDay = 24LL * 60 * 60 * 1000;

/// Changes the bytes of some pages of the closed database.
void damage(const VaultFolder& folder, const QList<int>& pages)
{
    QByteArray bytes = folder.bytes("vault.db");
    for (const int page : pages)
        bytes[(page - 1) * 4096 + 555] = static_cast<char>(bytes[(page - 1) * 4096 + 555] ^ 0x20);
    folder.write("vault.db", bytes);
}

int64_t count(Database& database, const char* table) { return database.prepare(std::string("SELECT count(*) FROM ") + table)->number().value(); }

Keyring keysOf(const VaultFolder& folder) { return Keyring::open(folder.dir, loadHeaders(folder.dir).intact[0], kPassphrase).value(); }

/// A vault with a snapshot of the filled state and one chat more than that.
Result<void> makeWithSnapshot(const VaultFolder& folder)
{
    {
        SILLOK_TRY(Vault vault, folder.create());
        SILLOK_CHECK(fillDatabase(vault.database(), 1));
    }
    SILLOK_TRY(Vault vault, folder.open());
    SILLOK_TRY(const ChatId chat, ChatRepository(vault.database()).create("später", 99));
    static_cast<void>(chat);
    return {};
}

} // namespace

class ClosedVaultTest : public QObject {
    Q_OBJECT
private slots:
    void closingMakesTheDailySnapshot();
    void aLimitAtClosingIsKept();
    void aSnapshotBesideWorkIsWhole();
    void aStoppedSnapshotBesideLeavesNothing();
    void threeSnapshotsAreKept();
    void damagedDatabaseMakesNoSnapshot();
    void restoredSnapshotIsOpened();
    void damagedSnapshotIsRefused();
    void salvageKeepsTheOriginalAndOpens();
    void missingDatabaseIsNotFound();
    void snapshotKilledAtEveryStep();
    void restoreKilledAtEveryStep();
    void salvageKilledAtEveryStep();
    void foreignReadyFileIsNotTakenIn();
};

void ClosedVaultTest::closingMakesTheDailySnapshot()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSnapshot(folder));
    const auto snapshots = listSnapshots(folder.dir);
    QCOMPARE(snapshots.size(), size_t(1)); // the second closing was on the same day
    QVERIFY(snapshots[0].sizeBytes > 50 * 4096);
    QVERIFY(!snapshotDue(folder.dir, snapshots[0].madeAtMs + kDay - 1));
    QVERIFY(snapshotDue(folder.dir, snapshots[0].madeAtMs + kDay)); // changed since
    QVERIFY(snapshotDue(folder.dir, snapshots[0].madeAtMs - 1));    // the clock went back: its age is not known
    VERIFY_OK(takeSnapshot(folder.dir, keysOf(folder).databaseKey(), snapshots[0].madeAtMs + kDay));
    QVERIFY(!snapshotDue(folder.dir, snapshots[0].madeAtMs + 5 * kDay)); // nothing has changed
    QVERIFY(!folder.bytes("vault.db").isEmpty());
}

void ClosedVaultTest::aLimitAtClosingIsKept()
{
    const VaultFolder folder;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        vault->limitSnapshotAtClose(1);
    }
    QVERIFY(listSnapshots(folder.dir).empty());
    VERIFY_OK(folder.open()); // closes again, without a limit
    QCOMPARE(listSnapshots(folder.dir).size(), size_t(1));
}

/// While another thread commits chat after chat: the copy does not begin anew for ever, and holds every chat up to some moment.
void ClosedVaultTest::aSnapshotBesideWorkIsWhole()
{
    const VaultFolder folder;
    int64_t before = 0;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        vault->limitSnapshotAtClose(1);
        VERIFY_OK(fillDatabase(vault->database(), 1));
        before = count(vault->database(), "chat");
        const Secret key = Secret::copyOf(vault->keys().databaseKey().bytes()).value();
        std::atomic<bool> copied = false;
        Result<void> taken;
        std::jthread beside([&] {
            taken = takeSnapshotBeside(folder.dir, key, vault->splitter(), kDay, {});
            copied = true;
        });
        ChatRepository chats(vault->database());
        int made = 0;
        for (; !copied || made < 20; ++made)
            VERIFY_OK(chats.create("nebenher", made));
        beside.join();
        VERIFY_OK(taken);
        QVERIFY(count(vault->database(), "chat") == before + made);
    }
    QCOMPARE(listSnapshots(folder.dir).size(), size_t(1));
    QCOMPARE(QDir(QString::fromStdString(folder.dir) + "/snapshots").entryList(QDir::Files).size(), 1); // no log beside it
    {
        auto closed = ClosedVault::unlock(folder.dir, kPassphrase);
        VERIFY_OK(closed);
        VERIFY_OK(closed->restore(listSnapshots(folder.dir)[0].name, {}, {}));
    }
    auto vault = folder.open();
    VERIFY_OK(vault);
    QVERIFY(count(vault->database(), "chat") >= before);
    QCOMPARE(vault->check()->problems, std::vector<std::string>());
}

void ClosedVaultTest::aStoppedSnapshotBesideLeavesNothing()
{
    const VaultFolder folder;
    auto vault = folder.create();
    VERIFY_OK(vault);
    std::stop_source stop;
    stop.request_stop();
    const Result<void> taken = takeSnapshotBeside(folder.dir, vault->keys().databaseKey(), vault->splitter(), kDay, stop.get_token());
    QVERIFY(!taken.ok() && taken.error().code == ErrorCode::Cancelled);
    QVERIFY(QDir(QString::fromStdString(folder.dir) + "/snapshots").entryList(QDir::Files).isEmpty());
}

void ClosedVaultTest::threeSnapshotsAreKept()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    const Keyring keys = keysOf(folder);
    for (int day = 0; day < 6; ++day)
        VERIFY_OK(takeSnapshot(folder.dir, keys.databaseKey(), day * kDay + 1));
    const auto snapshots = listSnapshots(folder.dir);
    QCOMPARE(snapshots.size(), size_t(3));
    for (const Snapshot& snapshot : snapshots)
        QVERIFY(snapshot.madeAtMs >= 4 * kDay);
}

void ClosedVaultTest::damagedDatabaseMakesNoSnapshot()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSnapshot(folder));
    damage(folder, { 20 });
    COMPARE_CODE(takeSnapshot(folder.dir, keysOf(folder).databaseKey(), 5), ErrorCode::Damaged);
    QCOMPARE(listSnapshots(folder.dir).size(), size_t(1));
    QCOMPARE(QDir(QString::fromStdString(folder.dir) + "/snapshots").entryList(QDir::Files).size(), qsizetype(1)); // nothing half done
}

void ClosedVaultTest::restoredSnapshotIsOpened()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSnapshot(folder));
    const QByteArray before = folder.bytes("vault.db");
    damage(folder, { 3, 30 });
    COMPARE_CODE(folder.open(), ErrorCode::Damaged);
    {
        auto closed = ClosedVault::unlock(folder.dir, kPassphrase);
        VERIFY_OK(closed);
        COMPARE_CODE(closed->restore("1-daily.db", {}, {}), ErrorCode::NotFound);
        COMPARE_CODE(closed->restore("../vault.db", {}, {}), ErrorCode::NotFound);
        const auto kept = closed->restore(listSnapshots(folder.dir)[0].name, {}, {});
        VERIFY_OK(kept);
        QFile file(QString::fromStdString(*kept));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.size(), before.size());
        QCOMPARE(QFileInfo(file).permissions() & QFile::WriteOwner, QFile::Permissions());
    }
    auto vault = folder.open();
    VERIFY_OK(vault);
    QCOMPARE(count(vault->database(), "chat"), int64_t(6)); // as at the snapshot
    QVERIFY(vault->check()->problems.empty());
}

void ClosedVaultTest::damagedSnapshotIsRefused()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSnapshot(folder));
    const std::string name = listSnapshots(folder.dir)[0].name;
    QFile file(QString::fromStdString(snapshotPath(folder.dir, name)));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(flipByte(file, 9000));
    file.close();
    const QByteArray before = folder.bytes("vault.db");
    {
        auto closed = ClosedVault::unlock(folder.dir, kPassphrase);
        VERIFY_OK(closed);
        COMPARE_CODE(closed->restore(name, {}, {}), ErrorCode::Damaged);
    }
    QCOMPARE(folder.bytes("vault.db"), before);
    VERIFY_OK(folder.open());
}

void ClosedVaultTest::salvageKeepsTheOriginalAndOpens()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSnapshot(folder));
    damage(folder, { 1, 2, 40 });
    const QByteArray damaged = folder.bytes("vault.db");
    COMPARE_CODE(folder.open(), ErrorCode::Damaged);
    {
        auto closed = ClosedVault::unlock(folder.dir, kPassphrase);
        VERIFY_OK(closed);
        const auto report = closed->salvage(kSplit, {}, {});
        VERIFY_OK(report);
        QCOMPARE(report->damagedPages, int64_t(3));
        QFile original(QString::fromStdString(report->original));
        QVERIFY(original.open(QIODevice::ReadOnly));
        QCOMPARE(original.readAll(), damaged);
        QVERIFY(!(original.permissions() & QFile::WriteOwner));
    }
    auto vault = folder.open();
    VERIFY_OK(vault);
    QVERIFY(count(vault->database(), "message") > 80);
    QVERIFY(vault->check()->problems.empty());
    QVERIFY(!ChatRepository(vault->database()).list(false)->empty());
}

void ClosedVaultTest::missingDatabaseIsNotFound()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    QFile::remove(folder.path("vault.db"));
    auto closed = ClosedVault::unlock(folder.dir, kPassphrase);
    VERIFY_OK(closed);
    COMPARE_CODE(closed->salvage(kSplit, {}, {}), ErrorCode::NotFound);
    VERIFY_OK(closed->restore(listSnapshots(folder.dir)[0].name, {}, {}));
}

// Whatever moment it is, every snapshot that is listed is whole, and those that were there stay until the new one is.
void ClosedVaultTest::snapshotKilledAtEveryStep()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSnapshot(folder));
    const Keyring keys = keysOf(folder);
    for (int day = 1; day < 3; ++day)
        VERIFY_OK(takeSnapshot(folder.dir, keys.databaseKey(), day));
    int killed = 0;
    for (int n = 0;; ++n) {
        bool good = false;
        const bool wasKilled = killAt(n, [&] { return takeSnapshot(folder.dir, keys.databaseKey(), 4000000000000 + n).ok(); }, good);
        const auto snapshots = listSnapshots(folder.dir);
        QVERIFY(snapshots.size() >= 3);
        for (const Snapshot& snapshot : snapshots)
            QVERIFY(everyPageAuthentic(snapshotPath(folder.dir, snapshot.name), keys.databaseKey()).value());
        if (!wasKilled) {
            QVERIFY(good);
            QCOMPARE(snapshots.size(), size_t(3));
            break;
        }
        ++killed;
    }
    qInfo("killed at %d steps", killed);
    QVERIFY(killed > 4);
}

// Killed right before each call that changes the disk: the next opening finds the old state or the new one, and the old one at first.
void ClosedVaultTest::restoreKilledAtEveryStep()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSnapshot(folder));
    const std::string snapshot = listSnapshots(folder.dir)[0].name;
    int killed = 0;
    int old = 0;
    const int stride = campaignCount(1, 2);
    for (int n = 0;; n += stride) {
        const QByteArray wasBefore = folder.bytes("vault.db");
        Keyring keys = keysOf(folder);
        bool good = false;
        const bool wasKilled = killAt(n, [&] { return finishReplacement(folder.dir, keys).ok() && restoreSnapshot(folder.dir, snapshot, keys, 1000 + n).ok(); }, good);
        Keyring after = keysOf(folder);
        {
            auto database = openDatabase(folder.dir, after, kSplit);
            VERIFY_OK(database);
            const int64_t chats = count(*database, "chat");
            QVERIFY(chats == 7 || chats == 6);
            old += chats == 7;
            QVERIFY(database->check()->empty());
        }
        if (!wasKilled) {
            QVERIFY(good);
            break;
        }
        ++killed;
        if (folder.bytes("vault.db") != wasBefore)
            break; // from here on it is the new one
    }
    qInfo("killed at %d steps, %d times the old state", killed, old);
    QVERIFY(killed > 8);
    QVERIFY(old > 5);
}

void ClosedVaultTest::salvageKilledAtEveryStep()
{
    const VaultFolder folder;
    VERIFY_OK(makeWithSnapshot(folder));
    damage(folder, { 40 });
    int killed = 0;
    const int stride = campaignCount(3, 53);
    for (int n = 0;; n += stride) {
        bool good = false;
        const bool wasKilled = killAt(n, [&] {
            auto closed = ClosedVault::unlock(folder.dir, kPassphrase);
            return closed.ok() && closed->salvage(kSplit, {}, {}).ok();
        }, good);
        if (!wasKilled) {
            QVERIFY(good);
            break;
        }
        ++killed;
        QVERIFY(fileSize(folder.dir + "/vault.db").value_or(0) > 4096);
    }
    auto vault = folder.open();
    VERIFY_OK(vault);
    QVERIFY(count(vault->database(), "message") > 80);
    QVERIFY(vault->check()->problems.empty());
    qInfo("killed at %d steps", killed);
    QVERIFY(killed > 5);
}

// An older database laid where an unfinished replacement would be does not become the vault's.
void ClosedVaultTest::foreignReadyFileIsNotTakenIn()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    const QByteArray old = folder.bytes("vault.db");
    {
        auto vault = folder.open();
        VERIFY_OK(vault);
        VERIFY_OK(ChatRepository(vault->database()).create("neu", 1));
    }
    folder.write("vault.db.ready", old);
    auto vault = folder.open();
    VERIFY_OK(vault);
    QCOMPARE(count(vault->database(), "chat"), int64_t(1));
    QVERIFY(!QFile::exists(folder.path("vault.db.ready")));
}

QTEST_GUILESS_MAIN(ClosedVaultTest)
#include "closed_vault_test.moc"
