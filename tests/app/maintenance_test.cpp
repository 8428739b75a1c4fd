// maintenance_test.cpp - Backups, earlier states, salvage, shredding and retention through the desk, on a real vault.
#include "tests/app/real_desk.h"

#include <fstream>

using namespace sillok;
using namespace sillok::app;
using test::RealDesk;

class MaintenanceTest : public QObject {
    Q_OBJECT
private slots:
    void aBackupComesBackIntoAnEmptyVault();
    void aBackupBecomesAVault();
    void whatIsInTheWayIsNotOverwritten();
    void stoppingLeavesNothing();
    void aLockEndsIt();
    void aDamagedVaultIsSalvaged();
    void anEarlierStateComesBack();
    void aLargeVaultGetsItsSnapshotWhileItIsOpen();
    void aShreddedChatIsGoneAndTheRestGoesOn();
    void retentionIsKept();
    void aKeyFileOpens();
    void aBadKeyFileIsSaid();
};

namespace {

/// Collects how work ended.
struct Outcome {
    explicit Outcome(Desk& desk)
    {
        QObject::connect(&desk, &Desk::maintenanceFinished, &desk, [this](const MaintenanceReport& got) { report = got; });
        QObject::connect(&desk, &Desk::problem, &desk, [this](const Problem& got) { problem = got; });
    }
    bool ended() const { return report || problem; }
    bool finished()
    {
        const bool waited = RealDesk::waitFor([this] { return ended(); });
        if (problem)
            qWarning("%s", qPrintable(problem->detail));
        return waited && report.has_value();
    }
    bool failed(ErrorCode code) { return RealDesk::waitFor([this] { return ended(); }) && problem && problem->code == code; }

    std::optional<MaintenanceReport> report;
    std::optional<Problem> problem;
};

ChatId storedChat(RealDesk& real, const QString& text)
{
    QSignalSpy opened(&real.desk, &Desk::chatOpened);
    real.desk.send(0, text, {});
    if (!RealDesk::waitFor([&] { return !opened.isEmpty(); }))
        return 0;
    const auto chat = opened[0][0].value<ChatId>();
    RealDesk::waitFor([&] { return std::ranges::any_of(real.desk.chats(), [&](const ChatSummary& one) { return one.id == chat; }); });
    return chat;
}

QStringList titles(const Desk& desk)
{
    QStringList all;
    for (const ChatSummary& chat : desk.chats())
        all << chat.title;
    all.sort();
    return all;
}

bool locked(Desk& desk)
{
    QSignalSpy finished(&desk, &Desk::lockFinished);
    desk.lock();
    return RealDesk::waitFor([&] { return !finished.isEmpty(); });
}

} // namespace

void MaintenanceTest::aBackupComesBackIntoAnEmptyVault()
{
    RealDesk from, to;
    QVERIFY(from.create() && to.create());
    QVERIFY(storedChat(from, QStringLiteral("옮길 대화")) && storedChat(to, QStringLiteral("있던 대화")));
    const QString backup = from.folder.filePath(QStringLiteral("a.sillok-backup"));
    Outcome written(from.desk);
    from.desk.backUp(backup);
    QVERIFY(written.finished());
    QCOMPARE(written.report->path, backup);
    Outcome added(to.desk);
    to.desk.addFromBackup(backup, RealDesk::passphrase());
    QVERIFY(added.finished());
    qint64 chats = 0;
    for (const MaintenanceReport::Count& one : added.report->counts)
        if (one.kind == QStringLiteral("chat"))
            chats = one.good;
    QCOMPARE(chats, 1);
    QTRY_COMPARE(titles(to.desk), (QStringList { QStringLiteral("옮길 대화"), QStringLiteral("있던 대화") }));
    Outcome wrong(to.desk);
    to.desk.addFromBackup(backup, RealDesk::passphrase("다른 암호입니다"));
    QVERIFY(wrong.failed(ErrorCode::WrongKey));
}

void MaintenanceTest::aBackupBecomesAVault()
{
    RealDesk from, to;
    QVERIFY(from.create());
    QVERIFY(storedChat(from, QStringLiteral("옮길 대화")));
    const QString backup = from.folder.filePath(QStringLiteral("a.sillok-backup"));
    Outcome written(from.desk);
    from.desk.backUp(backup);
    QVERIFY(written.finished());
    Outcome restored(to.desk);
    to.desk.restoreBackup(backup, RealDesk::passphrase());
    QVERIFY(restored.finished());
    QCOMPARE(to.desk.vaultState(), VaultState::Locked);
    to.desk.unlock(RealDesk::passphrase());
    QTRY_COMPARE_WITH_TIMEOUT(titles(to.desk), QStringList { QStringLiteral("옮길 대화") }, test::kWaitMs);
}

