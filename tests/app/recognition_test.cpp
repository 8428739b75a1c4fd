#include "app/workers/protocol.h"
#include "app/workers/reading.h"
#include "app/workers/recogniser_client.h"
#include "tests/app/real_desk.h"
#include "tests/app/small_pdf.h"

#include <QImage>
#include <QTransform>
#include <QtTest>

#include <cmath>
#include <numeric>
#include <random>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;

namespace {

const QString kUpright = QStringLiteral("genA-scan-page1.jpg");

std::string recogniser() { return recogniserIn(test::programPath("")); }

QString fixture(const QString& name) { return qEnvironmentVariable("SILLOK_SHARED") + QStringLiteral("/fixtures/documents/") + name; }

FileDescriptor opened(const QString& name)
{
    auto file = openForReading(fixture(name).toStdString());
    return file.ok() ? std::move(*file) : FileDescriptor();
}

QByteArray bytesOf(const QString& name)
{
    QFile file(fixture(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

FileDescriptor inMemory(const QByteArray& bytes)
{
    FileDescriptor file(memfd_create("image", MFD_CLOEXEC));
    if (write(file.get(), bytes.data(), static_cast<size_t>(bytes.size())) != bytes.size())
        qFatal("writing an image to memory");
    return file;
}

/// Without white space, composed: what the error rate counts.
std::u32string letters(const QString& text)
{
    std::u32string out;
    for (const char32_t point : text.normalized(QString::NormalizationForm_C).toStdU32String()) {
        if (!QChar::isSpace(point))
            out += point;
    }
    return out;
}

/// Share of the reference's characters that must be changed, added or taken out.
double errorRate(const QString& text, const QString& reference)
{
    const std::u32string a = letters(text), b = letters(reference);
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t { 0 });
    for (size_t i = 1; i <= a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({ changed, row[j] + 1, row[j - 1] + 1 });
        }
    }
    return b.empty() ? 1 : double(row.back()) / double(b.size());
}

QString referenceOf(const QString& name) { return QString::fromUtf8(bytesOf(name + QStringLiteral(".expected.txt"))); }

QString wordsOf(const RecognisedPage& page)
{
    QString text;
    for (const RecognisedLine& line : page.lines)
        for (const RecognisedWord& word : line.words)
            text += QString::fromStdString(word.text) + u' ';
    return text;
}

QString textOf(const documents::Document& document) { return QString::fromStdString(documents::plainText(document)); }

ErrorCode codeOf(const QByteArray& image, int page = 1)
{
    const auto answer = recogniseImage(recogniser(), inMemory(image), page, {});
    return answer.ok() ? ErrorCode::Internal : answer.error().code;
}

PageImage pixelsOf(const QImage& image)
{
    const QImage rows = image.convertToFormat(QImage::Format_RGB32);
    return { rows.width(), rows.height(), { rows.constBits(), rows.constBits() + rows.sizeInBytes() } };
}

/// A page that says "Hello", then a scan, then an empty page.
QByteArray textAndScan()
{
    const std::string scan = bytesOf(kUpright).toStdString();
    const QImage image(fixture(kUpright));
    const std::string size = std::to_string(image.width()) + "/Height " + std::to_string(image.height());
    const std::string text = "BT /F1 24 Tf 72 700 Td (Hello) Tj ET", draw = "595 0 0 842 0 0 cm /I Do";
    const auto stream = [](const std::string& entries, const std::string& content) {
        return "<<" + entries + "/Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream";
    };
    const std::string page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]";
    return QByteArray::fromStdString(test::pdfFrom({ "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>",
        page + "/Contents 6 0 R/Resources<</Font<</F1 8 0 R>>>>>>", page + "/Contents 7 0 R/Resources<</XObject<</I 9 0 R>>>>>>", page + ">>",
        stream("", text), stream("", draw), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream("/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Width " + size, scan) }));
}

/// A line of /proc/PID/`file` that begins so; the rest of it.
QByteArray factOf(pid_t process, const char* file, const QByteArray& begin)
{
    QFile facts(QStringLiteral("/proc/%1/%2").arg(process).arg(QLatin1String(file)));
    if (!facts.open(QIODevice::ReadOnly))
        return {};
    for (const QByteArray& line : facts.readAll().split('\n')) {
        if (line.startsWith(begin))
            return line.mid(begin.size()).simplified();
    }
    return {};
}

/// Runs `work` in a thread once a page is being recognised, or the test is over.
std::jthread onceRecognising(std::function<void(pid_t)> work)
{
    return std::jthread([work = std::move(work)](const std::stop_token& over) {
        while (!over.stop_requested()) {
            const QList<pid_t> found = test::childrenNamed("sillok-ocr");
            if (!found.isEmpty())
                return work(found.front());
        }
    });
}

} // namespace

class RecognitionTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void scansAreRead_data();
    void scansAreRead();
    void aScannedPdfIsRead();
    void turnedPagesAreReadAndPlaced_data();
    void turnedPagesAreReadAndPlaced();
    void anEmptyPageHasNoWords();
    void aDocumentMayBeReadInPart();
    void whatIsNoImageIsRefused();
    void largeAndEndlessImagesAreRefused();
    void aPatternThatTakesForEverEnds();
    void theProcessIsSealed();
    void aKilledRecogniserIsReported();
    void aPersonCanStopIt();
    void framesAreBounded();
    void anImportKeepsWhatIsKnown();
    void anImportWithoutTheComponentSaysSo();
};

void RecognitionTest::init()
{
    if (recogniser().empty())
        QSKIP("sillok-ocr was not built: recognition was not tested");
    if (!QFile::exists(fixture(kUpright)))
        QSKIP("SILLOK_SHARED has no scans: recognition was not tested");
}

void RecognitionTest::scansAreRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<double>("most");
    QTest::newRow("grey JPEG, a little askew") << kUpright << 0.05;
    QTest::newRow("bilevel TIFF") << QStringLiteral("genA-scan-page2.tif") << 0.05;
    QTest::newRow("PNG of low resolution") << QStringLiteral("genA-scan-page3-lowres.png") << 0.05;
    QTest::newRow("on its side") << QStringLiteral("genA-scan-page1-rot90.jpg") << 0.08;
}

/// The bounds are those of the project's design notes for documents.
void RecognitionTest::scansAreRead()
{
    QFETCH(QString, file);
    QFETCH(double, most);
    const auto document = readWhole(readingPrograms(test::programPath("")), opened(file), "", {});
    QVERIFY2(document.ok(), document.ok() ? "" : document.error().doing.c_str());
    const double rate = errorRate(textOf(*document), referenceOf(file));
    qInfo("%s: character error rate %.4f, confidence %d %%", qPrintable(file), rate, document->recognitionConfidence);
    QVERIFY2(rate <= most, qPrintable(QString::number(rate)));
    QCOMPARE(document->pagesRecognised, 1);
    QCOMPARE(document->pagesUnsure, 0);
    QCOMPARE(document->pageCount, 1);
    QVERIFY(document->pagesWithoutText.empty());
    QVERIFY(document->recognitionConfidence >= 80 && document->recognitionConfidence <= 100);
}

void RecognitionTest::aScannedPdfIsRead()
{
    const QString file = QStringLiteral("genA-scan.pdf");
    QList<int> pages;
    ReadingSteps steps;
    steps.recognised = [&](int done, int) { pages.append(done); };
    const auto document = readWhole(readingPrograms(test::programPath("")), opened(file), "pdf", {}, steps);
    QVERIFY(document.ok());
    const double rate = errorRate(textOf(*document), referenceOf(file));
    qInfo("scanned PDF of %d pages: character error rate %.4f, confidence %d %%", document->pageCount, rate, document->recognitionConfidence);
    QVERIFY2(rate <= 0.05, qPrintable(QString::number(rate)));
    QCOMPARE(document->pagesRecognised, document->pageCount);
    QCOMPARE(pages.size(), document->pageCount);
    QVERIFY(std::ranges::is_sorted(document->blocks, {}, &documents::Block::page));
    QCOMPARE(document->blocks.back().page, document->pageCount);
}

