#include "tests/documents/office_parts.h"

#include "engine/documents/xlsx/number_format.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::documents;
using namespace sillok::test;

namespace {

std::string c(const std::string& place, const std::string& value, const std::string& attributes = {}) { return "<c r=\"" + place + "\" " + attributes + "><v>" + value + "</v></c>"; }
std::string row(int number, const std::string& cells) { return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>"; }
std::string sheet(const std::string& rows) { return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"; }

const std::string kStrings = "<sst><si><t>구분</t></si><si><r><t>금</t></r><r><t>액</t></r><rPh><t>きん</t></rPh></si><si><t>인건비</t></si></sst>";
const std::string kFormats = R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0&quot;원&quot;"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs></styleSheet>)";

std::vector<uint8_t> workbook(const std::string& first, const std::string& second, std::vector<Part> more = {})
{
    std::vector<Part> parts { { "xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="예산" sheetId="1" r:id="rId1"/><sheet name="빈 장" sheetId="2" r:id="rId2"/></sheets></workbook>)" },
        { "xl/_rels/workbook.xml.rels", relations(relation("rId1", "worksheet", "worksheets/sheet1.xml") + relation("rId2", "worksheet", "worksheets/sheet2.xml")
                                            + relation("rId3", "sharedStrings", "sharedStrings.xml") + relation("rId4", "styles", "styles.xml")) },
        { "xl/sharedStrings.xml", kStrings }, { "xl/styles.xml", kFormats }, { "xl/worksheets/sheet1.xml", first }, { "xl/worksheets/sheet2.xml", second } };
    parts.insert(parts.end(), more.begin(), more.end());
    return makePackage("xl/workbook.xml", std::move(parts));
}

} // namespace

class XlsxTest : public QObject {
    Q_OBJECT
private slots:
    void sheetsBecomeTables();
    void emptyRowsEndATable();
    void commentsAndBoxesFollow();
    void numbersAreShownAsInTheSheet_data();
    void numbersAreShownAsInTheSheet();
    void mergedCellsHaveTheirSize();
    void wrongPlacesDoNoHarm();
};

void XlsxTest::mergedCellsHaveTheirSize()
{
    const std::string rows = row(2, c("B2", "제목", "t=\"str\"") + c("D2", "x", "t=\"str\"")) + row(3, c("D3", "y", "t=\"str\""));
    const auto document = readOffice(workbook("<worksheet><sheetData>" + rows + "</sheetData><mergeCells><mergeCell ref=\"B2:C3\"/><mergeCell ref=\"Q\"/><mergeCell ref=\"D9:C1\"/></mergeCells></worksheet>", sheet("")));
    QVERIFY(document.ok());
    const Block& first = document->blocks[1];
    QCOMPARE(first.text, std::string("제목 |  | x"));
    QVERIFY(first.cells.size() == 3 && first.cells[0].columnSpan == 2 && first.cells[0].rowSpan == 2 && first.cells[2].column == 2 && first.cells[2].rowSpan == 1);
    QVERIFY(document->blocks[2].row == 1 && document->blocks[2].cells[2].column == 2);
}

void XlsxTest::sheetsBecomeTables()
{
    const auto document = readOffice(workbook(sheet(row(2, c("B2", "0", "t=\"s\"") + c("C2", "1", "t=\"s\"")) + row(3, c("B3", "2", "t=\"s\"") + c("C3", "1234567", "s=\"1\""))
                                                  + row(4, c("C4", "45000", "s=\"2\"") + "<c r=\"E4\" t=\"inlineStr\"><is><t>비고</t></is></c>") + row(5, c("B5", "1", "t=\"b\"") + c("C5", "0.256", "s=\"3\""))),
        sheet("")));
    QVERIFY(document.ok());
    // 45,000 days from the calendar's start is 15 March 2023: the number that spreadsheets give for that date.
    QCOMPARE(plainText(*document), std::string("예산\n구분 | 금액\n인건비 | 1,234,567원\n | 2023-03-15 |  | 비고\nTRUE | 25.60%"));
    QCOMPARE(document->format, std::string("XLSX"));
    QCOMPARE(document->blocks[0].headingLevel, 1);
    QVERIFY(document->blocks[1].tableHeader && document->blocks[1].table == 0);
    QVERIFY(!document->blocks[2].tableHeader);
}

void XlsxTest::emptyRowsEndATable()
{
    const auto document = readOffice(workbook(sheet(row(1, c("A1", "제목 줄", "t=\"str\"")) + row(3, c("A3", "가", "t=\"str\"") + c("B3", "1")) + row(4, c("A4", "나", "t=\"str\"") + c("B4", "2.50"))), sheet(row(1, c("A1", "7") + c("B1", "8")))));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("예산\n제목 줄\n가 | 1\n나 | 2.5\n빈 장\n7 | 8"));
    QVERIFY(document->blocks[1].kind == BlockKind::Paragraph); // one column is text
    QCOMPARE(document->blocks[2].table, 0);
    QCOMPARE(document->blocks[5].table, 1);
}

void XlsxTest::commentsAndBoxesFollow()
{
    const auto document = readOffice(workbook(sheet(row(1, c("A1", "1") + c("B1", "2"))), sheet(""),
        { { "xl/worksheets/_rels/sheet1.xml.rels", relations(relation("a", "comments", "../comments1.xml") + relation("b", "drawing", "../drawings/drawing1.xml")) },
            { "xl/comments1.xml", "<comments><commentList><comment ref=\"B1\"><text><r><t>확인</t></r><r><t> 필요</t></r></text></comment></commentList></comments>" },
            { "xl/drawings/drawing1.xml", "<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\"><xdr:sp><xdr:txBody><a:p><a:r><a:t>글상자</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>" } }));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("예산\n1 | 2\nB1: 확인 필요\n글상자"));
    QVERIFY(document->blocks[2].kind == BlockKind::Note);
}

