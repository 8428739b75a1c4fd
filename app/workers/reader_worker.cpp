// reader_worker.cpp - sillok-reader: takes one document as a descriptor, gives back its text, and knows nothing else.
#include "app/platform/harden.h"
#include "app/platform/sandbox.h"
#include "app/services/chat_import/read_chats.h"
#include "app/workers/page_fonts.h"
#include "app/workers/pdf_pages.h"
#include "app/workers/pdf_reader.h"
#include "app/workers/protocol.h"
#include "app/workers/reader_nursery.h"
#include "app/workers/worker_process.h"
#include "engine/documents/clean_text.h"
#include "engine/documents/crypt/primitives.h"
#include "engine/documents/registry.h"

#include <QCoreApplication>

#include <chrono>
#include <new>
#include <unicode/ucnv.h>

namespace {

using namespace sillok;
using namespace sillok::app;
using protocol::Type;

constexpr std::chrono::milliseconds kProgressEvery { 100 };
constexpr std::chrono::seconds kRequestLimit { 60 };
constexpr std::chrono::hours kIdleLimit { 12 };

/// Tells the other side how far we are, at most ten times a second.
documents::Progress progressOver(const FrameLink& link)
{
    auto last = std::make_shared<std::chrono::steady_clock::time_point>();
    return [&link, last](int done, int total) {
        const auto now = std::chrono::steady_clock::now();
        if (now - *last < kProgressEvery)
            return;
        *last = now;
        const protocol::ReadProgress step { static_cast<uint32_t>(done), static_cast<uint32_t>(total) };
        ignore(link.send(static_cast<uint16_t>(Type::ReadProgress), protocol::encode(step)), "a closed link is found by the next send");
    };
}

/// The first frame that asks for something, and the password that may come before it.
struct Request {
    Frame frame;
    documents::crypt::Key password;
};

Result<Request> receiveRequest(FrameLink& link)
{
    SILLOK_TRY(Frame first, link.receive(kRequestLimit));
    if (static_cast<Type>(first.type) != Type::DocumentPassword)
        return Request { std::move(first), {} };
    if (first.payload.size() > protocol::kMostPasswordBytes)
        return fail(ErrorCode::Damaged, "a password that is too long");
    documents::crypt::Key password(first.payload.begin(), first.payload.end());
    documents::crypt::wipe(first.payload.data(), first.payload.size());
    SILLOK_TRY(Frame second, link.receive(kRequestLimit));
    if (!second.file.valid())
        second.file = std::move(first.file); // both frames came in one piece, and the descriptor with its beginning
    return Request { std::move(second), std::move(password) };
}

Result<documents::Document> readBytes(Bytes bytes, const std::string& extension, const documents::Progress& progress, std::string_view password)
{
    if (bytes.empty())
        return fail(ErrorCode::NotFound, "an empty file");
    if (bytes.size() > documents::kMaxInputBytes)
        return fail(ErrorCode::Unsafe, "a document over 200 MB");
    const documents::Format format = documents::sniff(bytes, extension);
    return format == documents::Format::Pdf ? readPdf(bytes, progress, password) : documents::read(format, bytes, progress, password);
}

Result<void> serveChats(const FrameLink& link, const Frame& request)
{
    SILLOK_TRY(const MappedFile file, MappedFile::map(request.file));
    SILLOK_TRY(const LeftOutCounts leftOut, readForeignChats(file.bytes(), [&link](ForeignChat&& chat) { return protocol::sendChat(link, chat); }));
    return link.send(static_cast<uint16_t>(Type::ChatsDone), protocol::encode(leftOut));
}

Result<void> serveDocument(FrameLink& link)
{
    SILLOK_TRY(const Request received, receiveRequest(link));
    const Frame& request = received.frame;
    if (static_cast<Type>(request.type) == Type::ReadChats && request.file.valid())
        return serveChats(link, request);
    if (static_cast<Type>(request.type) != Type::ReadDocument || !request.file.valid())
        return fail(ErrorCode::Damaged, "the first frame is no document");
    SILLOK_TRY(const protocol::ReadDocument message, protocol::decodeReadDocument(request.payload));
    SILLOK_TRY(const MappedFile file, MappedFile::map(request.file));
    SILLOK_TRY(const documents::Document document, readBytes(file.bytes(), message.extension, progressOver(link), asText(received.password)));
    SILLOK_CHECK(protocol::sendBlocks(link, document.blocks));
    const protocol::ReadDone done { document.title, document.format, static_cast<uint32_t>(document.pageCount), document.pagesEstimated,
        static_cast<uint32_t>(document.hiddenCharactersRemoved), { document.pagesWithoutText.begin(), document.pagesWithoutText.end() } };
    return link.send(static_cast<uint16_t>(Type::ReadDone), protocol::encode(done));
}

Result<void> servePage(FrameLink& link, PdfFile& pdf, const Frame& request)
{
    const auto pages = static_cast<uint32_t>(pdf.pdf().pageCount());
    const auto missing = [] { return fail(ErrorCode::BadArgument, "a page beyond the document's last"); };
    if (static_cast<Type>(request.type) == Type::RenderPage) {
        SILLOK_TRY(const auto what, protocol::decodeRenderPage(request.payload));
        if (what.page > pages)
            return missing();
        SILLOK_TRY(const PageImage image, renderPdfPage(pdf, static_cast<int>(what.page) - 1, static_cast<int>(what.width)));
        return protocol::sendPage(link, image);
    }
    if (static_cast<Type>(request.type) != Type::FindOnPage)
        return fail(ErrorCode::Damaged, "a frame that asks for nothing about a page");
    SILLOK_TRY(const auto what, protocol::decodeFindOnPage(request.payload));
    if (what.page > pages)
        return missing();
    return link.send(static_cast<uint16_t>(Type::PageBoxes), protocol::encode(findOnPdfPage(pdf, static_cast<int>(what.page) - 1, what.quote)));
}

/// One document, and then its pages until the other side has seen enough.
Result<void> servePages(FrameLink& link)
{
    SILLOK_TRY(const Request received, receiveRequest(link));
    const Frame& request = received.frame;
    if (static_cast<Type>(request.type) != Type::OpenPages || !request.file.valid())
        return fail(ErrorCode::Damaged, "the first frame is no document");
    SILLOK_TRY(const MappedFile file, MappedFile::map(request.file));
    if (file.bytes().size() > documents::kMaxInputBytes)
        return fail(ErrorCode::Unsafe, "a document over 200 MB");
    if (documents::sniff(file.bytes(), {}) != documents::Format::Pdf)
        return fail(ErrorCode::Unsupported, "pages of a document that is no PDF");
    PdfFile pdf(file.bytes(), asText(received.password));
    SILLOK_CHECK(pdf.check());
    const protocol::PagesOpened opened { static_cast<uint32_t>(pdf.pdf().pageCount()) };
    SILLOK_CHECK(link.send(static_cast<uint16_t>(Type::PagesOpened), protocol::encode(opened)));
    while (true) {
        const auto next = link.receive(kIdleLimit);
        if (!next.ok())
            return next.error().code == ErrorCode::WorkerDied ? Result<void>() : next.error();
        SILLOK_CHECK(servePage(link, pdf, *next));
    }
}

/// The limit on memory shows itself as bad_alloc; the person hears why instead of "the reader ended".
Result<void> serve(FrameLink& link, bool pages)
{
    try {
        return pages ? servePages(link) : serveDocument(link);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::Unsafe, "a document that needs more memory than one may have");
    }
}

