// Trying out the search over the real services: what is found and why, kept questions, and what a change does to them.
#include "tests/app/real_desk.h"

#include <QTest>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;

class DeskBenchTest : public QObject {
    Q_OBJECT
private slots:
    void aQuestionIsFoundWithItsReasons();
    void whatAChatWouldRefuseIsSaid();
    void keptQuestionsAreLookedForAgain();
    void aChangedDocumentShowsAsBetterOrWorse();
};

namespace {

struct Bench {
    RealDesk real;
    CollectionId collection = 0;
    QTemporaryDir folder;
    BenchResult found;
    QList<BenchCase> cases;

    bool begin()
    {
        QObject::connect(&real.desk, &Desk::benchSearched, &real.desk, [this](const BenchResult& result) { found = result; });
        QObject::connect(&real.desk, &Desk::benchCasesListed, &real.desk, [this](CollectionId, const QList<BenchCase>& listed) { cases = listed; });
        QFile leave(folder.filePath("복무.txt")), travel(folder.filePath("여비.txt"));
        if (!leave.open(QIODevice::WriteOnly) || !travel.open(QIODevice::WriteOnly))
            return false;
        leave.write("제1조(연가) 공무원의 연가는 재직 기간에 따라 21일까지 쓸 수 있다.\n");
        travel.write("제1조(여비) 출장 여비는 실비로 지급한다. 숙박비는 1박에 7만 원까지로 한다.\n");
        leave.close();
        travel.close();
        if (!real.create())
            return false;
        collection = real.import("규정", { folder.path() });
        return collection != 0;
    }
    bool search(const char* question)
    {
        found = {};
        real.desk.benchSearch(collection, QString::fromUtf8(question));
        return RealDesk::waitFor([&] { return !found.question.isEmpty(); });
    }
    bool keep(const char* question, const char* document, const char* quote)
    {
        const qsizetype before = cases.size();
        real.desk.saveBenchCase(collection, QString::fromUtf8(question), QString::fromUtf8(document), QString::fromUtf8(quote));
        return RealDesk::waitFor([&] { return cases.size() == before + 1; });
    }
    bool run()
    {
        const auto before = cases.isEmpty() ? QDateTime() : cases.first().checkedAt;
        real.desk.runBenchCases(collection);
        return RealDesk::waitFor([&] { return !cases.isEmpty() && cases.first().checkedAt.isValid() && cases.first().checkedAt != before; });
    }
};

} // namespace

void DeskBenchTest::aQuestionIsFoundWithItsReasons()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.search("숙박비는 1박에 얼마까지인가"));
    QVERIFY(bench.found.answerable);
    QVERIFY(!bench.found.byMeaning && !bench.found.byScore);
    QVERIFY(!bench.found.hits.isEmpty());
    const BenchHit first = bench.found.hits.first();
    QCOMPARE(first.place, 1);
    QCOMPARE(first.citation.documentName, QStringLiteral("여비.txt"));
    QCOMPARE(first.wordPlace, 1);
    QVERIFY(first.coveragePercent > 30 && first.coveragePercent <= 100);
    QVERIFY2(first.citation.quote.contains(QStringLiteral("7만 원")), qPrintable(first.citation.quote));
    QVERIFY(first.citation.passageText.contains(first.citation.quote));
    QVERIFY(bench.search("여비.txt 제1조"));
    QVERIFY(bench.found.hits.first().citation.documentName == QStringLiteral("여비.txt"));
}

void DeskBenchTest::whatAChatWouldRefuseIsSaid()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.search("화성 탐사선의 궤도"));
    QVERIFY(!bench.found.answerable);
}

void DeskBenchTest::keptQuestionsAreLookedForAgain()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.keep("숙박비 한도", "여비.txt", "7만 원까지"));
    QVERIFY(bench.keep("연가 일수", "복무.txt", ""));
    QVERIFY(bench.keep("연가 며칠", "여비.txt", "없는 문장"));
    QCOMPARE(bench.cases.first().now, std::optional<int>());
    QSignalSpy progressed(&bench.real.desk, &Desk::benchProgressed);
    QVERIFY(bench.run());
    QCOMPARE(progressed.last()[1].toInt(), 3);
    QCOMPARE(progressed.last()[2].toInt(), 3);
    QCOMPARE(bench.cases.at(0).now, std::optional<int>(1));
    QCOMPARE(bench.cases.at(1).now, std::optional<int>(1));
    QCOMPARE(bench.cases.at(2).now, std::optional<int>(0));
    QCOMPARE(bench.cases.at(0).change, BenchCase::Change::New);
    bench.real.desk.removeBenchCase(bench.collection, bench.cases.at(2).id);
    QVERIFY(RealDesk::waitFor([&] { return bench.cases.size() == 2; }));
}

void DeskBenchTest::aChangedDocumentShowsAsBetterOrWorse()
{
    Bench bench;
    QVERIFY(bench.begin());
    QVERIFY(bench.keep("연가 일수", "복무.txt", ""));
    QVERIFY(bench.run());
    bench.real.desk.listDocuments(bench.collection);
    QVERIFY(RealDesk::waitFor([&] { return bench.real.desk.documents().size() == 2; }));
    DocumentId leave = 0;
    for (const DocumentSummary& one : bench.real.desk.documents())
        leave = one.name == QStringLiteral("복무.txt") ? one.id : leave;
    bench.real.desk.removeDocument(leave);
    QVERIFY(RealDesk::waitFor([&] { return bench.real.desk.documents().size() == 1; }));
    QVERIFY(bench.run());
    QCOMPARE(bench.cases.first().before, std::optional<int>(1));
    QCOMPARE(bench.cases.first().now, std::optional<int>(0));
    QCOMPARE(bench.cases.first().change, BenchCase::Change::Worse);
}

QTEST_MAIN(DeskBenchTest)
#include "desk_bench_test.moc"
