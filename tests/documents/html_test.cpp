#include "engine/documents/registry.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;

namespace {

Result<Document> readPage(const std::string& bytes, std::string_view extension = "html") { return read(sniff(asBytes(bytes), extension), asBytes(bytes), [](int, int) {}); }

std::string textOf(const std::string& body)
{
    const auto document = readPage("<!DOCTYPE html><html><body>" + body + "</body></html>");
    return document.ok() ? plainText(*document) : std::string(errorCodeName(document.error().code));
}

std::string row(std::initializer_list<const char*> cells)
{
    std::string out = "<tr>";
    for (const char* cell : cells)
        out += std::string("<td>") + cell + "</td>";
    return out + "</tr>";
}

} // namespace

class HtmlTest : public QObject {
    Q_OBJECT
private slots:
    void paragraphsAndHeadings();
    void spacesCollapse();
    void referencesAreCharacters();
    void listsHaveTheirMarks();
    void tablesHaveRows();
    void endTagsMayBeMissing();
    void tablesThatLayOutThePageAreText();
    void scriptsAndStylesAreLeftOut();
    void whatABrowserHidesIsLeftOutAndCounted();
    void encodings();
    void onlyPagesAreTakenForPages();
    void brokenMarkupIsStillRead();
    void deepNestingIsBounded();
    void emptyPagesAreSaid();
};

void HtmlTest::paragraphsAndHeadings()
{
    const auto document = readPage("<html><head><title>기록 관리 &amp; 보존</title></head><body><h2>목적</h2><p>첫 <b>문단</b>.<p>둘째<br>줄<div>셋째</div>넷째</body></html>");
    QVERIFY(document.ok());
    QCOMPARE(document->title, std::string("기록 관리 & 보존"));
    QCOMPARE(document->format, std::string("HTML"));
    QCOMPARE(plainText(*document), std::string("목적\n첫 문단.\n둘째\n줄\n셋째\n넷째"));
    QCOMPARE(document->blocks[0].headingLevel, 2);
    QCOMPARE(document->blocks.size(), size_t(5));
}

void HtmlTest::spacesCollapse()
{
    QCOMPARE(textOf("<p>  하나\n\t 둘 <span> 셋</span></p><pre>가\n  나</pre>"), std::string("하나 둘 셋\n가\n  나"));
    QCOMPARE(textOf("<p>&nbsp;</p><p>가&nbsp;나</p>"), std::string("가 나"));
}

/// source  HTML Living Standard, 13.5 and the table of 13.2.5.80
void HtmlTest::referencesAreCharacters()
{
    QCOMPARE(textOf("&lt;p&gt; &#44032;&#xAC01; &hellip; &copy; AT&T &amp;lt; &middot; &unknown; &lt &#128;"), std::string("<p> 가각 … © AT&T &lt; · &unknown; < €"));
    QCOMPARE(textOf("b&#xD800;&#99999999;c"), std::string("b\uFFFD\uFFFDc"));
}

void HtmlTest::listsHaveTheirMarks()
{
    const auto document = readPage("<html><ol><li>첫째<li>둘째<ul><li>안</ul><li><p>셋째<p>이어서</ol><ol type=a start=3><li>다</ol></html>");
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("1. 첫째\n2. 둘째\n• 안\n3. 셋째\n이어서\nc. 다"));
    QVERIFY(document->blocks[0].kind == BlockKind::ListItem);
    QVERIFY(document->blocks[4].kind == BlockKind::Paragraph);
}

void HtmlTest::tablesHaveRows()
{
    const auto document = readPage("<html>앞<table><caption>표 1</caption><thead>" + row({ "구분", "금액" }) + "</thead><tr><td rowspan=2>가</td><td>1</td></tr>" + row({ "2<br>천" })
        + "<tr><td colspan='2'>비고 줄</td></tr></table>뒤</html>");
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("앞\n표 1\n구분 | 금액\n가 | 1\n2 천\n비고 줄\n뒤"));
    QVERIFY(document->blocks[1].kind == BlockKind::Caption);
    QVERIFY(document->blocks[2].tableHeader);
    QVERIFY(document->blocks[5].kind == BlockKind::Paragraph);
    const Block spanning = document->blocks[3], below = document->blocks[4], whole = document->blocks[5];
    QVERIFY(spanning.row == 1 && spanning.cells.size() == 2 && spanning.cells[0].rowSpan == 2);
    QVERIFY(below.row == 2 && below.cells.size() == 1 && below.cells[0].column == 1); // under the second column, not the first
    QVERIFY(whole.table == below.table && whole.row == 3 && whole.cells[0].columnSpan == 2);
    QVERIFY(document->blocks[0].table == -1 && document->blocks[0].cells.empty());
}

void HtmlTest::endTagsMayBeMissing()
{
    QCOMPARE(textOf("<table><tr><th>구분<th>값<tr><td>가<td>1<tbody><tr><td>나<td>2</table><dl><dt>말<dd>뜻<dt>말2<dd>뜻2</dl>"),
        std::string("구분 | 값\n가 | 1\n나 | 2\n말\n뜻\n말2\n뜻2"));
}

void HtmlTest::tablesThatLayOutThePageAreText()
{
    const std::string data = "<table>" + row({ "구분", "값" }) + row({ "가", "1" }) + "</table>";
    QCOMPARE(textOf("<table><tr><td>차림</td><td><h1>제목</h1>" + data + "</td></tr></table>"), std::string("차림\n제목\n구분 | 값\n가 | 1"));
    QCOMPARE(textOf("<table role=presentation>" + row({ "왼쪽", "오른쪽" }) + "</table>"), std::string("왼쪽\n오른쪽"));
}

