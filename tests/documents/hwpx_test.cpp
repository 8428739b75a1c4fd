#include "engine/documents/registry.h"
#include "tests/documents/archive.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;

namespace {

const std::string kHeader = R"(<hh:head xmlns:hh="h"><hh:refList>
<hh:numberings><hh:numbering id="1" start="0">
 <hh:paraHead start="1" level="1" numFormat="DIGIT">^1.</hh:paraHead>
 <hh:paraHead start="1" level="2" numFormat="HANGUL_SYLLABLE">^2.</hh:paraHead>
 <hh:paraHead start="1" level="3" numFormat="CIRCLED_DIGIT">^3</hh:paraHead>
 <hh:paraHead start="1" level="4" numFormat="DIGIT">(^4)</hh:paraHead>
 <hh:paraHead start="3" level="5" numFormat="ROMAN_CAPITAL">^1-^5.</hh:paraHead>
</hh:numbering></hh:numberings>
<hh:bullets><hh:bullet id="1" char="□"/></hh:bullets>
<hh:paraProperties>
 <hh:paraPr id="0"><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>
 <hh:paraPr id="1"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr>
 <hh:paraPr id="2"><hh:heading type="OUTLINE" idRef="0" level="1"/></hh:paraPr>
 <hh:paraPr id="3"><hh:heading type="NUMBER" idRef="1" level="2"/></hh:paraPr>
 <hh:paraPr id="4"><hh:heading type="NUMBER" idRef="1" level="3"/></hh:paraPr>
 <hh:paraPr id="5"><hh:heading type="NUMBER" idRef="1" level="4"/></hh:paraPr>
 <hh:paraPr id="6"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>
</hh:paraProperties></hh:refList></hh:head>)";

std::string p(const std::string& inside, int style = 0) { return "<hp:p paraPrIDRef=\"" + std::to_string(style) + "\"><hp:run>" + inside + "</hp:run></hp:p>"; }
std::string t(const std::string& text) { return "<hp:t>" + text + "</hp:t>"; }
std::string list(const std::string& paragraphs) { return "<hp:subList>" + paragraphs + "</hp:subList>"; }
std::string cell(const std::string& paragraphs) { return "<hp:tc>" + list(paragraphs) + "</hp:tc>"; }
std::string row(const std::string& cells) { return "<hp:tr>" + cells + "</hp:tr>"; }
std::string table(int columns, const std::string& inside) { return "<hp:tbl colCnt=\"" + std::to_string(columns) + "\">" + inside + "</hp:tbl>"; }
std::string control(const std::string& name, const std::string& paragraphs) { return "<hp:ctrl><hp:" + name + ">" + list(paragraphs) + "</hp:" + name + "></hp:ctrl>"; }

/// A section whose first paragraph names the outline numbering.
std::string section(const std::string& paragraphs)
{
    return "<hs:sec xmlns:hs=\"s\" xmlns:hp=\"p\"><hp:p><hp:run><hp:secPr outlineShapeIDRef=\"1\"/></hp:run></hp:p>" + paragraphs + "</hs:sec>";
}

std::string package(const std::vector<std::string>& spine)
{
    std::string items, references;
    for (const std::string& name : spine) {
        items += "<opf:item id=\"" + name + "\" href=\"Contents/" + name + ".xml\"/>";
        references += "<opf:itemref idref=\"" + name + "\"/>";
    }
    return "<opf:package xmlns:opf=\"o\"><opf:metadata><opf:title>표제</opf:title></opf:metadata><opf:manifest>" + items + "</opf:manifest><opf:spine>"
        + references + "</opf:spine></opf:package>";
}

Result<Document> readParts(std::vector<test::Part> parts)
{
    parts.insert(parts.begin(), { "mimetype", "application/hwp+zip", false });
    return read(Format::Hwpx, test::makeZip(parts), [](int, int) {});
}

Document readSectionOf(const std::string& paragraphs)
{
    auto document = readParts({ { "Contents/header.xml", kHeader }, { "Contents/section0.xml", section(paragraphs) } });
    return document.ok() ? *std::move(document) : Document {};
}

