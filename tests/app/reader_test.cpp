#include "app/workers/reader_client.h"
#include "engine/base/text.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/registry.h"
#include "engine/documents/text/decode.h"
#include "tests/support/paths.h"

#include <QtTest>

#include <atomic>
#include <csignal>
#include <map>
#include <sys/mman.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;

namespace {

const std::string kReader = test::programPath("/sillok-reader");

QString shared(const QString& below) { return qEnvironmentVariable("SILLOK_SHARED") + QStringLiteral("/fixtures/") + below; }

/// A document that exists nowhere but in memory.
FileDescriptor inMemory(std::string_view bytes)
{
    FileDescriptor file(memfd_create("document", MFD_CLOEXEC));
    if (write(file.get(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        qFatal("writing a document to memory");
    return file;
}

struct Answer {
    Result<documents::Document> document = fail(ErrorCode::Internal, "");
    qint64 elapsedMs = 0;
    std::string code() const { return document.ok() ? "ok" : errorCodeName(document.error().code); }
};

Answer readFile(const FileDescriptor& file, const std::string& extension, std::stop_token stop = {})
{
    QElapsedTimer timer;
    timer.start();
    Answer answer;
    answer.document = readDocument(kReader, file, extension, stop, {});
    answer.elapsedMs = timer.elapsed();
    return answer;
}

Answer readPath(const QString& path)
{
    auto file = openForReading(path.toStdString());
    if (!file.ok())
        qFatal("opening %s", qPrintable(path));
    return readFile(*file, QFileInfo(path).suffix().toLower().toStdString());
}

std::string codeOf(std::string_view bytes, const std::string& extension = "txt") { return readFile(inMemory(bytes), extension).code(); }

/// A PDF of one page that says "Hello".
std::string smallPdf()
{
    const std::string content = "BT /F1 24 Tf 72 700 Td (Hello) Tj ET";
    const std::vector<std::string> objects { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>" };
    std::string pdf = "%PDF-1.4\n", table;
    for (size_t i = 0; i < objects.size(); ++i) {
        table += QString::asprintf("%010zu 00000 n \n", pdf.size()).toStdString();
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string start = std::to_string(pdf.size());
    return pdf + "xref\n0 6\n0000000000 65535 f \n" + table + "trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
}

using Bag = std::map<char32_t, int>;

Bag hangulBag(std::string_view text)
{
    Bag bag;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = codePointAt(text, at);
        at += point.length;
        if (point.value >= 0xAC00 && point.value <= 0xD7A3)
            ++bag[point.value];
    }
    return bag;
}

struct Recall {
    int found = 0;
    int all = 0;
    double share() const { return all == 0 ? 1 : double(found) / all; }
    void add(const Recall& other) { found += other.found, all += other.all; }
};

/// How many Hangul syllables of the reference the text has, counted with repetition.
Recall recallOf(std::string_view text, std::string_view reference)
{
    Recall recall;
    Bag have = hangulBag(text);
    for (const auto& [syllable, count] : hangulBag(reference)) {
        recall.all += count;
        recall.found += std::min(count, have[syllable]);
    }
    return recall;
}

struct Row {
    QString file, format, expectation;
};

std::vector<Row> manifest()
{
    std::vector<Row> rows;
    QFile file(shared("documents/MANIFEST.tsv"));
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    for (const QByteArray& line : file.readAll().split('\n').mid(1)) {
        const QStringList columns = QString::fromUtf8(line).split(QLatin1Char('\t'));
        if (columns.size() >= 7)
            rows.push_back({ columns[0], columns[1], columns[6] });
    }
    return rows;
}

bool isOurs(const QString& format) { return QStringList({ "txt", "csv", "md", "hwpx", "hwp", "hml", "pdf" }).contains(format); }

bool isHostile(const Row& row) { return row.file.startsWith(QLatin1String("host")) || row.expectation.startsWith(QLatin1String("EXPECT")); }

/// The reference in the form that a document's text has: decoded, composed.
std::string referenceText(const QString& path)
{
    for (const char* kind : { ".alltext.txt", ".expected.txt", path.endsWith(".md") ? "" : ".none" }) { // Markdown is its own reference
        QFile file(path + kind);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        int removed = 0;
        const auto text = documents::text::decode(asBytes(file.readAll().toStdString()));
        return text.ok() ? documents::cleanText(*text, removed) : std::string {};
    }
    return {};
}

long childrenPeakKiB()
{
    rusage usage {};
    getrusage(RUSAGE_CHILDREN, &usage);
    return usage.ru_maxrss;
}

/// The reader that the main thread has started, as soon as there is one; -1 when `given` becomes true before.
pid_t waitForReader(const std::atomic<bool>& given)
{
    QFile children(QStringLiteral("/proc/self/task/%1/children").arg(getpid()));
    while (!given) {
        if (!children.open(QIODevice::ReadOnly))
            qFatal("the kernel does not list children");
        const pid_t child = children.readAll().trimmed().toInt();
        children.close();
        if (child > 0)
            return child;
    }
    return -1;
}

constexpr int kAnswerMs = 10'000;
constexpr long kPeakKiB = 1024 * 1024;

} // namespace

class ReaderTest : public QObject {
    Q_OBJECT
private slots:
    void everyFormatIsRead();
    void everyRefusalHasItsCode();
    void aKilledReaderIsReportedAndTheNextTryWorks();
    void aReaderThatCannotStartIsReported();
    void cancellingTakesEffectAtOnce();
    void aStallTimesOut();
    void undamagedDocumentsKeepTheirHangul();
    void hostileDocumentsGetAnAnswer();
    void malformedFilesGetAnAnswer();
};

void ReaderTest::everyFormatIsRead()
{
    const auto text = readFile(inMemory("기록\r\n보존"), "txt");
    QCOMPARE(text.code(), std::string("ok"));
    QCOMPARE(plainText(*text.document), std::string("기록\n보존"));
    const auto markdown = readFile(inMemory("# 제목\n\n본문"), "md");
    QCOMPARE(markdown.code(), std::string("ok"));
    QCOMPARE(markdown.document->title, std::string("제목"));
    QCOMPARE(markdown.document->blocks[0].headingLevel, 1);
    const auto pdf = readFile(inMemory(smallPdf()), "pdf");
    QCOMPARE(pdf.code(), std::string("ok"));
    QCOMPARE(plainText(*pdf.document), std::string("Hello"));
    QCOMPARE(pdf.document->pageCount, 1);
    const QString samples = QString::fromStdString(test::sourcePath("/resources/samples/documents"));
    for (const QFileInfo& sample : QDir(samples).entryInfoList(QDir::Files)) {
        const auto answer = readPath(sample.filePath());
        QVERIFY2(answer.document.ok() && !answer.document->blocks.empty(), qPrintable(sample.fileName()));
    }
}

void ReaderTest::everyRefusalHasItsCode()
{
    using namespace std::string_literals;
    QCOMPARE(codeOf(""), std::string("NotFound"));
    QCOMPARE(codeOf(" \n"), std::string("NotFound"));
    QCOMPARE(codeOf("\x89PNG\r\n\x1A\n", "png"), std::string("ok")); // one page without text
    QCOMPARE(codeOf("\x7F""ELF\2\1\1\0\0\0\0\0\0\0\0\0"s, "txt"), std::string("Unsupported"));
    QCOMPARE(codeOf("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 x"s, "hwp"), std::string("Unsupported"));
    QCOMPARE(codeOf("PK\x03\x04 x", "docx"), std::string("Damaged"));
    QCOMPARE(codeOf("PK\x03\x04 x", "hwpx"), std::string("Damaged"));
    QCOMPARE(codeOf("%PDF-1.7 nothing else", "pdf"), std::string("Damaged"));
    QCOMPARE(codeOf(std::string(documents::kMaxTextCodePoints + 1, 'a')), std::string("Unsafe"));
    FileDescriptor large(memfd_create("large", MFD_CLOEXEC));
    QCOMPARE(ftruncate(large.get(), static_cast<off_t>(documents::kMaxInputBytes + 1)), 0);
    QCOMPARE(readFile(large, "txt").code(), std::string("Unsafe"));
    if (!QFile::exists(shared("documents")))
        QSKIP("SILLOK_SHARED has no fixtures: passwords were not tested");
    QCOMPARE(readPath(shared("documents/hwpjs__password-12345.hwpx")).code(), std::string("NeedsPassword"));
    QCOMPARE(readPath(shared("documents/genA-userpw-user1234.pdf")).code(), std::string("NeedsPassword"));
    const Answer scan = readPath(shared("documents/genA-scan.pdf"));
    QVERIFY(scan.document.ok() && scan.document->blocks.empty());
    QCOMPARE(static_cast<int>(scan.document->pagesWithoutText.size()), scan.document->pageCount);
}

/// As the system does when memory runs out.
void ReaderTest::aKilledReaderIsReportedAndTheNextTryWorks()
{
    std::string text;
    for (int i = 0; i < 400'000; ++i)
        text += "기록물을 보존한다.\n";
    const FileDescriptor file = inMemory(text);
    std::atomic<bool> ended = false;
    bool killed = false;
    std::thread killer([&] {
        const pid_t reader = waitForReader(ended);
        killed = reader > 0 && kill(reader, SIGKILL) == 0;
    });
    const auto answer = readFile(file, "txt");
    ended = true;
    killer.join();
    QVERIFY(killed);
    QCOMPARE(answer.code(), std::string("WorkerDied"));
    QCOMPARE(readFile(inMemory("기록"), "txt").code(), std::string("ok"));
}

void ReaderTest::aReaderThatCannotStartIsReported()
{
    QCOMPARE(readDocument("/nowhere/sillok-reader", inMemory("x"), "txt", {}, {}).error().code, ErrorCode::NotFound);
    QCOMPARE(readDocument("/bin/true", inMemory("x"), "txt", {}, {}).error().code, ErrorCode::WorkerDied);
}

void ReaderTest::cancellingTakesEffectAtOnce()
{
    const QString stalling = shared("documents/hostA-pagetree-loop.pdf");
    if (!QFile::exists(stalling))
        QSKIP("SILLOK_SHARED has no fixtures: cancelling was not tested");
    auto file = openForReading(stalling.toStdString());
    QVERIFY(file.ok());
    std::stop_source stop;
    QElapsedTimer sinceStop;
    std::atomic<bool> ended = false;
    std::thread person([&] {
        waitForReader(ended); // which never answers this document by itself
        sinceStop.start();
        stop.request_stop();
    });
    const auto answer = readFile(*file, "pdf", stop.get_token());
    const qint64 took = sinceStop.elapsed();
    ended = true;
    person.join();
    QCOMPARE(answer.code(), std::string("Cancelled"));
    QVERIFY2(took < 200, qPrintable(QString::number(took)));
    std::stop_source before;
    before.request_stop();
    QCOMPARE(readFile(inMemory("기록"), "txt", before.get_token()).code(), std::string("Cancelled"));
}

void ReaderTest::aStallTimesOut()
{
    const QString stalling = shared("documents/hostA-pagetree-loop.pdf");
    if (!QFile::exists(stalling))
        QSKIP("SILLOK_SHARED has no fixtures: the stall was not tested");
    const auto answer = readPath(stalling);
    QCOMPARE(answer.code(), std::string("TimedOut"));
    QVERIFY2(answer.elapsedMs < kAnswerMs, qPrintable(QString::number(answer.elapsedMs)));
}

void ReaderTest::undamagedDocumentsKeepTheirHangul()
{
    std::map<QString, Recall> formats;
    std::map<QString, int> files;
    QStringList poor;
    for (const Row& row : manifest()) {
        const QString path = shared("documents/" + row.file);
        const std::string reference = referenceText(path);
        if (!isOurs(row.format) || isHostile(row) || reference.empty() || row.file.contains("scan"))
            continue;
        const auto answer = readPath(path);
        const Recall recall = recallOf(answer.document.ok() ? plainText(*answer.document) : std::string {}, reference);
        formats[row.format].add(recall);
        ++files[row.format];
        if (recall.share() < .99)
            poor << QStringLiteral("%1 %2/%3 %4").arg(row.file).arg(recall.found).arg(recall.all).arg(QString::fromStdString(answer.code()));
    }
    if (formats.empty())
        QSKIP("SILLOK_SHARED has no fixtures: recall was not measured");
    for (const auto& [format, recall] : formats)
        qInfo("recall %-5s %3d files, %6d of %6d Hangul syllables, %.4f", qPrintable(format), files[format], recall.found, recall.all, recall.share());
    QVERIFY2(poor.isEmpty(), qPrintable(poor.join(QLatin1Char('\n'))));
}

void ReaderTest::hostileDocumentsGetAnAnswer()
{
    std::map<std::string, int> codes;
    qint64 slowest = 0;
    int rows = 0;
    for (const Row& row : manifest()) {
        if (!isOurs(row.format) || !isHostile(row))
            continue;
        const auto answer = readPath(shared("documents/" + row.file));
        qInfo("  %-45s %-13s %5lld ms", qPrintable(row.file), answer.code().c_str(), answer.elapsedMs);
        QVERIFY2(answer.elapsedMs < kAnswerMs, qPrintable(row.file));
        QVERIFY2(answer.code() != "Internal", qPrintable(row.file));
        if (row.file.contains("zipslip"))
            QVERIFY(answer.document.ok() && plainText(*answer.document).find("정상 본문") != std::string::npos);
        ++codes[answer.code()];
        ++rows;
        slowest = std::max(slowest, answer.elapsedMs);
    }
    if (rows == 0)
        QSKIP("SILLOK_SHARED has no fixtures: hostile documents were not read");
    QString said;
    for (const auto& [code, count] : codes)
        said += QStringLiteral(" %1 %2").arg(QString::fromStdString(code)).arg(count);
    qInfo("hostile documents: %d rows answered:%s; slowest %lld ms, peak %ld MiB", rows, qPrintable(said), slowest, childrenPeakKiB() / 1024);
    QVERIFY(childrenPeakKiB() < kPeakKiB);
}

void ReaderTest::malformedFilesGetAnAnswer()
{
    std::map<std::string, int> codes;
    qint64 slowest = 0;
    int rows = 0;
    for (const char* folder : { "archive", "bomb", "hwp", "pdf" }) {
        QDirIterator files(shared(QStringLiteral("malformed/") + folder), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            auto file = openForReading(files.next().toStdString());
            QVERIFY(file.ok());
            // An archive is also read as the document it might pretend to be.
            const auto answer = readFile(*file, std::string_view(folder) == "archive" ? "hwpx" : QFileInfo(files.filePath()).suffix().toStdString());
            QVERIFY2(answer.elapsedMs < kAnswerMs, qPrintable(files.fileName()));
            QVERIFY2(answer.code() != "Internal", qPrintable(files.fileName()));
            if (answer.code() == "WorkerDied" || answer.code() == "TimedOut")
                qInfo("  %-45s %s: %s", qPrintable(files.fileName()), answer.code().c_str(), answer.document.error().doing.c_str());
            ++codes[answer.code()];
            ++rows;
            slowest = std::max(slowest, answer.elapsedMs);
        }
    }
    if (rows == 0)
        QSKIP("SILLOK_SHARED has no fixtures: malformed files were not read");
    QString said;
    for (const auto& [code, count] : codes)
        said += QStringLiteral(" %1 %2").arg(QString::fromStdString(code)).arg(count);
    qInfo("malformed files: %d answered:%s; slowest %lld ms, peak %ld MiB", rows, qPrintable(said), slowest, childrenPeakKiB() / 1024);
    QVERIFY(childrenPeakKiB() < kPeakKiB);
}

QTEST_GUILESS_MAIN(ReaderTest)
#include "reader_test.moc"
