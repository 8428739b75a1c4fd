#include "tests/documents/compound.h"
#include "tests/documents/office_parts.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;
using namespace sillok::test;

namespace {

const std::string kOpen = R"(<w:document xmlns:w="w" xmlns:m="m" xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v"><w:body>)";
const std::string kClose = "</w:body></w:document>";
const std::string kStyles = R"(<w:styles xmlns:w="w"><w:style w:type="paragraph" w:default="1" w:styleId="a"/>
<w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="1"/><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="y"/></w:style><w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/></w:style></w:styles>)";
const std::string kNumbering = R"xml(<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="제%1장"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="ganada"/><w:lvlText w:val="%1-%2."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="□"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%2"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="8"/><w:lvlOverride w:ilvl="1"><w:lvl w:ilvl="1"><w:start w:val="9"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2)"/></w:lvl></w:lvlOverride></w:num></w:numbering>)xml";

std::string r(const std::string& inside) { return "<w:r>" + inside + "</w:r>"; }
std::string t(const std::string& text) { return r("<w:t xml:space=\"preserve\">" + text + "</w:t>"); }
std::string p(const std::string& inside, const std::string& properties = {}) { return "<w:p><w:pPr>" + properties + "</w:pPr>" + inside + "</w:p>"; }
std::string style(const std::string& id) { return "<w:pStyle w:val=\"" + id + "\"/>"; }
std::string list(int id, int level) { return "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" + std::to_string(id) + "\"/></w:numPr>"; }
std::string tc(const std::string& text, const std::string& properties = {}) { return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + p(t(text)) + "</w:tc>"; }

std::vector<uint8_t> file(const std::string& body, std::vector<Part> more = {}, const std::string& relations_ = {})
{
    std::vector<Part> parts { { "word/document.xml", kOpen + body + kClose }, { "word/styles.xml", kStyles }, { "word/numbering.xml", kNumbering },
        { "word/_rels/document.xml.rels", relations(relation("s", "styles", "styles.xml") + relation("n", "numbering", "numbering.xml") + relations_) } };
    parts.insert(parts.end(), more.begin(), more.end());
    return makePackage("word/document.xml", std::move(parts));
}

Document documentOf(const std::string& body)
{
    auto document = readOffice(file(body));
    return document.ok() ? *std::move(document) : Document {};
}
std::string textOf(const std::string& body) { return plainText(documentOf(body)); }

} // namespace

class DocxTest : public QObject {
    Q_OBJECT
private slots:
    void paragraphsAndTitle();
    void headingsAreNumberedByTheirStyles();
    void listsHaveTheirMarks();
    void trackedChangesShowTheNewText();
    void runsHoldMoreThanText();
    void textThatIsNotShownIsCounted();
    void whiteTextIsCountedUnlessItStandsOnAColour();
    void tablesWithSpans();
    void notesFollowTheirParagraph();
    void boxesAreReadOnce();
    void headersAndFootersAtTheEnd();
    void breaksTurnPages();
    void damageAndHostilityAreSaid();
    void encryptionIsSaid();
};

void DocxTest::paragraphsAndTitle()
{
    const Document document = documentOf(p(t("첫 ") + t("문단")) + p("") + "<w:sdt><w:sdtContent>" + p(t("둘째")) + "</w:sdtContent></w:sdt>");
    QCOMPARE(plainText(document), std::string("첫 문단\n둘째"));
    QCOMPARE(document.format, std::string("DOCX"));
    QCOMPARE(document.title, std::string("표제"));
}

void DocxTest::headingsAreNumberedByTheirStyles()
{
    const Document document = documentOf(p(t("총칙"), style("1")) + p(t("목적"), style("2")) + p(t("정의"), style("2")) + p(t("보칙"), style("1"))
        + p(t("경과"), style("2")) + p(t("본문"), style("x")));
    QCOMPARE(plainText(document), std::string("제1장 총칙\n1-가. 목적\n1-나. 정의\n제2장 보칙\n2-가. 경과\n본문"));
    QCOMPARE(document.blocks[0].headingLevel, 1);
    QCOMPARE(document.blocks[1].headingLevel, 2);
    QVERIFY(document.blocks[5].kind == BlockKind::Paragraph); // styles based on each other in a circle
}

void DocxTest::listsHaveTheirMarks()
{
    const Document document = documentOf(p(t("하나"), list(2, 0)) + p(t("둘"), list(2, 1)) + p(t("셋"), list(2, 1)) + p(t("넷"), list(3, 1)) + p(t("없음"), list(0, 0)));
    QCOMPARE(plainText(document), std::string("□ 하나\n③ 둘\n④ 셋\n9) 넷\n없음"));
    QVERIFY(document.blocks[0].kind == BlockKind::ListItem);
}

