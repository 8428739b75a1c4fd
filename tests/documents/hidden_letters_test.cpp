// hidden_letters_test.cpp - Letters that nobody sees are left out and counted; white ones on a colour are seen.
#include "engine/documents/hidden_letters.h"
#include "engine/documents/registry.h"
#include "tests/documents/hwp_parts.h"
#include "tests/documents/office_parts.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;
using namespace sillok::test;

namespace {

// Fills 1 none, 2 white, 3 blue. Letters 0 plain, 1 white, 2 of one point, 3 white on a shade, 4 of no height.
const std::string kHead = R"(<hh:head xmlns:hh="h" xmlns:hc="c"><hh:refList>
<hh:borderFills><hh:borderFill id="1"/><hh:borderFill id="2"><hc:fillBrush><hc:winBrush faceColor="#FFFFFF"/></hc:fillBrush></hh:borderFill>
<hh:borderFill id="3"><hc:fillBrush><hc:winBrush faceColor="#003366"/></hc:fillBrush></hh:borderFill></hh:borderFills>
<hh:charProperties><hh:charPr id="0" height="1000" textColor="#000000" shadeColor="none" borderFillIDRef="2"/>
<hh:charPr id="1" height="1000" textColor="#FFFFFF" shadeColor="none" borderFillIDRef="2"/>
<hh:charPr id="2" height="100" textColor="#000000" shadeColor="none"/><hh:charPr id="3" height="1000" textColor="#FFFFFF" shadeColor="#333333"/>
<hh:charPr id="4" height="0" textColor="#000000"/></hh:charProperties>
<hh:paraProperties><hh:paraPr id="0"><hh:border borderFillIDRef="2"/></hh:paraPr><hh:paraPr id="1"><hh:border borderFillIDRef="3"/></hh:paraPr></hh:paraProperties></hh:refList></hh:head>)";

std::string run(int letters, const std::string& text) { return "<hp:run charPrIDRef=\"" + std::to_string(letters) + "\"><hp:t>" + text + "</hp:t></hp:run>"; }
std::string p(const std::string& runs, int style = 0) { return "<hp:p paraPrIDRef=\"" + std::to_string(style) + "\">" + runs + "</hp:p>"; }
std::string inCell(int fill, const std::string& paragraphs, int tableFill = 1)
{
    return p("<hp:run><hp:tbl colCnt=\"1\" borderFillIDRef=\"" + std::to_string(tableFill) + "\"><hp:tr><hp:tc borderFillIDRef=\"" + std::to_string(fill) + "\"><hp:subList>" + paragraphs
        + "</hp:subList></hp:tc></hp:tr></hp:tbl></hp:run>");
}

struct Seen {
    std::string text;
    int hidden = -1;
    bool operator==(const Seen&) const = default;
};

Seen seenIn(const Result<Document>& document)
{
    return document.ok() ? Seen { plainText(*document), document->hiddenCharactersRemoved } : Seen { errorCodeName(document.error().code), -1 };
}

Seen hwpx(const std::string& paragraphs)
{
    const std::string section = "<hs:sec xmlns:hs=\"s\" xmlns:hp=\"p\" xmlns:hc=\"c\">" + paragraphs + "</hs:sec>";
    return seenIn(read(Format::Hwpx, makeZip({ { "mimetype", "application/hwp+zip", false }, { "Contents/header.xml", kHead }, { "Contents/section0.xml", section } }), [](int, int) {}));
}

/// HWP 5.0: the same letters and fills as records.
std::string letters(int height, uint32_t color, uint32_t shade = 0xFFFFFFFF)
{
    return record(21, 1, std::string(42, '\0') + raw(height) + std::string(6, '\0') + raw(color) + raw(uint32_t(0)) + raw(shade) + raw(uint32_t(0)) + raw(uint16_t(0)) + std::string(4, '\0'));
}
std::string fill(uint32_t color) { return record(20, 1, std::string(32, '\0') + raw(uint32_t(1)) + raw(color) + raw(uint32_t(0)) + raw(int32_t(-1)) + raw(uint32_t(0))); }

