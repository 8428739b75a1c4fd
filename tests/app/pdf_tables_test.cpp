#include "app/workers/reading.h"
#include "tests/app/small_pdf.h"
#include "tests/support/paths.h"

#include <QtTest>

#include <sys/mman.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;
using documents::Block;
using documents::BlockKind;

namespace {

Result<documents::Document> readBytes(std::string_view bytes)
{
    FileDescriptor file(memfd_create("document", MFD_CLOEXEC));
    if (write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        qFatal("writing a document to memory");
    return readWhole({ test::programPath("/sillok-reader"), {} }, file, "pdf", {});
}

/// One page of 300 x 300 points.
Result<documents::Document> readPage(const std::string& content, const std::string& pageEntries = {})
{
    return readBytes(test::pdfWithFont(content, 300, 300, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", pageEntries));
}

std::string word(int x, int y, const std::string& text)
{
    return "BT /F1 10 Tf " + std::to_string(x) + " " + std::to_string(y) + " Td (" + text + ") Tj ET\n";
}
std::string line(const std::string& from, const std::string& to) { return from + " m " + to + " l S\n"; }

/// Every block in a line: its text, and of a row its number and the column and spans of each cell.
QStringList written(const Result<documents::Document>& document)
{
    QStringList lines;
    if (!document.ok())
        return { QString::fromLatin1(errorCodeName(document.error().code)) };
    for (const Block& block : document->blocks) {
        QString places;
        for (const auto& cell : block.cells)
            places += QString::asprintf(" %d+%dx%d", cell.column, cell.columnSpan, cell.rowSpan);
        const QString row = block.table < 0 ? QString() : QString::asprintf("%d.%d%s", block.table, block.row, block.tableHeader ? "!" : "") + places + ": ";
        lines << (block.headingLevel > 0 ? QString(block.headingLevel, QLatin1Char('#')) + " " : row) + QString::fromStdString(block.text);
    }
    return lines;
}

/// Three columns and three rows from 50, 250 to 230, 160; the words stand in the fields of the first column and the last row as well.
const std::string kGrid = "0 0 0 RG 1 w\n" + line("50 250", "230 250") + line("50 220", "230 220") + line("50 190", "230 190") + line("50 160", "230 160")
    + line("50 250", "50 160") + line("110 250", "110 160") + line("170 250", "170 160") + line("230 250", "230 160");
const std::string kWords = word(60, 230, "Item") + word(120, 230, "Count") + word(180, 230, "Sum") + word(60, 200, "Pens") + word(120, 200, "12")
    + word(180, 200, "300") + word(60, 170, "Desks") + word(120, 170, "2") + word(180, 170, "900");
const QStringList kRows { "0.0! 0+1x1 1+1x1 2+1x1: Item | Count | Sum", "0.1 0+1x1 1+1x1 2+1x1: Pens | 12 | 300", "0.2 0+1x1 1+1x1 2+1x1: Desks | 2 | 900" };

} // namespace

class PdfTablesTest : public QObject {
    Q_OBJECT
private slots:
    void ruledFieldsAreCells();
    void linesMayBeDottedBarsOrOpen_data();
    void linesMayBeDottedBarsOrOpen();
    void mergedCellsSpan();
    void linesOfOneCellComeTogether();
    void textAroundATableStaysAround();
    void aTableOnATurnedPage();
    void framesAndDrawingsAreNoTables();
    void bookmarksAreHeadings();
    void bookmarksThatRunInACircleEnd();
    void textThatIsNotShownIsLeftOut_data();
    void textThatIsNotShownIsLeftOut();
    void textThatIsShownStays_data();
    void textThatIsShownStays();
};

void PdfTablesTest::ruledFieldsAreCells() { QCOMPARE(written(readPage(kGrid + kWords)), kRows); }

void PdfTablesTest::linesMayBeDottedBarsOrOpen_data()
{
    QTest::addColumn<std::string>("lines");
    std::string dotted = kGrid;
    for (size_t at = dotted.find("50 220 m 230 220 l S"); at != std::string::npos; at = std::string::npos) {
        std::string dots;
        for (int x = 50; x < 230; x += 3)
            dots += line(std::to_string(x) + " 220", std::to_string(x + 1) + " 220");
        dotted.replace(at, std::string("50 220 m 230 220 l S").size(), dots);
    }
    QTest::newRow("one line in dots") << dotted;
    std::string bars;
    for (const int y : { 250, 220, 190, 160 })
        bars += "50 " + std::to_string(y) + " 180.5 0.5 re f\n";
    for (const int x : { 50, 110, 170, 230 })
        bars += std::to_string(x) + " 160 0.5 90 re f\n";
    QTest::newRow("filled bars") << bars;
    std::string fields;
    for (const int x : { 50, 110, 170 }) {
        for (const int y : { 160, 190, 220 })
            fields += std::to_string(x) + " " + std::to_string(y) + " 60 30 re S\n";
    }
    QTest::newRow("a rectangle for each field") << fields;
    QTest::newRow("open at its sides") << line("50 250", "230 250") + line("50 220", "230 220") + line("50 190", "230 190") + line("50 160", "230 160")
            + line("110 250", "110 160") + line("170 250", "170 160");
}

void PdfTablesTest::linesMayBeDottedBarsOrOpen()
{
    QFETCH(std::string, lines);
    QCOMPARE(written(readPage(lines + kWords)), kRows);
}

/// "Item" reaches over two rows, "Total" over two columns.
void PdfTablesTest::mergedCellsSpan()
{
    const std::string lines = line("50 250", "230 250") + line("110 220", "230 220") + line("50 190", "230 190") + line("50 160", "230 160") + line("50 250", "50 160")
        + line("110 250", "110 190") + line("170 250", "170 160") + line("230 250", "230 160");
    const std::string words = word(60, 215, "Item") + word(120, 230, "First") + word(180, 230, "Second") + word(120, 200, "a") + word(180, 200, "b")
        + word(60, 170, "Total") + word(180, 170, "9");
    QCOMPARE(written(readPage(lines + words)), QStringList({ "0.0! 0+1x2 1+1x1 2+1x1: Item | First | Second", "0.1 1+1x1 2+1x1: a | b", "0.2 0+2x1 2+1x1: Total | 9" }));
}

/// The program writes the first lines of all fields and then the second ones.
void PdfTablesTest::linesOfOneCellComeTogether()
{
    const std::string lines = line("50 250", "230 250") + line("50 210", "230 210") + line("50 250", "50 210") + line("140 250", "140 210") + line("230 250", "230 210");
    const std::string words = word(60, 238, "left one") + word(150, 238, "right one") + word(60, 222, "left two") + word(150, 222, "right two");
    QCOMPARE(written(readPage(lines + words)), QStringList({ "0.0! 0+1x1 1+1x1: left one left two | right one right two" }));
}

void PdfTablesTest::textAroundATableStaysAround()
{
    QStringList wanted { "Before it." };
    wanted += kRows;
    wanted << "Behind it.";
    QCOMPARE(written(readPage(word(50, 280, "Before it.") + kGrid + kWords + word(50, 100, "Behind it."))), wanted);
}

/// The same drawing, turned back on a page that is shown turned.
void PdfTablesTest::aTableOnATurnedPage() { QCOMPARE(written(readPage("0 1 -1 0 300 0 cm\n" + kGrid + kWords, "/Rotate 90")), kRows); }

void PdfTablesTest::framesAndDrawingsAreNoTables()
{
    QCOMPARE(written(readPage("50 160 180 90 re S\n" + word(60, 230, "Framed."))), QStringList({ "Framed." }));
    const std::string stairs = line("50 250", "230 250") + line("50 160", "230 160") + line("50 250", "50 160") + line("230 250", "230 160") + line("50 200", "140 200")
        + line("140 200", "140 250") + line("110 200", "110 160");
    QCOMPARE(written(readPage(stairs + word(60, 230, "One.") + word(150, 170, "Two."))), QStringList({ "One.", "Two." }));
}

namespace {

/// Two pages with three bookmarks: two levels, one by a name, and one whose words are not there. `more` is added to the last one.
std::string withBookmarks(const std::string& more = {})
{
    const auto page = [](const std::string& content) { return "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream"; };
    const std::string entries = "/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</Font<</F1 12 0 R>>>>";
    return test::pdfFrom({ "<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R/Dests<</second[4 0 R/Fit]>>>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        "<</Type/Page" + entries + "/Contents 5 0 R>>", "<</Type/Page" + entries + "/Contents 6 0 R>>",
        page(word(50, 250, "1. General") + word(50, 230, "Applies to all.")), page(word(50, 250, "Purpose") + word(50, 230, "Purposes are many.")),
        "<</First 8 0 R/Last 10 0 R>>", "<</Title(General)/Dest[3 0 R/XYZ 0 0 0]/First 9 0 R/Next 10 0 R>>", "<</Title<FEFF0050007500720070006F00730065>/A<</S/GoTo/D/second>>>>",
        "<</Title(Missing)/Dest[4 0 R/Fit]" + more + ">>", "<<>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>" });
}

} // namespace

void PdfTablesTest::bookmarksAreHeadings()
{
    QCOMPARE(written(readBytes(withBookmarks())), QStringList({ "# 1. General", "Applies to all.", "## Purpose", "Purposes are many." }));
}

void PdfTablesTest::bookmarksThatRunInACircleEnd()
{
    QCOMPARE(written(readBytes(withBookmarks("/Next 8 0 R/First 7 0 R"))), QStringList({ "# 1. General", "Applies to all.", "## Purpose", "Purposes are many." }));
}

void PdfTablesTest::textThatIsNotShownIsLeftOut_data()
{
    QTest::addColumn<std::string>("hidden");
    QTest::newRow("white on white") << "1 1 1 rg " + word(50, 150, "Secret");
    QTest::newRow("white in an ink colour") << "0 0 0 0 k " + word(50, 150, "Secret");
    QTest::newRow("white on a white patch on grey") << "0.5 g 0 0 300 300 re f 1 g 40 140 200 50 re f " + word(50, 150, "Secret");
    QTest::newRow("drawn as nothing") << "3 Tr " + word(50, 150, "Secret");
    QTest::newRow("outside the page") << word(-200, 150, "Secret");
    QTest::newRow("smaller than a point") << std::string("BT /F1 0.5 Tf 50 150 Td (Secret) Tj ET\n");
}

void PdfTablesTest::textThatIsNotShownIsLeftOut()
{
    QFETCH(std::string, hidden);
    const auto document = readPage(word(50, 250, "Seen.") + "q " + hidden + "Q " + word(50, 100, "Seen too."));
    QCOMPARE(written(document), QStringList({ "Seen.", "Seen too." }));
    QCOMPARE(document->hiddenCharactersRemoved, 6);
}

void PdfTablesTest::textThatIsShownStays_data()
{
    QTest::addColumn<std::string>("shown");
    QTest::newRow("white on black") << "0 g 40 140 200 30 re f 1 g " + word(50, 150, "Title");
    QTest::newRow("white where a picture may be") << "q 200 0 0 50 40 140 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q 1 g " + word(50, 150, "Title");
    QTest::newRow("the recognised text of a scan") << "3 Tr " + word(50, 150, "Title") + "q 300 0 0 300 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7F EI Q ";
    QTest::newRow("light grey") << "0.9 g " + word(50, 150, "Title");
    const std::string black = "0 g 40 140 200 30 re f 1 g ", title = word(50, 150, "Title");
    QTest::newRow("white on a thick line") << "0 G 30 w 40 155 m 240 155 l S 1 g " + title;
    QTest::newRow("white on black, then white elsewhere") << black + "q 0 0 10 10 re W n 0 0 300 300 re f Q " + title;
    QTest::newRow("white on black in a white frame") << black + "0 0 300 300 re 30 130 230 60 re f* " + title;
    QTest::newRow("white on black beside a white corner") << black + "0 0 m 300 0 l 300 130 l 20 130 l 20 300 l 0 300 l f " + title;
    QTest::newRow("white with an outline") << "0 G 1 g 2 Tr " + title;
    QTest::newRow("behind a picture that holds its own end") << "BI /W 9 /H 1 /BPC 8 /CS /G ID aEI 3 Tr \nEI " + title;
}

void PdfTablesTest::textThatIsShownStays()
{
    QFETCH(std::string, shown);
    const auto document = readPage("q " + shown + "Q ");
    QCOMPARE(written(document), QStringList({ "Title" }));
    QCOMPARE(document->hiddenCharactersRemoved, 0);
}

QTEST_GUILESS_MAIN(PdfTablesTest)
#include "pdf_tables_test.moc"
