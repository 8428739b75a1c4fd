#include "app/platform/landlock.h"
#include "app/platform/sandbox.h"
#include "app/platform/saving_folders.h"
#include "tests/app/escapes.h"
#include "tests/support/paths.h"

#include <QtTest>

#include <linux/capability.h>
#include <sys/syscall.h>
#include <thread>

using namespace sillok::app;
using namespace sillok::test;

namespace {

enum class Outcome { GotOut, Blocked, NoSeal };

struct Kind {
    const char* letter;
    std::span<const Escape> escapes;
};
const Kind kDesk { "desk", kDeskEscapes };
const Kind kWorker { "worker", kWorkerEscapes };

/// Runs the attempt in the malicious worker, a program of its own.
Outcome attempt(const QByteArray& profile, int landlock, const Kind& kind, size_t number)
{
    QTemporaryDir folder;
    QFile readable(folder.filePath(QStringLiteral("readable")));
    if (!readable.open(QIODevice::WriteOnly) || readable.write("content") != 7)
        qFatal("no temporary folder");
    readable.close();
    const QByteArray level = QByteArray::number(landlock), index = QByteArray::number(static_cast<int>(number)), where = folder.path().toLocal8Bit();
    const std::string program = programPath("/../tests/malicious_worker");
    const char* const arguments[] = { program.c_str(), profile.constData(), level.constData(), kind.letter,
        index.constData(), where.constData(), nullptr };
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    pid_t child = -1;
    if (posix_spawn(&child, arguments[0], &actions, nullptr, const_cast<char* const*>(arguments), environ) != 0)
        qFatal("the malicious worker does not start");
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    waitpid(child, &status, WUNTRACED);
    if (WIFSTOPPED(status)) { // it asked to be traced and was stopped for it
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
        return Outcome::GotOut;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 99)
        return Outcome::NoSeal;
    return WIFEXITED(status) && WEXITSTATUS(status) == 42 ? Outcome::GotOut : Outcome::Blocked;
}

QByteArray numberOf(SandboxProfile profile) { return QByteArray::number(static_cast<int>(profile)); }

/// Names of the attempts that were not blocked, one behind the other.
QString leaks(SandboxProfile profile, int landlock, const Kind& kind)
{
    QStringList out;
    for (size_t i = 0; i < kind.escapes.size(); ++i)
        if (attempt(numberOf(profile), landlock, kind, i) != Outcome::Blocked)
            out << QString::fromLatin1(kind.escapes[i].name);
    return out.join(QStringLiteral(", "));
}

/// Runs `work` in a child sealed with `profile`; true when the child says so.
bool worksSealed(SandboxProfile profile, bool (*work)())
{
    const pid_t child = fork();
    if (child == 0)
        _exit(enterSandbox(profile).ok() && work() ? 42 : 1);
    return ran(child);
}

} // namespace

class SandboxTest : public QObject {
    Q_OBJECT
private slots:
    void deskOpensNoNetwork();
    void noWorkerGetsOut_data();
    void noWorkerGetsOut();
    void withoutTheSealMostAttemptsWork();
    void landlockAloneHoldsPaths();
    void onlyAGpuEngineNeedsLandlock();
    void onlyAGpuEngineGetsDriverDoors();
    void theHelperReachesFilesAndNothingElse();
    void windowAndServiceWriteToTheirFoldersOnly();
    void theServiceHasNoCapability();
    void aPersonSavesInVisibleFolders();
    void aSealedWindowIsKnown();
    void workersMayStillThinkAndAnswer();
    void workersHaveANetworkOfTheirOwn();
    void theFilterIsVisibleInProc();
};

void SandboxTest::deskOpensNoNetwork()
{
    QCOMPARE(leaks(SandboxProfile::Desk, kNewestLandlock, kDesk), QString());
    QVERIFY(worksSealed(SandboxProfile::Desk, [] { return opensSocket(AF_UNIX, SOCK_STREAM); }));
}

void SandboxTest::noWorkerGetsOut_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<int>("landlock");
    for (int level = 0; level <= landlockVersion(); ++level) {
        QTest::addRow("engine, Landlock %d", level) << static_cast<int>(SandboxProfile::Engine) << level;
        QTest::addRow("reader, Landlock %d", level) << static_cast<int>(SandboxProfile::Reader) << level;
    }
}

