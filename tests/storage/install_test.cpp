// install_test.cpp - From a stick into the store: whole or not at all, whatever is pulled, swapped, killed or tampered with on the way and afterwards.
#include "tests/storage/machine_fixture.h"
#include "tests/support/campaign.h"

#include <QDirIterator>
#include <QTest>

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

/// Every second file each.
Result<void> inTwoThreads(const std::vector<uint64_t>& sizes, const LeafWork& work)
{
    std::array<Result<void>, 2> results;
    const auto half = [&](size_t first) {
        for (size_t file = first; file < sizes.size() && results[first].ok(); file += 2)
            results[first] = work(file, { 0, leafCount(sizes[file]) });
    };
    std::thread other(half, 1);
    half(0);
    other.join();
    return results[0].ok() ? results[1] : results[0];
}

/// A stick that is there as far as this byte.
class PulledSource final : public PackageSource {
public:
    PulledSource(std::unique_ptr<PackageSource> stick, uint64_t reachable) : m_stick(std::move(stick)), m_reachable(reachable) {}

    uint64_t size() const override { return m_stick->size(); }
    Result<void> read(uint64_t offset, std::span<uint8_t> out) const override
    {
        return offset + out.size() > m_reachable ? fail(ErrorCode::Io, "the stick went") : m_stick->read(offset, out);
    }

private:
    std::unique_ptr<PackageSource> m_stick;
    uint64_t m_reachable;
};

} // namespace

class InstallTest : public QObject {
    Q_OBJECT

private slots:
    void whatWasSignedIsThere();
    void allFilesAreReadOnlyAndOpenForEverybody();
    void aDamagedPackageLeavesNothing();
    void whatIsNotApprovedLeavesNothing();
    void whatIsUnsoundLeavesNothing();
    void aProgramThatIsTooOldInstallsNothing();
    void aMachineWithoutRootInstallsNothing();
    void aStoppedCopyIsNeverUsedAndGoesOn();
    void aPulledStickLeavesNothingInUse();
    void aKilledInstallationIsWholeOrAbsent();
    void twoAtOnceAreOneAfterTheOther();
    void theSameAgainIsSaid();
    void aDamagedOneIsPutRight();
    void olderOnesAreRefusedAfterwards();
    void aRemovedOneIsGone();
    void swappingDuringTheCopyNeverPasses();
    void aForeignPackageInTheStoreIsNotOpened();
    void aRevokedOneNoLongerOpens();
};

void InstallTest::whatWasSignedIsThere()
{
    const Machine machine;
    InstallOrder order = machine.order();
    std::atomic<uint64_t> last = 0;
    order.run = inTwoThreads;
    order.onCopied = [&](uint64_t done, uint64_t all) { last = done == all ? all : last.load(); };
    const auto installed = machine.install(order);
    VERIFY_OK(installed);
    QCOMPARE(last.load(), machine.stick.manifest.totalBytes());
    const auto package = machine.open();
    VERIFY_OK(package);
    QVERIFY(isTheSigned(machine, *package));
    VERIFY_OK(package->checkSample(3));
    VERIFY_OK(checkWhole(*package, inTwoThreads));
    const auto text = package->text("chat.jinja", 100);
    VERIFY_OK(text);
    QVERIFY(std::equal(text->begin(), text->end(), machine.stick.contents[3].begin(), machine.stick.contents[3].end(),
        [](char a, uint8_t b) { return static_cast<uint8_t>(a) == b; }));
    QCOMPARE(int(package->text("cards/model.md", 100).error().code), int(ErrorCode::Unsafe));
    QCOMPARE(package->payload()->size(), size_t(2));
    const auto listing = machine.store.list();
    QCOMPARE(listing->packages.size(), size_t(1));
    QVERIFY(listing->packages[0].digest == installed->digest);
}

