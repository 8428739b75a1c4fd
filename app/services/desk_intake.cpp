// desk_intake.cpp - Desk's part about taking documents in: imports that outlive the program, and folders that are watched.
#include "app/services/desk_private.h"

#include "app/policy/vault_policy.h"
#include "app/services/convert.h"
#include "app/services/folder_update.h"
#include "app/services/import_meter.h"
#include "app/services/import_steps.h"
#include "app/services/leaving_file.h"

#include <QDir>

#include <set>

namespace sillok::app {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kShowEvery { 100 };
constexpr std::chrono::seconds kListEvery { 1 }; // a list of ten thousand documents takes its time

ImportProgress progressOf(const storage::ImportJob& job)
{
    ImportProgress progress;
    progress.collection = job.collection;
    progress.done = static_cast<int>(job.done);
    progress.total = static_cast<int>(job.total);
    progress.failed = static_cast<int>(job.failed);
    progress.paused = job.paused;
    progress.chat = job.chat;
    return progress;
}

std::vector<std::string> toPaths(const QStringList& paths)
{
    std::vector<std::string> out;
    for (const QString& path : paths)
        out.push_back(path.toStdString());
    return out;
}

} // namespace

/// How far an import is, told to the window often enough and no oftener.
class Desk::Private::ImportTeller {
public:
    ImportTeller(Private& desk, const storage::ImportJob& job)
        : m_desk(desk), m_progress(progressOf(job)), m_meter(job.total - job.done, job.waitingBytes, Clock::now())
    {
    }
    void began(const std::string& name)
    {
        m_progress.currentFile = QString::fromStdString(name);
        m_progress.recognisedPage = m_progress.recognisedPages = m_progress.readParts = m_progress.readOf = 0;
        if (Clock::now() - m_shown >= kShowEvery)
            show();
    }
    void reading(const std::string& name, int done, int total)
    {
        m_progress.currentFile = QString::fromStdString(name);
        m_progress.readParts = done;
        m_progress.readOf = total;
        if (Clock::now() - m_shown >= kShowEvery)
            show();
    }
    void recognising(const std::string& name, int page, int pages)
    {
        m_progress.currentFile = QString::fromStdString(name);
        m_progress.recognisedPage = page;
        m_progress.recognisedPages = pages;
        show();
    }
    void stored(std::span<const storage::FinishedFile> files)
    {
        int64_t bytes = 0;
        for (const storage::FinishedFile& file : files) {
            bytes += file.source.sizeBytes;
            m_progress.failed += file.good ? 0 : 1;
        }
        m_progress.done += static_cast<int>(files.size());
        m_meter.done(static_cast<int64_t>(files.size()), bytes, Clock::now());
        show();
    }
    void end()
    {
        m_progress.finished = true;
        m_progress.secondsLeft = 0;
        m_desk.showImport(m_progress);
    }
    /// Whether the lists are due again.
    bool listsAreDue()
    {
        if (Clock::now() - m_listed < kListEvery)
            return false;
        m_listed = Clock::now();
        return true;
    }

private:
    void show()
    {
        m_shown = Clock::now();
        m_progress.filesPerSecond = m_meter.filesPerSecond(m_shown);
        m_progress.secondsLeft = m_meter.secondsLeft(m_shown);
        m_desk.showImport(m_progress);
    }

    Private& m_desk;
    ImportProgress m_progress;
    ImportMeter m_meter;
    Clock::time_point m_shown {};
    Clock::time_point m_listed {};
};

void Desk::addFiles(CollectionId collection, const QStringList& paths)
{
    d->readingQueue.post([this, collection, names = toPaths(paths), stop = d->importToken()](std::stop_token) {
        std::vector<storage::WaitingFile> files;
        for (const FoundFile& file : findFiles(names, stop))
            files.push_back({ 0, file.path, file.sizeBytes });
        storage::ImportJobId job = 0;
        const auto begun = d->inVault([&](Workspace& in) -> Result<void> {
            SILLOK_TRY(job, in.imports().begin(collection, files, nowMs()));
            d->publishIfOfChat(in, collection);
            return {};
        });
        if (!begun.ok() && !stop.stop_requested())
            d->report(begun.error(), Problem::During::Import);
        if (job == 0) {
            ImportProgress nothing;
            nothing.collection = collection;
            nothing.finished = true;
            d->showImport(nothing);
        }
        d->runImports(stop);
    });
}

