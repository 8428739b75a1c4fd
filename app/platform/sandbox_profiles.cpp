#include "app/platform/sandbox_profiles.h"

#include "app/platform/seccomp_filter.h"
#include "app/platform/stat_by_descriptor.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sillok::app {

namespace {

/// Every socket family but the local one, and every way around that rule.
void addDeskRules(SeccompFilter& filter, bool pathsHeld)
{
    filter.add(SCMP_ACT_ERRNO(EAFNOSUPPORT), "socket", { argument(0, SCMP_CMP_NE, AF_UNIX) });
    filter.add(SCMP_ACT_ERRNO(EAFNOSUPPORT), "socketpair", { argument(0, SCMP_CMP_NE, AF_UNIX) });
    filter.refuse({ "io_uring_setup", "io_uring_enter", "io_uring_register", "ptrace", "process_vm_readv", "process_vm_writev",
                      "process_madvise", "pidfd_getfd", "kcmp", "bpf", "perf_event_open", "userfaultfd", "fanotify_init", "kexec_load",
                      "kexec_file_load", "init_module", "finit_module", "delete_module", "mount", "umount2", "move_mount", "open_tree",
                      "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "pivot_root", "chroot", "setns", "swapon", "swapoff",
                      "reboot", "acct", "quotactl", "open_by_handle_at", "name_to_handle_at", "iopl", "ioperm", "modify_ldt", "keyctl",
                      "add_key", "request_key", "lookup_dcookie", "nfsservctl", "vhangup", "syslog" },
        EPERM);
    // Typing into the terminal that started us would be a way out of every rule above.
    filter.add(SCMP_ACT_ERRNO(EPERM), "ioctl", { argument(1, SCMP_CMP_MASKED_EQ, 0xffffffff, 0x5412) }); // TIOCSTI
    filter.add(SCMP_ACT_ERRNO(EPERM), "ioctl", { argument(1, SCMP_CMP_MASKED_EQ, 0xffffffff, 0x541c) }); // TIOCLINUX
    filter.add(SCMP_ACT_ERRNO(static_cast<uint32_t>(pathsHeld ? kSealWithPathsAnswer : kSealAnswer)), "prctl",
        { argument(0, SCMP_CMP_EQ, kSealQuestion) });
}

/// What every worker needs: memory, time, signals to itself, and the descriptors that it already holds.
void allowBasics(SeccompFilter& filter)
{
    filter.allow({ "read", "write", "readv", "writev", "pread64", "pwrite64", "lseek", "close", "fstat", "recvmsg", "sendmsg",
        "recvfrom", "sendto", "shutdown", "poll", "ppoll", "munmap", "brk", "madvise", "mremap", "futex", "clock_gettime", "clock_nanosleep",
        "nanosleep", "gettimeofday", "time", "getrandom", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "exit",
        "exit_group", "sched_yield", "getpid", "gettid", "getuid", "geteuid", "getgid", "getegid", "restart_syscall", "rseq", "sysinfo",
        "uname", "getrusage", "times", "set_robust_list", "membarrier", "pipe2", "eventfd2", "dup", "getcpu" });
    filter.add(SCMP_ACT_ALLOW, "arch_prctl", { argument(0, SCMP_CMP_EQ, 0x1023) }); // ARCH_REQ_XCOMP_PERM: the tile unit's registers
    // Memory may be asked for, never code.
    filter.add(SCMP_ACT_ALLOW, "mmap", { argument(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) });
    filter.add(SCMP_ACT_ALLOW, "mprotect", { argument(2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0) });
    for (const int command : { F_GETFL, F_SETFL, F_GETFD, F_SETFD })
        filter.add(SCMP_ACT_ALLOW, "fcntl", { argument(1, SCMP_CMP_EQ, static_cast<scmp_datum_t>(command)) });
    filter.add(SCMP_ACT_ALLOW, "tgkill", { argument(0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())) }); // abort()
    for (const scmp_datum_t self : { scmp_datum_t { 0 }, static_cast<scmp_datum_t>(getpid()) }) {
        filter.add(SCMP_ACT_ALLOW, "prlimit64", { argument(0, SCMP_CMP_EQ, self), argument(2, SCMP_CMP_EQ, 0) }); // asking, not changing
        filter.add(SCMP_ACT_ALLOW, "sched_getaffinity", { argument(0, SCMP_CMP_EQ, self) });
    }
}

/// Asking about a path is refused, about a descriptor answered: see answerTrappedStat.
void trapStat(SeccompFilter& filter)
{
    answerTrappedStat();
    filter.add(SCMP_ACT_TRAP, "newfstatat");
}

