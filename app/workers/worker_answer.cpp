#include "app/workers/worker_answer.h"

#include "app/workers/protocol.h"

namespace sillok::app {

namespace {

constexpr std::chrono::milliseconds kStopCheck { 20 };

} // namespace

Result<Frame> answerOf(WorkerProcess& worker, std::stop_token stop, std::chrono::seconds limit, const std::string& doing)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (true) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, doing);
        auto frame = worker.link().receive(kStopCheck);
        if (frame.ok() && static_cast<protocol::Type>(frame->type) == protocol::Type::Failed)
            return protocol::decodeFailure(frame->payload);
        if (frame.ok())
            return frame;
        if (frame.error().code == ErrorCode::WorkerDied)
            return fail(ErrorCode::WorkerDied, doing + ": the worker ended (" + worker.end() + ")");
        if (frame.error().code != ErrorCode::TimedOut)
            return frame.error();
        if (std::chrono::steady_clock::now() > deadline)
            return fail(ErrorCode::TimedOut, doing + ": silent for " + std::to_string(limit.count()) + " seconds");
    }
}

} // namespace sillok::app