void Desk::pauseImport()
{
    d->importing.request_stop();
    d->changeImports([](Workspace& in, const storage::ImportJob& job, ImportProgress& progress) {
        progress.paused = true;
        return in.imports().setPaused(job.id, true);
    });
}

void Desk::resumeImport()
{
    d->changeImports([](Workspace& in, const storage::ImportJob& job, ImportProgress& progress) {
        progress.paused = false;
        return in.imports().setPaused(job.id, false);
    });
    d->readingQueue.post([this, stop = d->importToken()](std::stop_token) { d->runImports(stop); });
}

void Desk::cancelImport()
{
    d->importing.request_stop();
    d->changeImports([](Workspace& in, const storage::ImportJob& job, ImportProgress& progress) {
        progress.finished = progress.cancelled = true;
        progress.secondsLeft = 0;
        return in.imports().remove(job.id);
    });
}

void Desk::retryDocuments(CollectionId collection, const QList<DocumentId>& documents)
{
    d->readingQueue.post([this, collection, documents, stop = d->importToken()](std::stop_token) {
        const auto begun = d->inVault([&](Workspace& in) -> Result<void> {
            std::vector<storage::WaitingFile> files;
            for (const DocumentId document : documents) {
                SILLOK_TRY(const std::vector<storage::SourceFile> sources, in.sources().ofDocument(document));
                if (!sources.empty())
                    files.push_back({ 0, sources.front().path, sources.front().sizeBytes });
            }
            if (files.empty())
                return fail(ErrorCode::NotFound, "documents whose files are not known");
            const auto job = in.imports().begin(collection, files, nowMs());
            d->publishIfOfChat(in, collection);
            return job.ok() ? Result<void>() : Result<void>(job.error());
        });
        if (!begun.ok() && !stop.stop_requested())
            d->report(begun.error(), Problem::During::Import);
        d->runImports(stop);
    });
}

void Desk::watchFolder(CollectionId collection, const QString& folder)
{
    const std::string path = QDir::cleanPath(QDir(folder).absolutePath()).toStdString();
    d->withWorkspace(Problem::During::Import, [this, collection, path](Workspace& in) -> Result<void> {
        const auto watched = in.sources().watch(collection, path);
        if (!watched.ok() && watched.error().code != ErrorCode::AlreadyExists)
            return watched;
        d->publishCollections(in);
        d->postIfOpen([this] { d->syncFolders(); });
        return {};
    });
}

void Desk::unwatchFolder(CollectionId collection, const QString& folder)
{
    d->withWorkspace(Problem::During::Import, [this, collection, path = folder.toStdString()](Workspace& in) -> Result<void> {
        SILLOK_CHECK(in.sources().unwatch(collection, path));
        d->publishCollections(in);
        d->postIfOpen([this] { d->syncFolders(); });
        return {};
    });
}

/// Window thread, after an unlock: what a crash or a lock interrupted, and what changed in watched folders meanwhile.
void Desk::Private::goOnImporting()
{
    changeImports([](Workspace&, const storage::ImportJob&, ImportProgress&) { return Result<void>(); });
    readingQueue.post([this, stop = importToken()](std::stop_token) { runImports(stop); });
    syncFolders();
}

/// Window thread. A new one after a stop, so that what comes later is not stopped with it.
std::stop_token Desk::Private::importToken()
{
    if (importing.stop_requested())
        importing = std::stop_source {};
    return importing.get_token();
}

void Desk::Private::showImport(const ImportProgress& progress)
{
    postIfOpen([this, progress] { progress.chat != 0 ? showAttachedReading(progress) : emit desk.importProgressed(progress); });
}

/// Any thread but the storage thread.
Result<void> Desk::Private::inVault(const std::function<Result<void>(Workspace&)>& work)
{
    const Error locked = fail(ErrorCode::Locked, "the vault was closed");
    return storageQueue.call<Result<void>>([this, &work, locked] { return workspace && !hurrying ? work(*workspace) : Result<void>(locked); }, locked);
}

