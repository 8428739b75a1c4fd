#include "tests/documents/archive.h"

#include "engine/documents/registry.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;
using namespace sillok::test;

namespace {

const std::string kNames = "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"tb\" xmlns:style=\"s\" xmlns:draw=\"d\" xmlns:xlink=\"x\" xmlns:presentation=\"p\">";
const std::string kLists = "<office:automatic-styles><text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"가\" style:num-suffix=\".\"/>"
                           "<text:list-level-style-number text:level=\"2\" style:num-format=\"1\" style:num-prefix=\"(\" style:num-suffix=\")\" text:display-levels=\"2\"/></text:list-style>"
                           "<text:list-style style:name=\"L2\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"○\"/></text:list-style></office:automatic-styles>";

std::vector<uint8_t> file(const std::string& kind, const std::string& body, std::vector<Part> more = {})
{
    std::vector<Part> parts { { "mimetype", "application/vnd.oasis.opendocument." + kind, false }, { "content.xml", kNames + kLists + "<office:body>" + body + "</office:body></office:document-content>" },
        { "meta.xml", "<office:document-meta xmlns:office=\"o\" xmlns:dc=\"dc\"><office:meta><dc:title>표제</dc:title></office:meta></office:document-meta>" } };
    parts.insert(parts.end(), more.begin(), more.end());
    return makeZip(parts);
}

Result<Document> readFile(const std::vector<uint8_t>& bytes) { return read(sniff(bytes, ""), bytes, [](int, int) {}); }
std::string textOf(const std::string& inside)
{
    const auto document = readFile(file("text", "<office:text>" + inside + "</office:text>"));
    return document.ok() ? plainText(*document) : std::string(errorCodeName(document.error().code));
}
std::string p(const std::string& inside) { return "<text:p>" + inside + "</text:p>"; }
std::string item(const std::string& inside) { return "<text:list-item>" + inside + "</text:list-item>"; }
std::string cell(const std::string& text, const std::string& attributes = {}) { return "<table:table-cell " + attributes + ">" + (text.empty() ? std::string() : p(text)) + "</table:table-cell>"; }

} // namespace

class OdfTest : public QObject {
    Q_OBJECT
private slots:
    void headingsAndParagraphs();
    void spacesAreText();
    void listsHaveTheirMarks();
    void tablesNotesAndBoxes();
    void formulasAreReadAsTheyWereTyped();
    void deletedTextIsLeftOut();
    void sheetsHaveTheirNames();
    void repeatedCellsAreBounded();
    void slidesArePages();
    void encryptionAndDamageAreSaid();
};

void OdfTest::headingsAndParagraphs()
{
    const auto document = readFile(file("text", "<office:text><text:h text:outline-level=\"2\">목적</text:h>" + p("본문") + "<text:section>" + p("절 안") + "</text:section></office:text>"));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("목적\n본문\n절 안"));
    QCOMPARE(document->blocks[0].headingLevel, 2);
    QCOMPARE(document->title, std::string("표제"));
    QCOMPARE(document->format, std::string("ODT"));
}

void OdfTest::spacesAreText()
{
    QCOMPARE(textOf(p("<text:span>하나</text:span> <text:span>둘</text:span>\n   셋<text:s text:c=\"3\"/>넷<text:tab/>다섯<text:line-break/>여섯")), std::string("하나 둘 셋   넷 다섯\n여섯"));
}

void OdfTest::listsHaveTheirMarks()
{
    QCOMPARE(textOf("<text:list text:style-name=\"L1\">" + item(p("첫째") + p("이어서") + "<text:list>" + item(p("안")) + "</text:list>") + item(p("둘째")) + "</text:list>"
                 "<text:list text:style-name=\"L2\">" + item(p("점")) + "<text:list-header>" + p("머리") + "</text:list-header></text:list>"),
        std::string("가. 첫째\n이어서\n(가.1) 안\n나. 둘째\n○ 점\n머리"));
}

