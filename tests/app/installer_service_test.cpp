// installer_service_test.cpp - The installing service with root's rights: whom it obeys, what it takes from whoever asks, and that it does what it says.
#include "tests/app/publisher_desk.h"
#include "tests/app/service_calls.h"
#include "tests/support/fixtures.h"

#include <QDBusMetaType>
#include <QDBusPendingReply>
#include <QDBusUnixFileDescriptor>
#include <QJsonArray>
#include <QtTest>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;
using storage::Fault;

class InstallerServiceTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void aModelIsInstalledTheWholeWay();
    void everyActionIsAskedForByItsOwnName();
    void withoutAPlainYesNothingIsDone_data();
    void withoutAPlainYesNothingIsDone();
    void whoSaysNothingIsNotWaitedForForEver();
    void theLicenceOfAnotherPackageIsNone();
    void thePolicyHoldsForAdministratorsToo();
    void aPolicyIsSetAndNoOlderOrForgedOne();
    void trustBeginsWithTheDigestThatWasTold();
    void oneChangeAtATime();
    void onlyItsCallerEndsACall();
    void aCancelledInstallationLeavesNothingInstalled();
    void aCallerWhoLeavesInTheMiddleCanComeBack();
    void onlyPlainFilesOpenForReading_data();
    void onlyPlainFilesOpenForReading();
    void aFileInMemoryIsReadLikeAnother();
    void whatIsLentIsAnOpenFileAndNoName();
    void aFileCutShortDuringTheCopyLeavesNothing();
    void manyVolumesComeInManyMessages();
    void announcedFilesMustCome();
    void garbageIsRefusedUnasked_data();
    void garbageIsRefusedUnasked();
    void theServiceHasNoPowersOfItsOwn();
    void theBusStartsItAndItEndsByItself();
    void whereNoServiceIsThatIsSaid();
    void commandsOfSomebodyWithoutRightsGoThroughTheBus();
};

void InstallerServiceTest::initTestCase()
{
    qDBusRegisterMetaType<QList<QDBusUnixFileDescriptor>>();
    if (PrivateBus bus; !bus.start())
        QSKIP("no dbus-daemon on this machine: the installing service is not tested");
}

void InstallerServiceTest::aModelIsInstalledTheWholeWay()
{
    const std::string model = readText(qEnvironmentVariable("SILLOK_SHARED").toStdString() + "/fixtures/models/stories260K-BF16.gguf");
    if (model.empty())
        QSKIP("SILLOK_SHARED has no stories260K: no model is installed");
    Stick stick(storage::PackageKind::Model);
    stick.add("model.gguf", { model.begin(), model.end() });
    stick.write();
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start());
    Onlooker onlooker;
    const auto installed = install(machine, stick, onlooker.watch());
    QVERIFY2(installed.ok(), installed.ok() ? "" : installed.error().doing.c_str());
    QVERIFY(installed->manifest == stick.manifest && installed->digest == stick.digest() && installed->reported);
    QCOMPARE(installed->report.questions, 12U);
    QVERIFY(installed->report.generatedTokensPerSecond > 0 && installed->report.memoryBytes > 0);
    QVERIFY(onlooker.copying > 0 && onlooker.checking > 0);
    QCOMPARE(onlooker.questions.load(), 12);

    const auto listed = machine.store.list();
    QVERIFY(listed.ok() && listed->packages.size() == 1 && listed->packages[0].digest == stick.digest());
    const auto report = loadReport(machine.store, stick.manifest.id, stick.manifest.version);
    QVERIFY(report && report->questions == 12 && report->right == installed->report.right);
    struct stat facts {};
    QVERIFY(::stat((machine.store.packageFolder(stick.manifest.id, 3) + "/files/model.gguf").c_str(), &facts) == 0);
    QCOMPARE(facts.st_mode & 0777U, 0444U);
    QCOMPARE(faultOf(install(machine, stick)), Fault::AlreadyInstalled);
}