/// Every attempt, every profile, every Landlock version that this kernel can stand in for, and none: blocked.
void SandboxTest::noWorkerGetsOut()
{
    QFETCH(int, profile);
    QFETCH(int, landlock);
    const auto sealed = static_cast<SandboxProfile>(profile);
    QCOMPARE(leaks(sealed, landlock, kDesk), QString());
    QCOMPARE(leaks(sealed, landlock, kWorker), QString());
    const size_t tried = std::size(kDeskEscapes) + std::size(kWorkerEscapes);
    QVERIFY(tried >= 60);
    qInfo("%zu of %zu escape attempts blocked, Landlock version %d", tried, tried, landlock);
}

/// The defence taken away: the same attempts succeed, so the test above measures the defence and not the machine.
void SandboxTest::withoutTheSealMostAttemptsWork()
{
    size_t worked = 0, all = 0;
    QStringList failed;
    for (const Kind& kind : { kDesk, kWorker }) {
        for (size_t i = 0; i < kind.escapes.size(); ++i) {
            ++all;
            if (attempt("open", 0, kind, i) == Outcome::GotOut)
                ++worked;
            else
                failed << QString::fromLatin1(kind.escapes[i].name);
        }
    }
    qInfo("without the seal %zu of %zu attempts work; not here: %s", worked, all, qPrintable(failed.join(QStringLiteral(", "))));
    QVERIFY(worked * 3 > all * 2);
}

/// Landlock by itself, without the filter in front of it, refuses paths from its first version on, and TCP from the fourth.
void SandboxTest::landlockAloneHoldsPaths()
{
    if (landlockVersion() == 0)
        QSKIP("this kernel has no Landlock");
    const QStringList paths { QStringLiteral("open a file"), QStringLiteral("open by openat2"), QStringLiteral("make a file"), QStringLiteral("overwrite a file"),
        QStringLiteral("remove a file"), QStringLiteral("make a folder"), QStringLiteral("make a pipe by name"), QStringLiteral("point to a file"),
        QStringLiteral("list a folder"), QStringLiteral("run a program"), QStringLiteral("memory of itself as a file"), QStringLiteral("trace the parent") };
    for (int level = 0; level <= landlockVersion(); ++level) {
        for (size_t i = 0; i < std::size(kWorkerEscapes); ++i) {
            if (!paths.contains(QString::fromLatin1(kWorkerEscapes[i].name)))
                continue;
            const Outcome outcome = attempt("paths", level, kWorker, i);
            QVERIFY2((outcome == Outcome::Blocked) == (level > 0), qPrintable(QStringLiteral("%1, version %2").arg(QLatin1String(kWorkerEscapes[i].name)).arg(level)));
        }
    }
}

/// A driver's devices are held by Landlock alone; the other workers can open nothing with or without it.
void SandboxTest::onlyAGpuEngineNeedsLandlock()
{
    for (const SandboxProfile profile : { SandboxProfile::Engine, SandboxProfile::EngineGpu, SandboxProfile::Reader }) {
        const bool works = profile != SandboxProfile::EngineGpu;
        const pid_t child = fork();
        if (child == 0) {
            const auto entered = enterSandbox(profile, 0);
            _exit(entered.ok() == works && (works || entered.error().code == sillok::ErrorCode::Refused) ? 42 : 1);
        }
        QVERIFY(ran(child));
    }
}

void SandboxTest::onlyAGpuEngineGetsDriverDoors()
{
    QCOMPARE(engineProfile(Backend::Cpu), SandboxProfile::Engine);
    QCOMPARE(engineProfile(Backend::Gpu), SandboxProfile::EngineGpu);
    // A driver's ioctl on a descriptor that is no device: the filter lets the GPU engine ask (ENOTTY), and no other worker (EACCES).
    const auto asksDriver = [] { return ioctl(0, 0x46d1, nullptr) != 0 && errno != EACCES; };
    QVERIFY(worksSealed(SandboxProfile::EngineGpu, asksDriver));
    QVERIFY(!worksSealed(SandboxProfile::Engine, asksDriver));
    QVERIFY(!worksSealed(SandboxProfile::Reader, asksDriver));
    QCOMPARE(leaks(SandboxProfile::EngineGpu, kNewestLandlock, kDesk), QString());
    QCOMPARE(leaks(SandboxProfile::EngineGpu, kNewestLandlock, kWorker), QString());
}

