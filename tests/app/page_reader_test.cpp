#include "app/workers/page_reader.h"
#include "app/workers/protocol.h"
#include "tests/app/small_pdf.h"
#include "tests/support/paths.h"

#include <QtTest>

#include <cmath>
#include <csignal>
#include <sys/mman.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;

namespace {

FileDescriptor inMemory(std::string_view bytes)
{
    FileDescriptor file(memfd_create("document", MFD_CLOEXEC));
    if (write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        qFatal("writing a document to memory");
    return file;
}

Result<PageReader> openBytes(std::string_view bytes) { return PageReader::open(test::programPath("/sillok-reader"), inMemory(bytes), {}); }

/// Red, green and blue of one pixel.
QList<int> colourAt(const PageImage& image, int x, int y)
{
    const uint8_t* pixel = &image.pixels[4 * (static_cast<size_t>(y) * static_cast<size_t>(image.width) + static_cast<size_t>(x))];
    return { pixel[2], pixel[1], pixel[0] };
}

int darkPixels(const PageImage& image)
{
    int dark = 0;
    for (size_t i = 0; i < image.pixels.size(); i += 4)
        dark += image.pixels[i] < 128;
    return dark;
}

/// Three syllables in a Korean font that the file does not bring along.
std::string koreanWithoutFont(const std::string& font)
{
    return test::pdfWithFont("BT /F1 40 Tf 20 100 Td <B0A1B3AAB4D9> Tj ET", 200, 200, "<</Type/Font/Subtype/Type0/BaseFont/" + font + "/Encoding/KSCms-UHC-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/"
            + font + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>/FontDescriptor<</Type/FontDescriptor/FontName/" + font + "/Flags 6/StemV 97>>>>]>>");
}

} // namespace

class PageReaderTest : public QObject {
    Q_OBJECT
private slots:
    void aPageIsDrawnOnWhite();
    void aLongPageComesSmaller();
    void koreanTextNeedsNoFontInTheFile();
    void wordsHaveTheirPlace();
    void wordsOfATurnedPageHaveTheirPlace_data();
    void wordsOfATurnedPageHaveTheirPlace();
    void wordsThatAreNotThereHaveNone();
    void onlyWhatThePageHasIsAskedFor();
    void otherFormatsAndDamageAreSaid();
    void aKilledReaderIsReported();
    void framesAreBounded();
};

/// A red square of 50 points whose lower left corner is 25 points from the page's.
void PageReaderTest::aPageIsDrawnOnWhite()
{
    auto reader = openBytes(test::pdfWithFont("1 0 0 rg 25 25 50 50 re f", 100, 200));
    QVERIFY(reader.ok());
    QCOMPARE(reader->pageCount(), 1);
    const auto image = reader->render(1, 200, {});
    QVERIFY(image.ok());
    QCOMPARE(image->width, 200);
    QCOMPARE(image->height, 400);
    QCOMPARE(image->pixels.size(), size_t(4 * 200 * 400));
    QCOMPARE(colourAt(*image, 100, 300), QList<int>({ 255, 0, 0 }));
    QCOMPARE(colourAt(*image, 55, 345), QList<int>({ 255, 0, 0 }));
    QCOMPARE(colourAt(*image, 45, 300), QList<int>({ 255, 255, 255 }));
    QCOMPARE(colourAt(*image, 100, 245), QList<int>({ 255, 255, 255 }));
    QCOMPARE(colourAt(*image, 100, 355), QList<int>({ 255, 255, 255 }));
}

void PageReaderTest::aLongPageComesSmaller()
{
    auto reader = openBytes(test::pdfWithFont("", 10, 14'000));
    QVERIFY(reader.ok());
    const auto image = reader->render(1, kMaxPageWidth, {});
    QVERIFY(image.ok());
    QVERIFY(image->width * image->height <= kMaxPagePixels);
    QVERIFY(image->width >= 100);
}

/// The process may open no file: the fonts are in its memory, whichever of them a page asks for.
void PageReaderTest::koreanTextNeedsNoFontInTheFile()
{
    for (const char* font : { "HYGoThic-Medium", "Batang", "Gulim,Bold", "NanumGothic", "Dotum,BoldItalic" }) {
        auto reader = openBytes(koreanWithoutFont(font));
        QVERIFY(reader.ok());
        const auto image = reader->render(1, 200, {});
        QVERIFY(image.ok());
        QVERIFY2(darkPixels(*image) > 300, font);
    }
}

/// source  the text's place in the file: its baseline starts at 72, 700 of 612 x 792 points, at 24 points
void PageReaderTest::wordsHaveTheirPlace()
{
    auto reader = openBytes(test::pdfWithFont("BT /F1 24 Tf 72 700 Td (Hello there) Tj 0 -100 Td (and good bye) Tj ET", 612, 792));
    QVERIFY(reader.ok());
    const auto boxes = reader->find(1, "HELLO  there\ngood", {});
    QVERIFY(boxes.ok());
    QCOMPARE(boxes->size(), size_t(2));
    const PageBox hello = boxes->at(0), good = boxes->at(1);
    QVERIFY(std::abs(hello.left - 72.0 / 612) < 0.01);
    QVERIFY(hello.top > (792.0 - 700 - 24) / 792 && hello.top < (792.0 - 700) / 792);
    QVERIFY(std::abs(hello.top + hello.height - (792.0 - 700) / 792) < 0.01);
    QVERIFY(hello.width > 0.15 && hello.width < 0.25);
    QVERIFY(std::abs(good.top + good.height - (792.0 - 600) / 792) < 0.015);
    QVERIFY(good.left > hello.left + 0.05);
}

void PageReaderTest::wordsOfATurnedPageHaveTheirPlace_data()
{
    QTest::addColumn<int>("degrees");
    QTest::addColumn<std::string>("matrix");
    for (const int degrees : { 0, 90, 180, 270 })
        QTest::addRow("%d degrees", degrees) << degrees << std::string("1 0 0 1 72 700");
    QTest::newRow("landscape print that reads upright") << 90 << std::string("0 1 -1 0 100 72");
    QTest::newRow("print across a page that is not turned") << 0 << std::string("0 1 -1 0 100 72");
}

/// The box is where the picture of the page has its ink.
void PageReaderTest::wordsOfATurnedPageHaveTheirPlace()
{
    QFETCH(int, degrees);
    QFETCH(std::string, matrix);
    const std::string font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    auto reader = openBytes(
        test::pdfWithFont("BT /F1 24 Tf " + matrix + " Tm (HELLO) Tj ET", 612, 792, font, "/Rotate " + std::to_string(degrees)));
    QVERIFY(reader.ok());
    const auto image = reader->render(1, 600, {});
    const auto boxes = reader->find(1, "hello", {});
    QVERIFY(image.ok() && boxes.ok());
    QCOMPARE(boxes->size(), size_t(1));
    int left = image->width, top = image->height, right = 0, bottom = 0;
    for (int y = 0; y < image->height; ++y) {
        for (int x = 0; x < image->width; ++x) {
            if (colourAt(*image, x, y)[0] >= 128)
                continue;
            left = std::min(left, x), right = std::max(right, x + 1);
            top = std::min(top, y), bottom = std::max(bottom, y + 1);
        }
    }
    const PageBox box = boxes->front();
    QVERIFY2(std::abs(box.left * image->width - left) < 6, qPrintable(QString::number(box.left * image->width - left)));
    QVERIFY(std::abs(box.top * image->height - top) < 6);
    QVERIFY(std::abs((box.left + box.width) * image->width - right) < 6);
    QVERIFY(std::abs((box.top + box.height) * image->height - bottom) < 6);
}

void PageReaderTest::wordsThatAreNotThereHaveNone()
{
    auto reader = openBytes(test::pdfWithFont("BT /F1 24 Tf 72 700 Td (Hello) Tj ET", 612, 792));
    QVERIFY(reader.ok());
    QVERIFY(reader->find(1, "nothing of that kind", {})->empty());
    QVERIFY(reader->find(1, "", {})->empty());
}

void PageReaderTest::onlyWhatThePageHasIsAskedFor()
{
    auto reader = openBytes(test::pdfWithFont("", 100, 100));
    QVERIFY(reader.ok());
    for (const auto& [page, width] : { std::pair(0, 100), std::pair(2, 100), std::pair(1, 0), std::pair(1, kMaxPageWidth + 1) })
        QCOMPARE(reader->render(page, width, {}).error().code, ErrorCode::BadArgument);
    QCOMPARE(reader->find(2, "x", {}).error().code, ErrorCode::BadArgument);
    QCOMPARE(reader->find(1, std::string(kMaxQuoteBytes + 1, 'x'), {}).error().code, ErrorCode::BadArgument);
    QVERIFY(reader->render(1, 10, {}).ok()); // none of that ended it
}

void PageReaderTest::otherFormatsAndDamageAreSaid()
{
    QCOMPARE(openBytes("기록").error().code, ErrorCode::Unsupported);
    QCOMPARE(openBytes("%PDF-1.7 nothing else").error().code, ErrorCode::Damaged);
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(PageReader::open(test::programPath("/sillok-reader"), inMemory("x"), stop.get_token()).error().code, ErrorCode::Cancelled);
}

void PageReaderTest::aKilledReaderIsReported()
{
    auto reader = openBytes(test::pdfWithFont("", 100, 100));
    QVERIFY(reader.ok());
    kill(reader->processId(), SIGKILL);
    QCOMPARE(reader->render(1, 10, {}).error().code, ErrorCode::WorkerDied);
}

void PageReaderTest::framesAreBounded()
{
    using namespace sillok::app::protocol;
    QVERIFY(decodeRenderPage(encode(RenderPage { 1, kMaxPageWidth })).ok());
    QVERIFY(!decodeRenderPage(encode(RenderPage { 0, 10 })).ok());
    QVERIFY(!decodeRenderPage(encode(RenderPage { 1, 0 })).ok());
    QVERIFY(!decodeRenderPage(encode(RenderPage { 1, kMaxPageWidth + 1 })).ok());
    QVERIFY(!decodeFindOnPage(encode(FindOnPage { 1, std::string(kMaxQuoteBytes + 1, 'x') })).ok());
    QVERIFY(!decodePagesOpened(encode(PagesOpened { 0 })).ok());
    QVERIFY(decodePageStarted(encode(PageStarted { 4096, 4096 })).ok());
    QVERIFY(!decodePageStarted(encode(PageStarted { 4096, 4097 })).ok());
    QVERIFY(!decodePageStarted(encode(PageStarted { 0, 10 })).ok());
    QVERIFY(!decodePageStarted(encode(PageStarted { kMaxPageWidth + 1, 1 })).ok());
    QVERIFY(decodePageBoxes(encode(std::vector<PageBox> { { 0, 0.5, 1, 0.1 } })).ok());
    QVERIFY(!decodePageBoxes(encode(std::vector<PageBox> { { 0, 0.5, 1.5, 0.1 } })).ok());
    QVERIFY(!decodePageBoxes(encode(std::vector<PageBox> { { 0, std::nan(""), 1, 0.1 } })).ok());
    QVERIFY(!decodePageBoxes(encode(std::vector<PageBox>(kMaxPageBoxes + 1))).ok());
}

QTEST_GUILESS_MAIN(PageReaderTest)
#include "page_reader_test.moc"
