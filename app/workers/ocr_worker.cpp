// ocr_worker.cpp - sillok-ocr: takes the picture of one page, gives back the words in it, and knows nothing else.
#include "app/platform/harden.h"
#include "app/platform/sandbox.h"
#include "app/workers/page_recogniser.h"
#include "app/workers/protocol.h"
#include "app/workers/worker_process.h"
#include "engine/documents/registry.h"

#include <leptonica/allheaders.h>

#include <new>
#include <sys/resource.h>
#include <unistd.h>

namespace {

using namespace sillok;
using namespace sillok::app;
using protocol::Type;

constexpr std::chrono::seconds kRequestLimit { 60 };
constexpr rlim_t kCpuSeconds = 30; // a page takes 1 to 3, one that has to be turned up to 10; a pattern of specks would take minutes

Result<DecodedPicture> pictureIn(const Frame& request)
{
    SILLOK_TRY(const auto what, protocol::decodeRecogniseImage(request.payload));
    SILLOK_TRY(const MappedFile file, MappedFile::map(request.file));
    if (file.bytes().size() > documents::kMaxInputBytes)
        return fail(ErrorCode::Unsafe, "an image over 200 MB");
    return decodePicture(file.bytes(), static_cast<int>(what.page));
}

Result<DecodedPicture> pictureFrom(FrameLink& link, const Frame& first)
{
    protocol::PictureParts parts;
    SILLOK_CHECK(parts.take(first));
    while (!parts.complete()) {
        SILLOK_TRY(const Frame next, link.receive(kRequestLimit));
        SILLOK_CHECK(parts.take(next));
    }
    SILLOK_TRY(Picture picture, pictureOf(parts.image));
    return DecodedPicture { std::move(picture), 1 };
}

Result<void> servePage(FrameLink& link, PageRecogniser& recogniser)
{
    SILLOK_TRY(const Frame request, link.receive(kRequestLimit));
    const bool file = static_cast<Type>(request.type) == Type::RecogniseImage;
    if (file && !request.file.valid())
        return fail(ErrorCode::Damaged, "an image without its descriptor");
    SILLOK_TRY(const DecodedPicture decoded, file ? pictureIn(request) : pictureFrom(link, request));
    SILLOK_TRY(RecognisedPage page, recogniser.recognise(decoded.picture));
    page.pages = decoded.pages;
    return protocol::sendRecognised(link, page);
}

/// The limit on memory shows itself as bad_alloc; the person hears why instead of "the worker ended".
Result<void> serve(FrameLink& link, PageRecogniser& recogniser)
{
    try {
        return servePage(link, recogniser);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::Unsafe, "an image that needs more memory than one may have");
    }
}

/// The seal keeps what is lower than its own limit.
void limitTime()
{
    const rlimit most { kCpuSeconds, kCpuSeconds };
    setrlimit(RLIMIT_CPU, &most);
}

int failed(FrameLink& link, const Error& why, int code)
{
    ignore(link.send(static_cast<uint16_t>(Type::Failed), protocol::encode(why)), "the exit code says it too");
    return code;
}

} // namespace

int main()
{
    hardenProcess();
    limitTime();
    setMsgSeverity(L_SEVERITY_NONE);
    FrameLink link = workerLink();
    auto recogniser = PageRecogniser::load();
    if (!recogniser.ok())
        return failed(link, recogniser.error(), 1);
    if (const auto sealed = enterSandbox(SandboxProfile::Reader); !sealed.ok())
        return failed(link, sealed.error(), 3);
    if (const auto served = serve(link, *recogniser); !served.ok())
        _exit(failed(link, served.error(), 1));
    _exit(0); // destructors of libraries would want calls that the seal refuses
}