void DocxTest::trackedChangesShowTheNewText()
{
    QCOMPARE(textOf(p(t("값은 ") + "<w:del>" + r("<w:delText>열</w:delText>") + "</w:del><w:ins>" + t("스물") + "</w:ins>" + t("이다"))), std::string("값은 스물이다"));
    QCOMPARE(textOf(p(t("앞") + "<w:moveFrom>" + t("옮김") + "</w:moveFrom><w:moveTo>" + t("받음") + "</w:moveTo>")), std::string("앞받음"));
}

void DocxTest::runsHoldMoreThanText()
{
    QCOMPARE(textOf(p(r("<w:t>가</w:t><w:tab/><w:t>나</w:t><w:br/><w:t>다</w:t><w:noBreakHyphen/><w:t>라</w:t>"))), std::string("가 나\n다-라"));
    QCOMPARE(textOf(p("<w:hyperlink>" + t("링크") + "</w:hyperlink><w:fldSimple w:instr=\"DATE\">" + t("오늘") + "</w:fldSimple>"
                 + r("<w:instrText>PAGE</w:instrText>") + r("<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:char=\"2611\"/>"))),
        std::string("링크오늘•☑"));
    QCOMPARE(textOf(p("<m:oMath><m:f><m:fPr/><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>")), std::string("ab"));
    QCOMPARE(textOf(p("<w:ruby><w:rt>" + t("한") + "</w:rt><w:rubyBase>" + t("漢") + "</w:rubyBase></w:ruby>")), std::string("漢"));
}

/// Hidden by the run, by its style, by its paragraph's style, and by its size; shown where the run says so itself.
void DocxTest::textThatIsNotShownIsCounted()
{
    const auto run = [](const std::string& text, const std::string& properties) { return r("<w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t>"); };
    const std::string body = p(t("보임") + run("숨은글", "<w:vanish/>") + run("켬", "<w:vanish w:val=\"0\"/>") + run("쪽지", "<w:rStyle w:val=\"h\"/>")
                                 + run("작은글씨", "<w:sz w:val=\"2\"/>") + run("본문", "<w:sz w:val=\"20\"/>"))
        + p(t("모두숨음") + run("나옴", "<w:vanish w:val=\"false\"/>"), style("hp"));
    const std::string styles = R"(<w:styles xmlns:w="w"><w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="hp"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>)";
    const auto document = readOffice(makePackage("word/document.xml", { { "word/document.xml", kOpen + body + kClose }, { "word/styles.xml", styles },
        { "word/_rels/document.xml.rels", relations(relation("s", "styles", "styles.xml")) } }));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("보임켬본문\n나옴"));
    QCOMPARE(document->hiddenCharactersRemoved, 3 + 2 + 4 + 4);
}

void DocxTest::whiteTextIsCountedUnlessItStandsOnAColour()
{
    const std::string white = "<w:color w:val=\"FFFFFF\"/>";
    const auto run = [](const std::string& text, const std::string& properties) { return r("<w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t>"); };
    const auto shade = [](const std::string& fill) { return "<w:shd w:val=\"clear\" w:fill=\"" + fill + "\"/>"; };
    const Document plain = documentOf(p(t("보임") + run("숨은글", white) + run("흰바탕", white + shade("FFFFFF"))));
    QCOMPARE(plainText(plain), std::string("보임"));
    QCOMPARE(plain.hiddenCharactersRemoved, 6);
    const std::string seen = run("가", white + shade("003366")) + run("나", white + "<w:highlight w:val=\"black\"/>");
    const std::string table = "<w:tbl><w:tr><w:tc><w:tcPr>" + shade("003366") + "</w:tcPr>" + p(run("다", white)) + "</w:tc><w:tc>" + p(run("숨음", white) + t("라")) + "</w:tc></w:tr></w:tbl>";
    const std::string styled = "<w:tbl><w:tblPr><w:tblStyle w:val=\"x\"/></w:tblPr><w:tr><w:tc>" + p(run("마", white)) + "</w:tc><w:tc>" + p(t("바")) + "</w:tc></w:tr></w:tbl>";
    const Document coloured = documentOf(p(seen) + table + styled + p(run("사", white), shade("003366")));
    QCOMPARE(plainText(coloured), std::string("가나\n다 | 라\n마 | 바\n사"));
    QCOMPARE(coloured.hiddenCharactersRemoved, 2);
    const Document behind = documentOf(p(r("<w:drawing><wp:anchor xmlns:wp=\"x\" behindDoc=\"1\"/></w:drawing>") + run("표지", white)));
    QCOMPARE(plainText(behind), std::string("표지"));
}