std::string textOf(const std::string& paragraphs) { return plainText(readSectionOf(paragraphs)); }

} // namespace

class HwpxTest : public QObject {
    Q_OBJECT
private slots:
    void bodyBecomesParagraphs();
    void outlineGivesHeadingsWithNumbers();
    void listsWriteTheirNumbersAndBullets();
    void lowerLevelsBeginAgain();
    void tablesBecomeRows();
    void spannedCellsKeepTheirTextOnce();
    void oneColumnTablesAreLayout();
    void tablesOfOneFilledCellAreLayout();
    void rowsAcrossTheTableAreLines();
    void letterSpacedHeadingsComeTogether();
    void symbolFontBulletsAreReadable();
    void tablesInsideCellsStayInTheCell();
    void notesFollowTheirParagraph();
    void captionsAndTheirNumbers();
    void breaksTabsAndSpaces();
    void equationsRubyAndJoinedCharacters();
    void textBoxesAreRead();
    void sectionsComeInSpineOrder();
    void withoutAPackageSectionsComeByNumber();
    void withoutAHeaderTheTextIsThere();
    void pagesAreEstimatedFromLinePositions();
    void passwordsAreAskedFor();
    void damageIsSaid();
    void doctypesAndDepthAreUnsafe();
    void hiddenCharactersAreCountedInCellsToo();
    void titlesAreShortAndClean();
    void aLongSpineEndsSoon();
};

