#include "engine/documents/containers/inflate.h"
#include "engine/documents/containers/zip.h"
#include "engine/documents/hwp/distribution.h"
#include "engine/documents/hwp/section.h"
#include "engine/documents/registry.h"
#include "tests/documents/hwp_parts.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;
using namespace sillok::test;

namespace {

/// Shapes 0: plain, 1 and 2: outline, 3: numbered, 4: bullet, 5: outline of level 8.
std::string docInfo()
{
    std::string numbering = numberingLevel(0, "^1.") + numberingLevel(8, "^2.") + numberingLevel(1, "^3") + numberingLevel(2, "제^4장") + numberingLevel(0, "(^5)")
        + numberingLevel(10, "^6)") + numberingLevel(0, "^1.^7.") + raw(uint16_t(1));
    for (const uint32_t start : { 1, 1, 1, 3, 1, 1, 1 })
        numbering += raw(start);
    numbering += numberingLevel(5, "^8-") + numberingLevel(0, "") + numberingLevel(0, "");
    for (const uint32_t start : { 2, 1, 1 })
        numbering += raw(start);
    return record(23, 1, numbering) + record(24, 1, std::string(12, '\0') + utf16("□")) + paragraphShape(0, 0, 0) + paragraphShape(1, 0, 0) + paragraphShape(1, 1, 0)
        + paragraphShape(2, 3, 1) + paragraphShape(3, 0, 1) + paragraphShape(1, 7, 0);
}

/// The control that names the outline numbering, in a paragraph of its own.
std::string sectionDefinition(const std::string& inside = {}) { return holding(0, 2, control(1, "secd", std::string(14, '\0') + raw(uint16_t(1)) + std::string(20, '\0'), inside)); }

Result<Document> readFile(const HwpFile& file) { return read(Format::Hwp5, makeHwp(file), [](int, int) {}); }

Document readSectionOf(const std::string& paragraphs)
{
    auto document = readFile({ .sections = { sectionDefinition() + paragraphs }, .docInfo = docInfo() });
    return document.ok() ? *std::move(document) : Document {};
}

std::string textOf(const std::string& paragraphs) { return plainText(readSectionOf(paragraphs)); }

std::string codeOf(const HwpFile& file)
{
    const auto document = readFile(file);
    return document.ok() ? "ok" : errorCodeName(document.error().code);
}

std::string table(uint32_t level, uint16_t columns, const std::string& cells, const std::string& caption = {})
{
    return control(level, "tbl ", std::string(40, '\0'), caption + tableRecord(level + 1, 2, columns) + cells);
}

std::string twoByTwo(uint32_t level)
{
    return table(level, 2, cell(level + 1, 0, 0, 1, p(level + 1, "이름")) + cell(level + 1, 1, 0, 1, p(level + 1, "값")) + cell(level + 1, 0, 1, 1, p(level + 1, "가") + p(level + 1, "나"))
        + cell(level + 1, 1, 1, 1, p(level + 1, "1")));
}

std::string list(uint32_t level, const std::string& paragraphs) { return record(72, level, std::string(8, '\0')) + paragraphs; }

std::string autoNumber(uint32_t kind, uint32_t format, uint16_t number)
{
    return control(1, "atno", raw(kind | format << 4) + raw(number) + raw(uint16_t(0)) + utf16("<") + utf16(">"));
}

std::map<char32_t, int> hangulOf(const std::string& text)
{
    std::map<char32_t, int> bag;
    for (const char32_t c : QString::fromStdString(text).normalized(QString::NormalizationForm_C).toStdU32String()) {
        if (c >= 0xAC00 && c <= 0xD7A3)
            ++bag[c];
    }
    return bag;
}

} // namespace

