#include "app/workers/page_reader.h"

#include "app/workers/protocol.h"
#include "app/workers/worker_answer.h"

namespace sillok::app {

namespace {

using protocol::Type;

constexpr std::chrono::seconds kSilenceLimit { 8 };

Error unexpected() { return fail(ErrorCode::Damaged, "a frame that the reader may not send"); }

} // namespace

Result<PageReader> PageReader::open(const std::string& program, const FileDescriptor& file, std::stop_token stop, Bytes password)
{
    SILLOK_TRY(WorkerProcess worker, WorkerProcess::start(program, kPagesArgument));
    PageReader reader(std::move(worker));
    if (!password.empty())
        SILLOK_CHECK(reader.m_worker.link().sendSecret(static_cast<uint16_t>(Type::DocumentPassword), password));
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
    protocol::PictureParts parts;
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

Result<Frame> PageReader::answer(std::stop_token stop) { return answerOf(m_worker, stop, kSilenceLimit, "looking at a page"); }

} // namespace sillok::app
