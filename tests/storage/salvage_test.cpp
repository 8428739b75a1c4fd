#include "tests/storage/filled_vault.h"

#include "storage/salvage/page_map.h"
#include "storage/salvage/salvage.h"

#include <QTest>

#include <random>
#include <set>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

using Rows = std::map<std::string, std::map<std::string, std::string>>;

Rows everything(Database& database)
{
    Rows all;
    for (const char* table : kTables)
        all[table] = rowsOfTable(database, table);
    return all;
}

struct Golden {
    QTemporaryDir dir;
    std::string path = dir.filePath("old.db").toStdString();
    Secret key = Secret::random(32).value();
    QByteArray bytes;
    Rows rows;
    int64_t rowCount = 0;

    explicit Golden(int scale)
    {
        {
            Database database = Database::open(path, key, kSplit).value();
            if (!migrate(database).ok() || !fillDatabase(database, scale).ok())
                qFatal("the sample could not be made");
            rows = everything(database);
        }
        QFile file(QString::fromStdString(path));
        if (file.open(QIODevice::ReadOnly))
            bytes = file.readAll();
        for (const auto& [table, found] : rows)
            rowCount += static_cast<int64_t>(found.size());
    }
    int64_t pages() const { return bytes.size() / qint64(kPageBytes); }

    struct Outcome {
        SalvageReport report;
        Rows rows;
        std::vector<std::string> problems;
    };
    /// Writes a damaged file and salvages it.
    Result<Outcome> salvage(const QByteArray& damaged) const
    {
        const QTemporaryDir work;
        const std::string old = work.filePath("old.db").toStdString();
        QFile file(QString::fromStdString(old));
        if (!file.open(QIODevice::WriteOnly) || file.write(damaged) != damaged.size())
            return fail(ErrorCode::Io, "writing the damaged file");
        file.close();
        SILLOK_TRY(Database to, Database::open(work.filePath("new.db").toStdString(), key, kSplit));
        SILLOK_CHECK(migrate(to));
        Outcome outcome;
        SILLOK_TRY(outcome.report, salvageDatabase(old, key, to, {}, {}));
        outcome.rows = everything(to);
        SILLOK_TRY(outcome.problems, to.check());
        return outcome;
    }
    /// Rows of the outcome that are exactly as they were; `strange` counts those that are there and differ.
    int64_t same(const Rows& found, int64_t& strange) const
    {
        int64_t count = 0;
        for (const auto& [table, all] : rows) {
            for (const auto& [id, row] : all) {
                const auto& theirs = found.at(table);
                const auto other = theirs.find(id);
                if (other == theirs.end())
                    continue;
                if (other->second == row)
                    ++count;
                else
                    ++strange;
            }
        }
        return count;
    }
};

QByteArray withDamage(QByteArray bytes, const std::vector<int64_t>& pages)
{
    for (const int64_t page : pages)
        bytes[(page - 1) * qint64(kPageBytes) + 777] = static_cast<char>(bytes[(page - 1) * qint64(kPageBytes) + 777] ^ 0x04);
    return bytes;
}

} // namespace

class SalvageTest : public QObject {
    Q_OBJECT
private slots:
    void intactFileComesBackWhole();
    void everyPageDamagedInTurn();
    void rootsAndSchemaLost();
    void emptyAndForeignFilesGiveNothing();
    void stopIsCancelled();
};

void SalvageTest::intactFileComesBackWhole()
{
    const Golden golden(1);
    const auto outcome = golden.salvage(golden.bytes);
    VERIFY_OK(outcome);
    for (const SalvagedTable& table : outcome->report.tables)
        QVERIFY2(table.lost == 0 && table.lostPages == 0 && table.stoodIn == 0, table.name.c_str());
    QVERIFY(outcome->report.everything());
    QCOMPARE(outcome->report.damagedPages, int64_t(0));
    int64_t strange = 0;
    QCOMPARE(golden.same(outcome->rows, strange), golden.rowCount);
    QCOMPARE(outcome->rows, golden.rows);
    QVERIFY(outcome->problems.empty());
}

// Whatever single page is lost, what comes back is in order, and all rows that have nothing on that page come back as they were. Rows
// lost with a page are those on it; a row whose parent is lost comes back with a stand-in, which changes that pointer only.
void SalvageTest::everyPageDamagedInTurn()
{
    const Golden golden(1);
    int64_t most = 0;
    int64_t back = 0;
    for (int64_t page = 1; page <= golden.pages(); ++page) {
        const auto outcome = golden.salvage(withDamage(golden.bytes, { page }));
        VERIFY_OK(outcome);
        QVERIFY2(outcome->problems.empty(), outcome->problems.empty() ? "" : outcome->problems[0].c_str());
        QCOMPARE(outcome->report.damagedPages, int64_t(1));
        int64_t there = 0;
        for (const auto& [table, rows] : golden.rows) {
            for (const auto& [id, row] : rows)
                there += outcome->rows.at(table).contains(id);
        }
        most = std::max(most, golden.rowCount - there);
        back += there;
    }
    qInfo("%lld pages damaged in turn, %lld rows each: %.3f %% of all rows came back, at most %lld were missing", static_cast<long long>(golden.pages()),
        static_cast<long long>(golden.rowCount), 100.0 * double(back) / double(golden.rowCount * golden.pages()), static_cast<long long>(most));
    QVERIFY(most < 130); // more than a page of the smallest rows cannot be lost with one page
}

void SalvageTest::rootsAndSchemaLost()
{
    const Golden golden(1);
    // The first 40 pages hold every root and the schema.
    std::vector<int64_t> pages;
    for (int64_t page = 1; page <= 40; ++page)
        pages.push_back(page);
    const auto outcome = golden.salvage(withDamage(golden.bytes, pages));
    VERIFY_OK(outcome);
    QVERIFY(outcome->problems.empty());
    QVERIFY(!outcome->report.everything());
    int64_t there = 0;
    for (const auto& [table, rows] : golden.rows) {
        for (const auto& [id, row] : rows)
            there += outcome->rows.at(table).contains(id);
    }
    qInfo("schema and roots lost: %lld of %lld rows came back", static_cast<long long>(there), static_cast<long long>(golden.rowCount));
    QVERIFY(there * 2 > golden.rowCount);
}

void SalvageTest::emptyAndForeignFilesGiveNothing()
{
    const Golden golden(1);
    for (const QByteArray& bytes : { QByteArray(4096, 'x'), QByteArray(100, 'x'), QByteArray(40960, '\0') }) {
        const auto outcome = golden.salvage(bytes);
        VERIFY_OK(outcome);
        for (const SalvagedTable& table : outcome->report.tables)
            QCOMPARE(table.recovered, int64_t(0));
    }
    Database to = memoryDatabase();
    COMPARE_CODE(salvageDatabase(golden.dir.filePath("absent.db").toStdString(), golden.key, to, {}, {}), ErrorCode::NotFound);
}

void SalvageTest::stopIsCancelled()
{
    const Golden golden(1);
    Database to = memoryDatabase();
    std::stop_source stop;
    stop.request_stop();
    COMPARE_CODE(salvageDatabase(golden.path, golden.key, to, {}, stop.get_token()), ErrorCode::Cancelled);
    QCOMPARE(to.prepare("SELECT count(*) FROM message")->number().value(), int64_t(0));
}

QTEST_GUILESS_MAIN(SalvageTest)
#include "salvage_test.moc"