class HwpTest : public QObject {
    Q_OBJECT
private slots:
    void bodyBecomesParagraphs();
    void streamsMayLieUncompressed();
    void outlineGivesHeadingsWithNumbers();
    void listsWriteTheirNumbersAndBullets();
    void levelsBeyondTheSeventhAreKnown();
    void tablesBecomeRows();
    void rowsAcrossTheTableAreLines();
    void oneColumnTablesAreLayout();
    void tablesInsideCellsStayInTheCell();
    void captionsComeBeforeTheirTable();
    void notesFollowTheirParagraph();
    void masterPagesAndMemosAreNotes();
    void textBoxesAreRead();
    void equationsRubyAndJoinedCharacters();
    void automaticNumbers();
    void charactersBelow32();
    void charactersBeyondTheBasicPlane();
    void sectionsComeInOrder();
    void pagesAreEstimatedFromLinePositions();
    void theTitleIsInTheSummary();
    void longRecordsAreRead();
    void passwordsAndRightsAreSaid();
    void damageIsSaid();
    void distributionDocumentsNeedTheirSeed();
    void aesMatchesThePublishedVector();
    void fullCellsEndSoon();
    void deepRecordsAreUnsafe();
    void manyRecordsAreUnsafe();
    void deflateBombsAreUnsafe();
    void tooMuchTextIsUnsafe();
    void fixturesKeepTheirHangul();
};

void HwpTest::bodyBecomesParagraphs()
{
    const Document document = readSectionOf(p(0, "첫 문단") + p(0, "") + p(0, "둘째 문단"));
    QCOMPARE(plainText(document), std::string("첫 문단\n둘째 문단"));
    QCOMPARE(document.format, std::string("HWP 5.0"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Paragraph);
    QCOMPARE(document.blocks[0].page, 1);
}

void HwpTest::streamsMayLieUncompressed()
{
    const auto document = readFile({ .sections = { p(0, "그대로") }, .flags = 0 });
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("그대로"));
}

void HwpTest::outlineGivesHeadingsWithNumbers()
{
    const Document document = readSectionOf(p(0, "총칙", 1) + p(0, "목적", 2) + p(0, "정의", 2) + p(0, "보존", 1) + p(0, "기간", 2));
    QCOMPARE(plainText(document), std::string("1. 총칙\n가. 목적\n나. 정의\n2. 보존\n가. 기간"));
    const std::vector<int> levels { 1, 2, 2, 1, 2 };
    for (size_t i = 0; i < levels.size(); ++i) {
        QCOMPARE(document.blocks[i].kind, BlockKind::Heading);
        QCOMPARE(document.blocks[i].headingLevel, levels[i]);
    }
}

void HwpTest::listsWriteTheirNumbersAndBullets()
{
    const Document document = readSectionOf(p(0, "가", 3) + p(0, "나", 3) + p(0, "다", 4));
    QCOMPARE(plainText(document), std::string("제III장 가\n제IV장 나\n□ 다"));
    for (const Block& block : document.blocks)
        QCOMPARE(block.kind, BlockKind::ListItem);
}

void HwpTest::levelsBeyondTheSeventhAreKnown()
{
    const Document document = readSectionOf(p(0, "여덟째", 5) + p(0, "또", 5));
    QCOMPARE(plainText(document), std::string("b- 여덟째\nc- 또"));
    QCOMPARE(document.blocks[0].headingLevel, 8);
}

void HwpTest::tablesBecomeRows()
{
    const Document document = readSectionOf(p(0, "앞") + holding(0, 11, twoByTwo(1)) + p(0, "뒤"));
    QCOMPARE(plainText(document), std::string("앞\n이름 | 값\n가 나 | 1\n뒤"));
    QCOMPARE(document.blocks[1].kind, BlockKind::TableRow);
    QVERIFY(document.blocks[1].tableHeader && !document.blocks[2].tableHeader);
    QCOMPARE(document.blocks[2].table, 0);
    QCOMPARE(document.blocks[3].table, -1);
}

