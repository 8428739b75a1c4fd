#include "app/workers/recogniser_client.h"

#include "app/workers/protocol.h"
#include "app/workers/worker_answer.h"

#include <unistd.h>

namespace sillok::app {

namespace {

using protocol::Type;

constexpr std::chrono::seconds kPageLimit { 120 };

Result<RecognisedPage> collect(WorkerProcess& worker, std::stop_token stop)
{
    RecognisedPage page;
    size_t words = 0;
    for (;;) {
        SILLOK_TRY(const Frame frame, answerOf(worker, stop, kPageLimit, "recognising a page"));
        if (static_cast<Type>(frame.type) == Type::PageRecognised) {
            SILLOK_TRY(const auto end, protocol::decodePageRecognised(frame.payload));
            page.pages = static_cast<int>(end.pages);
            page.turnedDegrees = static_cast<int>(end.turnedDegrees);
            page.confidence = static_cast<int>(end.confidence);
            return page;
        }
        if (static_cast<Type>(frame.type) != Type::PageWords)
            return fail(ErrorCode::Damaged, "a frame that the recogniser may not send");
        SILLOK_TRY(auto lines, protocol::decodeLines(frame.payload));
        for (RecognisedLine& line : lines) {
            words += line.words.size();
            page.lines.push_back(std::move(line));
        }
        if (words > kMaxRecognisedWords)
            return fail(ErrorCode::Unsafe, "a page with more words than allowed");
    }
}

} // namespace

std::string recogniserIn(const std::string& programFolder)
{
    std::string program = programFolder + "/sillok-ocr";
    return access(program.c_str(), X_OK) == 0 ? program : std::string();
}

Result<RecognisedPage> recognisePage(const std::string& program, const PageImage& page, std::stop_token stop)
{
    SILLOK_TRY(WorkerProcess worker, WorkerProcess::start(program));
    if (const auto sent = protocol::sendPage(worker.link(), page); !sent.ok()) {
        SILLOK_TRY(const Frame why, answerOf(worker, stop, kPageLimit, "recognising a page")); // it may have said why it went
        return sent.error();
    }
    return collect(worker, stop);
}

Result<RecognisedPage> recogniseImage(const std::string& program, const FileDescriptor& image, int page, std::stop_token stop)
{
    SILLOK_TRY(WorkerProcess worker, WorkerProcess::start(program));
    const protocol::RecogniseImage request { static_cast<uint32_t>(page) };
    SILLOK_CHECK(worker.link().send(static_cast<uint16_t>(Type::RecogniseImage), protocol::encode(request), image.get()));
    return collect(worker, stop);
}

} // namespace sillok::app
