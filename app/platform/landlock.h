// landlock.h - The kernel's own path sandbox, where it has one.
#pragma once

#include "engine/base/result.h"

#include <string>
#include <vector>

namespace sillok::app {

/// What stays reachable. Everything else is refused.
struct PathRules {
    std::vector<std::string> readable {};  ///< files and folders below may be read and run
    std::vector<std::string> writable {};  ///< and these also changed
    std::vector<std::string> devices {};   ///< opened for writing and asked by ioctl
    bool localSockets = false;             ///< sockets by name without a path (X11, the bus) stay reachable
};

/// The driver's devices and what it reads about them.
PathRules gpuPaths();

/// After this the calling thread, and what it starts, reaches no path but those; descriptors that it holds stay usable. TCP is refused
/// too, and signals to processes outside, as far as `version` (at most the kernel's) knows them. Version 0 does nothing. A path that does not exist is left out.
/// error  Refused: the kernel did not take the rules.
Result<void> restrictPaths(const PathRules& rules, int version);

/// The ABI version of this kernel's Landlock; 0 when it has none.
int landlockVersion();

} // namespace sillok::app
