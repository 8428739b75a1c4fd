// malicious_worker.cpp - A worker that seals itself like ours and then tries to get out. Exit 42: it got out. 1: refused. 99: no seal.
// usage: malicious_worker PROFILE LANDLOCK DESK_OR_WORKER NUMBER FOLDER
// PROFILE: the number of a SandboxProfile, or "open" for no seal, or "paths" for Landlock alone
#include "app/platform/harden.h"
#include "app/platform/landlock.h"
#include "app/platform/sandbox.h"
#include "tests/app/escapes.h"

#include <cstdlib>
#include <string_view>

using namespace sillok::app;
using namespace sillok::test;

int main(int argc, char** argv)
{
    if (argc != 6)
        return 2;
    const std::string_view profile = argv[1];
    const int landlock = std::atoi(argv[2]);
    const auto list = argv[3][0] == 'd' ? std::span<const Escape>(kDeskEscapes) : std::span<const Escape>(kWorkerEscapes);
    const Escape& escape = list[static_cast<size_t>(std::atoi(argv[4]))];
    bool sealed = true;
    if (profile == "paths") {
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        sealed = restrictPaths({}, landlock).ok();
    } else if (profile != "open") {
        hardenProcess();
        const auto which = static_cast<SandboxProfile>(std::atoi(argv[1]));
        sealed = enterSandbox(which, landlock).ok();
    }
    if (!sealed)
        _exit(99);
    _exit(escape.attempt(argv[5]) ? 42 : 1);
}
