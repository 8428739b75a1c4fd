// pdf_layout_test.cpp - PDFs that ask for hours of work, or for places where no page is.
#include "engine/documents/pdf/layout.h"

#include "tests/app/small_pdf.h"

#include <QtTest>

#include <ctime>

using namespace sillok;
using namespace sillok::documents;

namespace {

constexpr double kLongestSeconds = 10;

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

std::string stream(const std::string& content, const std::string& entries = {})
{
    return "<<" + entries + "/Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream";
}

/// `pages` pages that are all drawn with object 4 and know the resources of object 5; `more` begins with object 6.
std::string pdfOf(int pages, const std::string& content, const std::string& resources, std::vector<std::string> more = {}, const std::string& catalogue = {})
{
    std::string kids;
    const int first = 6 + static_cast<int>(more.size());
    std::vector<std::string> objects { "<</Type/Catalog/Pages 2 0 R" + catalogue + ">>", {}, "<<>>", stream(content), resources };
    objects.insert(objects.end(), more.begin(), more.end());
    for (int i = 0; i < pages; ++i) {
        kids += std::to_string(first + i) + " 0 R ";
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources 5 0 R>>");
    }
    objects[1] = "<</Type/Pages/Count " + std::to_string(pages) + "/Kids[" + kids + "]>>";
    return test::pdfFrom(objects);
}

const std::string kFont = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

/// Lays every page out; the number of pages, or -1 when it is no file to lay out.
int layOut(const std::string& pdf, int pages)
{
    auto layout = pdf::Layout::open(asBytes(pdf), pages);
    if (!layout.ok())
        return -1;
    for (int page = 0; page < pages; ++page)
        layout->page(page, "Seen");
    return layout->bookmarks().size() <= pdf::kMaxBookmarks ? pages : -1;
}

} // namespace

class PdfLayoutTest : public QObject {
    Q_OBJECT
private slots:
    void noFileTakesLong_data();
    void noFileTakesLong();
    void pagesBehindTheLimitStayAsTheyAre();
    void linesWithoutAPlaceAreNone();
    void whatIsNotReadHidesNothing_data();
    void whatIsNotReadHidesNothing();
    void coloursMayHaveNames_data();
    void coloursMayHaveNames();
};