/// Libraries probe for files, terminals and names; they are told no instead of being killed for asking.
void refuseProbes(SeccompFilter& filter)
{
    trapStat(filter);
    filter.refuse({ "stat", "lstat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getcwd", "getdents64",
                      "unlink", "unlinkat", "mkdir", "mkdirat", "rename", "renameat2", "statfs", "fstatfs", "prctl", "sched_setaffinity",
                      "sched_getparam", "sched_getscheduler", "getpriority", "inotify_init1", "memfd_create", "timerfd_create", "fadvise64",
                      "flock", "fallocate", "ftruncate", "fsync", "fdatasync" },
        EACCES);
    filter.refuse({ "socket", "connect", "bind", "listen", "accept", "accept4" }, EACCES);
    filter.refuse({ "clone3" }, ENOSYS); // glibc then takes clone, whose flags a filter can see
}

void refuseFiles(SeccompFilter& filter) { filter.refuse({ "open", "openat", "openat2", "ioctl" }, EACCES); }

/// Threads of this process, never a process and never a namespace.
void allowThreads(SeccompFilter& filter)
{
    const uint64_t thread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;
    const uint64_t namespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
    filter.add(SCMP_ACT_ALLOW, "clone", { argument(0, SCMP_CMP_MASKED_EQ, thread | namespaces, thread) });
}

/// The driver's devices: its own ioctl letter, and the unified memory device with its small plain numbers.
/// source  the driver's open kernel modules: NV_IOCTL_MAGIC 'F'; UVM_INITIALIZE 0x30000001, UVM_DEINITIALIZE 0x30000002, others below 256
void allowGpu(SeccompFilter& filter)
{
    filter.add(SCMP_ACT_ALLOW, "ioctl", { argument(1, SCMP_CMP_MASKED_EQ, 0xff00, 'F' << 8) });
    filter.add(SCMP_ACT_ALLOW, "ioctl", { argument(1, SCMP_CMP_MASKED_EQ, 0xffffff00, 0) });
    filter.add(SCMP_ACT_ALLOW, "ioctl", { argument(1, SCMP_CMP_MASKED_EQ, 0xfffffffc, 0x30000000) });
    // Landlock holds it to the driver's devices; without Landlock the profile is refused. It does not look at what is opened as a mere place.
    filter.add(SCMP_ACT_ALLOW, "openat", { argument(2, SCMP_CMP_MASKED_EQ, O_PATH, 0) });
    filter.refuse({ "open", "openat2" }, EACCES);
}

/// Copies verified packages into place: files and the bus, no program and no network.
void allowHelper(SeccompFilter& filter)
{
    filter.allow({ "open", "openat", "openat2", "stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat",
        "getcwd", "getdents64", "unlink", "unlinkat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "statfs", "fstatfs", "fsync",
        "fdatasync", "fchmod", "fchown", "ftruncate", "fallocate", "flock", "fadvise64", "copy_file_range", "sendfile", "memfd_create",
        "timerfd_create", "timerfd_settime", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "umask", "ioctl", "connect",
        "getsockname", "getpeername", "getsockopt", "setsockopt", "prctl", "getppid", "getresuid", "getresgid" });
    filter.add(SCMP_ACT_ALLOW, "fcntl", { argument(1, SCMP_CMP_EQ, F_DUPFD_CLOEXEC) });
    filter.add(SCMP_ACT_ALLOW, "socket", { argument(0, SCMP_CMP_EQ, AF_UNIX) });
    filter.add(SCMP_ACT_ERRNO(EAFNOSUPPORT), "socket", { argument(0, SCMP_CMP_NE, AF_UNIX) });
    filter.refuse({ "clone3" }, ENOSYS);
    allowThreads(filter);
}

} // namespace

bool loadSystemCallFilter(SandboxProfile profile, bool pathsHeld)
{
    if (profile == SandboxProfile::Desk) {
        SeccompFilter filter(SCMP_ACT_ALLOW);
        addDeskRules(filter, pathsHeld);
        return filter.load();
    }
    SeccompFilter filter(SCMP_ACT_KILL_PROCESS);
    allowBasics(filter);
    switch (profile) {
    case SandboxProfile::Desk: break;
    case SandboxProfile::Engine:
        refuseProbes(filter);
        refuseFiles(filter);
        allowThreads(filter);
        break;
    case SandboxProfile::EngineGpu:
        refuseProbes(filter);
        allowThreads(filter);
        allowGpu(filter);
        break;
    case SandboxProfile::Reader:
        refuseProbes(filter);
        refuseFiles(filter);
        filter.refuse({ "clone" }, EACCES);
        break;
    case SandboxProfile::Helper: allowHelper(filter); break;
    }
    return filter.load();
}

} // namespace sillok::app
