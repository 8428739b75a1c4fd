#include "tests/storage/vault_fixture.h"

#include "storage/db/transaction.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

struct File {
    QTemporaryDir dir;
    std::string path = dir.filePath("data.db").toStdString();
    Secret key = Secret::random(32).value();

    Result<Database> open() const { return Database::open(path, key, kSplit); }
};

/// Lowers the largest size that a file may grow to, as a full disk would; restores it.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small { bytes, m_before.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before {};
};

} // namespace

class DatabaseTest : public QObject {
    Q_OBJECT
private slots:
    void everySettingIsAsserted_data();
    void everySettingIsAsserted();
    void versionsCompareAsNumbers();
    void otherKeyIsWrongKey();
    void plainFileIsWrongKey();
    void keyOfWrongSizeIsRefused();
    void transactionRollsBackUnlessCommitted();
    void valuesComeBackAsTheyWere();
    void missingRowIsNotFound();
    void attachIsImpossible();
    void extensionsCannotBeLoaded();
    void fullDiskIsDiskFullAndNothingIsLost();
    void secondWriterIsBusy();
    void newFileIsNeverPlain();
    void vacuumLeavesNothingBehind();
    void indexThatKeepsRemovedWordsIsSeen();
};

void DatabaseTest::everySettingIsAsserted_data()
{
    QTest::addColumn<int>("index");
    const File file;
    auto database = file.open();
    VERIFY_OK(database);
    const auto settings = database->settings();
    VERIFY_OK(settings);
    for (size_t i = 0; i < settings->size(); ++i)
        QTest::newRow((*settings)[i].what) << static_cast<int>(i);
}

// The opened connection passes; the same list with one value changed does not.
void DatabaseTest::everySettingIsAsserted()
{
    QFETCH(int, index);
    const File file;
    auto database = file.open();
    VERIFY_OK(database);
    auto settings = database->settings();
    VERIFY_OK(settings);
    VERIFY_OK(checkExpectations(*settings));
    Expectation& changed = (*settings)[static_cast<size_t>(index)];
    for (const char* wrong : { "", "7", "delete", "3.4.1" }) {
        changed.found = wrong;
        if (changed.atLeast && std::string(wrong) == "7")
            continue; // a newer version is welcome
        COMPARE_CODE(checkExpectations(*settings), ErrorCode::Refused);
    }
}

void DatabaseTest::versionsCompareAsNumbers()
{
    const auto check = [](const char* found) {
        const Expectation setting[] = { { "cipher_version", found, "4.6", true } };
        return checkExpectations(setting).ok();
    };
    QVERIFY(check("4.6.1 community"));
    QVERIFY(check("4.10.0 community"));
    QVERIFY(check("5.0.0"));
    QVERIFY(!check("4.5.9 community"));
    QVERIFY(!check("3.4.1"));
    QVERIFY(!check(""));
}

void DatabaseTest::otherKeyIsWrongKey()
{
    const File file;
    VERIFY_OK(file.open()->execute("CREATE TABLE t (a TEXT) STRICT"));
    const Secret other = Secret::random(32).value();
    COMPARE_CODE(Database::open(file.path, other, kSplit), ErrorCode::WrongKey);
    VERIFY_OK(file.open());
}

void DatabaseTest::plainFileIsWrongKey()
{
    const File file;
    QFile plain(QString::fromStdString(file.path));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    plain.write(QByteArray("SQLite format 3\0", 16) + QByteArray(8176, '\x20'));
    plain.close();
    COMPARE_CODE(file.open(), ErrorCode::WrongKey);
}

void DatabaseTest::keyOfWrongSizeIsRefused()
{
    const File file;
    const Secret key = Secret::random(16).value();
    COMPARE_CODE(Database::open(file.path, key, kSplit), ErrorCode::BadArgument);
}

void DatabaseTest::transactionRollsBackUnlessCommitted()
{
    Database database = memoryDatabase();
    VERIFY_OK(database.execute("CREATE TABLE t (a INTEGER) STRICT"));
    {
        auto transaction = database.begin();
        VERIFY_OK(transaction);
        VERIFY_OK(database.execute("INSERT INTO t VALUES (1)"));
    }
    QCOMPARE(database.prepare("SELECT count(*) FROM t")->number().value(), int64_t(0));
    auto transaction = database.begin();
    VERIFY_OK(transaction);
    VERIFY_OK(database.execute("INSERT INTO t VALUES (1)"));
    VERIFY_OK(transaction->commit());
    QCOMPARE(database.prepare("SELECT count(*) FROM t")->number().value(), int64_t(1));
}

void DatabaseTest::valuesComeBackAsTheyWere()
{
    Database database = memoryDatabase();
    VERIFY_OK(database.execute("CREATE TABLE t (a TEXT, b INTEGER, c REAL, d BLOB, e TEXT) STRICT"));
    const uint8_t raw[] = { 0, 255, 7 };
    auto insert = database.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?)");
    VERIFY_OK(insert);
    VERIFY_OK(insert->run(std::string_view("가\0나", 7), -5, 0.25, Bytes(raw), std::optional<std::string>()));
    auto select = database.prepare("SELECT * FROM t");
    VERIFY_OK(select);
    VERIFY_OK(select->step());
    QCOMPARE(select->columnText(0), std::string("가\0나", 7));
    QCOMPARE(select->columnNumber(1), int64_t(-5));
    QCOMPARE(select->columnReal(2), 0.25);
    QCOMPARE(select->columnBlob(3), std::vector<uint8_t>(raw, raw + 3));
    QVERIFY(select->columnIsNull(4));
}