/// Every pair: from which unit on, and which letters.
std::string shaped(uint32_t level, const char* text, const std::vector<std::pair<uint32_t, uint32_t>>& pairs)
{
    std::string shapes;
    for (const auto& [unit, shape] : pairs)
        shapes += raw(unit) + raw(shape);
    return para(level, { .text = utf16(text), .inside = record(68, level + 1, shapes) });
}

Seen hwp(const std::string& paragraphs)
{
    const std::string info = fill(0xFFFFFF) + fill(0x663300) + letters(1000, 0) + letters(1000, 0xFFFFFF) + letters(100, 0) + letters(1000, 0xFFFFFF, 0x333333);
    const auto bytes = makeHwp({ .sections = { paragraphs }, .docInfo = info });
    return seenIn(read(Format::Hwp5, bytes, [](int, int) {}));
}

std::string hwpTable(uint16_t fillId, const std::string& paragraphs)
{
    const std::string header = raw(uint32_t(1)) + raw(uint32_t(0)) + raw(uint16_t(0)) + raw(uint16_t(0)) + raw(uint16_t(1)) + raw(uint16_t(1)) + std::string(16, '\0') + raw(fillId);
    return holding(0, 11, control(1, "tbl ", {}, tableRecord(2, 1, 1) + record(72, 2, header) + paragraphs));
}

/// Styles by name: letters w white, t of one point, n not displayed; cells k blue, l white; paragraphs b on blue, v white; tables u blue.
const std::string kOdfStyles = R"(<office:automatic-styles>
<style:style style:name="w" style:family="text"><style:text-properties fo:color="#FFFFFF"/></style:style>
<style:style style:name="t" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>
<style:style style:name="n" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="s" style:family="text" style:parent-style-name="w"><style:text-properties fo:background-color="#333333"/></style:style>
<style:style style:name="k" style:family="table-cell"><style:table-cell-properties fo:background-color="#003366"/></style:style>
<style:style style:name="l" style:family="table-cell"><style:table-cell-properties fo:background-color="#ffffff"/><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="b" style:family="paragraph"><style:paragraph-properties fo:background-color="#003366"/></style:style>
<style:style style:name="v" style:family="paragraph"><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="u" style:family="table"><style:table-properties fo:background-color="#003366"/></style:style>)";

Seen odf(const std::string& kind, const std::string& body, const std::string& moreStyles = {})
{
    const std::string content = "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"tb\" xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:draw=\"d\">" + kOdfStyles + moreStyles
        + "</office:automatic-styles><office:body><office:" + kind + ">" + body + "</office:" + kind + "></office:body></office:document-content>";
    const auto bytes = makeZip({ { "mimetype", "application/vnd.oasis.opendocument." + kind, false }, { "content.xml", content } });
    return seenIn(read(sniff(bytes, ""), bytes, [](int, int) {}));
}
Seen odt(const std::string& body, const std::string& moreStyles = {}) { return odf("text", body, moreStyles); }
std::string tp(const std::string& inside, const std::string& style = {}) { return "<text:p text:style-name=\"" + style + "\">" + inside + "</text:p>"; }
std::string ts(const std::string& style, const std::string& text) { return "<text:span text:style-name=\"" + style + "\">" + text + "</text:span>"; }
std::string odfTable(const std::string& cellStyle, const std::string& paragraphs, const std::string& style = {}, const std::string& columnStyle = {})
{
    return "<table:table table:style-name=\"" + style + "\"><table:table-column table:default-cell-style-name=\"" + columnStyle + "\"/><table:table-row><table:table-cell table:style-name=\"" + cellStyle
        + "\">" + paragraphs + "</table:table-cell></table:table-row></table:table>";
}

