// package_hashing_test.cpp - Threads share the leaves of many files: the same tables, the same first failure, and an end when asked.
#include "app/services/package_hashing.h"
#include "app/services/package_spec.h"
#include "tests/storage/package_fixture.h"

#include <QtTest>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::storage;
using namespace sillok::test;

class PackageHashingTest : public QObject {
    Q_OBJECT
private slots:
    void anyNumberOfThreadsMakesTheSameTables();
    void theFirstWrongLeafIsNamed();
    void progressReachesTheEnd();
    void stoppingEndsIt();
    void descriptionsBecomeManifests();
    void descriptionsAreChecked_data();
    void descriptionsAreChecked();
};

namespace {

const char* const kSpec = R"({"id":"kr.go.example.model","version":3,"kind":"model","title":{"ko":"시험","en":"Test"},
    "licence":{"id":"MIT","commercial":true},"expires":"2031-01-02","grade":"O",
    "files":[{"from":"a","path":"a.bin","role":"payload"},{"from":"/b","path":"b.bin","role":"other"}]})";
constexpr uint64_t kNowSeconds = 1'790'000'000;

} // namespace

void PackageHashingTest::anyNumberOfThreadsMakesTheSameTables()
{
    SamplePackage sample;
    sample.addUsualFiles();
    sample.add("long.bin", noise(37 * kLeafBytes + 1, 9));
    std::vector<HashedFile> files;
    for (const auto& bytes : sample.contents)
        files.push_back({ readerOf(bytes), bytes.size() });
    for (const unsigned threads : { 0u, 1u, 3u, 64u }) {
        const auto tables = hashFiles(files, { threads, {}, {} });
        VERIFY_OK(tables);
        QVERIFY(*tables == sample.content.tables);
    }
    const auto none = hashFiles({}, { 4, {}, {} });
    VERIFY_OK(none);
    QVERIFY(none->empty());
}

void PackageHashingTest::theFirstWrongLeafIsNamed()
{
    SamplePackage sample;
    sample.add("long.bin", noise(80 * kLeafBytes, 9));
    sample.add("other.bin", noise(40 * kLeafBytes, 10));
    VERIFY_OK(sample.write());
    std::vector<uint8_t> bytes = sample.bytes();
    const auto reader = sample.open(bytes);
    VERIFY_OK(reader);
    VERIFY_OK(checkContent(*reader, { 4, {}, {} }));
    for (const size_t leaf : { size_t(33), size_t(70), size_t(79) })
        bytes[reader->layout().filesAt[0] + leaf * kLeafBytes] ^= 1;
    bytes[reader->layout().filesAt[1]] ^= 1;
    for (int attempt = 0; attempt < 20; ++attempt) {
        const auto checked = checkContent(*reader, { 8, {}, {} });
        COMPARE_FAULT(checked, Fault::WrongLeaf);
        QCOMPARE(checked.error().doing, std::string("long.bin: leaf 33"));
    }
}

void PackageHashingTest::progressReachesTheEnd()
{
    const std::vector<uint8_t> bytes = noise(50 * kLeafBytes + 9, 3);
    uint64_t last = 0;
    bool risesAndEnds = true;
    const auto caller = QThread::currentThreadId();
    const auto onProgress = [&](uint64_t done, uint64_t all) {
        risesAndEnds = risesAndEnds && done >= last && done <= all && all == bytes.size() && QThread::currentThreadId() == caller;
        last = done;
    };
    VERIFY_OK(hashFiles({ { readerOf(bytes), bytes.size() } }, { 3, onProgress, {} }));
    QVERIFY(risesAndEnds);
    QCOMPARE(last, bytes.size());

    // Whoever is told takes longer than all that is left: the end is told all the same.
    last = 0;
    const auto slowly = [&](uint64_t done, uint64_t all) {
        last = done;
        QThread::msleep(done < all ? 300 : 0);
    };
    const std::vector<uint8_t> few = noise(40 * kLeafBytes, 4);
    VERIFY_OK(hashFiles({ { readerOf(few), few.size() } }, { 3, slowly, {} }));
    QCOMPARE(last, few.size());
}

