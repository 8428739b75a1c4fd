#include "app/platform/landlock.h"

#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sillok::app {

namespace {

/// Rights that each ABI knows: 13 in the first, then REFER, TRUNCATE, (network), IOCTL_DEV.
uint64_t pathRights(int version)
{
    uint64_t rights = (uint64_t { 1 } << 13) - 1;
    if (version >= 2)
        rights |= uint64_t { 1 } << 13;
    if (version >= 3)
        rights |= uint64_t { 1 } << 14;
    if (version >= 5)
        rights |= uint64_t { 1 } << 15;
    return rights;
}

} // namespace

int landlockVersion()
{
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : static_cast<int>(version);
}

Result<void> denyAllPaths()
{
    const int version = landlockVersion();
    if (version == 0)
        return {};
    struct {
        uint64_t handledPaths;
        uint64_t handledNetwork;
    } rules { pathRights(version), version >= 4 ? uint64_t { 3 } : 0 };
    const size_t size = version >= 4 ? sizeof rules : sizeof rules.handledPaths;
    const long ruleset = syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (ruleset < 0)
        return fail(ErrorCode::Refused, "making a Landlock rule set");
    const long restricted = syscall(SYS_landlock_restrict_self, static_cast<int>(ruleset), 0);
    close(static_cast<int>(ruleset));
    if (restricted != 0)
        return fail(ErrorCode::Refused, "entering a Landlock rule set");
    return {};
}

} // namespace sillok::app
