// samples_test.cpp - The sample office: every question with its place, every unanswerable one refused; printed as two figures.
#include "tests/app/real_desk.h"
#include "tests/support/paths.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace sillok;
using namespace sillok::app;
using sillok::test::RealDesk;

class SamplesTest : public QObject {
    Q_OBJECT
private slots:
    void questionsFindTheirPlaces();
};

void SamplesTest::questionsFindTheirPlaces()
{
    RealDesk real;
    QVERIFY(real.create());
    const CollectionId collection = real.import(QStringLiteral("견본"), { QString::fromStdString(test::sourcePath("/resources/samples/documents")) });
    QVERIFY(collection != 0);
    QFile file(QString::fromStdString(test::sourcePath("/resources/samples/questions.jsonl")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int answerable = 0, placed = 0, quoted = 0, unanswerable = 0, refused = 0;
    while (!file.atEnd()) {
        const QJsonObject entry = QJsonDocument::fromJson(file.readLine()).object();
        const Message answer = real.ask(entry[QStringLiteral("question")].toString(), collection);
        if (entry[QStringLiteral("refuse")].toBool()) {
            ++unanswerable;
            refused += answer.mode == AnswerMode::Refused;
            continue;
        }
        ++answerable;
        if (answer.mode != AnswerMode::Evidence || answer.citations.isEmpty())
            continue;
        const Citation& first = answer.citations[0];
        const bool right = first.documentName == entry[QStringLiteral("document")].toString()
            && first.headingPath.contains(entry[QStringLiteral("place")].toString())
            && (!entry.contains(QStringLiteral("page")) || first.page == entry[QStringLiteral("page")].toInt())
            && first.passageText.contains(entry[QStringLiteral("answer")].toString());
        placed += right;
        quoted += right && first.quote.contains(entry[QStringLiteral("answer")].toString());
        if (!right)
            qInfo("elsewhere: %s -> %s > %s", qPrintable(entry[QStringLiteral("question")].toString()), qPrintable(first.documentName), qPrintable(first.headingPath));
    }
    qInfo("right document and place cited: %d of %d (marked sentence holds the answer: %d); refused: %d of %d", placed, answerable, quoted, refused, unanswerable);
    QCOMPARE(answerable, 24);
    QCOMPARE(unanswerable, 6);
    QVERIFY(placed >= 22);
    QVERIFY(refused >= 5);
}

QTEST_GUILESS_MAIN(SamplesTest)
#include "samples_test.moc"
