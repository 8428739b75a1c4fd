// escapes.h - Ways out of a sealed process. Each is tried in a process of its own, sealed and unsealed.
#pragma once

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <sched.h>
#include <span>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/swap.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace sillok::test {

/// One way out. True when it worked. `folder` is a folder that everyone may write to, with the file "readable" in it.
struct Escape {
    const char* name;
    bool (*attempt)(const char* folder);
};

inline std::array<char, 512> pathIn(const char* folder, const char* name)
{
    std::array<char, 512> path {};
    size_t at = 0;
    for (const char* part : { folder, "/", name })
        for (; *part && at + 1 < path.size(); ++part)
            path[at++] = *part;
    return path;
}

inline bool made(long descriptor) { return descriptor >= 0; }
inline bool opensSocket(int family, int type, int protocol = 0) { return made(socket(family, type, protocol)); }

inline bool startedProcess(long child)
{
    if (child == 0)
        _exit(0);
    return child > 0;
}

/// A child that runs another program; its exit code 42 says that the program ran.
inline bool ran(long child)
{
    int status = 0;
    return child > 0 && waitpid(static_cast<pid_t>(child), &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 42;
}

inline char* const kProgram[] = { const_cast<char*>("/bin/sh"), const_cast<char*>("-c"), const_cast<char*>("exit 42"), nullptr };

/// Reads four bytes of the parent's program, which every parent has mapped.
inline bool readsParentMemory()
{
    uint32_t local = 0;
    const iovec mine { &local, sizeof local };
    const iovec theirs { reinterpret_cast<void*>(&readsParentMemory), sizeof local };
    return process_vm_readv(getppid(), &mine, 1, &theirs, 1, 0) >= 0 || errno == EFAULT; // EFAULT: allowed, only nothing is there
}

inline bool connectsTo(const char* path)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    for (size_t i = 0; path[i] && i + 1 < sizeof address.sun_path; ++i)
        address.sun_path[i] = path[i];
    const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    return fd >= 0 && (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == ENOENT || errno == ECONNREFUSED);
}