void InstallerServiceTest::everyActionIsAskedForByItsOwnName()
{
    ServicedMachine machine;
    QVERIFY(machine.start());
    const auto keeper = machine.keeper();
    const auto root = presentRoot();
    const Stick stick = usualStick();
    const auto begun = meanwhile([&] { return keeper->beginTrust(machine.document(root), storage::rootDigest(root).value()); });
    QVERIFY2(begun.ok(), begun.ok() ? "" : begun.error().doing.c_str());
    QCOMPARE(begun->root().institution, ourInstitution().name);
    const auto accepted = meanwhile([&] {
        std::vector<FileDescriptor> documents;
        documents.push_back(machine.document(presentCatalog({ &stick })));
        return keeper->acceptTrust(std::move(documents));
    });
    QVERIFY(accepted.ok() && accepted->catalog() && accepted->catalog()->version == 1);
    const auto policy = meanwhile([&] { return keeper->setPolicy(machine.document(presentPolicy(generousPolicy(), 4))); });
    QVERIFY(policy.ok() && policy->version == 4 && policy->policy == generousPolicy());
    QVERIFY(install(machine, stick).ok());
    const auto removed = meanwhile([&] { return keeper->remove(stick.manifest.id, 0); });
    QVERIFY(removed.ok() && *removed == 3);
    QVERIFY(machine.nothingIsInstalled());
    const QStringList wanted { "kr.sillok.installer.change-trust", "kr.sillok.installer.change-trust", "kr.sillok.installer.set-policy",
        "kr.sillok.installer.install-package", "kr.sillok.installer.remove-package" };
    QCOMPARE(machine.authority.actions(), wanted);

    callRaw(machine.connection(), "Remove", { QStringLiteral("a"), qulonglong { 1 } });
    const FakeAuthority::Question last = machine.authority.asked.last();
    QCOMPARE(last.subjectKind, QStringLiteral("system-bus-name"));
    QCOMPARE(last.subjectName, machine.connection().baseService()); // who called, and not the service itself
    QCOMPARE(last.flags, 1U);

    QFile shipped(QString::fromStdString(sourcePath("/installer/linux/kr.sillok.installer.policy")));
    QVERIFY(shipped.open(QIODevice::ReadOnly));
    const QByteArray text = shipped.readAll();
    for (const QString& action : wanted)
        QVERIFY2(text.contains("<action id=\"" + action.toLatin1() + "\">"), qPrintable(action));
    QVERIFY(!text.contains("auth_admin_keep") && !text.contains("<allow_any>yes"));
}

void InstallerServiceTest::withoutAPlainYesNothingIsDone_data()
{
    QTest::addColumn<int>("answers");
    QTest::newRow("no") << int(Answers::No);
    QTest::newRow("a password would be needed and nobody asks for it") << int(Answers::Challenge);
    QTest::newRow("an error") << int(Answers::Error);
    QTest::newRow("another kind of answer") << int(Answers::Nonsense);
    QTest::newRow("nobody is there") << -1;
}

void InstallerServiceTest::withoutAPlainYesNothingIsDone()
{
    QFETCH(int, answers);
    const Stick stick = usualStick();
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start());
    machine.authority.answers = static_cast<Answers>(answers);
    if (answers < 0)
        QVERIFY(QDBusConnection::connectToBus(machine.bus.address, machine.authority.connectionName()).unregisterService(QStringLiteral("org.freedesktop.PolicyKit1")));
    QCOMPARE(faultOf(install(machine, stick)), Fault::NotPermitted);
    QVERIFY(machine.nothingIsLeft());
    QCOMPARE(faultOf(meanwhile([&] { return machine.keeper()->setPolicy(machine.document(presentPolicy(generousPolicy(), 9))); })), Fault::NotPermitted);
    QFile policy(machine.policyFile());
    QVERIFY(policy.open(QIODevice::ReadOnly));
    QVERIFY(!policy.readAll().contains("\"version\":9"));
}

void InstallerServiceTest::whoSaysNothingIsNotWaitedForForEver()
{
    const Stick stick = usualStick();
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start({ .personMs = 300 }));
    machine.authority.answers = Answers::Nothing;
    QCOMPARE(faultOf(install(machine, stick)), Fault::NotPermitted);
    QTRY_COMPARE(machine.authority.taken, 1); // the window that asks goes away
    QVERIFY(machine.nothingIsLeft());
    machine.authority.answers = Answers::Yes;
    QVERIFY(install(machine, stick).ok());
}

