#include "engine/documents/registry.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;

namespace {

const std::string kHead = R"(<HEAD><DOCSUMMARY><TITLE>표제</TITLE></DOCSUMMARY><MAPPINGTABLE>
<NUMBERINGLIST><NUMBERING Id="1"><PARAHEAD Level="1" NumFormat="Digit" Start="1">^1.</PARAHEAD><PARAHEAD Level="2" NumFormat="HangulSyllable" Start="1">^2.</PARAHEAD>
<PARAHEAD Level="3" NumFormat="CircledDigit" Start="2">^3</PARAHEAD></NUMBERING></NUMBERINGLIST>
<BULLETLIST><BULLET Id="1" Char="□"/></BULLETLIST>
<PARASHAPELIST><PARASHAPE Id="0" HeadingType="None" Level="0"/><PARASHAPE Id="1" HeadingType="Outline" Heading="0" Level="0"/>
<PARASHAPE Id="2" HeadingType="Outline" Heading="0" Level="1"/><PARASHAPE Id="3" HeadingType="Number" Heading="1" Level="2"/>
<PARASHAPE Id="4" HeadingType="Bullet" Heading="1" Level="0"/></PARASHAPELIST></MAPPINGTABLE></HEAD>)";

std::string c(const std::string& text) { return "<CHAR>" + text + "</CHAR>"; }
std::string p(const std::string& inside, int shape = 0) { return "<P ParaShape=\"" + std::to_string(shape) + "\"><TEXT CharShape=\"0\">" + inside + "</TEXT></P>"; }
std::string list(const std::string& paragraphs) { return "<PARALIST>" + paragraphs + "</PARALIST>"; }
std::string cell(const std::string& paragraphs, int span = 1) { return "<CELL ColSpan=\"" + std::to_string(span) + "\">" + list(paragraphs) + "</CELL>"; }

std::string file(const std::string& sections) { return "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?><HWPML Version=\"2.91\">" + kHead + "<BODY>" + sections + "</BODY></HWPML>"; }
std::string section(const std::string& paragraphs) { return "<SECTION Id=\"0\">" + p("<SECDEF OutlineShape=\"1\"><PAGEDEF/></SECDEF>") + paragraphs + "</SECTION>"; }

Result<Document> readFile(const std::string& bytes) { return read(sniff(asBytes(bytes), "hml"), asBytes(bytes), [](int, int) {}); }

Document readSectionOf(const std::string& paragraphs)
{
    auto document = readFile(file(section(paragraphs)));
    return document.ok() ? *std::move(document) : Document {};
}

std::string textOf(const std::string& paragraphs) { return plainText(readSectionOf(paragraphs)); }

} // namespace

class HwpmlTest : public QObject {
    Q_OBJECT
private slots:
    void bodyBecomesParagraphs();
    void headingsAndListsHaveTheirMarks();
    void tablesBecomeRows();
    void notesBoxesAndShortTexts();
    void breaksTabsAndSpaces();
    void sectionsAndBreaksTurnPages();
    void damageAndHostilityAreSaid();
};

void HwpmlTest::bodyBecomesParagraphs()
{
    const Document document = readSectionOf(p(c("첫 문단")) + p("") + p(c("둘째") + c(" 문단")));
    QCOMPARE(plainText(document), std::string("첫 문단\n둘째 문단"));
    QCOMPARE(document.format, std::string("HWPML"));
    QCOMPARE(document.title, std::string("표제"));
}

void HwpmlTest::headingsAndListsHaveTheirMarks()
{
    const Document document = readSectionOf(p(c("총칙"), 1) + p(c("목적"), 2) + p(c("정의"), 2) + p(c("하나"), 3) + p(c("둘"), 4));
    QCOMPARE(plainText(document), std::string("1. 총칙\n가. 목적\n나. 정의\n② 하나\n□ 둘"));
    QCOMPARE(document.blocks[1].headingLevel, 2);
    QCOMPARE(document.blocks[3].kind, BlockKind::ListItem);
}

