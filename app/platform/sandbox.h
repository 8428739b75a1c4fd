// sandbox.h - What a process of ours may still ask the kernel for. Fails closed: no filter, no work.
#pragma once

#include "engine/base/result.h"

#include <span>
#include <string>

namespace sillok::app {

/// Each is applied once, by the process itself, and cannot be taken back.
enum class SandboxProfile : uint8_t {
    Desk,       ///< window and command line: everything but sockets other than AF_UNIX, io_uring, ptrace and the like
    Engine,     ///< model worker: memory, threads, the inherited link; opens nothing
    EngineGpu,  ///< the same beside a graphics driver: its devices may be opened and asked, nothing else
    Reader,     ///< document worker: memory and the inherited link; no threads, opens nothing
    Helper      ///< installer: files and the local bus; no network, no program, nothing that is not on its list
};

/// The profile of a model worker. A processor never gets the doors of a driver.
enum class Backend : uint8_t { Cpu, Gpu };
constexpr SandboxProfile engineProfile(Backend backend) { return backend == Backend::Gpu ? SandboxProfile::EngineGpu : SandboxProfile::Engine; }

inline constexpr int kNewestLandlock = 1000;

/// Seals the calling process (all its threads): no new privileges, limits, a network namespace of its own where the system lets it,
/// Landlock where the kernel has it, then seccomp, which refuses every path by itself. Only a GPU engine, whose filter lets it open
/// devices, does not work without Landlock.
/// `newestLandlock` holds the kernel's Landlock down to an older version; only tests say another one than the newest.
/// needs  for Engine and Reader: everything that must be open is open. One thread.
/// error  Refused: the kernel does not take a part of the seal. The caller must end.
/// source security.md 4.1
Result<void> enterSandbox(SandboxProfile profile, int newestLandlock = kNewestLandlock);

/// The window's seal: as Desk, and everything on disk is read-only but the folders in `writable`, devices and the session's own
/// runtime folder. On a kernel without Landlock the folders are not held. A program that started itself anew is sealed already and stays as it is.
/// needs  the folders exist; one that does not is left out. One thread.
Result<void> sealWindow(std::span<const std::string> writable);

/// The seal of the installing service: as the window's, without a runtime folder, with no device but the empty one, and without any of root's
/// capabilities, so that it reads and writes what root owns and nothing else. It must start the sealed engine, which SandboxProfile::Helper could not.
/// needs  as sealWindow
Result<void> sealService(std::span<const std::string> writable);

/// Whether this process runs under sealWindow's rules, and whether its writing is held to its folders.
struct WindowSeal {
    bool sealed = false;
    bool pathsHeld = false;
};
WindowSeal windowSeal();

} // namespace sillok::app
