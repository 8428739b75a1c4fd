// harden.h - What every program of ours does before anything else: no dumps, no foreign code by way of the environment.
#pragma once

namespace sillok::app {

/// Not dumpable (which also keeps core collectors behind a pipe away), no core files, and what it writes is for this user alone.
/// First thing in every main().
void hardenProcess();

/// Leaves only variables that are known to be harmless, and of those that name a display plugin only plain names.
/// When something was taken out that the loader has read already (LD_PRELOAD and its kind), the program starts itself anew without it.
/// First thing after hardenProcess; may not return.
void cleanEnvironment(char** arguments);

/// Whether a variable may stay. `entry` is "NAME=value".
bool mayStayInEnvironment(const char* entry);

} // namespace sillok::app