void HwpmlTest::tablesBecomeRows()
{
    const std::string caption = "<SHAPEOBJECT><CAPTION>" + list(p(c("표 ") + "<AUTONUM Number=\"3\" NumberType=\"Table\"><AUTONUMFORMAT Type=\"Digit\" SuffixChar=\".\"/></AUTONUM>")) + "</CAPTION></SHAPEOBJECT>";
    const Document document = readSectionOf(p("<TABLE ColCount=\"2\">" + caption + "<ROW>" + cell(p(c("전체")), 2) + "</ROW><ROW>" + cell(p(c("가")) + p(c("나"))) + cell(p(c("다"))) + "</ROW></TABLE>"));
    QCOMPARE(plainText(document), std::string("표 3.\n전체\n가 나 | 다"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Caption);
    QCOMPARE(document.blocks[2].kind, BlockKind::TableRow);
}

void HwpmlTest::notesBoxesAndShortTexts()
{
    const Document document = readSectionOf(p("<HEADER>" + list(p(c("머리말"))) + "</HEADER>" + c("본문의 앞") + "<FOOTNOTE>" + list(p(c("각주"))) + "</FOOTNOTE>" + c("과 뒤")));
    QCOMPARE(plainText(document), std::string("본문의 앞과 뒤\n머리말\n각주"));
    QCOMPARE(document.blocks[2].kind, BlockKind::Note);
    QCOMPARE(textOf(p("<RECTANGLE><DRAWINGOBJECT><DRAWTEXT>" + list(p(c("글상자"))) + "</DRAWTEXT></DRAWINGOBJECT></RECTANGLE>" + c("옆"))), std::string("글상자\n옆"));
    QCOMPARE(textOf(p(c("식 ") + "<EQUATION><SHAPEOBJECT><SHAPECOMMENT>수식입니다</SHAPECOMMENT></SHAPEOBJECT><SCRIPT>a over b</SCRIPT></EQUATION>")), std::string("식 a over b"));
    QCOMPARE(textOf(p(c("쪽") + "<AUTONUM Number=\"3\" NumberType=\"Page\"/>")), std::string("쪽"));
}

void HwpmlTest::breaksTabsAndSpaces() { QCOMPARE(textOf(p(c("가<TAB/>나<NBSPACE/>다<FWSPACE/>라<HYPHEN/>마<LINEBREAK/>바<MARKPENBEGIN/>사"))), std::string("가 나 다 라-마\n바사")); }

void HwpmlTest::sectionsAndBreaksTurnPages()
{
    const auto document = readFile(file(section(p(c("하나")) + "<P PageBreak=\"true\"><TEXT>" + c("둘") + "</TEXT></P>") + section(p(c("셋")))));
    QVERIFY(document.ok());
    QCOMPARE(document->pageCount, 3);
    QCOMPARE(document->blocks[1].page, 2);
}

void HwpmlTest::damageAndHostilityAreSaid()
{
    QCOMPARE(readFile(file("")).error().code, ErrorCode::Damaged);
    QCOMPARE(readFile(file(section(""))).error().code, ErrorCode::NotFound);
    QCOMPARE(readFile(file("<SECTION>")).error().code, ErrorCode::Damaged);
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "<CONTAINER>";
    for (int i = 0; i < 100'000; ++i)
        deep += "</CONTAINER>";
    QCOMPARE(readFile(file(section(p(deep)))).error().code, ErrorCode::Unsafe);
    std::string typed = file(section(p(c("가"))));
    typed.replace(typed.find("<HWPML"), 0, "<!DOCTYPE a>");
    QCOMPARE(readFile(typed).error().code, ErrorCode::Unsafe);
}

QTEST_GUILESS_MAIN(HwpmlTest)
#include "hwpml_test.moc"
