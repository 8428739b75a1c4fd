#include "app/platform/restart.h"

#include <csignal>
#include <linux/close_range.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace sillok::app {

void becomeProgram(const std::string& program, const std::vector<std::string>& arguments)
{
    std::vector<char*> list;
    for (const std::string& argument : arguments)
        list.push_back(const_cast<char*>(argument.c_str()));
    list.push_back(nullptr);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    syscall(SYS_close_range, 3, ~0U, CLOSE_RANGE_CLOEXEC);
    while (waitpid(-1, nullptr, WNOHANG) > 0) { } // ended workers whose thread had no time to collect them
    execve(program.c_str(), list.data(), environ);
}

} // namespace sillok::app
