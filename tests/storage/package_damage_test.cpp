// package_damage_test.cpp - One changed bit, one byte more or less, parts exchanged: nothing that was not signed is ever given out.
// Short in every run; one flip in every 4 KiB of 1 GiB with SILLOK_CAMPAIGN=1.
#include "tests/storage/package_fixture.h"
#include "tests/support/campaign.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

class PackageDamageTest : public QObject {
    Q_OBJECT
private slots:
    void everyBitBeforeTheFiles();
    void oneBitInEveryLeaf();
    void everyLengthOfTheHead();
    void endsElsewhere();
    void partsExchanged();
    void countsThatAreTooLarge();
    void oneFlipInEveryPage();
};

namespace {

/// Small: three files of a few bytes, so that all bits before the first one can be tried.
struct SmallPackage : SamplePackage {
    std::vector<uint8_t> good;

    SmallPackage()
    {
        add("a.bin", noise(700, 1));
        add("b.bin", noise(700, 2));
        add("c.bin", noise(5000, 3));
        if (!write().ok())
            qFatal("the package could not be made");
        good = bytes();
        if (!open(good).ok())
            qFatal("the package could not be read");
    }
};

void putNumber(std::vector<uint8_t>& bytes, size_t at, uint32_t value)
{
    for (size_t i = 0; i < 4; ++i)
        bytes[at + i] = static_cast<uint8_t>(value >> (8 * i));
}

constexpr size_t kBodyBytesAt = kDocumentAt + 16;
constexpr size_t kSignatureCountAt = kDocumentAt + 20;
constexpr size_t kPageBytes = 4096;

/// One flip in each page of a leaf, one after the other; how many were not refused as a wrong leaf.
int64_t acceptedFlips(const PackageReader& reader, size_t leaf, std::span<uint8_t> bytes, std::atomic<int64_t>& flips)
{
    std::mt19937 engine(static_cast<uint32_t>(leaf));
    LeafBuffer buffer;
    int64_t accepted = 0;
    for (size_t page = 0; page < bytes.size(); page += kPageBytes, ++flips) {
        uint8_t& byte = bytes[page + engine() % kPageBytes];
        const auto bit = static_cast<uint8_t>(1 << (engine() % 8));
        byte ^= bit;
        const auto read = reader.leaf(0, leaf, buffer);
        byte ^= bit;
        accepted += !read.ok() && faultOf(read.error()) == Fault::WrongLeaf ? 0 : 1;
    }
    return accepted;
}

} // namespace

void PackageDamageTest::everyBitBeforeTheFiles()
{
    const SmallPackage sample;
    const auto layout = sample.open(sample.good)->layout();
    std::vector<uint8_t> bytes = sample.good;
    std::map<Fault, int> counts;
    int64_t tried = 0;
    for (size_t at = 0; at < layout.filesAt.front(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            bytes[at] = static_cast<uint8_t>(bytes[at] ^ (1 << bit));
            const auto opened = sample.open(bytes);
            QVERIFY2(!opened.ok(), qPrintable(QString("bit %1 of byte %2").arg(bit).arg(at)));
            QCOMPARE(errorCodeName(opened.error().code), "Refused");
            ++counts[faultOf(opened.error())];
            ++tried;
            bytes[at] = sample.good[at];
        }
    }
    QVERIFY(!counts.contains(Fault::None));
    for (const auto& [fault, count] : counts)
        qInfo("%s %d", faultName(fault), count);
    qInfo("%lld bits before the files, all refused", static_cast<long long>(tried));
}