void MaintenanceTest::whatIsInTheWayIsNotOverwritten()
{
    RealDesk real;
    QVERIFY(real.create());
    QFile there(real.folder.filePath(QStringLiteral("a.sillok-backup")));
    QVERIFY(there.open(QIODevice::WriteOnly) && there.write("다른 파일") > 0);
    there.close();
    Outcome outcome(real.desk);
    real.desk.backUp(there.fileName());
    QVERIFY(outcome.failed(ErrorCode::AlreadyExists));
    QVERIFY(there.open(QIODevice::ReadOnly));
    QCOMPARE(there.readAll(), QByteArray("다른 파일"));
}

void MaintenanceTest::stoppingLeavesNothing()
{
    RealDesk real;
    QVERIFY(real.create());
    const QString backup = real.folder.filePath(QStringLiteral("a.sillok-backup"));
    Outcome outcome(real.desk);
    real.desk.backUp(backup);
    real.desk.cancelMaintenance();
    QVERIFY(outcome.failed(ErrorCode::Cancelled));
    QVERIFY(!QFile::exists(backup));
    QCOMPARE(QDir(real.folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList { QStringLiteral("vault") });
}

void MaintenanceTest::aLockEndsIt()
{
    RealDesk real;
    QVERIFY(real.create());
    const QString backup = real.folder.filePath(QStringLiteral("a.sillok-backup"));
    Outcome outcome(real.desk);
    real.desk.backUp(backup);
    QVERIFY(locked(real.desk));
    QVERIFY(outcome.failed(ErrorCode::Cancelled));
    QVERIFY(!QFile::exists(backup));
}

void MaintenanceTest::aDamagedVaultIsSalvaged()
{
    RealDesk real;
    QVERIFY(real.create());
    for (int i = 0; i < 30; ++i)
        QVERIFY(storedChat(real, QStringLiteral("대화 %1 ").arg(i) + QString(200, QChar(u'가'))));
    QVERIFY(locked(real.desk));
    {
        std::fstream file((real.folder.path() + QStringLiteral("/vault/vault.db")).toStdString(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(9 * 4096 + 700);
        file.write("damage", 6);
        QVERIFY(file.good());
    }
    real.desk.unlock(RealDesk::passphrase());
    QVERIFY(RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Damaged; }));
    Outcome wrong(real.desk);
    real.desk.salvage(RealDesk::passphrase("다른 암호입니다"));
    QVERIFY(wrong.failed(ErrorCode::WrongKey));
    Outcome outcome(real.desk);
    real.desk.salvage(RealDesk::passphrase());
    QVERIFY(outcome.finished());
    QVERIFY(QFile::exists(outcome.report->path));
    QCOMPARE(real.desk.vaultState(), VaultState::Locked);
    real.desk.unlock(RealDesk::passphrase());
    QVERIFY(RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Open && !real.desk.chats().isEmpty(); }));
    QVERIFY2(real.desk.chats().size() >= 20, qPrintable(QString::number(real.desk.chats().size())));
}

void MaintenanceTest::anEarlierStateComesBack()
{
    RealDesk real;
    QVERIFY(real.createAsAPerson()); // closing a vault that was made otherwise would have made the day's snapshot
    QVERIFY(storedChat(real, QStringLiteral("첫날")));
    QVERIFY(locked(real.desk)); // makes the day's snapshot
    QCOMPARE(real.desk.snapshots().size(), 1);
    real.desk.unlock(RealDesk::passphrase());
    QVERIFY(RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Open; }));
    QVERIFY(storedChat(real, QStringLiteral("둘째 날")));
    Outcome open(real.desk);
    real.desk.returnToSnapshot(real.desk.snapshots()[0].name, RealDesk::passphrase());
    QVERIFY(open.failed(ErrorCode::Busy));
    QVERIFY(locked(real.desk));
    Outcome outcome(real.desk);
    real.desk.returnToSnapshot(real.desk.snapshots()[0].name, RealDesk::passphrase());
    QVERIFY(outcome.finished());
    QVERIFY(QFile::exists(outcome.report->path));
    real.desk.unlock(RealDesk::passphrase());
    QTRY_COMPARE_WITH_TIMEOUT(titles(real.desk), QStringList { QStringLiteral("첫날") }, test::kWaitMs);
}