/// The expected texts are what spreadsheet programs show for these codes; dates in the year-month-day form.
void XlsxTest::numbersAreShownAsInTheSheet_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("shown");
    QTest::newRow("general whole") << 1200.0 << "General" << "1200";
    QTest::newRow("general part") << 0.1 << "General" << "0.1";
    QTest::newRow("general sum of parts") << 0.1 + 0.2 << "General" << "0.3";
    QTest::newRow("general large") << 1e20 << "General" << "1e+20";
    QTest::newRow("thousands") << 1234567.0 << "#,##0" << "1,234,567";
    QTest::newRow("thousands below zero") << -1234.5 << "#,##0.00;[Red]-#,##0.00" << "-1,234.50";
    QTest::newRow("won") << 5000.0 << "[$\u20a9-412]#,##0" << "\u20a95,000";
    QTest::newRow("won below zero") << -5000.0 << "\"\u20a9\"#,##0" << "-\u20a95,000";
    QTest::newRow("people") << 12.0 << "0\"명\"" << "12명";
    QTest::newRow("percent") << 0.075 << "0.0%" << "7.5%";
    QTest::newRow("padding") << 3.0 << "_-* #,##0_-" << "3";
    QTest::newRow("day") << 43831.0 << "yyyy\"년\" m\"월\" d\"일\"" << "2020-01-01";
    QTest::newRow("first day") << 1.0 << "yyyy-mm-dd" << "1900-01-01";
    QTest::newRow("after the day that never was") << 61.0 << "yyyy-mm-dd" << "1900-03-01";
    QTest::newRow("day and time") << 43831.5 << "yyyy-mm-dd hh:mm" << "2020-01-01 12:00";
    QTest::newRow("time") << 0.75 << "h:mm AM/PM" << "18:00";
    QTest::newRow("elapsed") << 1.5 << "[h]:mm" << "36:00";
    QTest::newRow("month and year") << 43831.0 << "mmm-yy" << "2020-01-01";
    QTest::newRow("not a day") << -5.0 << "yyyy-mm-dd" << "-5";
    QTest::newRow("far too large") << 1e300 << "#,##0.00" << "1e+300";
    QTest::newRow("unfinished code") << 5.0 << "\"abc" << "abc5";
    QTest::newRow("text") << 7.0 << "@" << "7";
}

void XlsxTest::numbersAreShownAsInTheSheet()
{
    QFETCH(double, value);
    QFETCH(QString, code);
    QFETCH(QString, shown);
    const std::string text = xlsx::shownNumber(value, xlsx::parseFormat(code.toStdString()), false);
    QCOMPARE(QString::fromStdString(text), shown);
}

void XlsxTest::wrongPlacesDoNoHarm()
{
    const auto document = readOffice(workbook(sheet(row(1, c("ZZZZZ1", "1") + c("A1", "99999", "t=\"s\"") + c("1A", "2") + c("B1", "x", "s=\"4000000000\""))), sheet("")));
    QVERIFY(document.ok());
    QCOMPARE(plainText(*document), std::string("예산\n1 | x")); // what is no place is put beside the cell before
    QCOMPARE(xlsx::shownNumber(40000, xlsx::builtInFormat(14), true), std::string("2013-07-07")); // the calendar of 1904 is 1,462 days ahead
}

QTEST_GUILESS_MAIN(XlsxTest)
#include "xlsx_test.moc"
