// package_figures_test.cpp - How fast a package is checked, beside what the disk delivers, and how long one of 40 GB takes to be opened.
//
// SILLOK_BENCH_PACKAGE_MIB: how much is checked; without it little, so that the test is quick.
#include "tests/storage/package_fixture.h"

#include <QTest>

#include <atomic>
#include <ctime>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

double clockSeconds(clockid_t clock)
{
    timespec now {};
    clock_gettime(clock, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

/// Seconds that this thread has computed: what it waited while other programs had the processor does not count.
double ownSeconds() { return clockSeconds(CLOCK_THREAD_CPUTIME_ID); }

struct Work {
    bool good = true;
    double seconds = 0;  ///< by the wall
    double computed = 0; ///< by all threads together
};

/// Every leaf, each thread an equal part one behind the other.
Work checkOn(const PackageReader& reader, unsigned threads)
{
    const uint64_t leaves = reader.table(0).size();
    std::atomic<bool> good = true;
    const auto part = [&](uint64_t index) {
        const uint64_t first = leaves * index / threads;
        if (!reader.checkLeaves(0, { first, leaves * (index + 1) / threads - first }).ok())
            good = false;
    };
    const double begin = clockSeconds(CLOCK_MONOTONIC), before = clockSeconds(CLOCK_PROCESS_CPUTIME_ID);
    {
        std::vector<std::jthread> helpers;
        for (unsigned i = 1; i < threads; ++i)
            helpers.emplace_back(part, i);
        part(0);
    }
    return { good, clockSeconds(CLOCK_MONOTONIC) - begin, clockSeconds(CLOCK_PROCESS_CPUTIME_ID) - before };
}

/// The next reading comes from the disk.
void forget(const std::string& path)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (::fsync(file.get()) != 0 || ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED) != 0)
        qFatal("the page cache could not be emptied");
}

/// From the first byte to the last, and nothing done with them.
double secondsToRead(const std::string& path)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::vector<uint8_t> buffer(kLeafBytes);
    const double begin = clockSeconds(CLOCK_MONOTONIC);
    while (::read(file.get(), buffer.data(), buffer.size()) > 0) { }
    return clockSeconds(CLOCK_MONOTONIC) - begin;
}

} // namespace

class PackageFiguresTest : public QObject {
    Q_OBJECT
private slots:
    void checkingAndTheDisk();
    void openingFortyGigabytes();
};

void PackageFiguresTest::checkingAndTheDisk()
{
    const int mib = qEnvironmentVariableIsSet("SILLOK_BENCH_PACKAGE_MIB") ? qEnvironmentVariableIntValue("SILLOK_BENCH_PACKAGE_MIB") : 64;
    const double bytes = double(mib) * (1 << 20);
    SamplePackage sample;
    sample.add("model.gguf", noise(static_cast<size_t>(mib) << 20, 1));
    VERIFY_OK(sample.write());
    sample.contents.clear();
    const auto reader = sample.openFile(sample.path);
    VERIFY_OK(reader);

    const double begin = ownSeconds();
    VERIFY_OK(checkAllLeaves(*reader)); // just written: the file is in memory
    qInfo("checked %d MiB: %.2f GB/s a core", mib, bytes / (ownSeconds() - begin) / 1e9);
    for (const unsigned threads : { 1U, 2U }) {
        const Work work = checkOn(*reader, threads);
        QVERIFY(work.good);
        qInfo("from memory on %u threads: %.2f GB/s, %.2f GB/s for each second computed", threads, bytes / work.seconds / 1e9, bytes / work.computed / 1e9);
    }
    forget(sample.path);
    const double disk = bytes / secondsToRead(sample.path) / 1e9;
    forget(sample.path);
    const Work work = checkOn(*reader, 2);
    QVERIFY(work.good);
    const double checked = bytes / work.seconds / 1e9;
    qInfo("from the disk: read alone %.2f GB/s, checked on 2 threads %.2f GB/s, that is %.0f %% of it", disk, checked, 100 * checked / disk);
}

// The file is full of holes; the tables are real and hold the leaves at both ends.
void PackageFiguresTest::openingFortyGigabytes()
{
    constexpr uint64_t kSize = uint64_t(40) << 30;
    SamplePackage sample;
    const ReadAt zeros = [](uint64_t, std::span<uint8_t> out) -> Result<void> {
        std::ranges::fill(out, uint8_t(0));
        return {};
    };
    LeafTable table(leafCount(kSize), Digest { 1 });
    VERIFY_OK(hashLeaves(zeros, kSize, { 0, 1 }, table));
    VERIFY_OK(hashLeaves(zeros, kSize, { table.size() - 1, 1 }, table));
    sample.manifest.files = { { "model.gguf", kSize, tableDigest(table).value(), FileRole::Payload } };
    const std::string text = writeManifest(sample.manifest).value();
    SignedDocument document { DocumentKind::Manifest, { text.begin(), text.end() }, {} };
    VERIFY_OK(addSignature(document, sample.modern));
    VERIFY_OK(addSignature(document, sample.validated));

    QFile file(QString::fromStdString(sample.path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const std::vector<uint8_t> padded = paddedDocument(document);
    file.write(kPackageMagic.data(), static_cast<qint64>(kPackageMagic.size()));
    file.write("\1\0\0\0", 4);
    file.write(reinterpret_cast<const char*>(padded.data()), static_cast<qint64>(padded.size()));
    file.write(reinterpret_cast<const char*>(tableBytes(table).data()), static_cast<qint64>(tableBytes(table).size()));
    QVERIFY(file.resize(static_cast<qint64>(layoutOf(sample.manifest, text.size()).end)));
    file.close();

    std::vector<double> ms;
    for (int attempt = 0; attempt < 9; ++attempt) {
        const double begin = ownSeconds();
        const auto reader = sample.openFile(sample.path);
        ms.push_back((ownSeconds() - begin) * 1e3);
        VERIFY_OK(reader);
        LeafBuffer buffer;
        VERIFY_OK(reader->leaf(0, 0, buffer));
        VERIFY_OK(reader->leaf(0, table.size() - 1, buffer));
        COMPARE_FAULT(reader->leaf(0, 1, buffer), Fault::WrongLeaf);
    }
    std::ranges::sort(ms);
    qInfo("opened 40 GiB, %zu leaves, two signatures: median %.2f ms, longest %.2f ms of computing", table.size(), ms[ms.size() / 2], ms.back());
    QVERIFY(ms[ms.size() / 2] < 200); // the goal of the design
}

QTEST_GUILESS_MAIN(PackageFiguresTest)
#include "package_figures_test.moc"