/// After whatever runs now: every import by `change`, each shown as it is then.
void Desk::Private::changeImports(std::function<Result<void>(Workspace&, const storage::ImportJob&, ImportProgress&)> change)
{
    readingQueue.post([this, change = std::move(change), lock = lockToken()](std::stop_token) {
        if (lock.stop_requested())
            return; // the vault that it was meant for is closed; the next opening looks at its imports itself
        const auto changed = inVault([&](Workspace& in) -> Result<void> {
            SILLOK_TRY(const std::vector<storage::ImportJob> jobs, in.imports().jobs());
            for (const storage::ImportJob& job : jobs) {
                ImportProgress progress = progressOf(job);
                SILLOK_CHECK(change(in, job, progress));
                showImport(progress);
            }
            return {};
        });
        if (!changed.ok() && !lock.stop_requested())
            report(changed.error(), Problem::During::Import);
    });
}

/// Reading thread. Every import that is not paused, the oldest first; what cannot go on waits for the next opening of the vault.
void Desk::Private::runImports(std::stop_token stop)
{
    std::set<storage::ImportJobId> given;
    while (!stop.stop_requested()) {
        std::optional<storage::ImportJob> next;
        const auto asked = inVault([&](Workspace& in) -> Result<void> {
            SILLOK_TRY(const std::vector<storage::ImportJob> jobs, in.imports().jobs());
            for (const storage::ImportJob& job : jobs) {
                if (!job.paused && !given.contains(job.id) && !next)
                    next = job;
            }
            return {};
        });
        if (!asked.ok() || !next)
            return;
        given.insert(next->id);
        const auto ran = runImport(*next, stop);
        if (!ran.ok() && ran.error().code != ErrorCode::Cancelled && !stop.stop_requested())
            report(ran.error(), Problem::During::Import);
    }
}

namespace {

/// What the guard saw in all of them together.
GuardFinding foundIn(std::span<const storage::FinishedFile> files, const Policy& rules)
{
    GuardFinding found { {}, rules.guardAt(GuardPlace::Import) };
    for (const storage::FinishedFile& file : files)
        found.counts += readCounts(file.document ? file.document->identifiers : std::string());
    return found;
}

/// What kept documents outside; they stay in the list without their text, with the refusal in its stored words.
GuardFinding blockedIn(std::span<const storage::FinishedFile> files)
{
    constexpr std::string_view kRefusal = "policy: guard_import ";
    GuardFinding blocked { {}, GuardAction::Block };
    for (const storage::FinishedFile& file : files)
        if (file.document && file.document->problemDetail.starts_with(kRefusal))
            blocked.counts += readCounts(std::string_view(file.document->problemDetail).substr(kRefusal.size()));
    return blocked;
}

} // namespace