void InstallTest::allFilesAreReadOnlyAndOpenForEverybody()
{
    const mode_t before = umask(077);
    const Machine machine;
    VERIFY_OK(machine.install());
    umask(before);
    QDirIterator every(QString::fromStdString(machine.installed("")), QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    int files = 0;
    while (every.hasNext()) {
        every.next();
        struct stat facts {};
        QCOMPARE(::stat(qPrintable(every.filePath()), &facts), 0);
        QCOMPARE(facts.st_mode & 0777, S_ISDIR(facts.st_mode) ? 0755U : 0444U);
        files += S_ISREG(facts.st_mode) ? 1 : 0;
    }
    QCOMPARE(files, 8);
}

void InstallTest::aDamagedPackageLeavesNothing()
{
    const Machine machine;
    flipByte(machine.stick.path, QFile(QString::fromStdString(machine.stick.path)).size() - 10);
    COMPARE_FAULT(machine.install(), Fault::WrongLeaf);
    QVERIFY(machine.nothingIsThere());
}

void InstallTest::whatIsNotApprovedLeavesNothing()
{
    const Machine machine;
    InstallOrder order = machine.order();
    order.approve = [](const PackageReader& package) { return Result<void>(refuse(Fault::LicenceNotAccepted, package.manifest().id)); };
    COMPARE_FAULT(machine.install(order), Fault::LicenceNotAccepted);
    QVERIFY(machine.nothingIsThere());
}

void InstallTest::whatIsUnsoundLeavesNothing()
{
    const Machine machine;
    InstallOrder order = machine.order();
    bool complete = false;
    order.examine = [&](const VerifiedPackage& package) {
        complete = isTheSigned(machine, package);
        return Result<void>(refuse(Fault::UnsafeModel, "test"));
    };
    COMPARE_FAULT(machine.install(order), Fault::UnsafeModel);
    QVERIFY(complete);
    QVERIFY(machine.nothingIsThere());
}

void InstallTest::aProgramThatIsTooOldInstallsNothing()
{
    const Machine machine;
    InstallOrder order = machine.order();
    order.program = { 0, 0, 9 };
    COMPARE_FAULT(machine.install(order), Fault::ProgramTooOld);
    QVERIFY(machine.nothingIsThere());
}

void InstallTest::aMachineWithoutRootInstallsNothing()
{
    const Machine machine;
    QVERIFY(QFile::remove(QString::fromStdString(machine.store.folder() + "/trust")));
    COMPARE_FAULT(machine.install(), Fault::NoRoot);
    QVERIFY(machine.nothingIsThere());
}

void InstallTest::aStoppedCopyIsNeverUsedAndGoesOn()
{
    const Machine machine;
    InstallOrder order = machine.order();
    std::stop_source stop;
    order.stop = stop.get_token();
    order.onCopied = [&](uint64_t, uint64_t) { stop.request_stop(); };  // after the first leaf
    QCOMPARE(int(machine.install(order).error().code), int(ErrorCode::Cancelled));
    QVERIFY(machine.store.list()->packages.empty());
    QCOMPARE(int(machine.open().error().code), int(ErrorCode::NotFound));
    const QDir staging(QString::fromStdString(machine.store.stagingFolder()));
    QCOMPARE(staging.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);

    // The first leaf of the stick is spoilt now: only who goes on from what was copied can finish.
    const auto at = layoutOf(machine.stick.manifest, machine.stick.content.document.body.size()).filesAt[0];
    flipByte(machine.stick.path, static_cast<qint64>(at) + 5);
    VERIFY_OK(machine.install());
    QVERIFY(isTheSigned(machine, *machine.open()));
    QVERIFY(staging.isEmpty());
}

void InstallTest::aPulledStickLeavesNothingInUse()
{
    const Machine machine;
    const auto layout = layoutOf(machine.stick.manifest, machine.stick.content.document.body.size());
    for (const uint64_t reachable : { layout.tablesAt, layout.filesAt[0] + 1, layout.filesAt[0] + kLeafBytes, layout.end - 1 }) {
        auto source = std::make_unique<PulledSource>(openPackageSource(machine.stick.path).value(), reachable);
        COMPARE_CODE(installPackage(machine.store, std::move(source), machine.order()), ErrorCode::Io);
        QVERIFY(machine.store.list()->packages.empty());
        COMPARE_CODE(machine.open(), ErrorCode::NotFound);
    }
    VERIFY_OK(machine.install()); // it is put in again
    QVERIFY(isTheSigned(machine, *machine.open()));
}

void InstallTest::aKilledInstallationIsWholeOrAbsent()
{
    const int kills = campaignCount(500, 25);
    const Machine machine;
    int whole = 0;
    for (int i = 0; i < kills; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            const auto installed = machine.install();
            _exit(installed.ok() || faultOf(installed.error()) == Fault::AlreadyInstalled ? 0 : 1);
        }
        ::usleep(static_cast<useconds_t>(6000 * (i % 40)));
        ::kill(child, SIGKILL);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(machine.store.list()->broken.empty());
        if (const auto package = machine.open(); package.ok()) {
            ++whole;
            QVERIFY(isTheSigned(machine, *package));
            VERIFY_OK(machine.store.remove(machine.stick.manifest.id, machine.stick.manifest.version));
        } else {
            QCOMPARE(int(package.error().code), int(ErrorCode::NotFound));
        }
    }
    VERIFY_OK(machine.install());
    QVERIFY(isTheSigned(machine, *machine.open()));
    qInfo("%d kills, %d of them after the installation was complete", kills, whole);
}

void InstallTest::twoAtOnceAreOneAfterTheOther()
{
    const Machine machine;
    InstallOrder order = machine.order();
    Result<InstalledPackage> second = fail(ErrorCode::Internal, "not tried");
    order.approve = [&](const PackageReader&) {
        second = machine.install();
        return Result<void>();
    };
    VERIFY_OK(machine.install(order));
    COMPARE_FAULT(second, Fault::Installing);
}

