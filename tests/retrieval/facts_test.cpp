// Numbers, dates, quotes and names as Korean and English write them; every expected value is worked out by hand.
#include "engine/retrieval/facts.h"

#include <QString>
#include <QTest>

#include <algorithm>

using namespace sillok::retrieval;

class FactsTest : public QObject {
    Q_OBJECT
private slots:
    void numbersAreRead_data();
    void numbersAreRead();
    void whatIsNoNumberIsNot_data();
    void whatIsNoNumberIsNot();
    void datesAreRead_data();
    void datesAreRead();
    void aDateNeedsItsOwnMonthAndDay();
    void aNumberNeedsItsOwnUnit();
    void quotesAreFound();
    void namesAreFound();
    void decomposedAndFullWidthTextIsTheSame();
};

void FactsTest::numbersAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("unit");
    const auto row = [](const char* text, const char* value, const char* unit) { QTest::newRow(text) << text << value << unit; };
    row("총 19,209,180,000원", "19209180000", "원");
    row("5천만 원", "50000000", "원");
    row("3만 5천 원", "35000", "원");
    row("3만5000원", "35000", "원");
    row("19억 2,091만 8천 원", "1920918000", "원");
    row("2조 3천억원", "2300000000000", "원");
    row("3.5억 원", "350000000", "원");
    row("12.5%", "12.5", "%");
    row("12.5 퍼센트", "12.5", "%");
    row("100분의 50", "50", "%");
    row("스무 명 이내", "20", "명");
    row("열두 달", "12", "개월");
    row("세 차례", "3", "회");
    row("삼십일 이내", "30", "일");
    row("오백만 원 이하", "5000000", "원");
    row("이천이십육년", "2026", "년");
    row("제12조", "12", "조");
    row("007번", "7", "회");
    row("24시간 이내", "24", "시간");
    row("within 30 days", "30", "일");
    row("100㎡", "100", "m2");
}

void FactsTest::numbersAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, value);
    QFETCH(QString, unit);
    const Facts facts = factsOf(text.toStdString());
    const NumberFact wanted { value.toStdString(), unit.toStdString() };
    QString found;
    for (const NumberFact& number : facts.numbers)
        found += QString::fromStdString(number.value + number.unit + " ");
    QVERIFY2(std::ranges::find(facts.numbers, wanted) != facts.numbers.end(), qPrintable(found));
}

void FactsTest::whatIsNoNumberIsNot_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : { "만일 그러하다면", "이사장은 한다", "두 분기", "세대주가 신청한다", "한국의 사회", "백화점", "천안시", "A4 용지", "일정한 기간" })
        QTest::newRow(text) << text;
}

void FactsTest::whatIsNoNumberIsNot()
{
    QFETCH(QString, text);
    const Facts facts = factsOf(text.toStdString());
    QVERIFY2(facts.numbers.empty(), facts.numbers.empty() ? "" : (facts.numbers[0].value + facts.numbers[0].unit).c_str());
}

void FactsTest::datesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("year");
    QTest::addColumn<int>("month");
    QTest::addColumn<int>("day");
    const auto row = [](const char* text, int year, int month, int day) { QTest::newRow(text) << text << year << month << day; };
    row("2026년 3월 1일부터", 2026, 3, 1);
    row("2026. 3. 1.부터", 2026, 3, 1);
    row("2026.03.01", 2026, 3, 1);
    row("2026-03-01", 2026, 3, 1);
    row("2026/3/1", 2026, 3, 1);
    row("3월 1일", 0, 3, 1);
    row("2026년 12월", 2026, 12, 0);
}

void FactsTest::datesAreRead()
{
    QFETCH(QString, text);
    QFETCH(int, year);
    QFETCH(int, month);
    QFETCH(int, day);
    const Facts facts = factsOf(text.toStdString());
    QCOMPARE(facts.dates.size(), size_t(1));
    QVERIFY(facts.dates[0] == (DateFact { year, month, day }));
    QVERIFY(factsOf("공고 제2025-123호, 2026.5배").dates.empty());
}

void FactsTest::aDateNeedsItsOwnMonthAndDay()
{
    const Facts source = factsOf("시행일은 2026. 3. 1.이고 공포일은 2025년 11월 30일이다. 2027년에는 4월 5일에 연다.");
    QVERIFY(states(source, DateFact { 2026, 3, 1 }));
    QVERIFY(states(source, DateFact { 0, 3, 1 }));
    QVERIFY(states(source, DateFact { 2026, 3, 0 }));
    QVERIFY(states(source, DateFact { 2027, 4, 5 }));    // the year stands apart
    QVERIFY(!states(source, DateFact { 2026, 1, 3 }));   // the same digits
    QVERIFY(!states(source, DateFact { 2026, 11, 30 })); // of the other date
    QVERIFY(!states(source, DateFact { 2024, 3, 1 }));
}

void FactsTest::aNumberNeedsItsOwnUnit()
{
    const Facts source = factsOf("제5조에 따라 3명이 30일 안에 낸다. 금액 | 700");
    QVERIFY(states(source, NumberFact { "30", "일" }));
    QVERIFY(!states(source, NumberFact { "5", "일" }));
    QVERIFY(!states(source, NumberFact { "3", "일" }));
    QVERIFY(states(source, NumberFact { "700", "원" })); // the unit stands in the head of a table
    QVERIFY(!states(source, NumberFact { "70", "" }));
}

void FactsTest::quotesAreFound()
{
    const Facts facts = factsOf("「건축법」에서 “부서장의 승인”을 \"두 번\" 말하고 ‘끝’이라 한다. “닫히지 않음");
    QCOMPARE(facts.quotes, (std::vector<std::string> { "건축법", "부서장의 승인", "두 번" }));
}

void FactsTest::namesAreFound()
{
    const auto has = [](const char* text, const char* name) {
        const Facts facts = factsOf(text);
        return std::ranges::find(facts.names, name) != facts.names.end();
    };
    QVERIFY(has("개인정보보호위원회가 정한다", "개인정보보호위원회"));
    QVERIFY(has("홍길동 과장이 맡는다", "홍길동"));
    QVERIFY(has("HWPX는 형식이다", "HWPX"));
    QVERIFY(has("It was written by Robert yesterday", "Robert"));
    QVERIFY(!has("It was written by Robert yesterday", "It"));
    QVERIFY(!has("방법을 정한다", "방법"));
}

void FactsTest::decomposedAndFullWidthTextIsTheSame()
{
    const QString text = QStringLiteral("２０２６년 3월 1일까지 ５천만 원");
    const Facts facts = factsOf(text.normalized(QString::NormalizationForm_D).toStdString());
    QVERIFY(states(facts, DateFact { 2026, 3, 1 }));
    QVERIFY(states(facts, NumberFact { "50000000", "원" }));
}

QTEST_GUILESS_MAIN(FactsTest)
#include "facts_test.moc"