/// What needs files is loaded now; after the seal nothing can be opened.
void warmUp()
{
    UErrorCode status = U_ZERO_ERROR;
    ucnv_close(ucnv_open("windows-949", &status));
    documents::prepareToRead();
    int removed = 0;
    ignore(Result<std::string>(documents::cleanText("가", removed)), "only its tables are wanted");
}

} // namespace

int main(int argc, char** argv)
{
    hardenProcess();
    QCoreApplication qt(argc, argv);
    warmUp();
    const bool pages = argc > 1 && std::string_view(argv[1]) == kPagesArgument;
    if (pages)
        keepFontsInMemory();
    FrameLink link = workerLink();
    if (argc > 1 && std::string_view(argv[1]) == kNurseryArgument)
        link = copyForEachRequest(std::move(link));
    if (const auto sealed = enterSandbox(SandboxProfile::Reader); !sealed.ok()) {
        ignore(link.send(static_cast<uint16_t>(Type::Failed), protocol::encode(sealed.error())), "the exit code says it too");
        return 3;
    }
    if (const auto served = serve(link, pages); !served.ok()) {
        ignore(link.send(static_cast<uint16_t>(Type::Failed), protocol::encode(served.error())), "the other side may be gone already");
        return 1;
    }
    _exit(0); // destructors of libraries would want calls that the seal refuses
}