void PdfLayoutTest::noFileTakesLong_data()
{
    QTest::addColumn<std::string>("pdf");
    QTest::addColumn<int>("pages");
    std::string open, strings;
    for (int i = 1; i <= 60'000; ++i)
        open += std::to_string(i) + " 0 obj << /ObjStm ";
    QTest::newRow("dictionaries that never end") << open + "trailer<</Root 1 0 R>>" << 0;
    std::string kids;
    for (int i = 3; i < 20'000; ++i) {
        kids += std::to_string(i) + " 0 R ";
        strings += std::to_string(i) + " 0 obj (" + std::string(200, 'x');
    }
    QTest::newRow("strings that never end") << "1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[" + kids + "]>>endobj trailer<</Root 1 0 R>>" + strings << 1;
    std::string names;
    for (int i = 0; i < 100'000; ++i)
        names += "/F" + std::to_string(i) + " 7 0 R";
    QTest::newRow("a hundred thousand fonts, looked for as often") << pdfOf(4, repeated("/G 1 Tf ", 160'000), "<</Font 6 0 R>>", { "<<" + names + ">>", kFont }) << 4;
    QTest::newRow("a hundred thousand forms, looked for as often") << pdfOf(4, repeated("/G Do ", 240'000), "<</XObject 6 0 R>>", { "<<" + names + ">>", kFont }) << 4;
    const std::string forms = repeated("/X Do ", 400);
    QTest::newRow("forms in forms") << pdfOf(200, forms, "<</XObject<</X 6 0 R>>>>", { stream(forms + repeated("1 w ", 100'000), "/Subtype/Form") }) << 200;
    QTest::newRow("white letters over many patches") << pdfOf(400, repeated("0 0 9 9 re f ", 490) + "1 g BT /F1 1 Tf " + repeated("(" + std::string(20'000, 'a') + ") Tj ", 20), "<</Font<</F1 6 0 R>>>>", { kFont }) << 400;
    const std::string wide = "<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</W[0 65535 500 0 65535 500]>>]/ToUnicode 7 0 R>>";
    std::string fonts, uses;
    std::vector<std::string> more { wide, stream("<0000> <FFFF> <0041> endbfrange") };
    for (int i = 0; i < 8; ++i) {
        fonts += "/F" + std::to_string(i) + " " + std::to_string(8 + i) + " 0 R";
        uses += "/F" + std::to_string(i) + " 1 Tf ";
        more.push_back(wide);
    }
    QTest::newRow("large fonts on every page") << pdfOf(2'000, "BT " + uses, "<</Font<<" + fonts + ">>>>", more) << 2'000;
    std::string fields;
    for (int i = 0; i < 38; ++i)
        fields += std::to_string(20 * i) + " 0 10 750 re 0 " + std::to_string(20 * i) + " 750 10 re ";
    QTest::newRow("large tables on every page") << pdfOf(20'000, fields + "S", "<<>>") << 20'000;
    std::vector<std::string> items { "<</First 7 0 R>>" };
    for (int i = 0; i < 30'000; ++i)
        items.push_back("<</Title 90000 0 R/Dest[30007 0 R]/Next " + std::to_string(8 + i) + " 0 R>>");
    std::string titled = pdfOf(1, "", "<<>>", items, "/Outlines 6 0 R");
    QTest::newRow("long bookmarks that say nothing") << titled.insert(titled.rfind("trailer"), "90000 0 obj (" + std::string(60'000, '\1') + ") endobj\n") << 1;
}

void PdfLayoutTest::noFileTakesLong()
{
    QFETCH(std::string, pdf);
    QFETCH(int, pages);
    const std::clock_t start = std::clock();
    const int laidOut = layOut(pdf, pages);
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    qInfo("%zu bytes, %d pages: %.1f s of a processor", pdf.size(), laidOut, seconds);
    QVERIFY(seconds < kLongestSeconds);
}

/// Hidden letters leave the first pages and stay on those for which no more is done.
void PdfLayoutTest::pagesBehindTheLimitStayAsTheyAre()
{
    const std::string content = "3 Tr BT /F1 9 Tf 10 10 Td (Seen) Tj " + repeated("1 w ", 120'000);
    const std::string pdf = pdfOf(400, content, "<</Font<</F1 6 0 R>>>>", { kFont });
    auto layout = pdf::Layout::open(asBytes(pdf), 400);
    QVERIFY(layout.ok());
    QCOMPARE(layout->page(0, "Seen").text, std::string());
    std::string last;
    for (int page = 1; page < 400; ++page)
        last = layout->page(page, "Seen").text;
    QCOMPARE(last, std::string("Seen"));
}

void PdfLayoutTest::linesWithoutAPlaceAreNone()
{
    const std::string huge = "1" + std::string(300, '0');
    const std::string lines = repeated(huge + " 0 0 1 0 0 cm ", 2) + repeated("0 0 m 1 0 l S -1 0 m 1 0 l S 1 1 m 0 1 l S ", 50)
        + "BT /F1 1 Tf (Seen) Tj ";
    const std::string pdf = pdfOf(1, lines, "<</Font<</F1 6 0 R>>>>", { kFont });
    auto file = pdf::File::open(asBytes(pdf));
    QVERIFY(file.ok());
    pdf::Fonts fonts;
    const pdf::Marks marks = pdf::marksOf(*file, fonts, file->page(file->pages().front()));
    QVERIFY(marks.rulings.empty());
    QCOMPARE(marks.glyphs.size(), size_t { 4 });
}

/// White letters lie on something that is not known.
void PdfLayoutTest::whatIsNotReadHidesNothing_data()
{
    QTest::addColumn<std::string>("pdf");
    const std::string white = " 1 g BT /F1 9 Tf 10 10 Td (Seen) Tj ", font = "/Font<</F1 6 0 R>>";
    QTest::newRow("a form packed by other means") << pdfOf(1, "/X Do" + white, "<<" + font + "/XObject<</X 7 0 R>>>>", { kFont, stream("0", "/Subtype/Form/Filter/LZWDecode") });
    QTest::newRow("a form in itself") << pdfOf(1, "/X Do" + white, "<<" + font + "/XObject<</X 7 0 R>>>>", { kFont, stream("/X Do", "/Subtype/Form") });
    QTest::newRow("more than is read") << pdfOf(1, white + repeated("1 w ", 260'000), "<<" + font + ">>", { kFont });
    std::string parts = pdfOf(1, white, "<<" + font + ">>", { kFont, stream("0", "/Filter/LZWDecode") });
    const std::string one = "/Contents 4 0 R";
    QTest::newRow("a part of the content") << parts.replace(parts.find(one), one.size(), "/Contents[7 0 R 4 0 R]");
}

void PdfLayoutTest::whatIsNotReadHidesNothing()
{
    QFETCH(std::string, pdf);
    auto layout = pdf::Layout::open(asBytes(pdf), 1);
    QVERIFY(layout.ok());
    const pdf::PageText page = layout->page(0, "Seen");
    QCOMPARE(page.text, std::string("Seen"));
    QCOMPARE(page.hiddenCharacters, 0);
}

void PdfLayoutTest::coloursMayHaveNames_data()
{
    QTest::addColumn<std::string>("space");
    QTest::addColumn<std::string>("colour");
    QTest::addColumn<bool>("hidden");
    QTest::newRow("another name for light") << std::string("/DeviceRGB") << std::string("1 1 1 scn") << true;
    QTest::newRow("another name for ink") << std::string("/DeviceCMYK") << std::string("0 0 0 0 scn") << true;
    QTest::newRow("much ink") << std::string("/DeviceCMYK") << std::string("1 1 1 1 scn") << false;
    QTest::newRow("light by a profile") << std::string("[/ICCBased 7 0 R]") << std::string("1 1 1 sc") << true;
    QTest::newRow("a rule that is not followed") << std::string("[/Separation/Black/DeviceGray 7 0 R]") << std::string("1 scn") << false;
}

void PdfLayoutTest::coloursMayHaveNames()
{
    QFETCH(std::string, space);
    QFETCH(std::string, colour);
    QFETCH(bool, hidden);
    const std::string content = "/C cs " + colour + " BT /F1 9 Tf 10 10 Td (Seen) Tj ";
    const std::string pdf = pdfOf(1, content, "<</Font<</F1 6 0 R>>/ColorSpace<</C" + space + ">>>>", { kFont, stream({}, "/N 3") });
    auto layout = pdf::Layout::open(asBytes(pdf), 1);
    QVERIFY(layout.ok());
    QCOMPARE(layout->page(0, "Seen").hiddenCharacters, hidden ? 4 : 0);
}

QTEST_GUILESS_MAIN(PdfLayoutTest)
#include "pdf_layout_test.moc"