/// A slide on a layout and a master; `theme` is the colour that they name bg1.
struct Slides {
    std::string shapes;
    std::string background {};
    std::string layoutShapes {};
    std::string masterShapes {};
    std::string theme = R"(<a:sysClr val="window" lastClr="FFFFFF"/>)";
};
Seen pptx(const Slides& slides)
{
    const auto part = [](const std::string& root, const std::string& background, const std::string& shapes, const std::string& behind = {}) {
        return "<p:" + root + " xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld>" + background + "<p:spTree>" + shapes + "</p:spTree></p:cSld>" + behind + "</p:" + root + ">";
    };
    const std::string theme = "<a:theme xmlns:a=\"a\"><a:themeElements><a:clrScheme><a:lt1>" + slides.theme
        + "</a:lt1></a:clrScheme><a:fmtScheme><a:bgFillStyleLst><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>";
    return seenIn(readOffice(makePackage("ppt/presentation.xml",
        { { "ppt/presentation.xml", "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId r:id=\"rId1\"/></p:sldIdLst></p:presentation>" },
            { "ppt/_rels/presentation.xml.rels", relations(relation("rId1", "slide", "slides/slide1.xml")) },
            { "ppt/slides/slide1.xml", part("sld", slides.background, slides.shapes) }, { "ppt/slides/_rels/slide1.xml.rels", relations(relation("l", "slideLayout", "../l.xml")) },
            { "ppt/l.xml", part("sldLayout", {}, slides.layoutShapes) }, { "ppt/_rels/l.xml.rels", relations(relation("m", "slideMaster", "m.xml")) },
            { "ppt/m.xml", part("sldMaster", R"(<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>)", slides.masterShapes, R"(<p:clrMap bg1="lt1"/>)") },
            { "ppt/_rels/m.xml.rels", relations(relation("t", "theme", "t.xml")) }, { "ppt/t.xml", theme } })));
}
std::string sp(const std::string& runs, const std::string& properties = {}, const std::string& name = {})
{
    return "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" " + name + "/></p:nvSpPr><p:spPr>" + properties + "</p:spPr><p:txBody><a:p>" + runs + "</a:p></p:txBody></p:sp>";
}
std::string ar(const std::string& text, const std::string& inside = {}, const std::string& attributes = {}) { return "<a:r><a:rPr " + attributes + ">" + inside + "</a:rPr><a:t>" + text + "</a:t></a:r>"; }
std::string solid(const std::string& color) { return "<a:solidFill>" + color + "</a:solidFill>"; }
const std::string kWhiteInk = solid(R"(<a:srgbClr val="FFFFFF"/>)");

/// Cells: 0 plain, 1 white, 2 of one point, 3 white on blue, 4 white on a white fill, 5 in the theme's light colour.
const std::string kCellStyles = R"(<styleSheet><fonts><font><sz val="11"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/></font><font><sz val="1"/></font><font><color theme="0"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF003366"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor indexed="9"/></patternFill></fill></fills>
<cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="2" fillId="0"/><xf fontId="1" fillId="1"/><xf fontId="1" fillId="2"/><xf fontId="3" fillId="0"/></cellXfs></styleSheet>)";
Seen xlsx(const std::string& cells, const std::string& behind = {}, const std::string& light = "FFFFFF")
{
    return seenIn(readOffice(makePackage("xl/workbook.xml",
        { { "xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="장" sheetId="1" r:id="rId1"/></sheets></workbook>)" },
            { "xl/_rels/workbook.xml.rels", relations(relation("rId1", "worksheet", "s.xml") + relation("rId2", "styles", "styles.xml") + relation("rId3", "theme", "t.xml") + relation("rId4", "sharedStrings", "w.xml")) },
            { "xl/styles.xml", kCellStyles }, { "xl/t.xml", "<a:theme xmlns:a=\"a\"><a:themeElements><a:clrScheme><a:lt1><a:srgbClr val=\"" + light + "\"/></a:lt1></a:clrScheme></a:themeElements></a:theme>" },
            { "xl/w.xml", R"(<sst><si><r><t>보이는</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t>숨은</t></r><r><rPr><color rgb="FF000000"/></rPr><t>글</t></r></si></sst>)" },
            { "xl/s.xml", "<worksheet><sheetData><row r=\"1\">" + cells + "</row></sheetData>" + behind + "</worksheet>" } })));
}
std::string xc(const std::string& place, int style, const std::string& text) { return "<c r=\"" + place + "\" s=\"" + std::to_string(style) + "\" t=\"str\"><v>" + text + "</v></c>"; }

} // namespace

