#include "tests/storage/keys_fixture.h"

#include "storage/vault/back_off.h"

#include <fcntl.h>
#include <sys/stat.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

uint64_t mockedMs = 0;
uint64_t mockClock() { return mockedMs; }

} // namespace

class BackOffTest : public QObject {
    Q_OBJECT
private slots:
    void init() { mockedMs = 5'000'000; }
    void waitsGrowToFiveMinutes();
    void restartOfTheProgramChangesNothing();
    void restartOfTheMachineNeverShortensTheWait();
    void setClocksAreNotAsked();
    void anEndedProcessHasUsedItsTry();
    void aBrokenFileWaitsLongestOnce();
    void withoutTheFileNothingIsKnown();
    void theRightPassphraseWaitsToo();
    void aRecoveryKeyNeverWaits();
    void damageIsNoWrongTry();
};

void BackOffTest::waitsGrowToFiveMinutes()
{
    const QTemporaryDir folder;
    BackOff backOff(folder.path().toStdString(), mockClock);
    for (uint32_t n = 0; n < kFreeTries; ++n)
        VERIFY_OK(backOff.beginTry());
    for (const uint32_t seconds : { 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300 }) {
        QCOMPARE(backOff.secondsLeft(), seconds);
        mockedMs += seconds * 1000 - 1;
        const auto early = backOff.beginTry();
        COMPARE_CODE(early, ErrorCode::Locked);
        QVERIFY(early.error().doing.find("1 seconds") != std::string::npos);
        mockedMs += 1;
        VERIFY_OK(backOff.beginTry());
    }
    mockedMs += 300'000;
    VERIFY_OK(backOff.beginTry());
    backOff.succeeded();
    for (uint32_t n = 0; n < kFreeTries; ++n)
        VERIFY_OK(backOff.beginTry());
}

void BackOffTest::restartOfTheProgramChangesNothing()
{
    const QTemporaryDir folder;
    const std::string dir = folder.path().toStdString();
    for (int n = 0; n < 8; ++n) {
        mockedMs += 300'000;
        VERIFY_OK(BackOff(dir, mockClock).beginTry());
    }
    QCOMPARE(BackOff(dir, mockClock).secondsLeft(), 8U);
    mockedMs += 5000;
    QCOMPARE(BackOff(dir, mockClock).secondsLeft(), 3U);
}

// After a restart the clock counts from 0 again: only what it has counted since is sure to have passed.
void BackOffTest::restartOfTheMachineNeverShortensTheWait()
{
    const QTemporaryDir folder;
    const std::string dir = folder.path().toStdString();
    for (int n = 0; n < 14; ++n) {
        VERIFY_OK(BackOff(dir, mockClock).beginTry());
        mockedMs += 300'000;
    }
    mockedMs -= 300'000;
    QCOMPARE(BackOff(dir, mockClock).secondsLeft(), 300U);
    for (const uint64_t uptime : { 0, 10'000, 299'000 }) {
        mockedMs = uptime;
        QCOMPARE(BackOff(dir, mockClock).secondsLeft(), static_cast<uint32_t>(300 - uptime / 1000));
    }
    mockedMs = 300'000; // and it does end
    QCOMPARE(BackOff(dir, mockClock).secondsLeft(), 0U);
}

// The real clock counts from the machine's start and cannot be set; the wall clock of a folder's files is not looked at either.
void BackOffTest::setClocksAreNotAsked()
{
    timespec boot {}, wall {};
    ::clock_gettime(CLOCK_BOOTTIME, &boot);
    ::clock_gettime(CLOCK_REALTIME, &wall);
    const auto difference = static_cast<int64_t>(bootClockMs() / 1000) - boot.tv_sec;
    QVERIFY(difference >= 0 && difference <= 1);
    QVERIFY(bootClockMs() / 1000 < static_cast<uint64_t>(wall.tv_sec));
    const QTemporaryDir folder;
    const std::string dir = folder.path().toStdString();
    for (int n = 0; n < 7; ++n) {
        mockedMs += 300'000;
        VERIFY_OK(BackOff(dir, mockClock).beginTry());
    }
    for (const int year : { 1990, 2090 }) {
        const timespec times[2] = { { (year - 1970) * 31'557'600L, 0 }, { (year - 1970) * 31'557'600L, 0 } };
        QCOMPARE(::utimensat(AT_FDCWD, (dir + "/tries").c_str(), times, 0), 0);
        QCOMPARE(BackOff(dir, mockClock).secondsLeft(), 4U);
    }
}

