// landlock.h - The kernel's own path sandbox, where it has one.
#pragma once

#include "engine/base/result.h"

namespace sillok::app {

/// After this the process can open no path at all; descriptors that it holds stay usable.
/// A kernel without Landlock is no error: the system call filter refuses every open by itself.
/// error  Refused: the kernel has Landlock and did not take the rule.
Result<void> denyAllPaths();

/// The ABI version of this kernel's Landlock; 0 when it has none.
int landlockVersion();

} // namespace sillok::app