void PackageDamageTest::oneBitInEveryLeaf()
{
    SamplePackage sample;
    sample.addUsualFiles();
    VERIFY_OK(sample.write());
    const std::vector<uint8_t> good = sample.bytes();
    const auto layout = sample.open(good)->layout();
    std::vector<uint8_t> bytes = good;
    LeafBuffer buffer;
    for (size_t file = 0; file < sample.contents.size(); ++file) {
        const uint64_t size = sample.contents[file].size();
        for (uint64_t leaf = 0; leaf < leafCount(size); ++leaf) {
            for (const size_t within : { size_t(0), leafBytes(size, leaf) / 2, leafBytes(size, leaf) - 1 }) {
                const size_t at = layout.filesAt[file] + leaf * kLeafBytes + within;
                bytes[at] ^= 0x10;
                const auto opened = sample.open(bytes);
                VERIFY_OK(opened); // lazily: the head is whole
                for (uint64_t other = 0; other < leafCount(size); ++other)
                    QCOMPARE(opened->leaf(file, other, buffer).ok(), other != leaf);
                COMPARE_FAULT(checkAllLeaves(*opened), Fault::WrongLeaf);
                bytes[at] = good[at];
            }
        }
    }
}

void PackageDamageTest::everyLengthOfTheHead()
{
    const SmallPackage sample;
    const size_t head = sample.open(sample.good)->layout().filesAt.front();
    for (size_t length = 0; length < head; ++length) {
        const std::vector<uint8_t> cut(sample.good.begin(), sample.good.begin() + static_cast<ptrdiff_t>(length));
        COMPARE_FAULT(sample.open(cut), Fault::Cut);
    }
    qInfo("%zu lengths, all refused", head);
}

void PackageDamageTest::endsElsewhere()
{
    const SmallPackage sample;
    std::vector<uint8_t> bytes = sample.good;
    bytes.push_back(0);
    COMPARE_FAULT(sample.open(bytes), Fault::TrailingBytes);
    bytes.resize(sample.good.size() + 4096);
    COMPARE_FAULT(sample.open(bytes), Fault::TrailingBytes);
    for (size_t length = sample.open(sample.good)->layout().filesAt.front(); length < sample.good.size(); length += 97) {
        bytes.assign(sample.good.begin(), sample.good.begin() + static_cast<ptrdiff_t>(length));
        COMPARE_FAULT(sample.open(bytes), Fault::Cut);
    }
    // Every byte between two files.
    const auto layout = sample.open(sample.good)->layout();
    bytes = sample.good;
    int padding = 0;
    for (size_t file = 0; file + 1 < layout.filesAt.size(); ++file) {
        for (size_t at = layout.filesAt[file] + sample.contents[file].size(); at < layout.filesAt[file + 1]; ++at, ++padding) {
            bytes[at] = 1;
            COMPARE_FAULT(sample.open(bytes), Fault::Gap);
            bytes[at] = 0;
        }
    }
    QVERIFY(padding > 6000);
}

void PackageDamageTest::partsExchanged()
{
    const SmallPackage sample;
    const auto layout = sample.open(sample.good)->layout();
    const auto place = [&](std::vector<uint8_t>& bytes, uint64_t at) { return bytes.begin() + static_cast<ptrdiff_t>(at); };
    std::vector<uint8_t> bytes = sample.good; // two files of one length
    std::swap_ranges(place(bytes, layout.filesAt[0]), place(bytes, layout.filesAt[0] + 700), place(bytes, layout.filesAt[1]));
    COMPARE_FAULT(checkAllLeaves(sample.open(bytes).value()), Fault::WrongLeaf);
    std::swap_ranges(place(bytes, layout.tablesAt), place(bytes, layout.tablesAt + 32), place(bytes, layout.tablesAt + 32)); // and their tables with them
    COMPARE_FAULT(sample.open(bytes), Fault::WrongTable);

    SmallPackage other; // another publisher's envelope around this content
    bytes = other.good;
    COMPARE_FAULT(sample.open(bytes), Fault::UnknownKey);
    bytes = sample.good;
    std::copy_n(other.good.begin(), layout.tablesAt, bytes.begin());
    COMPARE_FAULT(sample.open(bytes), Fault::UnknownKey);

    // The same signature under both signers' names.
    SignedDocument document = sample.content.document;
    document.signatures[1].bytes = document.signatures[0].bytes;
    const auto withDocument = [&] {
        std::vector<uint8_t> all = sample.good;
        std::ranges::copy(paddedDocument(document), all.begin() + kDocumentAt);
        return all;
    };
    bytes = withDocument();
    COMPARE_FAULT(sample.open(bytes), Fault::BadSignature);
    document.signatures[1] = document.signatures[0];
    bytes = withDocument();
    COMPARE_FAULT(sample.open(bytes), Fault::KeyTwice);
    document.signatures.pop_back();
    bytes = withDocument();
    COMPARE_FAULT(sample.open(bytes), Fault::BelowThreshold);
    document.signatures.clear();
    bytes = withDocument();
    COMPARE_FAULT(sample.open(bytes), Fault::BelowThreshold);

    // A good signature of the same bytes as something else.
    SignedDocument policy { DocumentKind::Policy, sample.content.document.body, {} };
    VERIFY_OK(addSignature(policy, sample.modern));
    VERIFY_OK(addSignature(policy, sample.validated));
    document.signatures = policy.signatures;
    bytes = withDocument();
    COMPARE_FAULT(sample.open(bytes), Fault::BadSignature);
    document.kind = DocumentKind::Policy;
    bytes = withDocument();
    COMPARE_FAULT(sample.open(bytes), Fault::WrongKind);
}