void InstallerServiceTest::theLicenceOfAnotherPackageIsNone()
{
    const Stick stick = usualStick();
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start());
    storage::Digest other = stick.digest();
    other[0] ^= 1;
    QCOMPARE(faultOf(meanwhile([&] { return machine.keeper()->install(stick.files(), other, {}); })), Fault::LicenceNotAccepted);
    QVERIFY(machine.nothingIsLeft());
}

void InstallerServiceTest::thePolicyHoldsForAdministratorsToo()
{
    const Stick stick = usualStick();
    ServicedMachine machine;
    machine.trust({ &stick });
    Policy policy = generousPolicy();
    policy.models = { false, { "kr.go.example.other" } };
    machine.put(policy);
    QVERIFY(machine.start());
    QCOMPARE(faultOf(install(machine, stick)), Fault::NotAllowed);
    QVERIFY(machine.nothingIsLeft());
    machine.put(generousPolicy(), 2); // asked anew for every change
    QVERIFY(install(machine, stick).ok());
}

void InstallerServiceTest::aPolicyIsSetAndNoOlderOrForgedOne()
{
    ServicedMachine machine;
    machine.trust();
    QVERIFY(machine.start());
    const auto set = [&](const std::vector<uint8_t>& bytes) { return meanwhile([&] { return machine.keeper()->setPolicy(machine.document(bytes)); }); };
    const auto present = [&] { return readText(machine.policyFile().toStdString()); };
    const auto second = presentPolicy(generousPolicy(), 2);
    QVERIFY(set(second).ok());
    QCOMPARE(present(), std::string(asText(second)));
    QCOMPARE(faultOf(set(presentPolicy(generousPolicy(), 1))), Fault::Rollback);
    QCOMPARE(faultOf(set(presentPolicy(generousPolicy(), 3, makeSigners(1, 1)))), Fault::UnknownKey);
    auto changed = presentPolicy(generousPolicy(), 3);
    changed[changed.size() / 2] ^= 1;
    QVERIFY(codeOf(set(changed)) == ErrorCode::Refused);
    QCOMPARE(present(), std::string(asText(second)));
}

void InstallerServiceTest::trustBeginsWithTheDigestThatWasTold()
{
    ServicedMachine machine;
    QVERIFY(machine.start());
    const auto root = presentRoot();
    storage::Digest other = storage::rootDigest(root).value();
    other[31] ^= 1;
    QCOMPARE(faultOf(meanwhile([&] { return machine.keeper()->beginTrust(machine.document(root), other); })), Fault::OtherRoot);
    QVERIFY(!QFile::exists(machine.machineFolder() + QStringLiteral("/trust")));
}

void InstallerServiceTest::oneChangeAtATime()
{
    const Stick stick = usualStick();
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start());
    machine.authority.answers = Answers::Nothing;
    QDBusPendingCallWatcher first(machine.connection().asyncCall(callOf("Remove", { QStringLiteral("a"), qulonglong { 1 } })));
    QTRY_COMPARE(machine.authority.asked.size(), 1);
    QCOMPARE(faultOf(install(machine, stick)), Fault::Installing);
    QCOMPARE(machine.authority.asked.size(), 1); // nobody was asked in vain
    QVERIFY(!first.isFinished());
}

void InstallerServiceTest::onlyItsCallerEndsACall()
{
    ServicedMachine machine;
    machine.trust();
    QVERIFY(machine.start());
    machine.authority.answers = Answers::Nothing;
    QDBusPendingCallWatcher call(machine.connection().asyncCall(callOf("Remove", { QStringLiteral("a"), qulonglong { 1 } })));
    QTRY_COMPARE(machine.authority.asked.size(), 1);
    const QString otherName = QStringLiteral("another-caller");
    QCOMPARE(faultIn(callRaw(QDBusConnection::connectToBus(machine.bus.address, otherName), "Cancel", {})), Fault::NotPermitted);
    QVERIFY(!call.isFinished());
    QCOMPARE(callRaw(machine.connection(), "Cancel", {}).type(), QDBusMessage::ReplyMessage);
    QTRY_VERIFY(call.isFinished());
    QVERIFY(store_bus::toError(call.reply().arguments()).code == ErrorCode::Cancelled);
    QTRY_COMPARE(machine.authority.taken, 1);
    QDBusConnection::disconnectFromBus(otherName);
}

