// kill_at.h - Runs something in a child that is killed at its n-th call that changes the disk.
#pragma once

#include <csignal>
#include <functional>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sillok::test {

/// Calls of the system after which something on the disk may be different.
inline bool changesDisk(long call)
{
    switch (call) {
    case SYS_write:
    case SYS_pwrite64:
    case SYS_ftruncate:
    case SYS_rename:
    case SYS_unlink:
    case SYS_link:
    case SYS_fsync:
    case SYS_fdatasync:
    case SYS_mkdir: return true;
    default: return false;
    }
}

/// Runs `work` in a child process and kills it right before its `n`-th such call, counted from 0.
/// Returns false when the work ended before that; then it must have succeeded, which is `good`.
inline bool killAt(int n, const std::function<bool()>& work, bool& good)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
        ::raise(SIGSTOP);
        ::_exit(work() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    bool entering = true;
    int signal = 0;
    for (int seen = 0;;) {
        ::ptrace(PTRACE_SYSCALL, child, nullptr, signal);
        signal = 0;
        ::waitpid(child, &status, 0);
        if (WIFEXITED(status) || WIFSIGNALED(status)) {
            good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
            return false;
        }
        if (WSTOPSIG(status) != (SIGTRAP | 0x80)) {
            signal = WSTOPSIG(status);
            continue;
        }
        if (entering) {
            user_regs_struct registers {};
            ::ptrace(PTRACE_GETREGS, child, nullptr, &registers);
            if (changesDisk(static_cast<long>(registers.orig_rax)) && seen++ == n) {
                ::kill(child, SIGKILL);
                ::waitpid(child, &status, 0);
                return true;
            }
        }
        entering = !entering;
    }
}

} // namespace sillok::test
