#include "app/platform/sandbox.h"

#include "app/platform/landlock.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <string_view>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace sillok::app {

namespace {

/// A seccomp filter under construction; the first rule that is not accepted sticks.
class Filter {
public:
    explicit Filter(uint32_t otherwise) : m_context(seccomp_init(otherwise)) {}
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;
    ~Filter() { seccomp_release(m_context); }

    void add(uint32_t action, const char* name, std::vector<scmp_arg_cmp> when = {})
    {
        const int number = seccomp_syscall_resolve_name(name);
        if (number == __NR_SCMP_ERROR)
            return; // not a call of this architecture: nobody can make it
        if (seccomp_rule_add_array(m_context, action, number, static_cast<unsigned>(when.size()), when.data()) != 0)
            m_failed = true;
    }
    void allow(std::initializer_list<const char*> names)
    {
        for (const char* name : names)
            add(SCMP_ACT_ALLOW, name);
    }
    void refuse(std::initializer_list<const char*> names, int error)
    {
        for (const char* name : names)
            add(SCMP_ACT_ERRNO(static_cast<uint32_t>(error)), name);
    }
    bool load()
    {
        seccomp_attr_set(m_context, SCMP_FLTATR_CTL_TSYNC, 1);
        return m_context && !m_failed && seccomp_load(m_context) == 0;
    }

private:
    scmp_filter_ctx m_context;
    bool m_failed = false;
};

scmp_arg_cmp argument(unsigned index, scmp_compare how, scmp_datum_t a, scmp_datum_t b = 0) { return { index, how, a, b }; }

/// Every socket family but the local one, and every way around that rule.
bool loadDeskFilter()
{
    Filter filter(SCMP_ACT_ALLOW);
    filter.add(SCMP_ACT_ERRNO(EAFNOSUPPORT), "socket", { argument(0, SCMP_CMP_NE, AF_UNIX) });
    filter.add(SCMP_ACT_ERRNO(EAFNOSUPPORT), "socketpair", { argument(0, SCMP_CMP_NE, AF_UNIX) });
    filter.refuse({ "io_uring_setup", "io_uring_enter", "io_uring_register", "ptrace", "process_vm_readv", "process_vm_writev", "bpf",
                      "perf_event_open", "userfaultfd", "kexec_load", "init_module", "finit_module", "mount", "umount2", "pivot_root",
                      "setns", "keyctl", "add_key", "request_key" },
        EPERM);
    return filter.load();
}

/// What both workers need: memory, time, signals, and the descriptors that they already hold.
void allowBasics(Filter& filter)
{
    filter.allow({ "read", "write", "readv", "writev", "pread64", "pwrite64", "lseek", "close", "fstat", "newfstatat", "recvmsg", "sendmsg",
        "recvfrom", "sendto", "shutdown", "poll", "ppoll", "munmap", "brk", "madvise", "mremap", "futex", "clock_gettime", "clock_nanosleep",
        "nanosleep", "gettimeofday", "time", "getrandom", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "exit",
        "exit_group", "sched_yield", "getpid", "gettid", "getuid", "geteuid", "getgid", "getegid", "restart_syscall", "rseq", "sysinfo",
        "uname", "getrusage", "times", "set_robust_list", "membarrier", "pipe2", "eventfd2", "tgkill", "dup", "getcpu" });
    // Memory may be asked for, never code.
    filter.add(SCMP_ACT_ALLOW, "mmap", { argument(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) });
    filter.add(SCMP_ACT_ALLOW, "mprotect", { argument(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) });
    filter.add(SCMP_ACT_ALLOW, "fcntl", { argument(1, SCMP_CMP_EQ, F_GETFL) });
    filter.add(SCMP_ACT_ALLOW, "fcntl", { argument(1, SCMP_CMP_EQ, F_SETFL) });
    filter.add(SCMP_ACT_ALLOW, "fcntl", { argument(1, SCMP_CMP_EQ, F_GETFD) });
    filter.add(SCMP_ACT_ALLOW, "fcntl", { argument(1, SCMP_CMP_EQ, F_SETFD) });
    filter.add(SCMP_ACT_ALLOW, "prlimit64", { argument(2, SCMP_CMP_EQ, 0) }); // asking, not changing
    filter.add(SCMP_ACT_ALLOW, "sched_getaffinity");
    // Libraries probe for files, terminals and names; they are told no instead of being killed for asking.
    filter.refuse({ "open", "openat", "openat2", "stat", "lstat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat",
                      "getcwd", "getdents64", "unlink", "unlinkat", "mkdir", "mkdirat", "rename", "renameat2", "statfs", "fstatfs", "ioctl",
                      "prctl", "sched_setaffinity", "sched_getparam", "sched_getscheduler", "getpriority", "inotify_init1", "memfd_create",
                      "timerfd_create", "fadvise64", "flock", "fallocate", "ftruncate", "fsync", "fdatasync" },
        EACCES);
    filter.refuse({ "socket", "connect", "bind", "listen", "accept", "accept4" }, EACCES);
    filter.refuse({ "clone3" }, ENOSYS); // glibc then takes clone, whose flags a filter can see
}

bool loadEngineFilter()
{
    Filter filter(SCMP_ACT_KILL_PROCESS);
    allowBasics(filter);
    const uint64_t threadFlags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;
    filter.add(SCMP_ACT_ALLOW, "clone", { argument(0, SCMP_CMP_MASKED_EQ, threadFlags, threadFlags) });
    return filter.load();
}

bool loadReaderFilter()
{
    Filter filter(SCMP_ACT_KILL_PROCESS);
    allowBasics(filter);
    filter.refuse({ "clone" }, EACCES);
    return filter.load();
}

void limit(__rlimit_resource what, rlim_t most)
{
    const rlimit value { most, most };
    setrlimit(what, &value);
}

void applyReaderLimits()
{
    constexpr rlim_t kMiB = 1u << 20;
#ifndef SILLOK_SANITIZED // a sanitizer's shadow memory alone is larger
    limit(RLIMIT_AS, 1024 * kMiB);
#endif
    limit(RLIMIT_CPU, 60);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, 16);
}

} // namespace

Result<void> enterSandbox(SandboxProfile profile)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return fail(ErrorCode::Refused, "asking for no new privileges");
    bool loaded = false;
    switch (profile) {
    case SandboxProfile::Desk: loaded = loadDeskFilter(); break;
    case SandboxProfile::Engine:
        SILLOK_CHECK(denyAllPaths());
        loaded = loadEngineFilter();
        break;
    case SandboxProfile::Reader:
        SILLOK_CHECK(denyAllPaths());
        applyReaderLimits();
        loaded = loadReaderFilter();
        break;
    }
    if (!loaded)
        return fail(ErrorCode::Refused, "loading the system call filter");
    return {};
}

void hardenProcess()
{
    limit(RLIMIT_CORE, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    for (const char* name : { "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QT_STYLE_OVERRIDE", "QT_QPA_GENERIC_PLUGINS", "LD_PRELOAD",
             "LD_LIBRARY_PATH", "LD_AUDIT", "QML2_IMPORT_PATH", "QML_IMPORT_PATH", "QT_LOGGING_CONF", "QT_LOGGING_RULES", "GCONV_PATH",
             "ICU_DATA" })
        unsetenv(name);
}

} // namespace sillok::app