void HtmlTest::scriptsAndStylesAreLeftOut()
{
    QCOMPARE(textOf("가<script>document.write('<p>나쁜 글</p>');</script><style>p{}</style><!-- 주석 <p>글 --><noscript>없음</noscript><iframe src='http://x/'>안</iframe>"
                    "<select><option>고르기</select><svg><text>그림</text></svg>나"),
        std::string("가나"));
    QCOMPARE(textOf("가<script>if (a </p> b) '</scr' + 'ipt>'</SCRIPT >나"), std::string("가나"));
    QCOMPARE(textOf("보임<script>끝나지 않음 <p>글</p>"), std::string("보임"));
}

void HtmlTest::whatABrowserHidesIsLeftOutAndCounted()
{
    const auto document = readPage("<html><head><style>/* x */ .gone, #off { display : none } @media print { .menu { display:none } } p.no{display:none}</style></head><body>"
                                   "<p style='display:none'>하나<p>보임<div hidden>둘<div>셋</div></div><span style='FONT-SIZE: 0px'>넷</span><b class='a gone'>다섯</b>"
                                   "<i id=off>여섯</i><u class=menu>차림</u><span style='font-size:10px'>크게</span><span style='visibility:hidden'>일곱</span></body></html>");
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("보임\n차림크게"));
    QCOMPARE(document->hiddenCharactersRemoved, 11); // 하나 둘 셋 넷 다섯 여섯 일곱
    QCOMPARE(textOf("<table hidden>" + row({ "숨은", "표" }) + "</table><ul style='display:none'><li>숨은</ul><p>남은 글"), std::string("남은 글"));
}

void HtmlTest::encodings()
{
    const std::string korean = "\xB0\xA1\xB3\xAA\xB4\xD9"; // 가나다 in code page 949
    const auto text = [](const std::string& bytes) {
        const auto document = readPage(bytes);
        return document.ok() ? plainText(*document) : std::string(errorCodeName(document.error().code));
    };
    QCOMPARE(text("<html><meta http-equiv=Content-Type content='text/html; charset=euc-kr'><p>" + korean), std::string("가나다"));
    QCOMPARE(text("<html><meta charset=\"KS_C_5601-1987\"><p>" + korean), std::string("가나다"));
    QCOMPARE(text("<?xml version='1.0' encoding='EUC-KR'?><html><p>" + korean), std::string("가나다"));
    QCOMPARE(text("<html><p>" + korean), std::string("가나다"));
    QCOMPARE(text("\xEF\xBB\xBF<html><meta charset=euc-kr><p>가나다"), std::string("가나다"));
    QCOMPARE(text("<html><meta charset=euc-kr><p>가나다라마바사아"), std::string("가나다라마바사아")); // it says one thing and is another
    QCOMPARE(text("<html><meta charset=shift_jis><p>\x93\xFA\x96\x7B"), std::string("日本"));
    QCOMPARE(text("<html><meta charset=iso-8859-1><p>caf\xE9"), std::string("café"));
    QCOMPARE(text("<html><meta charset=never-heard><p>" + korean), std::string("가나다"));
    const QString utf16 = QStringLiteral("<html><p>가나다</html>");
    QCOMPARE(text("\xFF\xFE" + std::string(reinterpret_cast<const char*>(utf16.utf16()), static_cast<size_t>(utf16.size()) * 2)), std::string("가나다"));
}

void HtmlTest::onlyPagesAreTakenForPages()
{
    const auto formatOf = [](const std::string& bytes, const char* extension) { return std::string(formatName(sniff(asBytes(bytes), extension))); };
    QCOMPARE(formatOf("\n <!-- x --><!doctype HTML>", "txt"), std::string("HTML"));
    QCOMPARE(formatOf("<HTML>", "txt"), std::string("HTML"));
    QCOMPARE(formatOf("<table><tr>", "xls"), std::string("HTML"));
    QCOMPARE(formatOf("<table><tr>", "txt"), std::string("TXT"));
    QCOMPARE(formatOf("<htmlx>", "html"), std::string("TXT"));
    QCOMPARE(formatOf("글에 <html>이 나온다", "html"), std::string("TXT"));
    QCOMPARE(formatOf("<p align=center>가", "md"), std::string("MD"));
}

void HtmlTest::brokenMarkupIsStillRead()
{
    QCOMPARE(textOf("</p></table></td>가 < 나 <3 </ b> <b 다"), std::string("가 < 나 <3 </ b>"));
    QCOMPARE(textOf("<p title='a>b' x=\"<p>\" y=z>글</p a>"), std::string("글"));
    QCOMPARE(textOf("<td>칸</td><tr>줄</tr><table>밖<tr><td>안</table>"), std::string("칸\n줄\n밖\n안"));
    QCOMPARE(textOf("<table><tr><td></b></div>가</td><td>나</table>"), std::string("가 | 나"));
}

void HtmlTest::deepNestingIsBounded()
{
    std::string deep, tables;
    for (int i = 0; i < 200'000; ++i)
        deep += "<div>";
    for (int i = 0; i < 2'000; ++i)
        tables += "<table><tr><td>a<td>b";
    QCOMPARE(textOf(deep + "바닥"), std::string("바닥"));
    QVERIFY(textOf(tables).size() >= 8000);
}

void HtmlTest::emptyPagesAreSaid()
{
    QCOMPARE(textOf(""), std::string("NotFound"));
    QCOMPARE(textOf("<img src=x.png><script>x</script>"), std::string("NotFound"));
}

QTEST_GUILESS_MAIN(HtmlTest)
#include "html_test.moc"
