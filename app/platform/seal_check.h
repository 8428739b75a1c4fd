// seal_check.h - Looks at the running processes themselves: what could carry a byte out of the building?
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace sillok::app {

struct SealFacts {
    int inetSockets = 0;                         ///< open sockets of this process that are not local
    bool filterActive = false;                   ///< this process and all given workers run under a system call filter
    std::vector<std::string> networkLibraries;   ///< mapped into this process
};

/// Reads /proc: this process's descriptors and mappings, and the filter state of it and of `workers`.
SealFacts checkSealOf(const std::vector<pid_t>& workers);

} // namespace sillok::app