void InstallerServiceTest::aCancelledInstallationLeavesNothingInstalled()
{
    const LargeStick stick;
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start());
    Onlooker onlooker;
    onlooker.onStep = [&](StoreStep) { onlooker.stop.request_stop(); };
    const auto ended = install(machine, stick, onlooker.watch());
    QVERIFY(codeOf(ended) == ErrorCode::Cancelled);
    QVERIFY(machine.nothingIsInstalled());
}

void InstallerServiceTest::aCallerWhoLeavesInTheMiddleCanComeBack()
{
    const LargeStick stick;
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start());
    const QDir staging(QString::fromStdString(machine.store.stagingFolder()));
    const QString copy = staging.filePath(QString::fromStdString(storage::writeDigest(stick.digest())) + QStringLiteral("/files/large.bin"));
    struct stat before {}, after {};
    Result<InstalledNow> again = storage::refuse(Fault::AlreadyInstalled, "");
    for (int attempt = 0; attempt < 5 && faultOf(again) == Fault::AlreadyInstalled; ++attempt) { // on a very fast disk the first call may have come to its end
        ignore(meanwhile([&] { return machine.keeper()->remove(stick.manifest.id, 0); }), "there is nothing at first");
        beginAndLeave(machine, stick, copy);
        QVERIFY(::stat(qPrintable(copy), &before) == 0 || machine.store.list()->packages.size() == 1);
        // The service is free again once it has noticed; what was copied is not copied again.
        const auto isFree = [&] { return again = install(machine, stick), faultOf(again) != Fault::Installing; };
        QVERIFY(QTest::qWaitFor(isFree, 60'000));
    }
    QVERIFY2(again.ok(), again.ok() ? "" : storage::faultName(storage::faultOf(again.error())));
    QVERIFY(::stat((machine.store.packageFolder(stick.manifest.id, 3) + "/files/large.bin").c_str(), &after) == 0);
    QCOMPARE(after.st_ino, before.st_ino);
    QVERIFY(staging.isEmpty());
}

void InstallerServiceTest::onlyPlainFilesOpenForReading_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : { "pipe", "folder", "socket", "place", "write-only", "device" })
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void InstallerServiceTest::onlyPlainFilesOpenForReading()
{
    QFETCH(QString, kind);
    ServicedMachine machine;
    machine.trust();
    QVERIFY(machine.start());
    const FileDescriptor plain = machine.document(presentPolicy(generousPolicy(), 2));
    const QByteArray path = machine.folder.filePath(QStringLiteral("document")).toLocal8Bit();
    int pair[2] = { -1, -1 };
    if (kind == QLatin1String("pipe"))
        QCOMPARE(pipe2(pair, O_CLOEXEC), 0);
    else if (kind == QLatin1String("socket"))
        QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    else if (kind == QLatin1String("folder"))
        pair[0] = ::open(qPrintable(machine.folder.path()), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    else if (kind == QLatin1String("place"))
        pair[0] = ::open(path, O_PATH | O_CLOEXEC);
    else if (kind == QLatin1String("write-only"))
        pair[0] = ::open(path, O_WRONLY | O_CLOEXEC);
    else
        pair[0] = ::open("/dev/zero", O_RDONLY | O_CLOEXEC);
    const FileDescriptor otherEnd(pair[1]);
    const QDBusUnixFileDescriptor given = lent(pair[0]);
    QVERIFY(given.isValid());
    QCOMPARE(faultIn(callRaw(machine.connection(), "SetPolicy", { QVariant::fromValue(given) })), Fault::LinkOrSpecial);
    const QVariantList asList { QVariant::fromValue(QList { given }), 1U };
    QCOMPARE(faultIn(callRaw(machine.connection(), "AcceptTrust", asList)), Fault::LinkOrSpecial);
    QCOMPARE(faultIn(callRaw(machine.connection(), "Install", asList + QVariantList { QString(64, u'0') })), Fault::LinkOrSpecial);
    QVERIFY(machine.authority.asked.isEmpty()); // nobody types a password for that
}

void InstallerServiceTest::aFileInMemoryIsReadLikeAnother()
{
    ServicedMachine machine;
    machine.trust();
    QVERIFY(machine.start());
    const auto policy = presentPolicy(generousPolicy(), 2);
    FileDescriptor memory(memfd_create("policy", MFD_CLOEXEC));
    QCOMPARE(::write(memory.get(), policy.data(), policy.size()), ssize_t(policy.size()));
    const auto set = meanwhile([&] { return machine.keeper()->setPolicy(std::move(memory)); });
    QVERIFY(set.ok() && set->version == 2);
    FileDescriptor huge(memfd_create("huge", MFD_CLOEXEC));
    QCOMPARE(::ftruncate(huge.get(), off_t { 1 } << 40), 0);
    QCOMPARE(faultOf(meanwhile([&] { return machine.keeper()->setPolicy(std::move(huge)); })), Fault::TooLarge);
    QCOMPARE(machine.authority.asked.size(), 1);
}

/// Another file takes the name while polkit asks: what was opened is what is installed.
void InstallerServiceTest::whatIsLentIsAnOpenFileAndNoName()
{
    const Stick stick = usualStick();
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start());
    std::vector<FileDescriptor> files = stick.files();
    QVERIFY(QFile::rename(QString::fromStdString(stick.path), stick.folder.filePath(QStringLiteral("elsewhere"))));
    ManagedComputer::write(QString::fromStdString(stick.path), "something else");
    QVERIFY(meanwhile([&] { return machine.keeper()->install(std::move(files), stick.digest(), {}); }).ok());
}