void InstallTest::theSameAgainIsSaid()
{
    const Machine machine;
    VERIFY_OK(machine.install());
    COMPARE_FAULT(machine.install(), Fault::AlreadyInstalled);
}

void InstallTest::aDamagedOneIsPutRight()
{
    const Machine machine;
    VERIFY_OK(machine.install());
    flipByte(machine.installed("files/model.gguf"), 1'500'000);
    COMPARE_FAULT(checkWhole(*machine.open(), inThisThread), Fault::WrongLeaf);
    VERIFY_OK(machine.install());
    QVERIFY(isTheSigned(machine, *machine.open()));
}

void InstallTest::olderOnesAreRefusedAfterwards()
{
    Machine machine;
    VERIFY_OK(machine.publish({ 3, 4 }, 2));
    machine.stick.manifest.version = 4;
    VERIFY_OK(machine.put(machine.stick));
    VERIFY_OK(machine.install());
    machine.stick.manifest.version = 3;
    VERIFY_OK(machine.put(machine.stick));
    COMPARE_FAULT(machine.install(), Fault::Rollback);
    QCOMPARE(machine.store.list()->packages.at(0).manifest.version, uint64_t(4));
}

void InstallTest::aRemovedOneIsGone()
{
    const Machine machine;
    VERIFY_OK(machine.install());
    VERIFY_OK(machine.store.remove(machine.stick.manifest.id, machine.stick.manifest.version));
    QVERIFY(machine.nothingIsThere());
    QCOMPARE(int(machine.store.remove(machine.stick.manifest.id, machine.stick.manifest.version).error().code), int(ErrorCode::NotFound));
    QCOMPARE(int(machine.store.remove("kr.go.none", 1).error().code), int(ErrorCode::NotFound));
}

void InstallTest::swappingDuringTheCopyNeverPasses()
{
    const int rounds = campaignCount(10'000, 60);
    Machine machine;
    std::atomic<bool> enough = false;
    const auto at = static_cast<off_t>(layoutOf(machine.stick.manifest, machine.stick.content.document.body.size()).filesAt[0]);
    std::thread swapper([&] {
        const int fd = ::open(machine.stick.path.c_str(), O_RDWR | O_CLOEXEC);
        for (uint8_t turn = 0; !enough; ++turn) {  // good and bad content by turns, in the middle of the first leaf
            const uint8_t byte = static_cast<uint8_t>(machine.stick.contents[0][777] ^ (turn & 1));
            [[maybe_unused]] const ssize_t wrote = ::pwrite(fd, &byte, 1, at + 777);
        }
        ::close(fd);
    });
    int passed = 0;
    int wrong = 0;
    for (int i = 0; i < rounds; ++i) {
        if (!machine.install().ok())
            continue;
        ++passed;
        wrong += isTheSigned(machine, *machine.open()) ? 0 : 1;
        VERIFY_OK(machine.store.remove(machine.stick.manifest.id, machine.stick.manifest.version));
    }
    enough = true;
    swapper.join();
    qInfo("%d of %d copies passed beside the swapping, %d with a content that was not signed", passed, rounds, wrong);
    QCOMPARE(wrong, 0);
}

void InstallTest::aForeignPackageInTheStoreIsNotOpened()
{
    Machine machine;
    VERIFY_OK(machine.install());
    Machine other;  // another institution, the same id
    VERIFY_OK(other.install());
    const QString here = QString::fromStdString(machine.installed(""));
    QVERIFY(QDir(here).removeRecursively());
    QVERIFY(QDir().rename(QString::fromStdString(other.installed("")), here));
    VERIFY_OK(machine.open());  // the same content: whoever puts it there changes nothing

    other.stick.manifest.titleKo = "다른 모델";
    VERIFY_OK(other.put(other.stick));
    VERIFY_OK(other.publish({}, 2));
    VERIFY_OK(other.publish({ other.stick.manifest.version }, 3));
    VERIFY_OK(other.install());
    QVERIFY(QDir(here).removeRecursively());
    QVERIFY(QDir().rename(QString::fromStdString(other.installed("")), here));
    COMPARE_FAULT(machine.open(), Fault::NotAccepted);
}

void InstallTest::aRevokedOneNoLongerOpens()
{
    Machine machine;
    VERIFY_OK(machine.install());
    TrustState trust = machine.store.trustFile().load().value();
    Catalog catalog = machine.institution.catalogContent(2);
    catalog.revoked = { machine.open()->digest() };
    VERIFY_OK(trust.acceptCatalog(machine.institution.signedCatalog(catalog), kNow));
    VERIFY_OK(machine.store.trustFile().save(trust));
    COMPARE_FAULT(machine.open(), Fault::Revoked);
}

QTEST_GUILESS_MAIN(InstallTest)
#include "install_test.moc"