void MaintenanceTest::aLargeVaultGetsItsSnapshotWhileItIsOpen()
{
    QTemporaryDir folder;
    DeskPaths paths { folder.path() + QStringLiteral("/vault"), QString::fromStdString(test::programPath("")), {} };
    paths.largeVaultBytes = 1;
    Desk desk(paths);
    desk.createVault(RealDesk::passphrase());
    QVERIFY(RealDesk::waitFor([&] { return desk.vaultState() == VaultState::Open; }));
    QTRY_COMPARE_WITH_TIMEOUT(desk.snapshots().size(), 1, test::kWaitMs);
    const QString made = desk.snapshots()[0].name;
    QVERIFY(locked(desk)); // no other at closing
    QCOMPARE(desk.snapshots().size(), 1);
    Outcome outcome(desk);
    desk.returnToSnapshot(made, RealDesk::passphrase());
    QVERIFY(outcome.finished());
    desk.unlock(RealDesk::passphrase());
    QVERIFY(RealDesk::waitFor([&] { return desk.vaultState() == VaultState::Open; }));
}

void MaintenanceTest::aShreddedChatIsGoneAndTheRestGoesOn()
{
    RealDesk real;
    QVERIFY(real.create());
    const ChatId gone = storedChat(real, QStringLiteral("없앨 대화")), stays = storedChat(real, QStringLiteral("남길 대화"));
    QVERIFY(gone && stays);
    Outcome outcome(real.desk);
    real.desk.shredChat(gone);
    QVERIFY(outcome.finished());
    QTRY_COMPARE(titles(real.desk), QStringList { QStringLiteral("남길 대화") });
    QCOMPARE(real.desk.snapshots().size(), 0);
    QSignalSpy added(&real.desk, &Desk::messageAdded);
    real.desk.send(stays, QStringLiteral("새 키 아래에서 이어 갑니다"), {});
    QVERIFY(RealDesk::waitFor([&] { return !added.isEmpty(); }));
    QVERIFY(real.lockAndUnlock());
    QTRY_COMPARE_WITH_TIMEOUT(titles(real.desk), QStringList { QStringLiteral("남길 대화") }, test::kWaitMs);
}

void MaintenanceTest::retentionIsKept()
{
    RealDesk real;
    QVERIFY(real.create());
    QCOMPARE(real.desk.retentionDays(), 0);
    real.desk.setRetentionDays(365);
    QTRY_COMPARE(real.desk.retentionDays(), 365);
    QVERIFY(real.lockAndUnlock());
    QTRY_COMPARE(real.desk.retentionDays(), 365);
}

void MaintenanceTest::aKeyFileOpens()
{
    RealDesk real;
    QFile key(real.folder.filePath(QStringLiteral("열쇠.bin")));
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write(QByteArray(64, '\x5a'));
    key.close();
    QProcess made; // the window makes vaults with a passphrase; a slot with a key file comes from the command line
    const QString dir = real.desk.vaultDir();
    QVERIFY(real.create());
    QVERIFY(!real.desk.takesKeyFile());
    QVERIFY(locked(real.desk));
    made.start(QStringLiteral("/bin/sh"),
        { QStringLiteral("-c"), QStringLiteral("exec \"$0\" vault slot add-keyfile --new-key-file \"$1\" --vault \"$2\" --passphrase-fd 3 3<<'END'\n무궁화 꽃이 피었습니다\nEND"),
            QString::fromStdString(test::programPath("/sillokctl")), key.fileName(), dir });
    QVERIFY(made.waitForFinished(60'000));
    QVERIFY2(made.exitCode() == 0, made.readAllStandardError().constData());
    QVERIFY(real.desk.takesKeyFile());
    real.desk.unlockWithKeyFile(key.fileName(), {});
    QVERIFY(RealDesk::waitFor([&] { return real.desk.vaultState() == VaultState::Open; }));
}

void MaintenanceTest::aBadKeyFileIsSaid()
{
    RealDesk real;
    QVERIFY(real.create());
    QVERIFY(locked(real.desk));
    Outcome outcome(real.desk);
    real.desk.unlockWithKeyFile(real.folder.filePath(QStringLiteral("없는 파일")), {});
    QVERIFY(outcome.failed(ErrorCode::BadArgument));
    QCOMPARE(real.desk.vaultState(), VaultState::Locked);
}

QTEST_GUILESS_MAIN(MaintenanceTest)
#include "maintenance_test.moc"
