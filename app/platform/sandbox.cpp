#include "app/platform/sandbox.h"

#include "app/platform/landlock.h"
#include "app/platform/sandbox_profiles.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <linux/capability.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sillok::app {

namespace {

void limit(__rlimit_resource what, rlim_t most)
{
    rlimit now {};
    getrlimit(what, &now);
    const rlim_t value = std::min(most, now.rlim_max);
    const rlimit lowered { value, value };
    setrlimit(what, &lowered);
}

void applyWorkerLimits()
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_MSGQUEUE, 0);
    limit(RLIMIT_NOFILE, 256); // a model may come in many parts
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
    limit(RLIMIT_NPROC, 0);
}

/// A network, semaphores and shared memory of its own, all of them empty. Some sites and some kernels do not let users have that;
/// the filter refuses every socket anyway.
void leaveNetwork() { static_cast<void>(unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC)); }

/// Root without them is an account like others that happens to own the system's files. What it starts later gains none, since it may gain no privileges.
Result<void> dropCapabilities()
{
    __user_cap_header_struct header { _LINUX_CAPABILITY_VERSION_3, 0 };
    const std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none {};
    if (syscall(SYS_capset, &header, none.data()) != 0)
        return fail(ErrorCode::Refused, "giving up root's capabilities");
    return {};
}

Result<void> sealWithFolders(const PathRules& rules)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return fail(ErrorCode::Refused, "asking for no new privileges");
    SILLOK_CHECK(restrictPaths(rules, landlockVersion()));
    if (!loadSystemCallFilter(SandboxProfile::Desk, landlockVersion() > 0))
        return fail(ErrorCode::Refused, "loading the system call filter");
    return {};
}

} // namespace

Result<void> enterSandbox(SandboxProfile profile, int newestLandlock)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return fail(ErrorCode::Refused, "asking for no new privileges");
    if (profile != SandboxProfile::Desk) {
        const int version = std::min(landlockVersion(), newestLandlock);
        if (profile == SandboxProfile::EngineGpu && version == 0)
            return fail(ErrorCode::Refused, "this kernel has no Landlock to hold a driver's devices");
        leaveNetwork();
        if (profile != SandboxProfile::Helper)
            applyWorkerLimits();
        if (profile == SandboxProfile::Reader)
            applyReaderLimits();
        const PathRules rules = profile == SandboxProfile::EngineGpu ? gpuPaths() : PathRules {};
        if (profile != SandboxProfile::Helper)
            SILLOK_CHECK(restrictPaths(rules, version));
    }
    if (!loadSystemCallFilter(profile, false))
        return fail(ErrorCode::Refused, "loading the system call filter");
    return {};
}

Result<void> sealWindow(std::span<const std::string> writable)
{
    if (windowSeal().sealed)
        return {}; // both the rules and the filter outlive a new start; a second layer of them would only cost time
    PathRules rules { .readable = { "/" }, .writable = { writable.begin(), writable.end() }, .devices = { "/dev" }, .localSockets = true };
    if (const char* runtime = std::getenv("XDG_RUNTIME_DIR"))
        rules.writable.emplace_back(runtime);
    return sealWithFolders(rules);
}

Result<void> sealService(std::span<const std::string> writable)
{
    SILLOK_CHECK(dropCapabilities());
    return sealWithFolders({ .readable = { "/" }, .writable = { writable.begin(), writable.end() }, .devices = { "/dev/null" }, .localSockets = true });
}

WindowSeal windowSeal()
{
    errno = 0;
    const bool refused = prctl(kSealQuestion, 0, 0, 0, 0) == -1;
    const int answer = refused ? errno : 0;
    return { answer == kSealAnswer || answer == kSealWithPathsAnswer, answer == kSealWithPathsAnswer };
}

} // namespace sillok::app
