#include "app/platform/landlock.h"
#include "app/platform/sandbox.h"

#include <QtTest>

#include <span>
#include <thread>

#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sillok::app;

namespace {

/// One way out. Gives true when it worked.
struct Escape {
    const char* name;
    bool (*attempt)();
};

bool opensSocket(int family, int type) { return socket(family, type, 0) >= 0; }

bool startsProcess()
{
    const pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0;
}

bool runsProgram()
{
    char path[] = "/bin/true";
    char* const arguments[] = { path, nullptr };
    execve(path, arguments, nullptr);
    return false; // when it works, /bin/true's exit code 0 says so
}

bool readsParentMemory()
{
    char local = 0;
    iovec mine { &local, 1 };
    iovec theirs { &local, 1 };
    return process_vm_readv(getppid(), &mine, 1, &theirs, 1, 0) == 1;
}

const Escape kSocketEscapes[] = {
    { "TCP over IPv4", [] { return opensSocket(AF_INET, SOCK_STREAM); } },
    { "TCP over IPv6", [] { return opensSocket(AF_INET6, SOCK_STREAM); } },
    { "UDP over IPv4", [] { return opensSocket(AF_INET, SOCK_DGRAM); } },
    { "UDP over IPv6", [] { return opensSocket(AF_INET6, SOCK_DGRAM); } },
    { "netlink", [] { return opensSocket(AF_NETLINK, SOCK_RAW); } },
    { "packet socket", [] { return opensSocket(AF_PACKET, SOCK_RAW); } },
    { "io_uring", [] {
         char parameters[256] = {};
         return syscall(SYS_io_uring_setup, 1, parameters) >= 0;
     } },
    { "memory of the parent", &readsParentMemory },
};

const Escape kWorkerEscapes[] = {
    { "open a file", [] { return open("/etc/passwd", O_RDONLY) >= 0; } },
    { "open by openat", [] { return openat(AT_FDCWD, "/etc/hostname", O_RDONLY) >= 0; } },
    { "open by openat2", [] {
         struct { uint64_t flags, mode, resolve; } how {};
         return syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", &how, sizeof how) >= 0;
     } },
    { "make a file", [] { return open("/tmp/sillok-escape", O_CREAT | O_WRONLY, 0600) >= 0; } },
    { "remove a file", [] { return unlink("/tmp/sillok-escape") == 0; } },
    { "list a folder", [] { return open("/", O_RDONLY | O_DIRECTORY) >= 0; } },
    { "local socket", [] { return opensSocket(AF_UNIX, SOCK_STREAM); } },
    { "start a process", &startsProcess },
    { "run a program", &runsProgram },
    { "trace the parent", [] { return ptrace(PTRACE_SEIZE, getppid(), nullptr, nullptr) == 0; } },
    { "signal the parent", [] { return kill(getppid(), 0) == 0; } },
    { "memory to execute", [] { return mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; } },
    { "make memory executable", [] {
         void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
         return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
     } },
    { "new user namespace", [] { return unshare(CLONE_NEWUSER) == 0; } },
    { "change the root", [] { return chroot("/") == 0; } },
    { "memory file", [] { return memfd_create("x", 0) >= 0; } },
    { "dumpable again", [] { return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0; } },
    { "change limits", [] {
         const rlimit wide { RLIM_INFINITY, RLIM_INFINITY };
         return setrlimit(RLIMIT_CORE, &wide) == 0;
     } },
};

enum class Outcome { Worked, Blocked };

/// Runs the attempt in a child, sealed with `profile` or not at all.
Outcome attemptIn(const Escape& escape, const SandboxProfile* profile)
{
    const pid_t child = fork();
    if (child == 0) {
        if (profile && !enterSandbox(*profile).ok())
            _exit(99);
        _exit(escape.attempt() ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 99)
        qFatal("the sandbox could not be entered");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Outcome::Worked : Outcome::Blocked;
}

} // namespace

class SandboxTest : public QObject {
    Q_OBJECT
private slots:
    void deskOpensNoNetwork();
    void noWorkerGetsOut_data();
    void noWorkerGetsOut();
    void withoutTheSealMostAttemptsWork();
    void workersMayStillThinkAndAnswer();
    void theFilterIsVisibleInProc();
};

void SandboxTest::deskOpensNoNetwork()
{
    const SandboxProfile profile = SandboxProfile::Desk;
    for (const Escape& escape : kSocketEscapes)
        QVERIFY2(attemptIn(escape, &profile) == Outcome::Blocked, escape.name);
    const Escape local { "local socket", [] { return opensSocket(AF_UNIX, SOCK_STREAM); } };
    QVERIFY(attemptIn(local, &profile) == Outcome::Worked);
}

void SandboxTest::noWorkerGetsOut_data()
{
    QTest::addColumn<int>("profile");
    QTest::newRow("engine") << static_cast<int>(SandboxProfile::Engine);
    QTest::newRow("reader") << static_cast<int>(SandboxProfile::Reader);
}

/// Every attempt, every profile: blocked.
void SandboxTest::noWorkerGetsOut()
{
    QFETCH(int, profile);
    const auto sealed = static_cast<SandboxProfile>(profile);
    int blocked = 0;
    for (const auto& list : { std::span<const Escape>(kSocketEscapes), std::span<const Escape>(kWorkerEscapes) }) {
        for (const Escape& escape : list) {
            QVERIFY2(attemptIn(escape, &sealed) == Outcome::Blocked, escape.name);
            ++blocked;
        }
    }
    qInfo("%d of %d escape attempts blocked, Landlock version %d", blocked, blocked, landlockVersion());
}

/// The defence taken away: the same attempts succeed, so the test above measures the defence and not the machine.
void SandboxTest::withoutTheSealMostAttemptsWork()
{
    int worked = 0, all = 0;
    for (const auto& list : { std::span<const Escape>(kSocketEscapes), std::span<const Escape>(kWorkerEscapes) }) {
        for (const Escape& escape : list) {
            ++all;
            worked += attemptIn(escape, nullptr) == Outcome::Worked;
        }
    }
    qInfo("without the seal %d of %d attempts work", worked, all);
    QVERIFY(worked * 2 > all);
}

void SandboxTest::workersMayStillThinkAndAnswer()
{
    for (const SandboxProfile profile : { SandboxProfile::Engine, SandboxProfile::Reader }) {
        const Escape work { "work", [] {
                               std::vector<char> memory(32u << 20, 'x');
                               int pair[2];
                               return memory[memory.size() / 2] == 'x' && pipe2(pair, 0) == 0 && write(pair[1], "y", 1) == 1;
                           } };
        QVERIFY(attemptIn(work, &profile) == Outcome::Worked);
    }
    const SandboxProfile engine = SandboxProfile::Engine;
    const Escape thread { "thread", [] {
                             bool ran = false;
                             std::thread([&ran] { ran = true; }).join();
                             return ran;
                         } };
    QVERIFY(attemptIn(thread, &engine) == Outcome::Worked);
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
