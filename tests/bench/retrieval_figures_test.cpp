// Retrieval must not get worse: the development sets against their bars, through the whole path from text to ranked passages.
#include "app/services/retrieval_eval.h"
#include "tests/app/fake_search_models.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QHash>
#include <QTemporaryFile>
#include <QTest>

using namespace sillok;

class RetrievalFiguresTest : public QObject {
    Q_OBJECT
private slots:
    void figuresReachTheirBars_data();
    void figuresReachTheirBars();
    void vectorsFindWhatWordsDoNot();
    void brokenLineIsNamed();
};

// source of the bars: the better of a dictionary analyser and character pairs on the same sets; nav-title our own goal.
void RetrievalFiguresTest::figuresReachTheirBars_data()
{
    QTest::addColumn<QString>("corpus");
    QTest::addColumn<QString>("queries");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("figure");
    QTest::addColumn<double>("bar");
    const auto row = [](const char* corpus, const char* queries, const char* type, const char* figure, double bar) {
        QTest::newRow(qPrintable(QString("%1 %2 %3").arg(corpus, type, figure))) << corpus << queries << type << figure << bar;
    };
    row("korquad", "korquad", "fact", "recall@1", 0.926);
    row("korquad", "korquad", "fact", "mrr@10", 0.957);
    row("korquad", "noanswer", "no-answer", "refused_rightly", 0.80);
    row("law", "law", "nav-number", "recall@1", 0.98);
    row("law", "law", "nav-title", "recall@1", 0.85);
    row("law", "law", "petition", "recall@10", 0.474);
    row("squad-en", "squad-en", "fact", "recall@1", 0.83);
}

void RetrievalFiguresTest::figuresReachTheirBars()
{
    QFETCH(QString, corpus);
    QFETCH(QString, queries);
    QFETCH(QString, type);
    QFETCH(QString, figure);
    QFETCH(double, bar);
    const QString dir = qEnvironmentVariable("SILLOK_SHARED") + "/data/retrieval-ko-dev/";
    if (!QFile::exists(dir + corpus + ".corpus.jsonl"))
        QSKIP("the development sets are not here");
    const QString key = corpus + queries; // several rows look at one run
    static QHash<QString, std::string> reports;
    if (!reports.contains(key)) {
        const auto report = app::evaluateRetrieval(
            { (dir + corpus + ".corpus.jsonl").toStdString(), (dir + queries + ".queries.jsonl").toStdString() });
        QVERIFY2(report.ok(), report.ok() ? "" : report.error().doing.c_str());
        reports[key] = *report;
    }
    const auto json = nlohmann::json::parse(reports[key]);
    const double found = json["types"][type.toStdString()][figure.toStdString()].get<double>();
    QVERIFY2(found >= bar, qPrintable(QString("%1 is below %2").arg(found).arg(bar)));
}

// A question that shares no word with its passage, and a made-up model that knows what both mean.
void RetrievalFiguresTest::vectorsFindWhatWordsDoNot()
{
    QTemporaryFile corpus, queries;
    QVERIFY(corpus.open() && queries.open());
    corpus.write("{\"id\":\"car\",\"title\":\"\",\"text\":\"공용 승용차의 주말 이용\"}\n{\"id\":\"leave\",\"title\":\"\",\"text\":\"연가는 전날 신청\"}\n");
    queries.write("{\"id\":\"q\",\"question\":\"vacation\",\"relevant\":[\"leave\"],\"set\":\"s\",\"type\":\"t\"}\n");
    corpus.flush();
    queries.flush();
    app::RetrievalEvalInput input { corpus.fileName().toStdString(), queries.fileName().toStdString() };
    const auto recall = [&] {
        const auto report = app::evaluateRetrieval(input);
        return report.ok() ? nlohmann::json::parse(*report)["overall"]["recall@1"].get<double>() : -1;
    };
    QCOMPARE(recall(), 0.0);
    test::WordCounter model("vacation", "연가는");
    input.embedder = &model;
    QCOMPARE(recall(), 1.0);
    test::WordLiker scorer("승용차");
    input.scorer = &scorer;
    QCOMPARE(recall(), 0.0); // the scorer has the last word on the order
}

void RetrievalFiguresTest::brokenLineIsNamed()
{
    QTemporaryFile corpus;
    QVERIFY(corpus.open());
    corpus.write("{\"id\":\"a\",\"title\":\"t\",\"text\":\"x\"}\n\n{\"id\":7}\n");
    corpus.flush();
    const auto report = app::evaluateRetrieval({ corpus.fileName().toStdString(), corpus.fileName().toStdString() });
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, ErrorCode::Damaged);
    QVERIFY(QString::fromStdString(report.error().doing).endsWith("line 3"));
    QCOMPARE(app::evaluateRetrieval({ "/nowhere", "/nowhere" }).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(RetrievalFiguresTest)
#include "retrieval_figures_test.moc"
