#include "app/platform/seal_check.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <fstream>
#include <memory>
#include <set>
#include <sys/socket.h>

namespace sillok::app {

namespace {

/// Local sockets are the only ones whose family is AF_UNIX; everything else that is a socket counts.
int countForeignSockets()
{
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir("/proc/self/fd"), &closedir);
    int count = 0;
    while (const dirent* entry = folder ? readdir(folder.get()) : nullptr) {
        const int fd = std::atoi(entry->d_name);
        int family = 0;
        socklen_t size = sizeof family;
        if (entry->d_name[0] != '.' && getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size) == 0)
            count += family != AF_UNIX;
    }
    return count;
}

/// "Seccomp: 2" in the status file means that a filter is loaded.
bool hasFilter(const std::string& process)
{
    std::ifstream status("/proc/" + process + "/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with("Seccomp:"))
            return line.find('2') != std::string::npos;
    }
    return false;
}

std::vector<std::string> mappedNetworkLibraries()
{
    constexpr std::array<const char*, 8> kNames { "libQt6Network", "libssl", "libcurl", "libnghttp2", "libgnutls", "libQt6WebEngine", "libQt6Qml", "libsoup" };
    std::ifstream maps("/proc/self/maps");
    std::set<std::string> found;
    std::string line;
    while (std::getline(maps, line)) {
        for (const char* name : kNames) {
            const size_t slash = line.rfind('/');
            if (slash != std::string::npos && line.compare(slash + 1, std::char_traits<char>::length(name), name) == 0)
                found.insert(line.substr(slash + 1));
        }
    }
    return { found.begin(), found.end() };
}

} // namespace

SealFacts checkSealOf(const std::vector<pid_t>& workers)
{
    SealFacts facts;
    facts.inetSockets = countForeignSockets();
    facts.filterActive = hasFilter("self") && std::all_of(workers.begin(), workers.end(), [](pid_t worker) { return hasFilter(std::to_string(worker)); });
    facts.networkLibraries = mappedNetworkLibraries();
    return facts;
}

} // namespace sillok::app