void RecognitionTest::turnedPagesAreReadAndPlaced_data()
{
    QTest::addColumn<int>("degrees");
    for (const int degrees : { 90, 180, 270 })
        QTest::addRow("%d degrees", degrees) << degrees;
}

/// The same pixels, turned: as many errors as upright, and every word where it is on the turned page.
void RecognitionTest::turnedPagesAreReadAndPlaced()
{
    QFETCH(int, degrees);
    const QImage image(fixture(kUpright));
    const auto upright = recognisePage(recogniser(), pixelsOf(image), {});
    const auto page = recognisePage(recogniser(), pixelsOf(image.transformed(QTransform().rotate(degrees))), {});
    QVERIFY(upright.ok() && page.ok());
    QCOMPARE(upright->turnedDegrees, 0);
    QCOMPARE(page->turnedDegrees, 360 - degrees);
    const double rate = errorRate(wordsOf(*page), referenceOf(kUpright));
    QVERIFY2(rate <= 0.08, qPrintable(QString::number(rate)));
    const PageBox a = upright->lines.front().words.front().box, b = page->lines.front().words.front().box;
    const PageBox expected = degrees == 90 ? PageBox { 1 - a.top - a.height, a.left, a.height, a.width }
        : degrees == 180                   ? PageBox { 1 - a.left - a.width, 1 - a.top - a.height, a.width, a.height }
                                           : PageBox { a.top, 1 - a.left - a.width, a.height, a.width };
    for (const double away : { b.left - expected.left, b.top - expected.top, b.width - expected.width, b.height - expected.height })
        QVERIFY2(std::abs(away) < 0.01, qPrintable(QString::number(away)));
}

void RecognitionTest::anEmptyPageHasNoWords()
{
    QImage white(800, 1000, QImage::Format_RGB32);
    white.fill(Qt::white);
    const auto page = recognisePage(recogniser(), pixelsOf(white), {});
    QVERIFY(page.ok());
    QVERIFY(page->lines.empty());
    QCOMPARE(page->confidence, 0);
}

void RecognitionTest::aDocumentMayBeReadInPart()
{
    const QByteArray pdf = textAndScan();
    ReadingPrograms programs = readingPrograms(test::programPath(""));
    const auto whole = readWhole(programs, inMemory(pdf), "pdf", {});
    QVERIFY(whole.ok());
    QCOMPARE(whole->blocks.front().text, std::string("Hello"));
    QCOMPARE(whole->blocks.back().page, 2);
    QCOMPARE(whole->pagesRecognised, 1);
    QVERIFY(whole->pagesWithoutText.empty()); // an empty page lacks nothing
    QVERIFY(errorRate(textOf(*whole).mid(5), referenceOf(kUpright)) <= 0.05);
    programs.recogniser.clear();
    const auto part = readWhole(programs, inMemory(pdf), "pdf", {});
    QVERIFY(part.ok());
    QCOMPARE(documents::plainText(*part), std::string("Hello"));
    QCOMPARE(part->pagesWithoutText, std::vector<int>({ 2 }));
    const auto scan = readWhole(programs, opened(QStringLiteral("genA-scan.pdf")), "pdf", {});
    QVERIFY(scan.ok() && scan->blocks.empty());
    QCOMPARE(static_cast<int>(scan->pagesWithoutText.size()), scan->pageCount);
}