class HiddenLettersTest : public QObject {
    Q_OBJECT
private slots:
    void whiteAndTinyOnesAreLeftOutOfHwpx();
    void whiteOnesOnAColourStayInHwpx();
    void whiteAndTinyOnesAreLeftOutOfHwp();
    void whiteOnesOnAColourStayInHwp();
    void whiteAndTinyOnesAreLeftOutOfOdf();
    void whiteOnesOnAColourStayInOdf();
    void whiteAndTinyOnesAreLeftOutOfPptx();
    void whiteOnesOnAColourStayInPptx();
    void whiteAndTinyOnesAreLeftOutOfXlsx();
    void whiteOnesOnAColourStayInXlsx();
    void aDocumentOfNothingElseHasNoText();
};

void HiddenLettersTest::whiteAndTinyOnesAreLeftOutOfHwpx()
{
    QCOMPARE(hwpx(p(run(0, "보이는 글") + run(1, "숨은 지시"))), (Seen { "보이는 글", 5 }));
    QCOMPARE(hwpx(p(run(2, "작은 지시") + run(4, "없는") + run(0, "보이는 글"))), (Seen { "보이는 글", 7 }));
    QCOMPARE(hwpx(p(run(0, "칸 밖")) + inCell(2, p(run(1, "흰 칸")))), (Seen { "칸 밖", 3 }));
}

void HiddenLettersTest::whiteOnesOnAColourStayInHwpx()
{
    QCOMPARE(hwpx(p(run(3, "제목"))), (Seen { "제목", 0 }));
    QCOMPARE(hwpx(p(run(1, "제목"), 1)), (Seen { "제목", 0 }));
    QCOMPARE(hwpx(inCell(3, p(run(1, "구분")))), (Seen { "구분", 0 }));
    QCOMPARE(hwpx(inCell(1, p(run(1, "구분")), 3)), (Seen { "구분", 0 }));
    QCOMPARE(hwpx(p("<hp:run><hp:rect><hc:fillBrush/><hp:drawText><hp:subList>" + p(run(1, "상자")) + "</hp:subList></hp:drawText></hp:rect></hp:run>")), (Seen { "상자", 0 }));
    QCOMPARE(hwpx(p("<hp:run><hp:pic textWrap=\"BEHIND_TEXT\"/></hp:run>" + run(1, "표지"))), (Seen { "표지", 0 }));
    QCOMPARE(hwpx(p("<hp:run><hp:secPr><hp:pageBorderFill borderFillIDRef=\"3\"/></hp:secPr></hp:run>" + run(1, "표지"))), (Seen { "표지", 0 }));
    // The colour ends with what it fills.
    QCOMPARE(hwpx(inCell(3, p(run(1, "구분"))) + p(run(0, "글") + run(1, "숨은"))), (Seen { "구분\n글", 2 }));
    QCOMPARE(hwpx(p(run(1, "제목"), 1) + p(run(0, "글") + run(1, "숨은"))), (Seen { "제목\n글", 2 }));
}

void HiddenLettersTest::whiteAndTinyOnesAreLeftOutOfHwp()
{
    QCOMPARE(hwp(shaped(0, "보이는 글숨은 지시끝", { { 0, 0 }, { 5, 1 }, { 10, 0 } })), (Seen { "보이는 글끝", 5 }));
    QCOMPARE(hwp(shaped(0, "작은보이는", { { 0, 2 }, { 2, 0 } })), (Seen { "보이는", 2 }));
    QCOMPARE(hwp(shaped(0, "글", { { 0, 0 } }) + hwpTable(1, shaped(2, "흰 칸", { { 0, 1 } }))), (Seen { "글", 3 }));
}

