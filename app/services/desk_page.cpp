// desk_page.cpp - Desk's part about pages as they are printed: drawn by a sealed reader from the file that the document came from.
#include "app/services/desk_private.h"

#include "app/services/import_service.h"

namespace sillok::app {

void Desk::openPage(DocumentId document, int page, int width, const QString& marked)
{
    const uint64_t number = ++d->pageRequests;
    const PageRequest wanted { document, page, width, marked.toStdString() };
    d->withWorkspace(Problem::During::OpenPage, [this, wanted, number](Workspace& in) -> Result<void> {
        SILLOK_TRY(const storage::StoredDocument stored, in.documents().find(wanted.document));
        SILLOK_TRY(const std::vector<storage::SourceFile> files, in.sources().ofDocument(wanted.document));
        d->pageQueue.post([this, wanted, number, files, collection = stored.collection, sha256 = stored.sha256, stop = d->lockToken()](std::stop_token) {
            if (number != d->pageRequests || stop.stop_requested())
                return;
            Result<void> opened = d->openPages(collection, files, sha256, stop);
            if (!opened.ok())
                return d->report(opened.error(), Problem::During::OpenPage);
            const Result<PageView> view = d->drawPage(wanted, stop);
            if (!view.ok()) {
                d->closePages(); // a reader that failed once is spent
                return d->report(view.error(), Problem::During::OpenPage);
            }
            d->postIfOpen([this, view = *view] { emit pageOpened(view); });
        });
        return {};
    });
}

/// Page thread. The picture must be of what was read, so a file that has changed since is not drawn.
Result<void> Desk::Private::openPages(storage::CollectionId collection, const std::vector<storage::SourceFile>& files, const storage::Sha256& sha256, std::stop_token stop)
{
    if (pages && pagesOf == sha256)
        return {};
    closePages();
    SILLOK_CHECK(mayUseWorkers());
    for (const storage::SourceFile& file : files) {
        const Result<OpenedFile> opened = openToImport(file.path);
        if (!opened.ok() || opened->digest.sha256 != sha256)
            continue;
        SILLOK_TRY(PageReader reader, openWithPasswords(collection, file.path, opened->descriptor, stop));
        pages = std::make_unique<PageReader>(std::move(reader));
        pagesOf = sha256;
        return {};
    }
    return fail(ErrorCode::NotFound, "no file holds what was read for this document");
}

/// Page thread.
Result<PageReader> Desk::Private::openWithPasswords(
    storage::CollectionId collection, const std::string& path, const FileDescriptor& file, const std::stop_token& stop)
{
    const std::string program = paths.workerDir.toStdString() + "/sillok-reader";
    Result<PageReader> reader = PageReader::open(program, file, stop);
    if (reader.ok() || reader.error().code != ErrorCode::NeedsPassword)
        return reader;
    for (const DocumentPassword& password : passwords.of(collection, path)) {
        Result<PageReader> opened = PageReader::open(program, file, stop, password->bytes());
        if (opened.ok() || opened.error().code != ErrorCode::WrongKey)
            return opened;
    }
    return reader;
}

Result<PageView> Desk::Private::drawPage(const PageRequest& wanted, std::stop_token stop)
{
    SILLOK_TRY(const PageImage image, pages->render(wanted.page, wanted.width, stop));
    PageView view { wanted.document, wanted.page, pages->pageCount(), image.width, image.height, {}, {} };
    view.pixels = QByteArray(reinterpret_cast<const char*>(image.pixels.data()), static_cast<qsizetype>(image.pixels.size()));
    if (wanted.marked.empty())
        return view;
    SILLOK_TRY(const std::vector<PageBox> boxes, pages->find(wanted.page, wanted.marked, stop));
    for (const PageBox& box : boxes)
        view.marked.append({ box.left, box.top, box.width, box.height });
    return view;
}

void Desk::Private::closePages()
{
    pages.reset();
}

} // namespace sillok::app
