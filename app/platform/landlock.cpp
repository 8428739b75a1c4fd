#include "app/platform/landlock.h"

#include "engine/base/file.h"

#include <algorithm>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sillok::app {

namespace {

// The kernel's own header of the build machine may be older than the kernel that runs this.
// source  Documentation/userspace-api/landlock.rst of the kernel: rights by ABI version
constexpr uint64_t bit(int number) { return uint64_t { 1 } << number; }
constexpr uint64_t kExecute = bit(0), kWriteFile = bit(1), kReadFile = bit(2), kReadDir = bit(3), kTruncate = bit(14), kIoctlDevice = bit(15);
constexpr uint64_t kFileRights = kExecute | kWriteFile | kReadFile | kTruncate | kIoctlDevice; // what may be said of something that is no folder
constexpr uint64_t kTcp = bit(0) | bit(1);
constexpr uint64_t kScopeNamelessSockets = bit(0), kScopeSignals = bit(1);

/// 13 rights in the first version, then linking across folders, truncation, (TCP), device control, (scopes).
uint64_t pathRights(int version)
{
    uint64_t rights = bit(13) - 1;
    if (version >= 2)
        rights |= bit(13);
    if (version >= 3)
        rights |= kTruncate;
    if (version >= 5)
        rights |= kIoctlDevice;
    return rights;
}

struct RuleSet {
    uint64_t paths;
    uint64_t network;
    uint64_t scopes;
};

size_t sizeFor(int version) { return version >= 6 ? sizeof(RuleSet) : version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t); }

Result<void> allow(int ruleSet, const std::string& path, uint64_t rights)
{
    const FileDescriptor at(open(path.c_str(), O_PATH | O_CLOEXEC));
    if (!at.valid())
        return {};
    struct stat info {};
    if (fstat(at.get(), &info) == 0 && !S_ISDIR(info.st_mode))
        rights &= kFileRights;
    struct __attribute__((packed)) {
        uint64_t rights;
        int32_t path;
    } rule { rights, at.get() };
    if (syscall(SYS_landlock_add_rule, ruleSet, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
        return fail(ErrorCode::Refused, "adding a Landlock rule");
    return {};
}

} // namespace

int landlockVersion()
{
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : static_cast<int>(version);
}

PathRules gpuPaths()
{
    PathRules rules;
    rules.readable = { "/proc/driver/nvidia", "/proc/devices", "/proc/modules", "/sys/bus/pci/devices", "/sys/devices/system/node", "/sys/devices/system/cpu" };
    for (const char* name : { "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/nvidia-caps" })
        rules.devices.emplace_back(name);
    for (int i = 0; i < 16; ++i)
        rules.devices.push_back("/dev/nvidia" + std::to_string(i));
    return rules;
}

Result<void> restrictPaths(const PathRules& rules, int version)
{
    if (version <= 0)
        return {};
    const uint64_t known = pathRights(version);
    const uint64_t scopes = rules.localSockets ? 0 : kScopeNamelessSockets | kScopeSignals;
    const RuleSet wanted { known, version >= 4 ? kTcp : 0, version >= 6 ? scopes : 0 };
    const FileDescriptor ruleSet(static_cast<int>(syscall(SYS_landlock_create_ruleset, &wanted, sizeFor(version), 0)));
    if (!ruleSet.valid())
        return fail(ErrorCode::Refused, "making a Landlock rule set");
    for (const std::string& path : rules.readable)
        SILLOK_CHECK(allow(ruleSet.get(), path, known & (kReadFile | kReadDir | kExecute)));
    for (const std::string& path : rules.writable)
        SILLOK_CHECK(allow(ruleSet.get(), path, known));
    for (const std::string& path : rules.devices)
        SILLOK_CHECK(allow(ruleSet.get(), path, known & (kReadFile | kReadDir | kWriteFile | kTruncate | kIoctlDevice)));
    if (syscall(SYS_landlock_restrict_self, ruleSet.get(), 0) != 0)
        return fail(ErrorCode::Refused, "entering a Landlock rule set");
    return {};
}

} // namespace sillok::app