void DocxTest::tablesWithSpans()
{
    const std::string rows = "<w:tr>" + tc("구분") + tc("금액") + "</w:tr><w:tr>" + tc("인건비", "<w:vMerge w:val=\"restart\"/>") + tc("100") + "</w:tr><w:tr>"
        + tc("인건비 숨음", "<w:vMerge/>") + tc("200") + "</w:tr><w:tr>" + tc("합계 줄", "<w:gridSpan w:val=\"2\"/>") + "</w:tr>";
    const Document document = documentOf(p(t("표")) + "<w:tbl>" + rows + "</w:tbl>");
    QCOMPARE(plainText(document), std::string("표\n구분 | 금액\n인건비 | 100\n200\n합계 줄"));
    QVERIFY(document.blocks[1].tableHeader);
    QCOMPARE(document.blocks[2].table, 0);
    QVERIFY(document.blocks[4].kind == BlockKind::Paragraph);
    QCOMPARE(document.blocks[2].cells.at(0).rowSpan, 2);
    QVERIFY(document.blocks[3].row == 2 && document.blocks[3].cells.size() == 1 && document.blocks[3].cells[0].column == 1);
}

void DocxTest::notesFollowTheirParagraph()
{
    const std::string notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\">" + p(t("줄")) + "</w:footnote><w:footnote w:id=\"1\">" + p(t("각주 글"))
        + "</w:footnote></w:footnotes>";
    const auto document = readOffice(file(p(t("앞") + r("<w:footnoteReference w:id=\"1\"/>") + t("뒤") + r("<w:footnoteReference w:id=\"0\"/>")) + p(t("다음")),
        { { "word/footnotes.xml", notes } }, relation("f", "footnotes", "footnotes.xml")));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("앞뒤\n각주 글\n다음"));
    QVERIFY(document->blocks[1].kind == BlockKind::Note);
}

void DocxTest::boxesAreReadOnce()
{
    const std::string box = "<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>" + p(t("상자 글")) + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + p(t("상자 글")) + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>";
    QCOMPARE(textOf(p(t("앞") + r(box))), std::string("앞\n상자 글"));
}

void DocxTest::headersAndFootersAtTheEnd()
{
    const auto document = readOffice(file(p(t("본문")), { { "word/header1.xml", "<w:hdr xmlns:w=\"w\">" + p(t("머리글")) + "</w:hdr>" } },
        relation("h1", "header", "header1.xml") + relation("h2", "header", "header1.xml")));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("본문\n머리글"));
    QVERIFY(document->blocks[1].kind == BlockKind::Note);
}

void DocxTest::breaksTurnPages()
{
    const Document document = documentOf(p(t("일") + r("<w:br w:type=\"page\"/>")) + p(r("<w:lastRenderedPageBreak/>") + t("이"))
        + p(t("이 끝") + r("<w:lastRenderedPageBreak/>") + t("삼")) + p(t("삼 안")) + p(t("사"), "<w:pageBreakBefore/>"));
    QVector<int> pages;
    for (const Block& block : document.blocks)
        pages << block.page;
    QCOMPARE(pages, (QVector<int> { 1, 2, 2, 3, 4 }));
    QVERIFY(document.pagesEstimated);
    QCOMPARE(document.pageCount, 4);
}

void DocxTest::damageAndHostilityAreSaid()
{
    const auto codeOf = [](const std::vector<uint8_t>& bytes) { return readOffice(bytes).error().code; };
    QCOMPARE(codeOf(file(p(""))), ErrorCode::NotFound);
    QCOMPARE(codeOf(makePackage("word/none.xml", { { "word/document.xml", kOpen + kClose } })), ErrorCode::Damaged);
    QCOMPARE(codeOf(makePackage("word/document.xml", { { "word/document.xml", "<w:document>" } })), ErrorCode::Damaged);
    QCOMPARE(codeOf(makePackage("word/document.xml", { { "word/document.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>" } })), ErrorCode::Unsafe);
    std::string deep;
    for (int i = 0; i < 300; ++i)
        deep += "<w:tbl><w:tr><w:tc>";
    QCOMPARE(codeOf(file(deep + p(t("깊다")))), ErrorCode::Damaged); // not even closed
    std::string shut;
    for (int i = 0; i < 300; ++i)
        shut += "</w:tc></w:tr></w:tbl>";
    QCOMPARE(codeOf(file(deep + p(t("깊다")) + shut)), ErrorCode::Unsafe);
    // A relationship that leads out of the package finds nothing there.
    const auto outside = makePackage("../../etc/passwd", { { "word/document.xml", kOpen + kClose } });
    QCOMPARE(codeOf(outside), ErrorCode::Damaged);
}

/// An encrypted office file is a compound file; so are the binary formats of before, which are another matter.
void DocxTest::encryptionIsSaid()
{
    const Compound locked = CompoundWriter::write({ { "EncryptionInfo", "x" }, { "EncryptedPackage", "y" } });
    QCOMPARE(readOffice(locked.bytes).error().code, ErrorCode::NeedsPassword);
    const auto old = readOffice(CompoundWriter::write({ { "WordDocument", "x" } }).bytes);
    QCOMPARE(old.error().code, ErrorCode::Unsupported);
    QVERIFY(old.error().doing.ends_with("OLE"));
}

QTEST_GUILESS_MAIN(DocxTest)
#include "docx_test.moc"