/// Reading thread. Documents are read side by side, one sealed process each, and stored in the storage thread.
Result<void> Desk::Private::runImport(const storage::ImportJob& job, std::stop_token stop)
{
    SILLOK_CHECK(mayUseWorkers());
    SILLOK_CHECK(inVault([this](Workspace& in) { return checkEscrow(in, *managedNow.load()); })); // what waits goes on when it may
    storage::AuditAct act;
    SILLOK_CHECK(inVault([&](Workspace& in) -> Result<void> {
        act = in.audit().act(storage::AuditAction::DocumentsImported, "collection", std::to_string(job.collection));
        act.result = storage::AuditResult::Begun;
        return in.audit().record(act);
    }));
    ImportTeller teller(*this, job);
    std::set<ErrorCode> reported; // the same trouble with every file is said once
    ImportSteps steps;
    steps.next = [&](int64_t after, int limit) {
        Result<std::vector<storage::WaitingFile>> files = std::vector<storage::WaitingFile> {};
        const auto asked = inVault([&](Workspace& in) -> Result<void> {
            files = in.imports().next(job.id, after, limit);
            return {};
        });
        return asked.ok() ? std::move(files) : Result<std::vector<storage::WaitingFile>>(asked.error());
    };
    steps.known = [&](const storage::Sha256& sha256) {
        Result<storage::DocumentId> known = storage::DocumentId(0);
        const auto asked = inVault([&](Workspace& in) -> Result<void> {
            known = readyDocument(in, job.collection, sha256);
            return {};
        });
        return asked.ok() ? known : Result<storage::DocumentId>(asked.error());
    };
    steps.store = [&](std::span<storage::FinishedFile> files) -> Result<void> {
        const auto stored = inVault([&](Workspace& in) -> Result<void> {
            for (const GuardFinding& found : { foundIn(files, steps.rules), blockedIn(files) })
                SILLOK_CHECK(recordGuard(in, found, "collection", std::to_string(job.collection)));
            SILLOK_CHECK(in.imports().store(job.id, files, nowMs()));
            if (job.chat != 0 || teller.listsAreDue())
                refreshLists(in, job.collection);
            return {};
        });
        if (stored.ok())
            teller.stored(files);
        for (const storage::FinishedFile& file : files)
            ++act.counts[file.good ? 0 : 1];
        return stored;
    };
    steps.began = [&](const std::string& name) { teller.began(name); };
    steps.reading = [&](const std::string& name, int done, int total) { teller.reading(name, done, total); };
    steps.recognising = [&](const std::string& name, int page, int ofPages) { teller.recognising(name, page, ofPages); };
    steps.couldNot = [&](const std::string& name, const Error& error) {
        if (reported.insert(error.code).second)
            report(error, Problem::During::Import, QString::fromStdString(name));
    };
    steps.passwords = [&](const std::string& path) { return passwords.of(job.collection, path); };
    steps.rules = rules();
    steps.readersWanted = [this] { return engineQueue.busy() ? 1 : kReaders; };
    const auto ran = importRun.run(job.collection, steps, stop);
    ignore(inVault([&](Workspace& in) -> Result<void> {
        refreshLists(in, job.collection);
        in.audit().recordEnd(act, ran.ok() ? nullptr : &ran.error());
        return ran.ok() ? in.imports().remove(job.id) : Result<void>();
    }), "an import without files is taken away by the next run");
    if (ran.ok()) {
        teller.end();
        postIfOpen([this] { syncFolders(); }); // a file that went away while it was being read
    }
    return ran;
}

/// Storage thread.
void Desk::Private::refreshLists(Workspace& in, CollectionId collection)
{
    if (publishIfOfChat(in, collection))
        return embedSoon();
    publishDocuments(in, collection);
    publishCollections(in);
}

/// Window thread. Looks at every watched folder, unless that waits to be done already.
void Desk::Private::syncFolders()
{
    if (syncWaits.exchange(true))
        return;
    folderQueue.post([this, stop = importToken()](std::stop_token) {
        syncWaits = false;
        std::vector<storage::SourceRepository::WatchedFolder> folders;
        ignore(inVault([&](Workspace& in) -> Result<void> {
            SILLOK_TRY(folders, in.sources().watched());
            return {};
        }), "a closed vault watches nothing");
        std::vector<std::string> covered;
        bool toRead = false;
        for (const auto& folder : folders) {
            const auto scan = scanFolder(folder.path, stop);
            if (!scan.ok() && scan.error().code != ErrorCode::Cancelled)
                report(scan.error(), Problem::During::Import, QString::fromStdString(folder.path));
            covered.push_back(folder.path);
            if (!scan.ok())
                continue; // a drive that is away: its documents stay
            covered.insert(covered.end(), scan->folders.begin(), scan->folders.end());
            toRead = updateFolder(folder.collection, *scan, folder.path) || toRead;
        }
        folderWatch.cover(covered);
        if (toRead)
            postIfOpen([this] { readingQueue.post([this, again = importToken()](std::stop_token) { runImports(again); }); });
    });
}

/// Folder thread. True: something is to be read.
bool Desk::Private::updateFolder(CollectionId collection, const FolderScan& scan, const std::string& folder)
{
    const auto updated = updateFromFolder(collection, scan, folder, [this](const std::function<Result<void>(Workspace&)>& work) { return inVault(work); });
    if (!updated.ok()) {
        report(updated.error(), Problem::During::Import, QString::fromStdString(folder));
        return false;
    }
    if (updated->removed + updated->renamed > 0) {
        ignore(inVault([&](Workspace& in) -> Result<void> {
            refreshLists(in, collection);
            return {};
        }), "the lists are shown again at the next change");
    }
    return updated->toRead > 0;
}

} // namespace sillok::app
