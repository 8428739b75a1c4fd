#include "app/workers/chat_reader.h"

#include "app/workers/protocol.h"
#include "app/workers/worker_process.h"

namespace sillok::app {

namespace {

constexpr std::chrono::seconds kWallLimit { 60 };
constexpr std::chrono::seconds kStallLimit { 20 };
constexpr std::chrono::milliseconds kStopCheck { 50 };

struct Collector {
    ForeignChats all;
    protocol::ChatParts parts;
    size_t textBytes = 0;
    bool done = false;

    Result<void> take(const Frame& frame)
    {
        using protocol::Type;
        switch (static_cast<Type>(frame.type)) {
        case Type::ChatBegun:
        case Type::ChatMessages: {
            textBytes += frame.payload.size();
            if (textBytes > 2 * kMostForeignTextBytes || all.chats.size() >= kMostForeignChats)
                return fail(ErrorCode::Unsafe, "more chats than allowed");
            SILLOK_CHECK(parts.take(frame));
            if (parts.complete())
                all.chats.push_back(std::exchange(parts, {}).chat);
            return {};
        }
        case Type::ChatsDone: {
            if (!parts.complete())
                return fail(ErrorCode::Damaged, "the end before the last chat was whole");
            SILLOK_TRY(all.leftOut, protocol::decodeChatsDone(frame.payload));
            done = true;
            return {};
        }
        case Type::Failed: return protocol::decodeFailure(frame.payload);
        default: return fail(ErrorCode::Damaged, "a frame that the reader may not send");
        }
    }
};

} // namespace

Result<ForeignChats> readChats(const std::string& program, const FileDescriptor& file, const std::stop_token& stop, const std::function<void(size_t chats)>& progress)
{
    SILLOK_TRY(WorkerProcess worker, WorkerProcess::start(program));
    SILLOK_CHECK(worker.link().send(static_cast<uint16_t>(protocol::Type::ReadChats), {}, file.get()));
    const auto begin = std::chrono::steady_clock::now();
    auto lastFrame = begin;
    Collector collector;
    while (!collector.done) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "reading chats");
        auto frame = worker.link().receive(kStopCheck);
        const auto now = std::chrono::steady_clock::now();
        if (!frame.ok() && frame.error().code == ErrorCode::TimedOut && now <= begin + kWallLimit && now <= lastFrame + kStallLimit)
            continue;
        if (!frame.ok() && frame.error().code == ErrorCode::WorkerDied)
            return fail(ErrorCode::WorkerDied, "reading chats: the reader ended (" + worker.end() + ")");
        if (!frame.ok())
            return frame.error();
        lastFrame = now;
        SILLOK_CHECK(collector.take(*frame));
        if (progress)
            progress(collector.all.chats.size());
    }
    return std::move(collector.all);
}

} // namespace sillok::app
