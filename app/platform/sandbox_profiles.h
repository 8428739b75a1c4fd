// sandbox_profiles.h - Which system calls each kind of process may make. Only sandbox.cpp asks.
#pragma once

#include "app/platform/sandbox.h"

namespace sillok::app {

/// How a sealed desk answers prctl(kSealQuestion): it lets the program see, after it started itself anew, that it is sealed already.
inline constexpr int kSealQuestion = 0x51110C;
inline constexpr int kSealAnswer = 3901;          ///< an errno that no kernel uses
inline constexpr int kSealWithPathsAnswer = 3902; ///< and what it writes is held to its own folders

/// Loads the filter of `profile` into the process. False: the kernel does not take it.
/// Desk: everything but what could reach a network or another process. The others: nothing but their list; the unknown kills.
bool loadSystemCallFilter(SandboxProfile profile, bool pathsHeld);

} // namespace sillok::app