void PackageHashingTest::stoppingEndsIt()
{
    std::stop_source source;
    std::atomic<int> reads = 0;
    const ReadAt endless = [&](uint64_t, std::span<uint8_t>) -> Result<void> {
        if (++reads == 10)
            source.request_stop();
        return {};
    };
    COMPARE_CODE(hashFiles({ { endless, uint64_t(1) << 40 } }, { 2, {}, source.get_token() }), ErrorCode::Cancelled);
    QVERIFY(reads < 20);
}

void PackageHashingTest::descriptionsBecomeManifests()
{
    const auto spec = readPackageSpec(kSpec, "/home/x", kNowSeconds);
    VERIFY_OK(spec);
    QVERIFY((spec->from == std::vector<std::string> { "/home/x/a", "/b" }));
    const auto text = finishManifest(*spec, { 7, 9 }, { Digest { 1 }, Digest { 2 } });
    VERIFY_OK(text);
    const Manifest manifest = readManifest(asBytes(*text)).value();
    QCOMPARE(manifest.issuedSeconds, kNowSeconds);
    QCOMPARE(manifest.expiresSeconds, uint64_t(1'925'078'400)); // 2031-01-02 00:00 UTC, by the calendar of `date`
    QCOMPARE(manifest.files.size(), size_t(2));
    QCOMPARE(manifest.files[1].sizeBytes, uint64_t(9));
    QVERIFY(manifest.files[1].table == Digest { 2 });
    QVERIFY(manifest.presets.empty() && manifest.stops.empty() && manifest.memoryBytes == 0);
    QCOMPARE(writeManifest(manifest).value(), *text);
}

void PackageHashingTest::descriptionsAreChecked_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<QByteArray>("by");
    QTest::addColumn<bool>("isRead");
    QTest::newRow("not JSON") << QByteArray("{") << QByteArray("") << false;
    QTest::newRow("a size that somebody wrote") << QByteArray("\"from\":\"a\"") << QByteArray("\"from\":\"a\",\"size\":3") << false;
    QTest::newRow("a table that somebody wrote") << QByteArray("\"from\":\"a\"") << QByteArray("\"from\":\"a\",\"table\":\"\"") << false;
    QTest::newRow("a file from nowhere") << QByteArray("\"from\":\"a\",") << QByteArray("") << false;
    QTest::newRow("no day") << QByteArray("2031-01-02") << QByteArray("2031-13-02") << false;
    QTest::newRow("a total that somebody wrote") << QByteArray("{\"id\"") << QByteArray("{\"total\":3,\"id\"") << false;
    QTest::newRow("a path out of the folder") << QByteArray("b.bin") << QByteArray("../b") << true;
    QTest::newRow("an entry too many") << QByteArray("{\"id\"") << QByteArray("{\"x\":3,\"id\"") << true;
}

void PackageHashingTest::descriptionsAreChecked()
{
    QFETCH(QByteArray, piece);
    QFETCH(QByteArray, by);
    QFETCH(bool, isRead);
    QByteArray text(kSpec);
    const qsizetype at = text.indexOf(piece);
    QVERIFY(at >= 0);
    text.replace(at, piece.size(), by);
    const auto spec = readPackageSpec({ text.constData(), static_cast<size_t>(text.size()) }, ".", kNowSeconds);
    QCOMPARE(spec.ok(), isRead);
    if (isRead)
        COMPARE_CODE(finishManifest(*spec, { 7, 9 }, { Digest {}, Digest {} }), ErrorCode::Refused);
    else
        COMPARE_CODE(spec, ErrorCode::BadArgument);
}

QTEST_GUILESS_MAIN(PackageHashingTest)
#include "package_hashing_test.moc"
