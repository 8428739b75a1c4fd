#include "app/workers/worker_process.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sillok::app {

namespace {

/// A worker gets no environment of ours but what the C library needs to speak one language; libraries that bring threads along use none.
char* const kWorkerEnvironment[] = { const_cast<char*>("LC_ALL=C.UTF-8"), const_cast<char*>("QT_QPA_PLATFORM=offscreen"),
    const_cast<char*>("OMP_THREAD_LIMIT=1"), nullptr };

Result<pid_t> spawnWithLink(const std::string& program, const std::string& argument, int link)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, link, kWorkerLink);
    posix_spawn_file_actions_addclosefrom_np(&actions, kWorkerLink + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    char* const arguments[] = { const_cast<char*>(program.c_str()), argument.empty() ? nullptr : const_cast<char*>(argument.c_str()), nullptr };
    pid_t child = -1;
    const int failed = posix_spawn(&child, program.c_str(), &actions, &attributes, arguments, kWorkerEnvironment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failed != 0)
        return fail(failed == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, "starting a worker: " + std::string(std::strerror(failed)));
    return child;
}

} // namespace

void WorkerKiller::kill() const
{
    if (m_handle.valid())
        syscall(SYS_pidfd_send_signal, m_handle.get(), SIGKILL, nullptr, 0);
}

WorkerProcess::WorkerProcess(pid_t processId, FrameLink link)
    : m_processId(processId)
    , m_killer(std::make_shared<WorkerKiller>(FileDescriptor(static_cast<int>(syscall(SYS_pidfd_open, processId, 0)))))
    , m_link(std::move(link))
{
}

Result<WorkerProcess> WorkerProcess::start(const std::string& program, const std::string& argument)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return fail(ErrorCode::Io, "making a link for a worker");
    FileDescriptor ours(pair[0]);
    FileDescriptor theirs(pair[1]);
    if (theirs.get() == kWorkerLink) // dup2 onto itself would keep close-on-exec
        theirs = FileDescriptor(fcntl(theirs.get(), F_DUPFD_CLOEXEC, kWorkerLink + 1));
    SILLOK_TRY(const pid_t child, spawnWithLink(program, argument, theirs.get()));
    return WorkerProcess(child, FrameLink(std::move(ours)));
}

WorkerProcess::WorkerProcess(WorkerProcess&& other) noexcept
    : m_processId(std::exchange(other.m_processId, -1))
    , m_killer(std::move(other.m_killer))
    , m_link(std::move(other.m_link))
{
}

WorkerProcess& WorkerProcess::operator=(WorkerProcess&& other) noexcept
{
    if (this != &other) {
        end();
        m_processId = std::exchange(other.m_processId, -1);
        m_killer = std::move(other.m_killer);
        m_link = std::move(other.m_link);
    }
    return *this;
}

WorkerProcess::~WorkerProcess() { end(); }

std::string WorkerProcess::end()
{
    if (m_processId < 0)
        return "ended";
    ::kill(m_processId, SIGKILL);
    int status = 0;
    while (waitpid(m_processId, &status, 0) < 0 && errno == EINTR) { }
    m_processId = -1;
    if (WIFEXITED(status))
        return "exit " + std::to_string(WEXITSTATUS(status));
    return "signal " + std::to_string(WTERMSIG(status));
}

FrameLink workerLink() { return FrameLink(FileDescriptor(kWorkerLink)); }

} // namespace sillok::app