void HiddenLettersTest::whiteOnesOnAColourStayInHwp()
{
    QCOMPARE(hwp(shaped(0, "제목", { { 0, 3 } })), (Seen { "제목", 0 }));
    QCOMPARE(hwp(hwpTable(2, shaped(2, "구분", { { 0, 1 } }))), (Seen { "구분", 0 }));
    QCOMPARE(hwp(hwpTable(2, shaped(2, "구분", { { 0, 1 } })) + shaped(0, "글숨은", { { 0, 0 }, { 1, 1 } })), (Seen { "구분\n글", 2 }));
    const std::string behind = control(1, "gso ", raw(uint32_t(4u << 21)));
    QCOMPARE(hwp(holding(0, 11, behind) + shaped(0, "표지", { { 0, 1 } })), (Seen { "표지", 0 }));
    QCOMPARE(hwp(shaped(0, "표지", { { 0, 99 } })), (Seen { "표지", 0 })); // letters that are not described
}

void HiddenLettersTest::whiteAndTinyOnesAreLeftOutOfOdf()
{
    QCOMPARE(odt(tp("보이는 글" + ts("w", "숨은 지시"))), (Seen { "보이는 글", 5 }));
    QCOMPARE(odt(tp(ts("t", "작은") + ts("n", "없는") + "보이는 글")), (Seen { "보이는 글", 4 }));
    QCOMPARE(odt(tp("글") + tp("숨은 " + ts("x", "지시"), "v")), (Seen { "글", 5 }));
    QCOMPARE(odt(tp("칸 밖") + odfTable("l", tp(ts("w", "흰 칸")))), (Seen { "칸 밖", 3 }));
    QCOMPARE(odf("spreadsheet", odfTable("", tp("글")) + odfTable("l", tp("흰 칸"))), (Seen { "글", 3 }));
}

