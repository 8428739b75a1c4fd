// reader_nursery.h - Readers that need not be loaded again: each document still gets a process of its own, made from one that has seen none.
#pragma once

#include "app/workers/worker_process.h"

#include <optional>

namespace sillok::app {

inline constexpr const char* kNurseryArgument = "--nursery";

/// Starting a program, its libraries above all, takes longer than reading a short document. The nursery is sillok-reader, started and
/// warmed up once; on request it makes a copy of itself, which seals itself and reads one document. The nursery never receives a document.
/// The copies share where things lie in memory; that is why a nursery is left after some hundred of them. One thread at a time.
class ReaderNursery {
public:
    /// `program`: the path of sillok-reader.
    explicit ReaderNursery(std::string program) : m_program(std::move(program)) {}

    /// A fresh reader. error  as WorkerProcess::start
    Result<WorkerProcess> make();
    /// Ends the nursery; the next reader begins another.
    void leave() { m_nursery.reset(); }

private:
    Result<WorkerProcess> ask();

    std::string m_program;
    std::optional<WorkerProcess> m_nursery;
    int m_made = 0;
};

/// In sillok-reader, as the nursery: returns once in every copy, with the copy's own link. Never in the nursery itself.
FrameLink copyForEachRequest(FrameLink link);

} // namespace sillok::app
