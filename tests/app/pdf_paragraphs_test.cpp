#include "app/workers/pdf_paragraphs.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::app;

namespace {

const std::string kLong = "이 규정은 기관에서 생산하거나 접수한 기록물의 보존과 활용에 관하여 필요한 사항을";   // as long as the page is wide

documents::Document readPages(const std::vector<std::string>& pages)
{
    documents::Document document;
    appendPdfPages(pages, document);
    return document;
}

std::string textOf(const std::string& page) { return plainText(readPages({ page })); }

} // namespace

class PdfParagraphsTest : public QObject {
    Q_OBJECT
private slots:
    void linesBrokenByTheMarginAreJoined();
    void shortLinesStandAlone();
    void endedSentencesStandAlone();
    void itemsBeginABlock_data();
    void itemsBeginABlock();
    void whatOnlyLooksLikeAnItemIsJoined();
    void itemsRunTogetherComeApart();
    void wordsBrokenByTheMarginAreWhole();
    void spacesThatTellNothingAreNotTrusted();
    void pageNumbersGo();
    void runningHeadsStayOnce();
    void fewRepeatsAreText();
    void ordinalsAreWrittenTogether();
    void spacedHeadingsComeTogether();
    void blocksKnowTheirPage();
};

void PdfParagraphsTest::linesBrokenByTheMarginAreJoined()
{
    QCOMPARE(textOf(kLong + "\r\n정함을 목적으로 한다.\r\n"), kLong + " 정함을 목적으로 한다.");
}

void PdfParagraphsTest::shortLinesStandAlone()
{
    QCOMPARE(textOf("총칙\n" + kLong + "\n정한다."), "총칙\n" + kLong + " 정한다.");
}

void PdfParagraphsTest::endedSentencesStandAlone()
{
    QCOMPARE(textOf(kLong + " 정한다.\n" + kLong), kLong + " 정한다.\n" + kLong);
}

void PdfParagraphsTest::itemsBeginABlock_data()
{
    QTest::addColumn<QString>("item");
    for (const char* item : { "제3조(정의) 뜻", "제1장 총칙", "1. 첫째", "12) 열둘째", "(3) 셋째", "가. 가목", "나) 나목", "① 첫째 항", "㉮ 가", "Ⅱ. 추진", "□ 현황", "○ 내용",
             "ㅇ 내용", "- 세부", "※ 참고", "붙임 1부", "[별표 1]" })
        QTest::newRow(item) << QString::fromUtf8(item);
}

void PdfParagraphsTest::itemsBeginABlock()
{
    QFETCH(QString, item);
    QCOMPARE(textOf(kLong + "\n" + item.toStdString()), kLong + "\n" + item.toStdString());
}

void PdfParagraphsTest::whatOnlyLooksLikeAnItemIsJoined()
{
    for (const char* line : { "2025년의 계획", "3.5퍼센트", "제도의 개선", "가나다", "1234. 큰 수", "-3도" })
        QCOMPARE(textOf(kLong + "\n" + line), kLong + " " + line);
}

void PdfParagraphsTest::itemsRunTogetherComeApart()
{
    QCOMPARE(textOf(kLong + "\n확인을 받는다. 2. 접수증 교부"), kLong + " 확인을 받는다.\n2. 접수증 교부");
}

/// Lines that end between words have a space there; a line without one was broken inside a word.
void PdfParagraphsTest::wordsBrokenByTheMarginAreWhole()
{
    QCOMPARE(textOf(kLong + " \r\n" + kLong + "과\r\n제로 정한다."), kLong + " " + kLong + "과제로 정한다.");
}

void PdfParagraphsTest::spacesThatTellNothingAreNotTrusted()
{
    QCOMPARE(textOf(kLong + "\n" + kLong + "\n정한다."), kLong + " " + kLong + " 정한다.");
    QCOMPARE(textOf(kLong + " \n" + kLong + " \n정한다."), kLong + " " + kLong + " 정한다.");
}

void PdfParagraphsTest::pageNumbersGo()
{
    for (const char* number : { "7", "- 7 -", "7 / 24", "– 12 –" }) {
        QCOMPARE(textOf(std::string(number) + "\n본문\n"), std::string("본문"));
        QCOMPARE(textOf(std::string("본문\n") + number), std::string("본문"));
    }
    QCOMPARE(textOf("7\n"), std::string());
}

void PdfParagraphsTest::runningHeadsStayOnce()
{
    const auto page = [](const std::string& body, int number) { return "기록관 연보\n" + kLong + body + "\n서울 " + std::to_string(number) + "쪽\n" + std::to_string(number); };
    const auto document = readPages({ page(" 하나다.", 1), page(" 둘이다.", 2), page(" 셋이다.", 3), "넷" });
    QCOMPARE(plainText(document), "기록관 연보\n" + kLong + " 하나다.\n서울 1쪽\n" + kLong + " 둘이다.\n" + kLong + " 셋이다.\n넷");
    QCOMPARE(document.blocks.back().page, 4);
}

void PdfParagraphsTest::fewRepeatsAreText()
{
    const std::string page = "머리\n" + kLong;
    QCOMPARE(plainText(readPages({ page, page })), page + "\n" + page);
}

void PdfParagraphsTest::ordinalsAreWrittenTogether()
{
    QCOMPARE(textOf("제 1 장 총칙"), std::string("제1장 총칙"));
    QCOMPARE(textOf("제 3 조제 5 호에 따른다 ."), std::string("제3조제5호에 따른다."));
    QCOMPARE(textOf("경제 3 조각, 제 3 자"), std::string("경제 3 조각, 제 3 자"));
    QCOMPARE(textOf("의무 )를 , 소수 .5"), std::string("의무 )를, 소수 .5"));
}

void PdfParagraphsTest::spacedHeadingsComeTogether()
{
    QCOMPARE(textOf("민 원 편 람"), std::string("민원편람"));
}

void PdfParagraphsTest::blocksKnowTheirPage()
{
    const auto document = readPages({ "하나", "", "셋" });
    QCOMPARE(document.blocks.size(), size_t { 2 });
    QCOMPARE(document.blocks[0].page, 1);
    QCOMPARE(document.blocks[1].page, 3);
}

QTEST_GUILESS_MAIN(PdfParagraphsTest)
#include "pdf_paragraphs_test.moc"