void InstallerServiceTest::aFileCutShortDuringTheCopyLeavesNothing()
{
    ServicedMachine machine;
    const LargeStick stick;
    machine.trust({ &stick });
    QVERIFY(machine.start());
    Fault fault = Fault::None;
    for (int attempt = 0; attempt < 5 && fault == Fault::None; ++attempt) { // on a very fast disk everything may have been copied before
        const QString copy = machine.folder.filePath(QStringLiteral("stick"));
        QFile::remove(copy);
        QVERIFY(QFile::copy(QString::fromStdString(stick.path), copy));
        Onlooker onlooker;
        onlooker.onStep = [&](StoreStep) { [[maybe_unused]] const int cut = ::truncate(qPrintable(copy), 5'000'000); };
        fault = faultOf(meanwhile([&] { return machine.keeper()->install(storage::openPackageFiles(copy.toStdString()).value(), stick.digest(), onlooker.watch()); }));
        if (fault == Fault::None)
            QVERIFY(meanwhile([&] { return machine.keeper()->remove(stick.manifest.id, 0); }).ok());
    }
    QCOMPARE(fault, Fault::ChangedWhileRead);
    QVERIFY(machine.nothingIsLeft());
}

void InstallerServiceTest::manyVolumesComeInManyMessages()
{
    Stick stick;
    stick.add("large.bin", noise(40 * storage::kLeafBytes, 7));
    stick.write(storage::kLeafBytes + storage::kLeafBytes / 8);
    QVERIFY(stick.files().size() > 2 * store_bus::kMostFilesInOneMessage);
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start());
    const auto installed = install(machine, stick);
    QVERIFY2(installed.ok(), installed.ok() ? "" : installed.error().doing.c_str());
    QVERIFY(installed->digest == stick.digest());
    QCOMPARE(machine.authority.asked.size(), 1);
}