void SandboxTest::theHelperReachesFilesAndNothingElse()
{
    QVERIFY(worksSealed(SandboxProfile::Helper, [] { return made(open("/etc/passwd", O_RDONLY)) && opensSocket(AF_UNIX, SOCK_STREAM); }));
    QCOMPARE(leaks(SandboxProfile::Helper, kNewestLandlock, kDesk), QString());
    for (const char* name : { "run a program", "spawn a program", "start a process by fork", "start a process by clone", "run a program by descriptor",
             "signal the parent", "queue a signal to the parent", "memory to execute", "new user namespace", "make memory executable" }) {
        for (size_t i = 0; i < std::size(kWorkerEscapes); ++i)
            if (std::string_view(kWorkerEscapes[i].name) == name)
                QVERIFY2(attempt(numberOf(SandboxProfile::Helper), kNewestLandlock, kWorker, i) == Outcome::Blocked, name);
    }
}

/// Whether a process that is sealed so writes to one folder and to no other, and still does its work. It makes a file b in `own`.
bool writesToItsFolderOnly(sillok::Result<void> (*seal)(std::span<const std::string>), const QTemporaryDir& own, const QTemporaryDir& other, bool allDevices)
{
    const std::string ownPath = own.path().toStdString(), otherPath = other.path().toStdString();
    const pid_t child = fork();
    if (child == 0) {
        unsetenv("XDG_RUNTIME_DIR");
        const std::string writable[] = { ownPath, "/no/such/folder" };
        if (!seal(std::span(writable)).ok())
            _exit(2);
        const bool inside = made(open((ownPath + "/a").c_str(), O_CREAT | O_WRONLY, 0600)) && rename((ownPath + "/a").c_str(), (ownPath + "/b").c_str()) == 0;
        const bool outside = made(open((otherPath + "/a").c_str(), O_CREAT | O_WRONLY, 0600)) || mkdir((otherPath + "/d").c_str(), 0700) == 0;
        const bool reads = made(open("/etc/passwd", O_RDONLY)) && made(open(otherPath.c_str(), O_RDONLY | O_DIRECTORY));
        const bool devices = made(open("/dev/null", O_RDWR)) && made(open("/dev/full", O_RDWR)) == allDevices;
        _exit(inside && !outside && reads && devices && opensSocket(AF_UNIX, SOCK_STREAM) && !opensSocket(AF_INET, SOCK_STREAM) ? 42 : 1);
    }
    return ran(child) && QFile::exists(own.filePath(QStringLiteral("b"))) && QDir(other.path()).isEmpty();
}

void SandboxTest::windowAndServiceWriteToTheirFoldersOnly()
{
    if (landlockVersion() == 0)
        QSKIP("this kernel has no Landlock");
    const QTemporaryDir own, other, ownOfService;
    QVERIFY(writesToItsFolderOnly(sealWindow, own, other, true));
    QVERIFY(writesToItsFolderOnly(sealService, ownOfService, other, false));
}

/// Root's powers beside owning what root owns: mounting, any file of anybody, any process.
void SandboxTest::theServiceHasNoCapability()
{
    const pid_t child = fork();
    if (child == 0) {
        if (!sealService({}).ok())
            _exit(2);
        __user_cap_header_struct header { _LINUX_CAPABILITY_VERSION_3, 0 };
        __user_cap_data_struct now[_LINUX_CAPABILITY_U32S_3] {};
        const bool known = syscall(SYS_capget, &header, now) == 0;
        _exit(known && (now[0].effective | now[0].permitted | now[1].effective | now[1].permitted) == 0 ? 42 : 1);
    }
    QVERIFY(ran(child));
}

/// What a person saves on purpose arrives; what programs keep by themselves, in hidden folders, is out of reach.
void SandboxTest::aPersonSavesInVisibleFolders()
{
    if (landlockVersion() == 0)
        QSKIP("this kernel has no Landlock");
    const QTemporaryDir home;
    for (const char* const name : { "문서", "Desktop", ".config", ".local" })
        QVERIFY(QDir(home.path()).mkdir(QString::fromUtf8(name)));
    QVERIFY(QFile::link(home.filePath(QStringLiteral(".config")), home.filePath(QStringLiteral("shortcut"))));
    const pid_t child = fork();
    if (child == 0) {
        unsetenv("XDG_RUNTIME_DIR");
        const std::string at = home.path().toStdString();
        const std::vector<std::string> writable = savingFolders(at);
        if (!sealWindow(writable).ok())
            _exit(2);
        const auto saves = [&](const char* path) { return made(open((at + path).c_str(), O_CREAT | O_WRONLY, 0600)); };
        _exit(saves("/문서/a.hwpx") && saves("/Desktop/b.pdf") && !saves("/.config/c") && !saves("/.local/d") && !saves("/shortcut/e") && !saves("/f") ? 42 : 1);
    }
    QVERIFY(ran(child));
}