void HiddenLettersTest::whiteOnesOnAColourStayInOdf()
{
    QCOMPARE(odt(tp(ts("s", "제목"))), (Seen { "제목", 0 }));
    QCOMPARE(odt(tp(ts("w", "제목"), "b")), (Seen { "제목", 0 }));
    QCOMPARE(odt(odfTable("k", tp(ts("w", "구분")))), (Seen { "구분", 0 }));
    QCOMPARE(odt(odfTable("", tp(ts("w", "구분")), "u")), (Seen { "구분", 0 }));
    QCOMPARE(odt(odfTable("", tp(ts("w", "구분")), "", "k")), (Seen { "구분", 0 }));
    QCOMPARE(odt(tp("<draw:frame><draw:text-box>" + tp(ts("w", "상자")) + "</draw:text-box></draw:frame>")), (Seen { "상자", 0 }));
    QCOMPARE(odt(tp(ts("w", "표지")), R"(<style:page-layout><style:page-layout-properties fo:background-color="#003366"/></style:page-layout>)"), (Seen { "표지", 0 }));
    QCOMPARE(odt(tp(ts("w", "표지")), R"(<style:style style:name="g" style:family="graphic"><style:graphic-properties style:run-through="background"/></style:style>)"), (Seen { "표지", 0 }));
    // The colour ends with what it fills.
    QCOMPARE(odt(odfTable("k", tp(ts("w", "구분"))) + tp("글" + ts("w", "숨은"))), (Seen { "구분\n글", 2 }));
}

void HiddenLettersTest::whiteAndTinyOnesAreLeftOutOfPptx()
{
    QCOMPARE(pptx({ sp(ar("보이는 글") + ar("숨은 지시", kWhiteInk)) }), (Seen { "보이는 글", 5 }));
    QCOMPARE(pptx({ sp(ar("글") + ar("숨은", solid(R"(<a:schemeClr val="bg1"/>)"))) }), (Seen { "글", 2 }));
    QCOMPARE(pptx({ sp(ar("작은", {}, "sz=\"100\"") + ar("보이는")) }), (Seen { "보이는", 2 }));
    QCOMPARE(pptx({ sp(ar("글")) + sp(ar("숨은 상자"), {}, "hidden=\"1\"") }), (Seen { "글", 5 }));
    QCOMPARE(pptx({ sp(ar("글") + ar("숨은", kWhiteInk), kWhiteInk) }), (Seen { "글", 2 }));
}

void HiddenLettersTest::whiteOnesOnAColourStayInPptx()
{
    const std::string white = sp(ar("제목", kWhiteInk)), blue = solid(R"(<a:srgbClr val="003366"/>)"), picture = "<p:pic><p:blipFill/></p:pic>";
    const Seen stays { "제목", 0 };
    QCOMPARE(pptx({ sp(ar("제목", kWhiteInk), blue) }), stays);
    QCOMPARE(pptx({ white + sp({}, blue) }), stays);
    QCOMPARE(pptx({ white + picture }), stays);
    QCOMPARE(pptx({ white, "<p:bg><p:bgPr>" + blue + "</p:bgPr></p:bg>" }), stays);
    QCOMPARE(pptx({ white, {}, sp({}, blue) }), stays);
    QCOMPARE(pptx({ white, {}, {}, picture }), stays);
    QCOMPARE(pptx({ white, {}, {}, {}, R"(<a:srgbClr val="003366"/>)" }), stays);
    QCOMPARE(pptx({ sp(ar("제목", kWhiteInk + "<a:highlight/>")) }), stays);
    QCOMPARE(pptx({ sp(ar("제목", solid(R"(<a:srgbClr val="FFFFFF"><a:lumMod val="50000"/></a:srgbClr>)"))) }), stays);
}

void HiddenLettersTest::whiteAndTinyOnesAreLeftOutOfXlsx()
{
    QCOMPARE(xlsx(xc("A1", 0, "글") + xc("B1", 1, "숨은 칸") + xc("C1", 2, "작은")), (Seen { "장\n글", 6 }));
    QCOMPARE(xlsx(xc("A1", 0, "글") + xc("B1", 4, "흰 칸") + xc("C1", 5, "흰")), (Seen { "장\n글", 4 }));
    QCOMPARE(xlsx("<c r=\"A1\" t=\"s\"><v>0</v></c>"), (Seen { "장\n보이는글", 2 }));
    QCOMPARE(xlsx("<c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c>"), (Seen { "장\n글", 5 }));
    QCOMPARE(xlsx("<c r=\"A1\" s=\"1\"><v>42</v></c><c r=\"B1\"><v>7</v></c>"), (Seen { "장\n7", 2 }));
}

void HiddenLettersTest::whiteOnesOnAColourStayInXlsx()
{
    QCOMPARE(xlsx(xc("A1", 3, "제목")), (Seen { "장\n제목", 0 }));
    QCOMPARE(xlsx(xc("A1", 5, "제목"), {}, "003366"), (Seen { "장\n제목", 0 }));
    for (const char* behind : { "<conditionalFormatting/>", "<tableParts/>", "<picture/>" })
        QCOMPARE(xlsx(xc("A1", 1, "제목"), behind), (Seen { "장\n제목", 0 }));
}

void HiddenLettersTest::aDocumentOfNothingElseHasNoText()
{
    QCOMPARE(hwpx(p(run(1, "숨은 지시"))), (Seen { "NotFound", -1 }));
    QCOMPARE(hwp(shaped(0, "숨은", { { 0, 1 } })), (Seen { "NotFound", -1 }));
}

QTEST_GUILESS_MAIN(HiddenLettersTest)
#include "hidden_letters_test.moc"