void HwpxTest::bodyBecomesParagraphs()
{
    const Document document = readSectionOf(p(t("첫 문단")) + p("") + p(t("둘째") + t(" 문단")));
    QCOMPARE(plainText(document), std::string("첫 문단\n둘째 문단"));
    QCOMPARE(document.format, std::string("HWPX"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Paragraph);
    QCOMPARE(document.blocks[0].page, 1);
}

void HwpxTest::outlineGivesHeadingsWithNumbers()
{
    const Document document = readSectionOf(p(t("총칙"), 1) + p(t("목적"), 2) + p(t("정의"), 2) + p(t("보존"), 1));
    QCOMPARE(plainText(document), std::string("1. 총칙\n가. 목적\n나. 정의\n2. 보존"));
    const std::vector<int> levels { 1, 2, 2, 1 };
    for (size_t i = 0; i < levels.size(); ++i) {
        QCOMPARE(document.blocks[i].kind, BlockKind::Heading);
        QCOMPARE(document.blocks[i].headingLevel, levels[i]);
    }
}

void HwpxTest::listsWriteTheirNumbersAndBullets()
{
    const Document document = readSectionOf(p(t("가"), 3) + p(t("나"), 3) + p(t("다"), 4) + p(t("라"), 5) + p(t("마"), 6));
    QCOMPARE(plainText(document), std::string("① 가\n② 나\n(1) 다\n1-III. 라\n□ 마"));
    for (const Block& block : document.blocks)
        QCOMPARE(block.kind, BlockKind::ListItem);
}

void HwpxTest::lowerLevelsBeginAgain()
{
    QCOMPARE(textOf(p(t("a"), 1) + p(t("b"), 2) + p(t("c"), 1) + p(t("d"), 2)), std::string("1. a\n가. b\n2. c\n가. d"));
}

void HwpxTest::tablesBecomeRows()
{
    const Document document = readSectionOf(p(t("앞")) + p(table(2, row(cell(p(t("이름"))) + cell(p(t("값")))) + row(cell(p(t("가")) + p(t("나"))) + cell(p(t("1")))))) + p(t("뒤")));
    QCOMPARE(plainText(document), std::string("앞\n이름 | 값\n가 나 | 1\n뒤"));
    QCOMPARE(document.blocks[1].kind, BlockKind::TableRow);
    QVERIFY(document.blocks[1].tableHeader && !document.blocks[2].tableHeader);
    QCOMPARE(document.blocks[2].table, 0);
    QCOMPARE(document.blocks[3].table, -1);
    QCOMPARE(document.blocks[3].kind, BlockKind::Paragraph);
}

void HwpxTest::spannedCellsKeepTheirTextOnce()
{
    const std::string spanned = "<hp:tc>" + list(p(t("묶음"))) + "<hp:cellSpan colSpan=\"1\" rowSpan=\"2\"/></hp:tc>";
    QCOMPARE(textOf(p(table(2, row(spanned + cell(p(t("위")))) + row(cell(p(t("아래"))))))), std::string("묶음 | 위\n아래"));
}

void HwpxTest::oneColumnTablesAreLayout()
{
    const Document document = readSectionOf(p(table(1, row(cell(p(t("제목"), 1) + p(t("본문")))))));
    QCOMPARE(plainText(document), std::string("1. 제목\n본문"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Heading);
    QCOMPARE(document.blocks[1].table, -1);
}

void HwpxTest::tablesOfOneFilledCellAreLayout()
{
    const Document document = readSectionOf(p(table(3, row(cell(p("")) + cell(p(t("보도자료"))) + cell(p(""))))));
    QCOMPARE(plainText(document), std::string("보도자료"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Paragraph);
}

void HwpxTest::rowsAcrossTheTableAreLines()
{
    const std::string title = "<hp:tc>" + list(p(t("예산 현황"))) + "<hp:cellSpan colSpan=\"2\" rowSpan=\"1\"/></hp:tc>";
    const Document document = readSectionOf(p(table(2, row(title) + row(cell(p(t("과목"))) + cell(p(t("금액")))) + row(cell(p(t("여비"))) + cell(p(t("10")))))));
    QCOMPARE(plainText(document), std::string("예산 현황\n과목 | 금액\n여비 | 10"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Paragraph);
    QVERIFY(document.blocks[1].tableHeader && !document.blocks[2].tableHeader);
}

void HwpxTest::letterSpacedHeadingsComeTogether()
{
    QCOMPARE(textOf(p(t("서  울  특  별  시"))), std::string("서울특별시"));
    QCOMPARE(textOf(p(t("그 때 그 일"))), std::string("그때그일"));
    QCOMPARE(textOf(p(t("이 안은 그 날"))), std::string("이 안은 그 날"));
    QCOMPARE(textOf(p(t("이 것"))), std::string("이 것"));
    QCOMPARE(textOf(p(table(2, row(cell(p(t("구   분"))) + cell(p(t("비 고"))))))), std::string("구분 | 비 고"));
}

void HwpxTest::symbolFontBulletsAreReadable()
{
    std::string header = kHeader;
    header.replace(header.find("□"), std::string("□").size(), "\uF0D8");
    const auto document = readParts({ { "Contents/header.xml", header }, { "Contents/section0.xml", section(p(t("가"), 6)) } });
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("• 가"));
}

void HwpxTest::tablesInsideCellsStayInTheCell()
{
    const std::string inner = table(2, row(cell(p(t("나"))) + cell(p(t("다")))));
    QCOMPARE(textOf(p(table(2, row(cell(p(t("가") + inner)) + cell(p(t("라"))))))), std::string("가 나 다 | 라"));
    const Document layout = readSectionOf(p(table(1, row(cell(p(t("밖")) + p(inner))))));
    QCOMPARE(plainText(layout), std::string("밖\n나 | 다"));
    QCOMPARE(layout.blocks[1].kind, BlockKind::TableRow);
}

void HwpxTest::notesFollowTheirParagraph()
{
    const Document document = readSectionOf(p(control("header", p(t("머리말"))) + control("footer", p(t("꼬리말"))) + t("본문의 앞") + control("footNote", p(t("각주")))
        + t("과 뒤")) + p(t("다음") + control("endNote", p(t("미주")))));
    QCOMPARE(plainText(document), std::string("본문의 앞과 뒤\n머리말\n꼬리말\n각주\n다음\n미주"));
    for (const size_t i : { 1, 2, 3, 5 })
        QCOMPARE(document.blocks[i].kind, BlockKind::Note);
    QCOMPARE(document.blocks[4].kind, BlockKind::Paragraph);
}

void HwpxTest::captionsAndTheirNumbers()
{
    const std::string number = "<hp:ctrl><hp:autoNum num=\"3\" numType=\"TABLE\"><hp:autoNumFormat type=\"DIGIT\" suffixChar=\".\"/></hp:autoNum></hp:ctrl>";
    const std::string caption = "<hp:caption>" + list(p(t("표 ") + number + t(" 현황"))) + "</hp:caption>";
    const Document document = readSectionOf(p(table(2, caption + row(cell(p(t("가"))) + cell(p(t("나")))))));
    QCOMPARE(plainText(document), std::string("표 3. 현황\n가 | 나"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Caption);
    QCOMPARE(textOf(p(t("쪽") + "<hp:ctrl><hp:autoNum num=\"7\" numType=\"PAGE\"/></hp:ctrl>")), std::string("쪽"));
}

void HwpxTest::breaksTabsAndSpaces()
{
    QCOMPARE(textOf(p(t("가<hp:tab/>나<hp:nbSpace/>다<hp:fwSpace/>라<hp:hyphen/>마<hp:lineBreak/>바<hp:markpenBegin/>사"))), std::string("가 나 다 라-마\n바사"));
    QCOMPARE(textOf(p(table(2, row(cell(p(t("가<hp:lineBreak/>나"))) + cell(p(t("다"))))))), std::string("가 나 | 다"));
}

void HwpxTest::equationsRubyAndJoinedCharacters()
{
    QCOMPARE(textOf(p(t("식 ") + "<hp:equation><hp:shapeComment>수식입니다.</hp:shapeComment><hp:script>a over b</hp:script></hp:equation>")), std::string("식 a over b"));
    QCOMPARE(textOf(p("<hp:dutmal><hp:mainText>본말</hp:mainText><hp:subText>덧말</hp:subText></hp:dutmal>")), std::string("본말덧말"));
    QCOMPARE(textOf(p("<hp:compose composeText=\"감12\"/>")), std::string("감12"));
}

void HwpxTest::textBoxesAreRead()
{
    QCOMPARE(textOf(p("<hp:rect><hp:drawText>" + list(p(t("글상자"))) + "</hp:drawText></hp:rect>" + t("옆"))), std::string("글상자\n옆"));
    QCOMPARE(textOf(p("<hp:container><hp:container><hp:rect><hp:drawText>" + list(p(t("묶음 속"))) + "</hp:drawText></hp:rect></hp:container></hp:container>")), std::string("묶음 속"));
}

void HwpxTest::sectionsComeInSpineOrder()
{
    const auto document = readParts({ { "Contents/content.hpf", package({ "section1", "section0", "section1" }) }, { "Contents/section0.xml", section(p(t("영"))) },
        { "Contents/section1.xml", section(p(t("일"))) }, { "Contents/section2.xml", section(p(t("이"))) } });
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("일\n영\n이"));
    QCOMPARE(document->title, std::string("표제"));
    QCOMPARE(document->pageCount, 3);
}

void HwpxTest::withoutAPackageSectionsComeByNumber()
{
    std::vector<test::Part> parts;
    for (const int i : { 10, 2, 9, 1, 0, 3, 4, 5, 6, 7, 8 })
        parts.push_back({ "Contents/section" + std::to_string(i) + ".xml", section(p(t(std::to_string(i)))) });
    const auto document = readParts(parts);
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10"));
}

void HwpxTest::withoutAHeaderTheTextIsThere()
{
    const auto document = readParts({ { "Contents/section0.xml", section(p(t("제목"), 1)) } });
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("제목"));
    QCOMPARE(document->blocks[0].kind, BlockKind::Paragraph);
}

void HwpxTest::pagesAreEstimatedFromLinePositions()
{
    const auto lines = [](std::initializer_list<int> positions) {
        std::string xml = "<hp:linesegarray>";
        for (const int position : positions)
            xml += "<hp:lineseg vertpos=\"" + std::to_string(position) + "\"/>";
        return xml + "</hp:linesegarray></hp:p>";
    };
    const auto withLines = [&](const char* text, std::initializer_list<int> positions) { return "<hp:p><hp:run>" + t(text) + "</hp:run>" + lines(positions); };
    const Document document = readSectionOf(withLines("하나", { 0, 1600 }) + withLines("둘", { 3200 }) + withLines("셋", { 0 }) + withLines("넷", { 1600, 0 }));
    QVERIFY(document.pagesEstimated);
    QCOMPARE(document.pageCount, 3);
    const std::vector<int> pages { 1, 1, 2, 3 };
    for (size_t i = 0; i < pages.size(); ++i)
        QCOMPARE(document.blocks[i].page, pages[i]);
}

void HwpxTest::passwordsAreAskedFor()
{
    const std::string manifest = "<odf:manifest xmlns:odf=\"m\"><odf:file-entry odf:full-path=\"Contents/section0.xml\"><odf:encryption-data/></odf:file-entry></odf:manifest>";
    QCOMPARE(readParts({ { "META-INF/manifest.xml", manifest }, { "Contents/section0.xml", "cipher" } }).error().code, ErrorCode::NeedsPassword);
}

void HwpxTest::damageIsSaid()
{
    QCOMPARE(readParts({ { "a", "b" } }).error().code, ErrorCode::Damaged);
    QCOMPARE(readParts({ { "Contents/section0.xml", "<a><b></a>" } }).error().code, ErrorCode::Damaged);
    QCOMPARE(readParts({ { "Contents/section0.xml", section("") } }).error().code, ErrorCode::NotFound);
    QCOMPARE(read(Format::Hwpx, asBytes("PK\x03\x04"), [](int, int) {}).error().code, ErrorCode::Damaged);
}

void HwpxTest::doctypesAndDepthAreUnsafe()
{
    QCOMPARE(readParts({ { "Contents/section0.xml", "<!DOCTYPE a>" + section(p(t("가"))) } }).error().code, ErrorCode::Unsafe);
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "<hp:container>";
    for (int i = 0; i < 100'000; ++i)
        deep += "</hp:container>";
    QCOMPARE(readParts({ { "Contents/section0.xml", section(p(deep)) } }).error().code, ErrorCode::Unsafe);
}

void HwpxTest::hiddenCharactersAreCountedInCellsToo()
{
    const Document document = readSectionOf(p(t("가\u200B나")) + p(table(2, row(cell(p(t("다\u202E라"))) + cell(p(t("바\U000E0041")))))) + p(control("footNote", p(t("\u3164마")))));
    QCOMPARE(plainText(document), std::string("가나\n다라 | 바\n마"));
    QCOMPARE(document.hiddenCharactersRemoved, 4);
}

void HwpxTest::titlesAreShortAndClean()
{
    std::string hpf = package({ "section0" });
    std::string longTitle = "\u202E";
    for (int i = 0; i < 100'000; ++i)
        longTitle += "가";
    hpf.replace(hpf.find("표제"), std::string("표제").size(), longTitle + "\xFF");
    const auto document = readParts({ { "Contents/content.hpf", hpf }, { "Contents/section0.xml", section(p(t("본문"))) } });
    QVERIFY(document.ok());
    QCOMPARE(document->title.size(), size_t { 600 });
    QVERIFY(document->title.starts_with("가"));
}

/// A spine of 100 000 references to 100 000 parts takes no time worth telling.
void HwpxTest::aLongSpineEndsSoon()
{
    std::vector<std::string> names(100'000);
    for (size_t i = 0; i < names.size(); ++i)
        names[i] = "section" + std::to_string(i);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(readParts({ { "Contents/content.hpf", package(names) }, { "Contents/section0.xml", section(p(t("본문"))) } }).ok());
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(HwpxTest)
#include "hwpx_test.moc"