/// After the program has started itself anew it finds its seal and does not pile another one on top.
void SandboxTest::aSealedWindowIsKnown()
{
    QVERIFY(!windowSeal().sealed);
    const pid_t child = fork();
    if (child == 0) {
        bool good = true;
        for (int i = 0; i < 50; ++i) // Landlock stacks sixteen deep; the seventeenth would be refused
            good = good && sealWindow({}).ok() && windowSeal().sealed && windowSeal().pathsHeld == (landlockVersion() > 0);
        _exit(good ? 42 : 1);
    }
    QVERIFY(ran(child));
}

void SandboxTest::workersMayStillThinkAndAnswer()
{
    for (const SandboxProfile profile : { SandboxProfile::Engine, SandboxProfile::Reader })
        QVERIFY(worksSealed(profile, [] {
            std::vector<char> memory(32u << 20, 'x');
            int pair[2];
                struct stat info {};
            return memory[memory.size() / 2] == 'x' && pipe2(pair, 0) == 0 && write(pair[1], "y", 1) == 1 && fstat(pair[0], &info) == 0
                && S_ISFIFO(info.st_mode) && fstatat(pair[0], "", &info, AT_EMPTY_PATH) == 0 && stat("/", &info) != 0 && errno == EACCES;
        }));
    QVERIFY(worksSealed(SandboxProfile::Engine, [] {
        bool ranThere = false;
        std::thread([&ranThere] { ranThere = true; }).join();
        return ranThere;
    }));
}

/// Where the system lets a process have one. Seen from outside: another network namespace than ours.
void SandboxTest::workersHaveANetworkOfTheirOwn()
{
    const pid_t probe = fork();
    if (probe == 0)
        _exit(unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0 ? 42 : 1);
    if (!ran(probe))
        QSKIP("this system lets no process have a network namespace of its own");
    int said[2], wait[2];
    QCOMPARE(pipe(said), 0);
    QCOMPARE(pipe(wait), 0);
    const pid_t child = fork();
    if (child == 0) {
        const char word = enterSandbox(SandboxProfile::Engine).ok() ? 's' : 'n';
        char never = 0;
        _exit(write(said[1], &word, 1) == 1 && read(wait[0], &never, 1) == 1);
    }
    char word = 0;
    QCOMPARE(read(said[0], &word, 1), 1);
    QCOMPARE(word, 's');
    const QString theirs = QFile::symLinkTarget(QStringLiteral("/proc/%1/ns/net").arg(child));
    if (!theirs.isEmpty()) // only root may look
        QVERIFY(theirs != QFile::symLinkTarget(QStringLiteral("/proc/self/ns/net")));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

void SandboxTest::theFilterIsVisibleInProc()
{
    int pair[2];
    int said[2];
    QCOMPARE(pipe(pair), 0);
    QCOMPARE(pipe(said), 0);
    const pid_t child = fork();
    if (child == 0) {
        const bool sealed = enterSandbox(SandboxProfile::Reader).ok();
        const char word = sealed ? 's' : 'n';
        if (write(said[1], &word, 1) != 1)
            _exit(1);
        char never = 0;
        _exit(read(pair[0], &never, 1) == 1); // waits until it is killed
    }
    char word = 0;
    QCOMPARE(read(said[0], &word, 1), 1);
    QCOMPARE(word, 's');
    QFile status(QStringLiteral("/proc/%1/status").arg(child));
    QVERIFY(status.open(QIODevice::ReadOnly));
    const QByteArray text = status.readAll();
    QVERIFY(text.contains("Seccomp:\t2"));
    QVERIFY(text.contains("NoNewPrivs:\t1"));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

QTEST_GUILESS_MAIN(SandboxTest)
#include "sandbox_test.moc"
