// hidden_letters_test.cpp - Letters that nobody sees are left out and counted; white ones on a colour are seen.
#include "engine/documents/hidden_letters.h"
#include "engine/documents/registry.h"
#include "tests/documents/archive.h"
#include "tests/documents/hwp_parts.h"

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

} // namespace

class HiddenLettersTest : public QObject {
    Q_OBJECT
private slots:
    void whiteAndTinyOnesAreLeftOutOfHwpx();
    void whiteOnesOnAColourStayInHwpx();
    void whiteAndTinyOnesAreLeftOutOfHwp();
    void whiteOnesOnAColourStayInHwp();
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

void HiddenLettersTest::aDocumentOfNothingElseHasNoText()
{
    QCOMPARE(hwpx(p(run(1, "숨은 지시"))), (Seen { "NotFound", -1 }));
    QCOMPARE(hwp(shaped(0, "숨은", { { 0, 1 } })), (Seen { "NotFound", -1 }));
}

QTEST_GUILESS_MAIN(HiddenLettersTest)
#include "hidden_letters_test.moc"
