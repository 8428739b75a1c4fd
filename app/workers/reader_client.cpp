#include "app/workers/reader_client.h"

#include "app/workers/protocol.h"

namespace sillok::app {

namespace {

constexpr std::chrono::seconds kWallLimit { 60 };
constexpr std::chrono::seconds kStallLimit { 8 }; // the reader reports every page; a loop inside a library does not
constexpr std::chrono::milliseconds kStopCheck { 50 };
constexpr uint64_t kMaxDocumentText = 64u << 20;

/// Collects a document from frames until it is done.
struct Collector {
    documents::Document document;
    uint64_t textBytes = 0;
    bool done = false;

    Result<void> take(const Frame& frame, const std::function<void(int, int)>& progress)
    {
        using protocol::Type;
        switch (static_cast<Type>(frame.type)) {
        case Type::ReadProgress: {
            SILLOK_TRY(const auto step, protocol::decodeProgress(frame.payload));
            if (progress)
                progress(static_cast<int>(step.done), static_cast<int>(step.total));
            return {};
        }
        case Type::ReadBlocks: {
            SILLOK_TRY(auto blocks, protocol::decodeBlocks(frame.payload));
            textBytes += frame.payload.size();
            if (textBytes > kMaxDocumentText)
                return fail(ErrorCode::Unsafe, "a document with more text than allowed");
            for (documents::Block& block : blocks)
                document.blocks.push_back(std::move(block));
            return {};
        }
        case Type::ReadDone: {
            SILLOK_TRY(auto end, protocol::decodeReadDone(frame.payload));
            document.title = std::move(end.title);
            document.format = std::move(end.format);
            document.pageCount = static_cast<int>(end.pageCount);
            document.pagesEstimated = end.pagesEstimated;
            document.hiddenCharactersRemoved = static_cast<int>(end.hiddenCharactersRemoved);
            document.pagesWithoutText.assign(end.pagesWithoutText.begin(), end.pagesWithoutText.end());
            done = true;
            return {};
        }
        case Type::Failed: return protocol::decodeFailure(frame.payload);
        default: return fail(ErrorCode::Damaged, "a frame that the reader may not send");
        }
    }
};

} // namespace

Result<documents::Document> readDocument(const std::string& program, const FileDescriptor& file, const std::string& extension,
    std::stop_token stop, const std::function<void(int done, int total)>& progress, Bytes password)
{
    SILLOK_TRY(WorkerProcess worker, WorkerProcess::start(program));
    return readDocument(std::move(worker), file, extension, stop, progress, password);
}

Result<documents::Document> readDocument(WorkerProcess worker, const FileDescriptor& file, const std::string& extension,
    std::stop_token stop, const std::function<void(int done, int total)>& progress, Bytes password)
{
    if (!password.empty())
        SILLOK_CHECK(worker.link().sendSecret(static_cast<uint16_t>(protocol::Type::DocumentPassword), password));
    const auto request = protocol::encode(protocol::ReadDocument { extension });
    SILLOK_CHECK(worker.link().send(static_cast<uint16_t>(protocol::Type::ReadDocument), request, file.get()));

    const auto deadline = std::chrono::steady_clock::now() + kWallLimit;
    auto lastFrame = std::chrono::steady_clock::now();
    Collector collector;
    while (!collector.done) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "reading a document");
        auto frame = worker.link().receive(kStopCheck);
        if (!frame.ok() && frame.error().code == ErrorCode::TimedOut) {
            const auto now = std::chrono::steady_clock::now();
            if (now > deadline || now > lastFrame + kStallLimit)
                return fail(ErrorCode::TimedOut, "reading a document: no progress, or more than a minute");
            continue;
        }
        if (!frame.ok() && frame.error().code == ErrorCode::WorkerDied)
            return fail(ErrorCode::WorkerDied, "reading a document: the reader ended (" + worker.end() + ")");
        if (!frame.ok())
            return frame.error();
        lastFrame = std::chrono::steady_clock::now();
        SILLOK_CHECK(collector.take(*frame, progress));
    }
    return std::move(collector.document);
}

} // namespace sillok::app