void DatabaseTest::missingRowIsNotFound()
{
    Database database = memoryDatabase();
    COMPARE_CODE(database.prepare("SELECT id FROM chat WHERE id = ?")->number(99), ErrorCode::NotFound);
}

void DatabaseTest::attachIsImpossible()
{
    const File file;
    auto database = file.open();
    VERIFY_OK(database);
    QVERIFY(!database->execute("ATTACH '" + file.dir.filePath("plain.db").toStdString() + "' AS plain KEY ''").ok());
    QVERIFY(!QFile::exists(file.dir.filePath("plain.db")));
}

void DatabaseTest::extensionsCannotBeLoaded()
{
    Database database = memoryDatabase();
    auto load = database.prepare("SELECT load_extension('anything')");
    QVERIFY(!load.ok() || !load->step().ok());
}

void DatabaseTest::fullDiskIsDiskFullAndNothingIsLost()
{
    const File file;
    int64_t stored = 0;
    {
        auto database = file.open();
        VERIFY_OK(database);
        VERIFY_OK(database->execute("CREATE TABLE t (a TEXT) STRICT"));
        auto insert = database->prepare("INSERT INTO t VALUES (?)");
        VERIFY_OK(insert);
        const SmallDisk disk(512 * 1024);
        Result<void> last;
        for (; stored < 1000 && last.ok(); ++stored)
            last = insert->run(std::string(4000, 'x'));
        --stored; // the last one was refused
        COMPARE_CODE(last, ErrorCode::DiskFull);
    }
    QVERIFY(stored > 20);
    auto database = file.open();
    VERIFY_OK(database);
    QCOMPARE(database->prepare("SELECT count(*) FROM t")->number().value(), stored);
    VERIFY_OK(database->execute("INSERT INTO t VALUES ('room again')"));
    const auto problems = database->check();
    VERIFY_OK(problems);
    QVERIFY(problems->empty());
}

void DatabaseTest::secondWriterIsBusy()
{
    const File file;
    auto first = file.open();
    VERIFY_OK(first);
    VERIFY_OK(first->execute("CREATE TABLE t (a INTEGER) STRICT"));
    auto second = file.open();
    VERIFY_OK(second);
    auto transaction = first->begin();
    VERIFY_OK(transaction);
    COMPARE_CODE(second->begin(), ErrorCode::Busy);
}

void DatabaseTest::newFileIsNeverPlain()
{
    const File file;
    {
        auto database = file.open();
        VERIFY_OK(database);
        VERIFY_OK(database->execute("CREATE TABLE t (a TEXT) STRICT"));
        for (const char* name : { "data.db", "data.db-wal" }) {
            QFile raw(file.dir.filePath(name));
            QVERIFY(raw.open(QIODevice::ReadOnly));
            QVERIFY(!raw.readAll().contains("SQLite format"));
        }
        VERIFY_OK(database->foldLog());
    }
    QFile raw(file.dir.filePath("data.db"));
    QVERIFY(raw.open(QIODevice::ReadOnly));
    const QByteArray bytes = raw.readAll();
    QVERIFY(bytes.size() >= 8192);
    QVERIFY(!bytes.contains("SQLite format"));
    QVERIFY(!bytes.contains("CREATE TABLE"));
}

// A rebuilding goes through an attached file of its own, which no connection of ours may have.
void DatabaseTest::vacuumLeavesNothingBehind()
{
    const File file;
    auto database = file.open();
    VERIFY_OK(database);
    VERIFY_OK(database->execute("CREATE TABLE t (a TEXT) STRICT; INSERT INTO t VALUES ('CanaryMarkerPlaintext')"));
    ignore(database->execute("VACUUM"), "refused or not, it must leave nothing");
    QVERIFY(!database->execute("VACUUM INTO '" + file.dir.filePath("plain.db").toStdString() + "'").ok());
    QVERIFY(!QFile::exists(file.dir.filePath("plain.db")));
    for (const QString& name : QDir(file.dir.path()).entryList(QDir::Files)) {
        QVERIFY2(name.startsWith("data.db"), qPrintable(name));
        QFile raw(file.dir.filePath(name));
        QVERIFY(raw.open(QIODevice::ReadOnly));
        QVERIFY(!raw.readAll().contains("CanaryMarkerPlaintext"));
    }
}

// Without the option a removed word stays in the index's pages; the check says so of every index that lacks it.
void DatabaseTest::indexThatKeepsRemovedWordsIsSeen()
{
    Database database = memoryDatabase();
    QVERIFY(database.check()->empty());
    VERIFY_OK(database.execute("INSERT INTO message_index(message_index, rank) VALUES('secure-delete', 0)"));
    const auto problems = database.check();
    VERIFY_OK(problems);
    QCOMPARE(problems->size(), size_t(1));
    QVERIFY((*problems)[0].find("removed words") != std::string::npos);
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "database_test.moc"
