// worker_process.h - Starts one of our worker programs on the other end of a link, and ends it with this object.
#pragma once

#include "app/workers/frame.h"

#include <memory>
#include <sys/types.h>

namespace sillok::app {

/// Ends a worker from another thread than the one that talks to it. Harmless when it has ended already.
class WorkerKiller {
public:
    explicit WorkerKiller(FileDescriptor handle) : m_handle(std::move(handle)) {}
    void kill() const;

private:
    FileDescriptor m_handle; ///< names the process itself, so that a number used again is never hit
};

/// A running worker. It holds nothing but its end of the link (descriptor 3) and standard error.
class WorkerProcess {
public:
    /// `argument`, when it is not empty, is the only one that the program gets.
    /// error  NotFound: no such program. Io: the system would not start it.
    static Result<WorkerProcess> start(const std::string& program, const std::string& argument = {});
    /// A child of this process that somebody else made. needs its number to come from one of our programs
    static WorkerProcess adopt(pid_t child, FrameLink link) { return WorkerProcess(child, std::move(link)); }
    WorkerProcess(WorkerProcess&& other) noexcept;
    WorkerProcess& operator=(WorkerProcess&& other) noexcept;
    ~WorkerProcess();   ///< kills and reaps

    FrameLink& link() { return m_link; }
    const FrameLink& link() const { return m_link; }
    pid_t processId() const { return m_processId; }
    std::shared_ptr<const WorkerKiller> killer() const { return m_killer; }

    /// Ends it now and says how it went, for people who look at details: "exit 3", "signal 9", ...
    std::string end();

private:
    WorkerProcess(pid_t processId, FrameLink link);

    pid_t m_processId = -1;
    std::shared_ptr<const WorkerKiller> m_killer;
    FrameLink m_link;
};

/// The number of the descriptor that a worker finds its link at.
inline constexpr int kWorkerLink = 3;

/// Asks sillok-reader to show pages instead of reading a document.
inline constexpr const char* kPagesArgument = "--pages";

/// Asks sillok-engine to leave graphics cards alone.
inline constexpr const char* kProcessorArgument = "--processor";

/// In a worker's main(): its link.
FrameLink workerLink();

} // namespace sillok::app