inline bool installsFilter()
{
    sock_filter allowAll { BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW };
    const sock_fprog program { 1, &allowAll };
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

#if defined(__x86_64__)
/// The 32-bit door: getpid through int 0x80 (20 there).
inline bool callsAs32Bit()
{
    long answer = 0;
    asm volatile("int $0x80" : "=a"(answer) : "a"(20L) : "memory", "r8", "r9", "r10", "r11");
    return answer > 0;
}
#endif

/// Networks, other processes' memory and kernel doors: shut for the window too.
inline const Escape kDeskEscapes[] = {
    { "TCP over IPv4", [](const char*) { return opensSocket(AF_INET, SOCK_STREAM); } },
    { "TCP over IPv6", [](const char*) { return opensSocket(AF_INET6, SOCK_STREAM); } },
    { "UDP over IPv4", [](const char*) { return opensSocket(AF_INET, SOCK_DGRAM); } },
    { "UDP over IPv6", [](const char*) { return opensSocket(AF_INET6, SOCK_DGRAM); } },
    { "raw ICMP", [](const char*) { return opensSocket(AF_INET, SOCK_RAW, IPPROTO_ICMP); } },
    { "multipath TCP", [](const char*) { return opensSocket(AF_INET, SOCK_STREAM, 262); } },
    { "netlink", [](const char*) { return opensSocket(AF_NETLINK, SOCK_RAW); } },
    { "packet socket", [](const char*) { return opensSocket(AF_PACKET, SOCK_RAW); } },
    { "kernel crypto socket", [](const char*) { return opensSocket(AF_ALG, SOCK_SEQPACKET); } },
    { "virtual machine socket", [](const char*) { return opensSocket(AF_VSOCK, SOCK_STREAM); } },
    { "Bluetooth", [](const char*) { return opensSocket(AF_BLUETOOTH, SOCK_STREAM); } },
    { "pair of internet sockets", [](const char*) {
         int pair[2];
         return socketpair(AF_INET, SOCK_STREAM, 0, pair) == 0;
     } },
    { "io_uring", [](const char*) {
         char parameters[256] = {};
         return made(syscall(SYS_io_uring_setup, 1, parameters));
     } },
    { "memory of the parent", [](const char*) { return readsParentMemory(); } },
    { "trace the parent", [](const char*) { return ptrace(PTRACE_SEIZE, getppid(), nullptr, nullptr) == 0; } },
    { "be traced", [](const char*) { return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; } },
    { "take a descriptor of the parent", [](const char*) {
         const long handle = syscall(SYS_pidfd_open, getppid(), 0);
         return made(handle) && made(syscall(SYS_pidfd_getfd, handle, 0, 0));
     } },
    { "load a kernel program", [](const char*) { return syscall(SYS_bpf, 0, nullptr, 0) >= 0 || errno == EINVAL || errno == EFAULT; } },
    { "performance counters", [](const char*) { return syscall(SYS_perf_event_open, nullptr, 0, -1, -1, 0) >= 0 || errno == EFAULT; } },
    { "page faults by hand", [](const char*) { return made(syscall(SYS_userfaultfd, O_CLOEXEC)); } },
    { "kernel key ring", [](const char*) { return syscall(SYS_keyctl, 0, -3, 1, 0, 0) >= 0; } },
    { "a key for others", [](const char*) { return syscall(SYS_add_key, "user", "sillok", "x", 1, -3) >= 0; } },
    { "mount", [](const char* folder) { return mount("none", folder, "tmpfs", 0, nullptr) == 0 && umount(folder) == 0; } },
    { "change the root", [](const char*) { return chroot("/") == 0; } },
    { "enter a namespace", [](const char*) {
         const int fd = open("/proc/self/ns/uts", O_RDONLY);
         return fd >= 0 && setns(fd, 0) == 0;
     } },
#if defined(__x86_64__)
    { "call as a 32-bit program", [](const char*) { return callsAs32Bit(); } },
    { "call by the x32 door", [](const char*) { return syscall(0x40000000L + SYS_getpid) > 0 || errno == ENOSYS; } },
#endif
};

/// Files, processes and rights: shut for every worker.
inline const Escape kWorkerEscapes[] = {
    { "open a file", [](const char*) { return made(open("/etc/passwd", O_RDONLY)); } },
    { "open by the old call", [](const char*) { return made(syscall(SYS_open, "/etc/passwd", O_RDONLY)); } },
    { "open by openat2", [](const char*) {
         struct { uint64_t flags, mode, resolve; } how {};
         return made(syscall(SYS_openat2, AT_FDCWD, "/etc/passwd", &how, sizeof how));
     } },
    { "open a path only", [](const char*) { return made(open("/etc/passwd", O_PATH)); } },
    { "open by handle", [](const char* folder) {
         struct { unsigned bytes; int type; unsigned char handle[128]; } handle { 128, 0, {} };
         int mountId = 0;
         return syscall(SYS_name_to_handle_at, AT_FDCWD, folder, &handle, &mountId, 0) == 0;
     } },
    { "make a file", [](const char* folder) { return made(open(pathIn(folder, "new").data(), O_CREAT | O_WRONLY, 0600)); } },
    { "make a file without a name", [](const char* folder) { return made(open(folder, O_TMPFILE | O_WRONLY, 0600)); } },
    { "overwrite a file", [](const char* folder) { return made(open(pathIn(folder, "readable").data(), O_WRONLY | O_APPEND)); } },
    { "cut a file", [](const char* folder) { return truncate(pathIn(folder, "readable").data(), 3) == 0; } },
    { "rename a file", [](const char* folder) { return rename(pathIn(folder, "readable").data(), pathIn(folder, "renamed").data()) == 0; } },
    { "link a file", [](const char* folder) { return link(pathIn(folder, "readable").data(), pathIn(folder, "linked").data()) == 0; } },
    { "point to a file", [](const char* folder) { return symlink("/etc/passwd", pathIn(folder, "pointer").data()) == 0; } },
    { "remove a file", [](const char* folder) { return unlink(pathIn(folder, "readable").data()) == 0; } },
    { "make a folder", [](const char* folder) { return mkdir(pathIn(folder, "sub").data(), 0700) == 0; } },
    { "make a pipe by name", [](const char* folder) { return mkfifo(pathIn(folder, "pipe").data(), 0600) == 0; } },
    { "change rights of a file", [](const char* folder) { return chmod(pathIn(folder, "readable").data(), 0777) == 0; } },
    { "change times of a file", [](const char* folder) { return utimensat(AT_FDCWD, pathIn(folder, "readable").data(), nullptr, 0) == 0; } },
    { "attributes of a file", [](const char* folder) { return getxattr(pathIn(folder, "readable").data(), "user.x", nullptr, 0) >= 0 || errno == ENODATA || errno == ENOTSUP; } },
    { "list a folder", [](const char*) { return made(open("/", O_RDONLY | O_DIRECTORY)); } },
    { "look at a file", [](const char*) {
         struct stat info {};
         return stat("/etc/passwd", &info) == 0;
     } },
    { "ask whether a file is there", [](const char*) { return access("/etc/passwd", F_OK) == 0; } },
    { "read where a link points", [](const char*) {
         char to[64];
         return readlink("/proc/self/exe", to, sizeof to) > 0;
     } },
    { "change the folder", [](const char*) { return chdir("/") == 0; } },
    { "watch a folder", [](const char* folder) {
         const int fd = inotify_init1(0);
         return fd >= 0 && inotify_add_watch(fd, folder, IN_ALL_EVENTS) >= 0;
     } },
    { "memory of itself as a file", [](const char*) { return made(open("/proc/self/mem", O_RDWR)); } },
    { "environment as a file", [](const char*) { return made(open("/proc/self/environ", O_RDONLY)); } },
    { "local socket", [](const char*) { return opensSocket(AF_UNIX, SOCK_STREAM); } },
    { "the system bus", [](const char*) { return connectsTo("/run/dbus/system_bus_socket"); } },
    { "a display", [](const char*) { return connectsTo("/tmp/.X11-unix/X0"); } },
    { "start a process by fork", [](const char*) { return startedProcess(fork()); } },
    { "start a process by the old call", [](const char*) { return startedProcess(syscall(SYS_fork)); } },
    { "start a process by clone3", [](const char*) {
         uint64_t arguments[11] = {};
         arguments[4] = SIGCHLD;
         return startedProcess(syscall(SYS_clone3, arguments, sizeof arguments));
     } },
    { "start a process by clone", [](const char*) { return startedProcess(syscall(SYS_clone, CLONE_FILES | SIGCHLD, 0, 0, 0, 0)); } },
    { "run a program", [](const char*) {
         execv(kProgram[0], kProgram);
         return false; // when it works, the program's own exit code says so
     } },
    { "run a program by descriptor", [](const char*) {
         const int fd = open(kProgram[0], O_PATH);
         syscall(SYS_execveat, fd, "", kProgram, environ, AT_EMPTY_PATH);
         return false;
     } },
    { "spawn a program", [](const char*) {
         pid_t child = -1;
         return posix_spawn(&child, kProgram[0], nullptr, nullptr, kProgram, environ) == 0 && ran(child);
     } },
    { "signal the parent", [](const char*) { return kill(getppid(), 0) == 0; } },
    { "signal a thread of the parent", [](const char*) { return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0; } },
    { "queue a signal to the parent", [](const char*) { return sigqueue(getppid(), 0, sigval {}) == 0; } },
    { "signal by handle", [](const char*) {
         const long handle = syscall(SYS_pidfd_open, getppid(), 0);
         return made(handle) && syscall(SYS_pidfd_send_signal, handle, 0, nullptr, 0) == 0;
     } },
    { "slow the parent down", [](const char*) { return setpriority(PRIO_PROCESS, static_cast<id_t>(getppid()), 5) == 0; } },
    { "limits of the parent", [](const char*) {
         rlimit now {};
         return prlimit(getppid(), RLIMIT_NOFILE, nullptr, &now) == 0;
     } },
    { "processors of the parent", [](const char*) {
         cpu_set_t set;
         return syscall(SYS_sched_getaffinity, getppid(), sizeof set, &set) > 0;
     } },
    { "memory to execute", [](const char*) { return mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; } },
    { "make memory executable", [](const char*) {
         void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
         return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
     } },
    { "make memory executable with a key", [](const char*) {
         void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
         return syscall(SYS_pkey_mprotect, page, 4096, PROT_READ | PROT_EXEC, -1) == 0;
     } },
    { "shared memory", [](const char*) { return made(shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600)); } },
    { "message queue", [](const char*) { return made(syscall(SYS_msgget, IPC_PRIVATE, 0600)); } },
    { "memory file", [](const char*) { return made(memfd_create("x", 0)); } },
    { "secret memory file", [](const char*) { return made(syscall(SYS_memfd_secret, 0)); } },
    { "new user namespace", [](const char*) { return unshare(CLONE_NEWUSER) == 0; } },
    { "new mount namespace", [](const char*) { return unshare(CLONE_NEWNS) == 0; } },
    { "own descriptors apart", [](const char*) { return unshare(CLONE_FILES) == 0; } },
    { "dumpable again", [](const char*) { return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0; } },
    { "name itself another", [](const char*) { return prctl(PR_SET_NAME, "systemd", 0, 0, 0) == 0; } },
    { "another filter on top", [](const char*) { return installsFilter(); } },
    { "run as data is code", [](const char*) { return syscall(SYS_personality, 0x0400000) >= 0; } },
    { "change limits", [](const char*) {
         const rlimit lower { 0, 0 };
         return setrlimit(RLIMIT_MEMLOCK, &lower) == 0;
     } },
    { "become another user", [](const char*) { return setuid(getuid()) == 0; } },
    { "become another group", [](const char*) { return setgid(getgid()) == 0; } },
    { "leave the session", [](const char*) { return made(setsid()) || setpgid(0, 0) == 0; } },
    { "set the clock", [](const char*) {
         timeval now {};
         gettimeofday(&now, nullptr);
         return settimeofday(&now, nullptr) == 0;
     } },
    { "name the computer", [](const char*) {
         char name[65] = {};
         return gethostname(name, 64) == 0 && syscall(SYS_sethostname, name, __builtin_strlen(name)) == 0;
     } },
    { "type into a terminal", [](const char*) { return ioctl(0, 0x5412, "x") == 0 || errno == ENOTTY; } },
    { "copy between descriptors", [](const char*) { return sendfile(1, 0, nullptr, 0) >= 0 || errno == EINVAL || errno == EBADF; } },
    { "fill a pipe from memory", [](const char*) {
         int ends[2];
         char byte = 'x';
         const iovec one { &byte, 1 };
         return pipe2(ends, 0) == 0 && vmsplice(ends[1], &one, 1, 0) == 1;
     } },
};

} // namespace sillok::test
