#include "app/workers/page_text.h"

#include <QtTest>

using namespace sillok::app;

namespace {

/// The parts that were found, parted by "/".
QString found(const QString& page, const QString& quote)
{
    QStringList parts;
    for (const TextRange& range : findPassage(page.toStdU16String(), quote.toStdString()))
        parts << page.mid(range.begin, range.length);
    return parts.join(QLatin1Char('/'));
}

} // namespace

class PageTextTest : public QObject {
    Q_OBJECT
private slots:
    void spacesAndPunctuationDoNotCount();
    void compositionWidthAndCaseDoNotCount();
    void linesAreFoundInTheirOrder();
    void partsOfALineThatRunsOverThePageAreFound();
    void whatIsNotThereIsNotFound();
    void symbolsOutsideTheFirstPlaneStayWhole();
};

void PageTextTest::spacesAndPunctuationDoNotCount()
{
    QCOMPARE(found("앞 제 3 조(목적)\r\n이 규칙은 뒤", "제3조 (목적) 이 규칙은"), QStringLiteral("제 3 조(목적)\r\n이 규칙은"));
    QCOMPARE(found("구분 금액 인건비 100", "구분 | 금액"), QStringLiteral("구분 금액"));
}

void PageTextTest::compositionWidthAndCaseDoNotCount()
{
    const QString apart = QStringLiteral("한글").normalized(QString::NormalizationForm_D);
    QCOMPARE(found("가 " + apart + " 나", "한글"), apart);
    QCOMPARE(found("ＡＢＣ def", "abc DEF"), QStringLiteral("ＡＢＣ def"));
}

void PageTextTest::linesAreFoundInTheirOrder()
{
    QCOMPARE(findPassage(u"합계 1 합계 2", "합계 1\n합계").size(), size_t(2));
    QCOMPARE(findPassage(u"합계 1 합계 2", "합계 1\n합계")[1].begin, 5);
    QCOMPARE(found("둘째 첫째", "첫째\n둘째"), QStringLiteral("첫째/둘째"));
    QCOMPARE(found("첫째", "\n\n첫째\n"), QStringLiteral("첫째"));
}

void PageTextTest::partsOfALineThatRunsOverThePageAreFound()
{
    const QString line = "기록물은 안전하게 보존하여야 하며 누구든지 함부로 폐기하지 못한다";
    QCOMPARE(found("머리글\r\n누구든지 함부로 폐기하지 못한다. 다음 조", line), QStringLiteral("누구든지 함부로 폐기하지 못한다"));
    QCOMPARE(found("첫 줄\r\n기록물은 안전하게 보존하여야", line), QStringLiteral("기록물은 안전하게 보존하여야"));
}

void PageTextTest::whatIsNotThereIsNotFound()
{
    QCOMPARE(found("기록물은 보존한다", "예산은 집행한다"), QString());
    QCOMPARE(found("", "예산"), QString());
    QCOMPARE(found("예산", "— ○ —"), QString());
    QCOMPARE(found("기록물은 보존한다", "기록과 아무 상관도 없는 다른 글이 길게 이어지는 줄입니다"), QString()); // two syllables are chance
}

void PageTextTest::symbolsOutsideTheFirstPlaneStayWhole()
{
    const QString page = QStringLiteral("가 ") + QString::fromUcs4(U"\U00020000") + QStringLiteral(" 나");
    QCOMPARE(found(page, QString::fromUcs4(U"\U00020000")), QString::fromUcs4(U"\U00020000"));
}

QTEST_GUILESS_MAIN(PageTextTest)
#include "page_text_test.moc"
