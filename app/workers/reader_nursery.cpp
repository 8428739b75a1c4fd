#include "app/workers/reader_nursery.h"

#include "app/workers/protocol.h"

#include <csignal>
#include <cstring>
#include <sched.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace sillok::app {

namespace {

using protocol::Type;

constexpr int kMostCopies = 300;
constexpr std::chrono::seconds kAnswerLimit { 10 };
constexpr std::chrono::hours kForever { 24 * 365 };

/// A copy of this process as a child of our parent, who waits for it as for any other worker. 0: this is the copy.
pid_t copyBesideUs() { return static_cast<pid_t>(syscall(SYS_clone, CLONE_PARENT | SIGCHLD, nullptr, nullptr, nullptr, nullptr)); }

std::vector<uint8_t> bytesOf(pid_t process)
{
    std::vector<uint8_t> bytes(sizeof process);
    std::memcpy(bytes.data(), &process, sizeof process);
    return bytes;
}

} // namespace

Result<WorkerProcess> ReaderNursery::ask()
{
    if (!m_nursery || m_made >= kMostCopies) {
        SILLOK_TRY(m_nursery, WorkerProcess::start(m_program, kNurseryArgument));
        m_made = 0;
    }
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return fail(ErrorCode::Io, "making a link for a reader");
    FileDescriptor ours(pair[0]);
    const FileDescriptor theirs(pair[1]);
    SILLOK_CHECK(m_nursery->link().send(static_cast<uint16_t>(Type::MakeReader), {}, theirs.get()));
    SILLOK_TRY(const Frame answer, m_nursery->link().receive(kAnswerLimit));
    pid_t process = -1;
    if (static_cast<Type>(answer.type) != Type::ReaderMade || answer.payload.size() != sizeof process)
        return fail(ErrorCode::Damaged, "a frame that the nursery may not send");
    std::memcpy(&process, answer.payload.data(), sizeof process);
    if (process <= 0)
        return fail(ErrorCode::Io, "making a reader");
    ++m_made;
    return WorkerProcess::adopt(process, FrameLink(std::move(ours)));
}

Result<WorkerProcess> ReaderNursery::make()
{
    auto made = ask();
    if (made.ok())
        return made;
    m_nursery.reset(); // it died, or is not to be trusted any more: once more with a new one
    return ask();
}

FrameLink copyForEachRequest(FrameLink link)
{
    for (;;) {
        Result<Frame> request = link.receive(kForever);
        if (!request.ok() || static_cast<Type>(request->type) != Type::MakeReader || !request->file.valid())
            _exit(0);
        const pid_t process = copyBesideUs();
        if (process == 0)
            return FrameLink(std::move(request->file)); // the nursery's link closes with the argument
        if (!link.send(static_cast<uint16_t>(Type::ReaderMade), bytesOf(process)).ok())
            _exit(0);
    }
}

} // namespace sillok::app