void HwpTest::rowsAcrossTheTableAreLines()
{
    const std::string cells = cell(2, 0, 0, 2, p(2, "예산 현황")) + cell(2, 0, 1, 1, p(2, "과목")) + cell(2, 1, 1, 1, p(2, "금액"));
    const Document document = readSectionOf(holding(0, 11, table(1, 2, cells)));
    QCOMPARE(plainText(document), std::string("예산 현황\n과목 | 금액"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Paragraph);
    QVERIFY(document.blocks[1].tableHeader);
}

void HwpTest::oneColumnTablesAreLayout()
{
    const Document document = readSectionOf(holding(0, 11, table(1, 1, cell(2, 0, 0, 1, p(2, "제목", 1) + p(2, "본문")))));
    QCOMPARE(plainText(document), std::string("1. 제목\n본문"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Heading);
    QCOMPARE(document.blocks[1].table, -1);
}

void HwpTest::tablesInsideCellsStayInTheCell()
{
    const std::string outer = cell(2, 0, 0, 1, p(2, "밖") + holding(2, 11, twoByTwo(3))) + cell(2, 1, 0, 1, p(2, "옆"));
    QCOMPARE(textOf(holding(0, 11, table(1, 2, outer))), std::string("밖 이름 값 가 나 1 | 옆"));
    const Document layout = readSectionOf(holding(0, 11, table(1, 1, cell(2, 0, 0, 1, p(2, "밖") + holding(2, 11, twoByTwo(3))))));
    QCOMPARE(plainText(layout), std::string("밖\n이름 | 값\n가 나 | 1"));
}

void HwpTest::captionsComeBeforeTheirTable()
{
    const std::string caption = list(2, para(2, { .text = utf16("표 ") + controlUnits(18) + utf16(" 현황"), .inside = control(3, "atno", raw(uint32_t(4)) + raw(uint16_t(3)) + std::string(6, '\0')) }));
    const Document document = readSectionOf(holding(0, 11, table(1, 2, cell(2, 0, 0, 1, p(2, "가")) + cell(2, 1, 0, 1, p(2, "나")), caption)));
    QCOMPARE(plainText(document), std::string("표 3 현황\n가 | 나"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Caption);
}

void HwpTest::notesFollowTheirParagraph()
{
    std::string inside;
    for (const auto& [letters, text] : { std::pair("head", "머리말"), { "foot", "꼬리말" }, { "fn  ", "각주" }, { "en  ", "미주" }, { "tcmt", "숨은 설명" } })
        inside += control(1, letters, std::string(8, '\0'), list(2, p(2, text)));
    const std::string text = controlUnits(16) + controlUnits(16) + utf16("본문의 앞") + controlUnits(17) + controlUnits(17) + controlUnits(15) + utf16("과 뒤");
    const Document document = readSectionOf(para(0, { .text = text, .inside = inside }) + p(0, "다음"));
    QCOMPARE(plainText(document), std::string("본문의 앞과 뒤\n머리말\n꼬리말\n각주\n미주\n숨은 설명\n다음"));
    for (size_t i = 1; i < 6; ++i)
        QCOMPARE(document.blocks[i].kind, BlockKind::Note);
    QCOMPARE(document.blocks[6].kind, BlockKind::Paragraph);
}

void HwpTest::masterPagesAndMemosAreNotes()
{
    const std::string memo = record(93, 1, std::string(4, '\0')) + list(1, p(1, "메모"));
    const auto document = readFile({ .sections = { sectionDefinition(list(2, p(2, "바탕쪽"))) + p(0, "본문") + memo }, .docInfo = docInfo() });
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("바탕쪽\n본문\n메모"));
    QCOMPARE(document->blocks[0].kind, BlockKind::Note);
    QCOMPARE(document->blocks[2].kind, BlockKind::Note);
}

void HwpTest::textBoxesAreRead()
{
    const std::string box = record(76, 2, std::string(20, '\0')) + list(3, p(3, "글상자"));
    QCOMPARE(textOf(para(0, { .text = utf16("앞") + controlUnits(11) + utf16("뒤"), .inside = control(1, "gso ", std::string(40, '\0'), box) })), std::string("앞\n글상자\n뒤"));
    const std::string group = record(76, 2) + record(76, 3) + list(4, p(4, "묶음 속")) + record(76, 3) + list(4, p(4, "둘째"));
    const Document document = readSectionOf(holding(0, 11, control(1, "gso ", std::string(40, '\0'), list(2, p(2, "그림 설명")) + group)));
    QCOMPARE(plainText(document), std::string("그림 설명\n묶음 속\n둘째"));
    QCOMPARE(document.blocks[0].kind, BlockKind::Caption);
    QCOMPARE(document.blocks[1].kind, BlockKind::Paragraph);
}

void HwpTest::equationsRubyAndJoinedCharacters()
{
    const std::string text = utf16("식 ") + controlUnits(11) + utf16(" ") + controlUnits(23) + controlUnits(23);
    const std::string inside = control(1, "eqed", {}, record(88, 2, raw(uint32_t(0)) + counted("a over b"))) + control(1, "tdut", counted("본말") + counted("덧말"))
        + control(1, "tcps", counted("감12"));
    QCOMPARE(textOf(para(0, { .text = text, .inside = inside })), std::string("식 a over b 본말덧말감12"));
}

void HwpTest::automaticNumbers()
{
    const std::string text = utf16("표") + controlUnits(18) + utf16("쪽") + controlUnits(18) + utf16("주") + controlUnits(18);
    QCOMPARE(textOf(para(0, { .text = text, .inside = autoNumber(4, 1, 2) + autoNumber(0, 0, 7) + autoNumber(1, 8, 3) })), std::string("표<②>쪽주<다>"));
}

void HwpTest::charactersBelow32()
{
    const std::string text = utf16("가") + controlUnits(9) + utf16("나") + raw(uint16_t(30)) + utf16("다") + raw(uint16_t(31)) + utf16("라") + raw(uint16_t(24)) + utf16("마") + raw(uint16_t(10))
        + utf16("바") + controlUnits(4) + controlUnits(8) + utf16("사") + controlUnits(3) + utf16("아");
    QCOMPARE(textOf(para(0, { .text = text, .inside = control(1, "%clk") })), std::string("가 나 다 라-마\n바사아"));
}

void HwpTest::charactersBeyondTheBasicPlane()
{
    QCOMPARE(textOf(p(0, "𠀋와 😀")), std::string("𠀋와 😀"));
    QCOMPARE(textOf(para(0, { .text = utf16("가") + raw(uint16_t(0xD840)) + utf16("나") + raw(uint16_t(0xDC0B)) + utf16("다") })), std::string("가\uFFFD나\uFFFD다"));
}

void HwpTest::sectionsComeInOrder()
{
    std::vector<std::string> sections;
    for (int i = 0; i < 11; ++i)
        sections.push_back(p(0, std::to_string(i).c_str()));
    const auto document = readFile({ .sections = sections });
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10"));
    QCOMPARE(document->pageCount, 11);
}

void HwpTest::pagesAreEstimatedFromLinePositions()
{
    const auto withLines = [](const char* text, std::vector<int> lines) { return para(0, { .text = utf16(text), .lines = std::move(lines) }); };
    const Document document = readSectionOf(withLines("하나", { 0, 1600 }) + withLines("둘", { 3200 }) + withLines("셋", { 0 }) + withLines("넷", { 1600, 0 })
        + para(0, { .text = utf16("다섯"), .breaks = 4 }));
    QVERIFY(document.pagesEstimated);
    QCOMPARE(document.pageCount, 4);
    const std::vector<int> pages { 1, 1, 2, 3, 4 };
    for (size_t i = 0; i < pages.size(); ++i)
        QCOMPARE(document.blocks[i].page, pages[i]);
}

void HwpTest::theTitleIsInTheSummary()
{
    const std::string title = utf16("업무 규정");
    std::string summary = std::string(44, '\0') + raw(uint32_t(48)) + raw(uint32_t(100)) + raw(uint32_t(2)) + raw(uint32_t(3)) + raw(uint32_t(24)) + raw(uint32_t(2))
        + raw(uint32_t(24)) + raw(uint32_t(31)) + raw(uint32_t(title.size() / 2 + 1)) + title + std::string(2, '\0');
    const std::string name = "\005HwpSummaryInformation";
    const auto titleWith = [&](const std::string& stream) { return readFile({ .sections = { p(0, "본문") }, .more = { { name, stream } } })->title; };
    QCOMPARE(titleWith(summary), std::string("업무 규정"));
    QCOMPARE(titleWith(summary.substr(0, 84)), std::string("업무"));
    std::string crowded = summary;
    std::memset(crowded.data() + 52, 0xFF, 4); // four thousand million properties, and the title is none of them
    std::memset(crowded.data() + 64, 3, 1);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(titleWith(crowded), std::string());
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    std::memset(summary.data() + 68, 0xFF, 4); // its place lies outside
    QCOMPARE(titleWith(summary), std::string());
    std::memset(summary.data() + 44, 0xFF, 8);
    QCOMPARE(titleWith(summary), std::string());
}

void HwpTest::longRecordsAreRead()
{
    const std::string text(5000, 'a');
    QCOMPARE(textOf(p(0, text.c_str())), text);
}

void HwpTest::passwordsAndRightsAreSaid()
{
    QCOMPARE(codeOf({ .sections = { p(0, "가") }, .flags = 1 | 2 }), std::string("NeedsPassword"));
    for (const uint32_t flag : { 16u, 256u, 1024u })
        QCOMPARE(codeOf({ .sections = { p(0, "가") }, .flags = 1 | flag }), std::string("Unsupported"));
    QCOMPARE(codeOf({ .sections = { p(0, "가") }, .version = 0x06000000 }), std::string("Unsupported"));
}

void HwpTest::damageIsSaid()
{
    QCOMPARE(codeOf({ .sections = {} }), std::string("Damaged"));
    QCOMPARE(codeOf({ .sections = { sectionDefinition() } }), std::string("NotFound"));
    QCOMPARE(codeOf({ .sections = { p(0, "가") }, .more = { { "FileHeader", "HWP Document File" } } }), std::string("Damaged"));
    QCOMPARE(codeOf({ .sections = { p(0, "가") }, .more = { { "FileHeader", std::string(256, 'x') } } }), std::string("Damaged"));
    QCOMPARE(codeOf({ .sections = { p(0, "가") }, .more = { { "DocInfo", "no deflate data" } } }), std::string("Damaged"));
    const std::string packed = deflated(p(0, "가나다라마바사"));
    QCOMPARE(codeOf({ .sections = { p(0, "가") }, .more = { { "BodyText/Section0", packed.substr(0, packed.size() / 2) } } }), std::string("Damaged"));
    QCOMPARE(codeOf({ .sections = { p(0, "가") + raw(uint32_t(67 | 0xFFFu << 20)) + raw(uint32_t(0xFFFFFFF0)) } }), std::string("Damaged"));
    QCOMPARE(codeOf({ .sections = { p(0, "가") + raw(uint32_t(67 | 100u << 20)) + "short" } }), std::string("Damaged"));
    QCOMPARE(read(Format::Hwp5, asBytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), [](int, int) {}).error().code, ErrorCode::Damaged);
}

void HwpTest::distributionDocumentsNeedTheirSeed()
{
    const auto codeWith = [](const std::string& section) { return codeOf({ .sections = {}, .flags = 1 | 4, .more = { { "ViewText/Section0", section } } }); };
    QCOMPARE(codeOf({ .sections = { p(0, "가") }, .flags = 1 | 4 }), std::string("Damaged")); // BodyText is not asked
    QCOMPARE(codeWith(""), std::string("Damaged"));
    QCOMPARE(codeWith(record(28, 0, std::string(100, 'a'))), std::string("Damaged"));
    QCOMPARE(codeWith(record(28, 0, std::string(256, 'a')).substr(0, 200)), std::string("Damaged"));
    QCOMPARE(codeWith(record(28, 0, std::string(256, 'a')) + std::string(64, 'b')), std::string("Damaged"));
}

/// FIPS 197, appendix C.1.
void HwpTest::aesMatchesThePublishedVector()
{
    std::array<uint8_t, 16> key;
    std::vector<uint8_t> plain;
    for (uint8_t i = 0; i < 16; ++i) {
        key[i] = i;
        plain.push_back(static_cast<uint8_t>(i * 0x11));
    }
    std::vector<uint8_t> cipher { 0x69, 0xC4, 0xE0, 0xD8, 0x6A, 0x7B, 0x04, 0x30, 0xD8, 0xCD, 0xB7, 0x80, 0x70, 0xB4, 0xC5, 0x5A };
    QCOMPARE(hwp::decryptAes128(cipher, key), plain);
    cipher.insert(cipher.end(), cipher.begin(), cipher.end() - 1); // a block that is not whole
    QCOMPARE(hwp::decryptAes128(cipher, key), plain);
}

/// A cell with as many paragraphs as one stream may have records for.
void HwpTest::fullCellsEndSoon()
{
    std::string paragraphs;
    for (size_t i = 0; i < hwp::kMaxRecords / 2 - 50; ++i)
        paragraphs += record(66, 2, std::string(8, '\0')) + record(67, 3, utf16("가나"));
    QElapsedTimer timer;
    timer.start();
    // Stored and not deflated: the same text over and over would be a bomb.
    const std::string section = holding(0, 11, table(1, 2, cell(2, 0, 0, 1, paragraphs) + cell(2, 1, 0, 1, p(2, "다"))));
    const auto records = hwp::parseRecords(asBytes(section));
    QVERIFY(records.ok());
    Document document;
    Numberings none;
    FlowWriter writer(document, none);
    QVERIFY(hwp::readSection(*records, {}, writer, document.hiddenCharactersRemoved).ok());
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void HwpTest::deepRecordsAreUnsafe()
{
    const auto nested = [](uint32_t depth) {
        std::string records;
        for (uint32_t level = 0; level < depth; ++level)
            records += level % 2 ? control(level, "tbl ") : p(level, "가");
        return records;
    };
    QCOMPARE(codeOf({ .sections = { nested(hwp::kMaxRecordDepth - 1) } }), std::string("ok"));
    QCOMPARE(codeOf({ .sections = { nested(hwp::kMaxRecordDepth + 1) } }), std::string("Unsafe"));
    QCOMPARE(codeOf({ .sections = { p(0, "가") }, .docInfo = nested(1000) }), std::string("Unsafe"));
}

void HwpTest::manyRecordsAreUnsafe()
{
    std::string records;
    for (size_t i = 0; i < hwp::kMaxRecords; ++i)
        records += record(66, 0);
    QVERIFY(hwp::parseRecords(asBytes(records)).ok());
    QCOMPARE(hwp::parseRecords(asBytes(records + record(66, 0))).error().code, ErrorCode::Unsafe);
}

void HwpTest::deflateBombsAreUnsafe()
{
    QCOMPARE(codeOf({ .sections = { std::string(20u << 20, '\0') } }), std::string("Unsafe")); // 1000:1
    uint64_t sofar = kMaxInflatedBytes - 100;
    QVERIFY(inflateRaw(asBytes(deflated(std::string(100, 'a'))), sofar).ok());
    QCOMPARE(inflateRaw(asBytes(deflated("a")), sofar).error().code, ErrorCode::Unsafe);
}

void HwpTest::tooMuchTextIsUnsafe()
{
    std::string text; // with as much chance in it as keeps it below the limit of deflate
    uint32_t chance = 1;
    for (uint64_t i = 0; i <= kMaxTextCodePoints; ++i) {
        chance = chance * 1664525 + 1013904223;
        text += raw(static_cast<uint16_t>(0xAC00 + (i % 32 ? i % 500 : chance >> 20)));
    }
    const auto reasonOf = [](const std::vector<std::string>& sections) { return readFile({ .sections = sections }).error().doing; };
    QCOMPARE(reasonOf({ para(0, { .text = text }) }), std::string("a section with more than ten million characters"));
    const std::string half = para(0, { .text = text.substr(0, text.size() / 4 * 2 + 2) }); // small enough each
    QCOMPARE(reasonOf({ half, half }), std::string("a document with more than ten million characters"));
}

void HwpTest::fixturesKeepTheirHangul()
{
    const QDir folder(qEnvironmentVariable("SILLOK_SHARED") + QStringLiteral("/fixtures/documents"));
    int measured = 0;
    QStringList poor;
    for (const QString& name : folder.entryList({ "*.hwp", "*.hml" }, QDir::Files)) {
        QFile file(folder.filePath(name));
        QFile reference(folder.filePath(name + ".alltext.txt"));
        if (!reference.exists())
            reference.setFileName(folder.filePath(name + ".expected.txt")); // distribution documents and HWP 3.0 have only this
        if (name.startsWith("host") || !file.open(QIODevice::ReadOnly) || !reference.open(QIODevice::ReadOnly))
            continue;
        const std::map<char32_t, int> wanted = hangulOf(reference.readAll().toStdString());
        if (wanted.empty())
            continue;
        const std::string bytes = file.readAll().toStdString();
        const auto document = read(sniff(asBytes(bytes), "hwp"), asBytes(bytes), [](int, int) {});
        const std::map<char32_t, int> got = hangulOf(document.ok() ? plainText(*document) : std::string {});
        int all = 0, found = 0;
        for (const auto& [syllable, count] : wanted) {
            all += count;
            found += got.contains(syllable) ? std::min(count, got.at(syllable)) : 0;
        }
        qInfo("  recall %.4f  %5d of %5d  %s", static_cast<double>(found) / all, found, all, qPrintable(name));
        ++measured;
        if (found * 100 < all * 99)
            poor << name;
    }
    if (measured == 0)
        QSKIP("SILLOK_SHARED has no fixtures: recall was not measured");
    qInfo("%d files measured", measured);
    QVERIFY2(poor.isEmpty(), qPrintable(poor.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(HwpTest)
#include "hwp_test.moc"
