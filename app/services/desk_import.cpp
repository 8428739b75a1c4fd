// desk_import.cpp - Desk's part about collections and importing.
#include "app/services/desk_private.h"

#include "app/services/convert.h"
#include "app/services/import_service.h"

#include <chrono>

namespace sillok::app {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kEstimateAfterSeconds = 5;

/// How far an import is, with a rate and an honest time left.
class Meter {
public:
    Meter(CollectionId collection, int total) : m_begin(Clock::now())
    {
        m_progress.collection = collection;
        m_progress.total = total;
    }
    const ImportProgress& at(const std::string& file)
    {
        m_progress.currentFile = QString::fromStdString(file);
        return update();
    }
    const ImportProgress& fileDone(bool good)
    {
        ++m_progress.done;
        m_progress.failed += good ? 0 : 1;
        return update();
    }
    const ImportProgress& end(bool cancelled)
    {
        m_progress.finished = true;
        m_progress.cancelled = cancelled;
        m_progress.secondsLeft = 0;
        return m_progress;
    }

private:
    const ImportProgress& update()
    {
        const double seconds = std::chrono::duration<double>(Clock::now() - m_begin).count();
        if (seconds > 0 && m_progress.done > 0)
            m_progress.filesPerSecond = m_progress.done / seconds;
        if (seconds >= kEstimateAfterSeconds && m_progress.filesPerSecond > 0)
            m_progress.secondsLeft = static_cast<int>((m_progress.total - m_progress.done) / m_progress.filesPerSecond + 0.5);
        return m_progress;
    }

    Clock::time_point m_begin;
    ImportProgress m_progress;
};

} // namespace

void Desk::createCollection(const QString& name)
{
    const std::string clean = name.simplified().toStdString();
    d->withWorkspace(Problem::During::Other, [this, clean](Workspace& in) -> Result<void> {
        SILLOK_TRY(const CollectionId id, in.collections().create(clean, nowMs()));
        d->publishCollections(in);
        d->postIfOpen([this, id] { emit collectionCreated(id); });
        return {};
    });
}

void Desk::removeCollection(CollectionId collection)
{
    d->withWorkspace(Problem::During::Other, [this, collection](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.collections().remove(collection));
        d->publishCollections(in);
        return {};
    });
}

void Desk::listDocuments(CollectionId collection)
{
    d->withWorkspace(Problem::During::Other, [this, collection](Workspace& in) -> Result<void> {
        d->publishDocuments(in, collection);
        return {};
    });
}

void Desk::removeDocument(DocumentId document)
{
    d->withWorkspace(Problem::During::Other, [this, document](Workspace& in) -> Result<void> {
        SILLOK_TRY(const storage::StoredDocument stored, in.documents().find(document));
        SILLOK_CHECK(in.documents().remove(document));
        d->publishDocuments(in, stored.collection);
        d->publishCollections(in);
        return {};
    });
}

void Desk::addFiles(CollectionId collection, const QStringList& paths)
{
    std::vector<std::string> names;
    for (const QString& path : paths)
        names.push_back(path.toStdString());
    if (d->importing.stop_requested())
        d->importing = std::stop_source {};
    d->readingQueue.post([this, collection, names, stop = d->importing.get_token()](std::stop_token) { d->runImport(collection, names, stop); });
}

void Desk::cancelImport() { d->importing.request_stop(); }

/// Reading thread. Documents are read here, one sealed process each, and stored in the storage thread.
void Desk::Private::runImport(CollectionId collection, const std::vector<std::string>& from, std::stop_token stop)
{
    const std::vector<FoundFile> files = findFiles(from);
    Meter meter(collection, static_cast<int>(files.size()));
    const auto show = [this](const ImportProgress& progress) { postIfOpen([this, progress] { emit desk.importProgressed(progress); }); };
    const auto inStorage = [this](std::function<Result<bool>(Workspace&)> work) {
        const Error locked = fail(ErrorCode::Locked, "the vault was closed");
        return storageQueue.call<Result<bool>>([this, work, locked] { return workspace ? work(*workspace) : Result<bool>(locked); }, locked);
    };
    const auto refreshLists = [this, collection](Workspace& in) -> Result<bool> {
        publishDocuments(in, collection);
        publishCollections(in);
        return true;
    };
    const ImportSteps steps {
        [&](storage::Sha256 sha256) {
            return inStorage([&](Workspace& in) -> Result<bool> {
                SILLOK_TRY(const auto known, in.documents().findByContent(collection, sha256));
                return known.has_value() && known->state == storage::DocumentState::Ready;
            });
        },
        [&](const storage::NewDocument& document) {
            return inStorage([&](Workspace& in) -> Result<bool> {
                SILLOK_CHECK(in.documents().add(document, nowMs()));
                return refreshLists(in);
            });
        },
    };
    const std::string reader = paths.workerDir.toStdString() + "/sillok-reader";
    for (const FoundFile& file : files) {
        if (stop.stop_requested())
            break;
        show(meter.at(file.name));
        const auto imported = importFile(reader, file, collection, stop, steps);
        if (!imported.ok() && imported.error().code == ErrorCode::Cancelled)
            break;
        show(meter.fileDone(imported.ok() && *imported));
        if (!imported.ok()) {
            report(imported.error(), Problem::During::Import, QString::fromStdString(file.name));
            if (imported.error().code == ErrorCode::Locked || imported.error().code == ErrorCode::DiskFull)
                break; // every further file would end the same way
        }
    }
    ignore(inStorage(refreshLists), "the lists are shown again at the next change");
    show(meter.end(stop.stop_requested()));
}

} // namespace sillok::app