void BackOffTest::anEndedProcessHasUsedItsTry()
{
    const QTemporaryDir folder;
    const std::string dir = folder.path().toStdString();
    for (uint32_t n = 0; n < kFreeTries; ++n)
        VERIFY_OK(BackOff(dir, mockClock).beginTry()); // and nothing after it
    COMPARE_CODE(BackOff(dir, mockClock).beginTry(), ErrorCode::Locked);
}

void BackOffTest::aBrokenFileWaitsLongestOnce()
{
    const QTemporaryDir folder;
    const std::string dir = folder.path().toStdString();
    for (const QByteArray& content : { QByteArray(), QByteArray("x"), QByteArray(13, '\xff'), QByteArray(100, '\0') }) {
        QFile file(folder.filePath("tries"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        QCOMPARE(BackOff(dir, mockClock).secondsLeft(), 300U);
        mockedMs += 300'000;
        QCOMPARE(BackOff(dir, mockClock).secondsLeft(), 0U);
    }
    // A count and a time from nowhere: still never more than five minutes.
    QFile file(folder.filePath("tries"));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(12, '\xff'));
    file.close();
    QVERIFY(BackOff(dir, mockClock).secondsLeft() <= 300);
}

// What is left over, and said in the header of the class: who deletes the file has free tries again.
void BackOffTest::withoutTheFileNothingIsKnown()
{
    const QTemporaryDir folder;
    const std::string dir = folder.path().toStdString();
    for (uint32_t n = 0; n < kFreeTries; ++n)
        VERIFY_OK(BackOff(dir, mockClock).beginTry());
    QVERIFY(BackOff(dir, mockClock).secondsLeft() > 0);
    QVERIFY(QFile::remove(folder.filePath("tries")));
    QCOMPARE(BackOff(dir, mockClock).secondsLeft(), 0U);
}

void BackOffTest::theRightPassphraseWaitsToo()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    const auto open = [&](const char* passphrase) { return Vault::open(folder.dir, passphrase, kSplit, mockClock); };
    for (uint32_t n = 0; n < kFreeTries; ++n)
        COMPARE_CODE(open("아닌 것"), ErrorCode::WrongKey);
    COMPARE_CODE(open(kPassphrase), ErrorCode::Locked);
    mockedMs += 1000;
    VERIFY_OK(open(kPassphrase));
    QVERIFY(!QFile::exists(folder.path("tries")));
    VERIFY_OK(open(kPassphrase));
}

void BackOffTest::aRecoveryKeyNeverWaits()
{
    const VaultFolder folder;
    Secret key;
    {
        auto vault = folder.create();
        VERIFY_OK(vault);
        key = readRecoveryKey(asText(vault->keys().renewRecoveryKey().value().bytes())).value();
    }
    const Secret other = Secret::random(32).value();
    for (uint32_t n = 0; n < kFreeTries; ++n)
        COMPARE_CODE(Vault::open(folder.dir, "아닌 것", kSplit, mockClock), ErrorCode::WrongKey);
    COMPARE_CODE(Vault::open(folder.dir, kPassphrase, kSplit, mockClock), ErrorCode::Locked);
    COMPARE_CODE(Vault::open(folder.dir, Credential::fromRecoveryKey(other), kSplit, mockClock), ErrorCode::WrongKey);
    VERIFY_OK(Vault::open(folder.dir, Credential::fromRecoveryKey(key), kSplit, mockClock));
}

void BackOffTest::damageIsNoWrongTry()
{
    const VaultFolder folder;
    VERIFY_OK(folder.create());
    folder.write("vault.db", QByteArray(8192, 'x'));
    for (uint32_t n = 0; n < kFreeTries + 3; ++n)
        COMPARE_CODE(Vault::open(folder.dir, kPassphrase, kSplit, mockClock), ErrorCode::Damaged);
}

QTEST_GUILESS_MAIN(BackOffTest)
#include "back_off_test.moc"
