// sandbox.h - What a process of ours may still ask the kernel for. Fails closed: no filter, no work.
#pragma once

#include "engine/base/result.h"

namespace sillok::app {

/// The four profiles. Each is applied once, by the process itself, and cannot be taken back.
enum class SandboxProfile : uint8_t {
    Desk,    ///< window and command line: everything but sockets other than AF_UNIX, io_uring, ptrace and the like
    Engine,  ///< model worker: memory, threads, the inherited link; opens nothing
    Reader   ///< document worker: memory and the inherited link; no threads, opens nothing
};

/// Seals the calling process (all its threads): no new privileges, limits, Landlock where the kernel has it, then seccomp.
/// needs  for Engine and Reader: everything that must be open is open.
/// error  Refused: the kernel does not take the filter. The caller must end.
/// source security.md 4.1
Result<void> enterSandbox(SandboxProfile profile);

/// Not dumpable, no core files, environment cleaned of what could load foreign code. First thing in every main().
void hardenProcess();

} // namespace sillok::app