void RecognitionTest::whatIsNoImageIsRefused()
{
    QCOMPARE(codeOf("GIF89a and nothing else that matters"), ErrorCode::Unsupported);
    QCOMPARE(codeOf(QByteArray(64, 'x')), ErrorCode::Unsupported);
    QCOMPARE(codeOf(QByteArray("\x89PNG\r\n\x1A\n", 8) + QByteArray(64, 'x')), ErrorCode::Damaged);
    QCOMPARE(codeOf(bytesOf(QStringLiteral("genA-scan-page3-lowres.png")).left(20'000)), ErrorCode::Damaged);
    QCOMPARE(codeOf(bytesOf(QStringLiteral("genA-scan-page2.tif")).left(200)), ErrorCode::Damaged);
    QCOMPARE(codeOf(bytesOf(kUpright), 2), ErrorCode::BadArgument);
    QCOMPARE(codeOf(bytesOf(QStringLiteral("genA-scan-page2.tif")), 2), ErrorCode::BadArgument);
}

/// Headers written by another program: PNGs that say 100000 and 15000 pixels each way, a TIFF of four million, and one whose next page is itself.
void RecognitionTest::largeAndEndlessImagesAreRefused()
{
    const auto bytes = [](const char* hex) { return QByteArray::fromHex(hex); };
    QCOMPARE(codeOf(bytes("89504e470d0a1a0a0000000d49484452000186a0000186a008000000008d3954140000001149444154789c63601805a360140c77000003e80001b3a6d346")), ErrorCode::Unsafe);
    QCOMPARE(codeOf(bytes("89504e470d0a1a0a0000000d4948445200003a9800003a980800000000fb7f96790000001149444154789c63601805a360140c77000003e80001b3a6d346")), ErrorCode::Unsafe);
    const QByteArray strip(200, '\xff');
    QCOMPARE(codeOf(bytes("49492a00080000000900000104000100000000093d00010104000100000000093d000201030001000000080000000301030001000000010000000601030001000000010000001101040001000000c8000000150103000100000001000000160104000100000000093d0017010400010000000000514a00000000") + strip), ErrorCode::Unsafe);
    QElapsedTimer timer;
    timer.start();
    codeOf(bytes("49492a000800000009000001040001000000080000000101040001000000080000000201030001000000080000000301030001000000010000000601030001000000010000001101040001000000c80000001501030001000000010000001601040001000000080000001701040001000000400000000800000000000000") + strip);
    QVERIFY(timer.elapsed() < 60'000); // whatever it says of such a file, it comes to an end
}

/// Specks at random: the library would look for letters in them for minutes. What comes after such a page is not tried.
void RecognitionTest::aPatternThatTakesForEverEnds()
{
    QImage specks(290, 410, QImage::Format_RGB32);
    std::minstd_rand random(1);
    for (int y = 0; y < specks.height(); ++y)
        for (int x = 0; x < specks.width(); ++x)
            specks.setPixel(x, y, random() % 10 < 3 ? 0xFF000000 : 0xFFFFFFFF);
    QElapsedTimer timer;
    timer.start();
    const auto page = recognisePage(recogniser(), pixelsOf(specks.scaled(specks.size() * 6)), {});
    QVERIFY(page.ok() || page.error().code == ErrorCode::WorkerDied || page.error().code == ErrorCode::TimedOut);
    qInfo("%s after %lld ms", page.ok() ? "read" : page.error().doing.c_str(), timer.elapsed());
    QVERIFY(timer.elapsed() < 240'000);
}

/// Before it has seen a byte of a page. What the seal refuses is tried out in sandbox_test.
void RecognitionTest::theProcessIsSealed()
{
    auto worker = WorkerProcess::start(recogniser());
    QVERIFY(worker.ok());
    const pid_t process = worker->processId();
    QTRY_COMPARE_WITH_TIMEOUT(factOf(process, "status", "Seccomp:"), QByteArray("2"), test::kWaitMs);
    QCOMPARE(factOf(process, "status", "NoNewPrivs:"), QByteArray("1"));
    QCOMPARE(factOf(process, "status", "Threads:"), QByteArray("1"));
    QVERIFY(factOf(process, "limits", "Max cpu time").startsWith("30 30"));
    QVERIFY(factOf(process, "limits", "Max open files").startsWith("16 16"));
    QVERIFY(factOf(process, "limits", "Max file size").startsWith("0 0"));
    QVERIFY(factOf(process, "limits", "Max processes").startsWith("0 0"));
}

void RecognitionTest::aKilledRecogniserIsReported()
{
    const auto killer = onceRecognising([](pid_t process) { kill(process, SIGKILL); });
    const auto page = recogniseImage(recogniser(), opened(kUpright), 1, {});
    QVERIFY(!page.ok());
    QCOMPARE(page.error().code, ErrorCode::WorkerDied);
    QVERIFY(recogniseImage(recogniser(), opened(kUpright), 1, {}).ok()); // and the next try works
}

void RecognitionTest::aPersonCanStopIt()
{
    std::stop_source stop;
    const auto stopper = onceRecognising([&](pid_t) { stop.request_stop(); });
    QElapsedTimer timer;
    timer.start();
    const auto document = readWhole(readingPrograms(test::programPath("")), opened(QStringLiteral("genA-scan.pdf")), "pdf", stop.get_token());
    QVERIFY(!document.ok());
    QCOMPARE(document.error().code, ErrorCode::Cancelled);
    QVERIFY(test::childrenNamed("sillok-ocr").isEmpty());
}

void RecognitionTest::framesAreBounded()
{
    using namespace protocol;
    const std::vector<RecognisedLine> lines { { { { "가나", 90, { 0.1, 0.2, 0.3, 0.4 } }, { "다", 7, {} } } } };
    const auto encoded = encode(lines);
    const auto decoded = decodeLines(encoded);
    QVERIFY(decoded.ok());
    QCOMPARE(decoded->front().words.front().text, std::string("가나"));
    QCOMPARE(decoded->front().words.back().confidence, 7);
    for (size_t cut = 0; cut < encoded.size(); ++cut)
        QVERIFY(!decodeLines(Bytes(encoded).first(cut)).ok());
    QVERIFY(!decodeLines(encode(std::vector<RecognisedLine> { { { { "가", 101, {} } } } })).ok());
    QVERIFY(!decodeLines(encode(std::vector<RecognisedLine> { { { { "가", 1, { 0, 0, 1.5, 0 } } } } })).ok());
    QVERIFY(!decodeLines(encode(std::vector<RecognisedLine> { { { { "\xFF", 1, {} } } } })).ok());
    QVERIFY(!decodePageRecognised(encode(PageRecognised { 1, 45, 50 })).ok());
    QVERIFY(!decodeRecogniseImage(encode(RecogniseImage { 0 })).ok());
    ReadDone done;
    done.pageCount = 3;
    done.pagesWithoutText = { 1, 3 };
    QVERIFY(decodeReadDone(encode(done)).ok());
    done.pagesWithoutText = { 3, 1 };
    QVERIFY(!decodeReadDone(encode(done)).ok());
    done.pagesWithoutText = { 4 };
    QVERIFY(!decodeReadDone(encode(done)).ok());
}

/// Imports the document of a text page and a scan, and gives its row.
static DocumentSummary imported(test::RealDesk& real)
{
    const QString path = real.folder.filePath(QStringLiteral("글과 그림.pdf"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(textAndScan()) < 1 || !file.flush() || !real.create())
        return {};
    const CollectionId collection = real.import(QStringLiteral("모음"), { path });
    real.desk.listDocuments(collection);
    test::RealDesk::waitFor([&] { return real.desk.documents().size() == 1; });
    return real.desk.documents().value(0);
}

void RecognitionTest::anImportKeepsWhatIsKnown()
{
    test::RealDesk real;
    int told = 0;
    connect(&real.desk, &Desk::importProgressed, this, [&](const ImportProgress& progress) { told += progress.recognisedPage == 1 && progress.recognisedPages == 1; });
    const DocumentSummary row = imported(real);
    QCOMPARE(row.state, DocumentState::Ready);
    QCOMPARE(row.pagesRecognised, 1);
    QCOMPARE(row.pagesWithoutText, 0);
    QVERIFY(row.recognitionPercent >= 80);
    QVERIFY(told > 0);
}

void RecognitionTest::anImportWithoutTheComponentSaysSo()
{
    QTemporaryDir programs; // ours without sillok-ocr
    for (const char* name : { "/sillok-reader", "/sillok-engine" })
        QVERIFY(QFile::link(QString::fromStdString(test::programPath(name)), programs.path() + QLatin1String(name)));
    test::RealDesk real(programs.path());
    const DocumentSummary row = imported(real);
    QCOMPARE(row.state, DocumentState::Partial);
    QCOMPARE(row.pagesWithoutText, 1);
    QCOMPARE(row.pagesRecognised, 0);
    QCOMPARE(real.last.failed, 1);
}

QTEST_GUILESS_MAIN(RecognitionTest)
#include "recognition_test.moc"
