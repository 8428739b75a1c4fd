#include "tests/storage/vault_fixture.h"

#include "storage/db/copy.h"

#include <QDir>
#include <QTest>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

struct Pair {
    QTemporaryDir dir;
    Secret oldKey = Secret::random(32).value();
    Secret newKey = Secret::random(32).value();
    std::string oldPath = dir.filePath("old.db").toStdString();
    std::string newPath = dir.filePath("new.db").toStdString();
    Database from = Database::open(oldPath, oldKey, kSplit).value();
    Database to = Database::open(newPath, newKey, kSplit).value();

    /// About 4 MB, several steps.
    Result<void> fill()
    {
        return from.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT) STRICT; INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                            "SELECT i + 1 FROM n WHERE i < 2000) SELECT i, 'CanaryMarkerPlaintext' || hex(zeroblob(1000)) FROM n");
    }
};

int64_t rows(Database& database) { return database.prepare("SELECT count(*) FROM t")->number().value(); }

} // namespace

class CopyTest : public QObject {
    Q_OBJECT
private slots:
    void copyOpensWithItsOwnKeyOnly();
    void sourceMayBeWrittenMeanwhile();
    void stoppedCopyIsCancelled();
    void damagedPageIsReported();
    void differingSettingIsRefused();
    void memoryIsRefused();
};

void CopyTest::copyOpensWithItsOwnKeyOnly()
{
    Pair pair;
    VERIFY_OK(pair.fill());
    int calls = 0;
    int64_t last = 0;
    int64_t all = 0;
    const CopyProgress progress = [&](int64_t done, int64_t total) {
        ++calls;
        QVERIFY(done >= last);
        last = done;
        all = total;
    };
    VERIFY_OK(copyDatabase(pair.from, pair.to, progress, {}));
    QVERIFY(calls > 2);
    QCOMPARE(last, all);
    QCOMPARE(QFileInfo(pair.dir.filePath("new.db-wal")).size(), 0); // all of it is in the one file
    COMPARE_CODE(Database::open(pair.newPath, pair.oldKey, kSplit), ErrorCode::WrongKey);
    auto again = Database::open(pair.newPath, pair.newKey, kSplit);
    VERIFY_OK(again);
    QCOMPARE(rows(*again), int64_t(2000));
    QVERIFY(again->check()->empty());
    for (const QString& name : QDir(pair.dir.path()).entryList(QDir::Files)) {
        QFile file(pair.dir.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("CanaryMarkerPlaintext"));
    }
}

void CopyTest::sourceMayBeWrittenMeanwhile()
{
    Pair pair;
    VERIFY_OK(pair.fill());
    bool written = false;
    const CopyProgress progress = [&](int64_t done, int64_t total) {
        if (written || done >= total)
            return;
        written = true;
        VERIFY_OK(pair.from.execute("UPDATE t SET b = 'changed' WHERE a = 1; DELETE FROM t WHERE a > 1990"));
    };
    VERIFY_OK(copyDatabase(pair.from, pair.to, progress, {}));
    QVERIFY(written);
    QCOMPARE(rows(pair.to), int64_t(1990));
    QCOMPARE(pair.to.prepare("SELECT b FROM t WHERE a = 1")->text().value(), std::string("changed"));
    QVERIFY(pair.to.check()->empty());
}

void CopyTest::stoppedCopyIsCancelled()
{
    Pair pair;
    VERIFY_OK(pair.fill());
    std::stop_source stop;
    COMPARE_CODE(copyDatabase(pair.from, pair.to, [&](int64_t, int64_t) { stop.request_stop(); }, stop.get_token()), ErrorCode::Cancelled);
    QCOMPARE(rows(pair.from), int64_t(2000));
}

void CopyTest::damagedPageIsReported()
{
    Pair pair;
    VERIFY_OK(pair.fill());
    VERIFY_OK(pair.from.foldLog());
    QFile file(QString::fromStdString(pair.oldPath));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(700 * 4096 + 100);
    file.write("x", 1);
    file.close();
    Database fresh = Database::open(pair.oldPath, pair.oldKey, kSplit).value();
    COMPARE_CODE(copyDatabase(fresh, pair.to, {}, {}), ErrorCode::Damaged);
}

void CopyTest::differingSettingIsRefused()
{
    Pair pair;
    VERIFY_OK(pair.fill());
    VERIFY_OK(pair.to.execute("PRAGMA temp_store = FILE"));
    COMPARE_CODE(copyDatabase(pair.from, pair.to, {}, {}), ErrorCode::Refused);
    VERIFY_OK(pair.to.execute("PRAGMA temp_store = MEMORY"));
    VERIFY_OK(pair.from.execute("PRAGMA synchronous = OFF"));
    COMPARE_CODE(copyDatabase(pair.from, pair.to, {}, {}), ErrorCode::Refused);
}

void CopyTest::memoryIsRefused()
{
    Pair pair;
    Database memory = memoryDatabase();
    COMPARE_CODE(copyDatabase(memory, pair.to, {}, {}), ErrorCode::BadArgument);
    COMPARE_CODE(copyDatabase(pair.from, memory, {}, {}), ErrorCode::BadArgument);
}

QTEST_GUILESS_MAIN(CopyTest)
#include "copy_test.moc"
