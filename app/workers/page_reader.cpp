#include "app/workers/page_reader.h"

#include "app/workers/protocol.h"

namespace sillok::app {

namespace {

using protocol::Type;

constexpr std::chrono::milliseconds kStopCheck { 20 };
constexpr std::chrono::seconds kSilenceLimit { 8 };

Error unexpected() { return fail(ErrorCode::Damaged, "a frame that the reader may not send"); }

/// A picture out of its frames: nothing is taken beyond the size that the first of them said.
struct PictureParts {
    PageImage image;
    size_t expectedBytes = 0;

    bool complete() const { return expectedBytes > 0 && image.pixels.size() == expectedBytes; }
    Result<void> take(const Frame& frame)
    {
        if (static_cast<Type>(frame.type) == Type::PageStarted && expectedBytes == 0) {
            SILLOK_TRY(const auto start, protocol::decodePageStarted(frame.payload));
            image.width = static_cast<int>(start.width);
            image.height = static_cast<int>(start.height);
            expectedBytes = size_t { 4 } * start.width * start.height;
            image.pixels.reserve(expectedBytes);
            return {};
        }
        if (static_cast<Type>(frame.type) != Type::PageRows || frame.payload.empty() || frame.payload.size() > expectedBytes - image.pixels.size())
            return unexpected();
        image.pixels.insert(image.pixels.end(), frame.payload.begin(), frame.payload.end());
        return {};
    }
};

} // namespace

Result<PageReader> PageReader::open(const std::string& program, const FileDescriptor& file, std::stop_token stop)
{
    SILLOK_TRY(WorkerProcess worker, WorkerProcess::start(program, kPagesArgument));
    PageReader reader(std::move(worker));
    SILLOK_CHECK(reader.m_worker.link().send(static_cast<uint16_t>(Type::OpenPages), {}, file.get()));
    SILLOK_TRY(const Frame frame, reader.answer(stop));
    if (static_cast<Type>(frame.type) != Type::PagesOpened)
        return unexpected();
    SILLOK_TRY(const auto opened, protocol::decodePagesOpened(frame.payload));
    reader.m_pageCount = static_cast<int>(opened.pageCount);
    return reader;
}

Result<PageImage> PageReader::render(int page, int width, std::stop_token stop)
{
    if (page < 1 || page > m_pageCount || width < 1 || width > kMaxPageWidth)
        return fail(ErrorCode::BadArgument, "a page or a width outside the document");
    const protocol::RenderPage request { static_cast<uint32_t>(page), static_cast<uint32_t>(width) };
    SILLOK_CHECK(m_worker.link().send(static_cast<uint16_t>(Type::RenderPage), protocol::encode(request)));
    PictureParts parts;
    while (!parts.complete()) {
        SILLOK_TRY(const Frame frame, answer(stop));
        SILLOK_CHECK(parts.take(frame));
    }
    return std::move(parts.image);
}

Result<std::vector<PageBox>> PageReader::find(int page, std::string_view quote, std::stop_token stop)
{
    if (page < 1 || page > m_pageCount || quote.size() > kMaxQuoteBytes)
        return fail(ErrorCode::BadArgument, "a page outside the document, or a quote that is too long");
    const protocol::FindOnPage request { static_cast<uint32_t>(page), std::string(quote) };
    SILLOK_CHECK(m_worker.link().send(static_cast<uint16_t>(Type::FindOnPage), protocol::encode(request)));
    SILLOK_TRY(const Frame frame, answer(stop));
    if (static_cast<Type>(frame.type) != Type::PageBoxes)
        return unexpected();
    return protocol::decodePageBoxes(frame.payload);
}

/// The next frame that is no failure.
Result<Frame> PageReader::answer(std::stop_token stop)
{
    const auto deadline = std::chrono::steady_clock::now() + kSilenceLimit;
    while (true) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "looking at a page");
        auto frame = m_worker.link().receive(kStopCheck);
        if (frame.ok() && static_cast<Type>(frame->type) == Type::Failed)
            return protocol::decodeFailure(frame->payload);
        if (frame.ok())
            return frame;
        if (frame.error().code == ErrorCode::WorkerDied)
            return fail(ErrorCode::WorkerDied, "looking at a page: the reader ended (" + m_worker.end() + ")");
        if (frame.error().code != ErrorCode::TimedOut)
            return frame.error();
        if (std::chrono::steady_clock::now() > deadline)
            return fail(ErrorCode::TimedOut, "looking at a page: silent for eight seconds");
    }
}

} // namespace sillok::app