void InstallerServiceTest::announcedFilesMustCome()
{
    const Stick stick = usualStick();
    ServicedMachine machine;
    machine.trust({ &stick });
    QVERIFY(machine.start({ .filesMs = 200 }));
    const auto given = [&] { return QVariant::fromValue(QList { lent(stick.files()[0].release()) }); };
    const QString digest = QString::fromStdString(storage::writeDigest(stick.digest()));
    const auto codeIn = [](const QDBusMessage& answer) { return store_bus::toError(answer.arguments()).code; };
    QVERIFY(codeIn(callRaw(machine.connection(), "Install", { given(), 2U, digest })) == ErrorCode::TimedOut);
    QVERIFY(codeIn(callRaw(machine.connection(), "Install", { given(), 0U, digest })) == ErrorCode::BadArgument);
    QVERIFY(codeIn(callRaw(machine.connection(), "Install", { given(), 1000U, digest })) == ErrorCode::BadArgument);
    QVERIFY(codeIn(callRaw(machine.connection(), "Install", { QVariant::fromValue(QList<QDBusUnixFileDescriptor>()), 0U, digest })) == ErrorCode::BadArgument);
    QCOMPARE(faultIn(callRaw(machine.connection(), "More", { given() })), Fault::NotPermitted); // for no call
    QVERIFY(machine.authority.asked.isEmpty());
}

void InstallerServiceTest::garbageIsRefusedUnasked_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariantList>("arguments");
    QTest::newRow("a path in the place of a descriptor") << "SetPolicy" << QVariantList { QStringLiteral("/etc/shadow") };
    QTest::newRow("paths") << "Install" << QVariantList { QStringList { "/etc/shadow" }, 1U, QString(64, u'0') };
    QTest::newRow("nothing") << "Install" << QVariantList {};
    QTest::newRow("too much") << "Remove" << QVariantList { QStringLiteral("a"), qulonglong { 1 }, true };
    QTest::newRow("a signed number") << "Remove" << QVariantList { QStringLiteral("a"), qlonglong { 1 } };
    QTest::newRow("numbers for words") << "Remove" << QVariantList { 1U, qulonglong { 1 } };
    QTest::newRow("no such method") << "Shell" << QVariantList { QStringLiteral("id") };
    QTest::newRow("an argument too many for the end") << "Cancel" << QVariantList { true };
}

void InstallerServiceTest::garbageIsRefusedUnasked()
{
    QFETCH(QString, method);
    QFETCH(QVariantList, arguments);
    ServicedMachine machine;
    machine.trust();
    QVERIFY(machine.start());
    const QDBusMessage answer = callRaw(machine.connection(), qPrintable(method), arguments);
    QCOMPARE(answer.type(), QDBusMessage::ErrorMessage);
    QCOMPARE(answer.errorName(), QStringLiteral("org.freedesktop.DBus.Error.InvalidArgs"));
    QVERIFY(machine.authority.asked.isEmpty());
    QVERIFY(machine.service.state() == QProcess::Running);
}

void InstallerServiceTest::theServiceHasNoPowersOfItsOwn()
{
    ServicedMachine machine;
    QVERIFY(machine.start());
    const std::string status = readText("/proc/" + std::to_string(machine.service.processId()) + "/status");
    for (const char* line : { "CapEff:\t0000000000000000", "CapPrm:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2" })
        QVERIFY2(status.find(line) != std::string::npos, line);
}