void OdfTest::tablesNotesAndBoxes()
{
    const std::string table = "<table:table><table:table-header-rows><table:table-row>" + cell("구분") + cell("값") + "</table:table-row></table:table-header-rows><table:table-row>" + cell("가", "table:number-rows-spanned=\"2\"")
        + cell("1") + "</table:table-row><table:table-row><table:covered-table-cell/>" + cell("2") + "</table:table-row></table:table>";
    QCOMPARE(textOf(p("앞<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p("각주") + "</text:note-body></text:note>뒤") + table
                 + p("<draw:frame><draw:text-box>" + p("상자") + "</draw:text-box></draw:frame>끝")),
        std::string("앞뒤\n각주\n구분 | 값\n가 | 1\n2\n상자\n끝"));
}

void OdfTest::formulasAreReadAsTheyWereTyped()
{
    const auto formula = [](const std::string& reference) { return p("넓이는 <draw:frame><draw:object xlink:href=\"" + reference + "\"/><draw:image/></draw:frame>이다"); };
    const auto textWith = [](const std::string& inside, const std::string& math) {
        const auto document = readFile(file("text", "<office:text>" + inside + "</office:text>", { { "Object 1/content.xml", math } }));
        return document.ok() ? plainText(*document) : std::string(errorCodeName(document.error().code));
    };
    const std::string typed = "<math xmlns=\"m\"><semantics><mrow><mi>a</mi></mrow><annotation encoding=\"StarMath 5.0\">a over {b + 1}</annotation></semantics></math>";
    QCOMPARE(textWith(formula("./Object 1"), typed), std::string("넓이는 a over {b + 1}이다"));
    QCOMPARE(textWith(formula("Object 1"), "<m:math xmlns:m=\"m\"><m:mfrac><m:mi>x</m:mi><m:mn>2</m:mn></m:mfrac></m:math>"), std::string("넓이는 x 2이다"));
    // Another kind of object, a part that is not there, and a place outside the file say nothing and harm nothing.
    QCOMPARE(textWith(formula("./Object 1"), "<chart>값</chart>"), std::string("넓이는 이다"));
    QCOMPARE(textWith(formula("./Object 2"), typed), std::string("넓이는 이다"));
    QCOMPARE(textWith(formula("file:///etc"), typed), std::string("넓이는 이다"));
    QCOMPARE(textWith("<draw:frame><draw:object><math><mi>y</mi></math></draw:object></draw:frame>", typed), std::string("y"));
}

void OdfTest::deletedTextIsLeftOut()
{
    QCOMPARE(textOf("<text:tracked-changes><text:changed-region><text:deletion>" + p("지운 글") + "</text:deletion></text:changed-region></text:tracked-changes>" + p("남은 글")), std::string("남은 글"));
}

void OdfTest::sheetsHaveTheirNames()
{
    const auto document = readFile(file("spreadsheet", "<office:spreadsheet><table:table table:name=\"예산\"><table:table-row>" + cell("구분") + cell("금액") + cell("", "table:number-columns-repeated=\"16000\"")
        + "</table:table-row><table:table-row>" + cell("인건비") + cell("1,000") + "</table:table-row><table:table-row table:number-rows-repeated=\"1048000\">" + cell("", "table:number-columns-repeated=\"16384\"")
        + "</table:table-row></table:table><table:table table:name=\"빈 장\"><table:table-row>" + cell("") + "</table:table-row></table:table></office:spreadsheet>"));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("예산\n구분 | 금액\n인건비 | 1,000"));
    QCOMPARE(document->blocks[0].headingLevel, 1);
    QCOMPARE(document->format, std::string("ODS"));
}

/// What is repeated is there as often as an honest file repeats it, and a file cannot ask for more than memory holds.
void OdfTest::repeatedCellsAreBounded()
{
    const auto three = readFile(file("spreadsheet", "<office:spreadsheet><table:table table:name=\"가\"><table:table-row table:number-rows-repeated=\"3\">" + cell("x", "table:number-columns-repeated=\"2\"") + "</table:table-row></table:table></office:spreadsheet>"));
    QVERIFY(three.ok());
    QCOMPARE(plainText(*three), std::string("가\nx | x\nx | x\nx | x"));
    std::string rows;
    for (int i = 0; i < 2000; ++i)
        rows += "<table:table-row table:number-rows-repeated=\"1000000\">" + cell("xxxxxxxxxxxxxxxx", "table:number-columns-repeated=\"1000000\"") + "</table:table-row>";
    const auto bomb = readFile(file("spreadsheet", "<office:spreadsheet><table:table>" + rows + "</table:table></office:spreadsheet>"));
    QVERIFY(!bomb.ok() || plainText(*bomb).size() < 20'000'000);
}

void OdfTest::slidesArePages()
{
    const auto box = [](const std::string& text, const std::string& attributes = {}) { return "<draw:frame " + attributes + "><draw:text-box>" + p(text) + "</draw:text-box></draw:frame>"; };
    const auto document = readFile(file("presentation", "<office:presentation><draw:page>" + box("제목", "presentation:class=\"title\"") + box("내용") + "<presentation:notes>" + box("말할 것") + "</presentation:notes></draw:page><draw:page>" + box("둘째 장") + "</draw:page></office:presentation>"));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("제목\n내용\n말할 것\n둘째 장"));
    QCOMPARE(document->blocks[0].headingLevel, 1);
    QVERIFY(document->blocks[2].kind == BlockKind::Note);
    QCOMPARE(document->blocks[3].page, 2);
    QCOMPARE(document->pageCount, 2);
}

void OdfTest::encryptionAndDamageAreSaid()
{
    QCOMPARE(readFile(file("text", "<office:text>" + p("가") + "</office:text>", { { "META-INF/manifest.xml", "<manifest><file-entry><manifest:encryption-data/></file-entry></manifest>" } })).error().code, ErrorCode::NeedsPassword);
    QCOMPARE(readFile(file("text", "<office:text>")).error().code, ErrorCode::Damaged);
    QCOMPARE(textOf(""), std::string("NotFound"));
}

QTEST_GUILESS_MAIN(OdfTest)
#include "odf_test.moc"