void PackageDamageTest::countsThatAreTooLarge()
{
    const SmallPackage sample;
    std::vector<uint8_t> bytes = sample.good;
    putNumber(bytes, kBodyBytesAt, kMostBodyBytes + 1);
    COMPARE_FAULT(sample.open(bytes), Fault::TooLarge);
    putNumber(bytes, kBodyBytesAt, UINT32_MAX);
    COMPARE_FAULT(sample.open(bytes), Fault::TooLarge);
    putNumber(bytes, kBodyBytesAt, kMostBodyBytes);
    COMPARE_FAULT(sample.open(bytes), Fault::Cut);
    bytes = sample.good;
    putNumber(bytes, kSignatureCountAt, kMostSignatures + 1);
    COMPARE_FAULT(sample.open(bytes), Fault::TooManySignatures);
    putNumber(bytes, kSignatureCountAt, UINT32_MAX);
    COMPARE_FAULT(sample.open(bytes), Fault::TooManySignatures);
    bytes = sample.good;
    putNumber(bytes, kDocumentAt + writeSignedDocument({}).size() + sample.content.document.body.size() + kKeyIdBytes, kMostSignatureBytes + 1);
    COMPARE_FAULT(sample.open(bytes), Fault::TooLarge);
}

// Each flip is met by the leaf where it lies, as an installation meets it: that leaf is hashed again for every flip. Leaves are independent, so that
// each thread has every so manieth of them to itself.
void PackageDamageTest::oneFlipInEveryPage()
{
    const size_t payload = static_cast<size_t>(campaignCount(1024, 8)) * kLeafBytes;
    SamplePackage sample;
    sample.add("model.gguf", noise(payload, 6));
    VERIFY_OK(sample.write());
    sample.contents.clear(); // a campaign's would be another GiB
    std::vector<uint8_t> bytes = sample.bytes();
    const auto reader = sample.open(bytes);
    VERIFY_OK(reader);
    const size_t threads = std::clamp<size_t>(std::thread::hardware_concurrency(), 1, 8);
    std::atomic<int64_t> flips = 0, accepted = 0;
    QElapsedTimer timer;
    timer.start();
    const auto work = [&](size_t first) {
        for (size_t leaf = first; leaf < payload / kLeafBytes; leaf += threads)
            accepted += acceptedFlips(*reader, leaf, std::span(bytes).subspan(reader->layout().filesAt[0] + leaf * kLeafBytes, kLeafBytes), flips);
    };
    std::vector<std::jthread> helpers;
    for (size_t i = 1; i < threads; ++i)
        helpers.emplace_back(work, i);
    work(0);
    helpers.clear();
    QCOMPARE(accepted.load(), int64_t(0));
    QCOMPARE(flips.load(), static_cast<int64_t>(payload / kPageBytes));
    VERIFY_OK(checkAllLeaves(*reader)); // all flips were taken back
    qInfo("%lld flips in %zu MiB on %zu threads, all refused, in %.1f s", static_cast<long long>(flips.load()), payload >> 20, threads, double(timer.elapsed()) / 1000);
}

QTEST_GUILESS_MAIN(PackageDamageTest)
#include "package_damage_test.moc"