void InstallerServiceTest::theBusStartsItAndItEndsByItself()
{
    ServicedMachine machine;
    machine.trust();
    const QString services = machine.folder.filePath(QStringLiteral("services"));
    QVERIFY(QDir().mkpath(services));
    QVERIFY(machine.bus.start(services) && machine.authority.appear(machine.bus.address));
    const QStringList words = QStringList { ServicedMachine::program() } + machine.arguments({ .idleMs = 100 });
    ManagedComputer::write(services + QStringLiteral("/kr.sillok.Installer1.service"),
        "[D-BUS Service]\nName=kr.sillok.Installer1\nExec=" + words.join(u' ').toLocal8Bit() + "\n");
    QVERIFY(callRaw(machine.connection(), "Cancel", {}).type() != QDBusMessage::InvalidMessage); // the daemon reads the folder when it is asked
    const auto running = [&] { return bool(machine.connection().interface()->isServiceRegistered(QLatin1String(store_bus::kService))); };
    for (int i = 0; i < 2; ++i) {
        const auto removed = meanwhile([&] { return machine.keeper()->remove("kr.go.example.none", 1); });
        QVERIFY2(codeOf(removed) == ErrorCode::NotFound, removed.ok() ? "" : removed.error().doing.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(!running(), 30'000);
    }
}

void InstallerServiceTest::whereNoServiceIsThatIsSaid()
{
    PrivateBus bus;
    QVERIFY(bus.start());
    QCOMPARE(faultOf(keeperOnBus(bus.address)->remove("a", 1)), Fault::NotPermitted);
    QCOMPARE(faultOf(keeperOnBus(QStringLiteral("unix:path=/no/such/socket"))->remove("a", 1)), Fault::NotPermitted);
    for (const char* foreign : { "tcp:host=127.0.0.1,port=1", "unixexec:path=/bin/true", "unix:path=/a;tcp:host=127.0.0.1,port=1" })
        QCOMPARE(faultOf(keeperOnBus(QString::fromLatin1(foreign))->remove("a", 1)), Fault::NotPermitted);
}

void InstallerServiceTest::commandsOfSomebodyWithoutRightsGoThroughTheBus()
{
    if (geteuid() != 0 || QStandardPaths::findExecutable(QStringLiteral("setpriv")).isEmpty())
        QSKIP("needs root and setpriv: a command of somebody without rights is not tried");
    if (QProcess::execute(QStringLiteral("setpriv"), { "--reuid=65534", "--regid=65534", "--clear-groups", "true" }) != 0)
        QSKIP("this root may not become somebody else: a command of somebody without rights is not tried");
    const Stick stick = usualStick();
    ServicedMachine machine;
    QVERIFY(machine.start());
    openForEverybody(machine.folder);
    openForEverybody(stick.folder);
    QVERIFY(QFile::setPermissions(QString::fromStdString(stick.path), QFile::Permissions(0x6644)));
    const auto root = presentRoot();
    const auto catalog = presentCatalog({ &stick });
    for (const auto& [name, bytes] : { std::pair { "root.skd", root }, { "catalog.skd", catalog }, { "new.skp", presentPolicy(generousPolicy(), 1) } })
        ManagedComputer::write(machine.folder.filePath(QLatin1String(name)), ServicedMachine::raw(bytes));
    const QStringList asNobody { "--reuid=65534", "--regid=65534", "--clear-groups", "env", "DBUS_SYSTEM_BUS_ADDRESS=" + machine.bus.address,
        QCoreApplication::applicationDirPath() + "/managed_sillokctl", machine.machineFolder(), "staff@now", "--lang", "en" };
    const auto ctl = [&](const QStringList& command) {
        return meanwhile([&] { return ::start("setpriv", asNobody + command, {}, machine.folder.path()); });
    };
    Run run = ctl({ "trust", "begin", "root.skd", "--digest", QString::fromStdString(storage::writeDigest(storage::rootDigest(root).value())), "--system", "--json" });
    QVERIFY2(run.code == Done, run.err);
    QCOMPARE(run.json()["institution"].toString().toStdString(), ourInstitution().name);
    QCOMPARE(ctl({ "trust", "accept", "catalog.skd", "--system" }).code, Done);
    QCOMPARE(ctl({ "policy", "install", "new.skp" }).code, Done);
    const QStringList install { "model", "install", QString::fromStdString(stick.path), "--system", "--accept-licence", "--json" };
    machine.authority.answers = Answers::No;
    run = ctl(install);
    QVERIFY2(run.code == Refused, run.err);
    QVERIFY2(run.err.contains("not-permitted"), run.err);
    QVERIFY(machine.nothingIsLeft());
    machine.authority.answers = Answers::Yes;
    run = ctl(install);
    QVERIFY2(run.code == Done, run.err);
    QCOMPARE(run.json()["digest"].toString().toStdString(), storage::writeDigest(stick.digest()));
    QCOMPARE(ctl({ "model", "list", "--system", "--json" }).json()["packages"].toArray().size(), 1);
    QCOMPARE(ctl({ "model", "remove", QString::fromStdString(stick.manifest.id), "--system" }).code, Done);
    QVERIFY(machine.nothingIsInstalled());
    machine.service.kill();
    QTRY_COMPARE(machine.service.state(), QProcess::NotRunning);
    run = ctl({ "model", "remove", "a", "--system" });
    QCOMPARE(run.code, Refused);
    QVERIFY2(run.err.contains("no installing service on the bus; run it as root"), run.err);
}

QTEST_GUILESS_MAIN(InstallerServiceTest)
#include "installer_service_test.moc"
