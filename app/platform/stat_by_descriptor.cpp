#include "app/platform/stat_by_descriptor.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <initializer_list>
#include <sys/syscall.h>
#include <type_traits>
#include <ucontext.h>
#include <unistd.h>

namespace sillok::app {

namespace {

/// Only asynchronous-signal-safe work: one system call, and the registers of the trapped one.
void answer(int, siginfo_t* info, void* where)
{
    mcontext_t& registers = static_cast<ucontext_t*>(where)->uc_mcontext;
#if defined(__x86_64__)
    const auto argument = [&](int i) { return registers.gregs[std::initializer_list<int> { REG_RDI, REG_RSI, REG_RDX, REG_R10 }.begin()[i]]; };
    auto& result = registers.gregs[REG_RAX];
#elif defined(__aarch64__)
    const auto argument = [&](int i) { return static_cast<long>(registers.regs[i]); };
    auto& result = registers.regs[0];
#else
#error "say how this processor passes the arguments of a system call"
#endif
    const auto* path = reinterpret_cast<const char*>(argument(1));
    const bool aboutDescriptor = info->si_syscall == SYS_newfstatat && (argument(3) & AT_EMPTY_PATH) != 0 && (!path || *path == '\0');
    const int before = errno;
    long code = -EACCES;
    if (aboutDescriptor)
        code = syscall(SYS_fstat, argument(0), argument(2)) == 0 ? 0 : -errno;
    errno = before;
    result = static_cast<std::remove_reference_t<decltype(result)>>(code);
}

} // namespace

void answerTrappedStat()
{
    struct sigaction action {};
    action.sa_sigaction = &answer;
    action.sa_flags = SA_SIGINFO | SA_NODEFER;
    sigaction(SIGSYS, &action, nullptr);
}

} // namespace sillok::app
