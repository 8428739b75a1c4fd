// collection_import.cpp - sillokctl collection add|pause|resume|cancel|status|retry|unwatch
#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/open_document.h"
#include "app/cli/open_vault.h"
#include "app/cli/progress.h"
#include "app/policy/vault_policy.h"
#include "app/services/folder_update.h"
#include "app/services/import_steps.h"

#include <QDir>

namespace sillok::app::cli {

namespace {

constexpr int kReaders = 2;

struct Options : VaultOptions {
    std::string name;
    std::vector<std::string> paths;
    std::string folder;
    bool watch = false;
    bool json = false;
    int passwordFd = -1;          ///< of a password for the documents that ask for one
};

struct Open {
    std::unique_ptr<Workspace> workspace;
    storage::CollectionId collection = 0;
    std::unique_ptr<DocumentPasswords> passwords = std::make_unique<DocumentPasswords>();
    explicit operator bool() const { return collection != 0; }
};

/// The vault and the collection that is named. Reports its own failure.
Open openCollection(Context& context, const Options& options)
{
    Open open { openWorkspace(context, options) };
    if (!open.workspace)
        return {};
    const auto found = open.workspace->collections().findByName(options.name);
    if (!found.ok()) {
        report(context, found.error(), options.name);
        return {};
    }
    if (options.passwordFd >= 0) {
        const auto password = readDocumentPassword(context, options.passwordFd);
        const auto kept = password.ok() ? open.passwords->add(found->id, {}, asBytes(password->view())) : Result<void>(password.error());
        if (!kept.ok()) {
            report(context, kept.error(), options.name);
            return {};
        }
    }
    open.collection = found->id;
    return open;
}

std::string absolutePath(const std::string& path) { return QDir::cleanPath(QDir().absoluteFilePath(QString::fromStdString(path))).toStdString(); }

struct Counts {
    int64_t ready = 0;
    int64_t failed = 0;
};

/// Every import of the collection that waits, one after another.
class Running {
public:
    Running(Context& context, Open& open) : m_context(context), m_open(open), m_run(readingPrograms(context.programDir), kReaders) {}

    Result<Counts> all(std::stop_token stop)
    {
        const ManagedState& state = m_context.managed;
        SILLOK_CHECK(ManagedState::allow(state.policy.mayWork(state.sandboxDegraded), "degraded_sandbox"));
        SILLOK_CHECK(checkEscrow(*m_open.workspace, state));
        SILLOK_TRY(const std::vector<storage::ImportJob> jobs, m_open.workspace->imports().jobs());
        for (const storage::ImportJob& job : jobs) {
            if (job.collection == m_open.collection) {
                SILLOK_CHECK(one(job, stop));
            }
        }
        return m_counts;
    }

private:
    Result<void> one(const storage::ImportJob& job, std::stop_token stop)
    {
        Workspace& in = *m_open.workspace;
        ProgressLine progress(static_cast<int>(job.total), m_context.korean);
        int64_t done = job.done;
        ImportSteps steps = stepsWithin(in, job);
        const auto store = steps.store;
        steps.store = [&, store](std::span<storage::FinishedFile> files) -> Result<void> {
            for (const storage::FinishedFile& file : files)
                ++(file.good ? m_counts.ready : m_counts.failed);
            done += static_cast<int64_t>(files.size());
            return store(files);
        };
        steps.began = [&](const std::string& name) { progress.at(static_cast<int>(done), name); };
        steps.recognising = [&](const std::string& name, int page, int pages) {
            progress.at(static_cast<int>(done), name + m_context.say(" 글자 인식 ", " recognising ") + std::to_string(page) + "/" + std::to_string(pages));
        };
        steps.couldNot = [&](const std::string& name, const Error& error) { report(m_context, error, name); };
        steps.passwords = [this, &job](const std::string& path) { return m_open.passwords->of(job.collection, path); };
        steps.rules = m_context.managed.policy;
        steps.readersWanted = [] { return kReaders; };
        steps.batch = { 128, 4 << 20, std::chrono::seconds(1) }; // nobody waits for this vault
        SILLOK_CHECK(in.imports().setPaused(job.id, false));
        storage::AuditAct act = in.audit().act(storage::AuditAction::DocumentsImported, "collection", std::to_string(job.collection));
        act.result = storage::AuditResult::Begun;
        SILLOK_CHECK(in.audit().record(act));
        const Counts before = m_counts;
        const Result<void> ran = m_run.run(job.collection, steps, stop);
        act.counts = { static_cast<uint32_t>(m_counts.ready - before.ready), static_cast<uint32_t>(m_counts.failed - before.failed) };
        in.audit().recordEnd(act, ran.ok() ? nullptr : &ran.error());
        return ran.ok() ? in.imports().remove(job.id) : ran;
    }

    Context& m_context;
    Open& m_open;
    ImportRun m_run;
    Counts m_counts;
};

void runWaiting(Context& context, Open& open, const Options& options, std::stop_token stop)
{
    const auto counts = Running(context, open).all(stop);
    if (!counts.ok())
        return report(context, counts.error(), options.name);
    if (options.json)
        return printLine(nlohmann::json { { "ready", counts->ready }, { "failed", counts->failed } }.dump());
    printLine(std::to_string(counts->ready) + context.say("개를 읽어 암호화해 넣었습니다.", " documents were read and stored encrypted."));
    if (counts->failed > 0)
        printLine(std::to_string(counts->failed) + context.say("개는 읽지 못했습니다. 이유는 collection list에 있습니다.", " could not be read; collection list says why."));
}

Result<void> watchAll(Workspace& in, storage::CollectionId collection, const std::vector<std::string>& paths)
{
    for (const std::string& path : paths) {
        if (!QDir(QString::fromStdString(path)).exists())
            return fail(ErrorCode::NotFound, "only folders are watched");
        const auto watched = in.sources().watch(collection, absolutePath(path));
        if (!watched.ok() && watched.error().code != ErrorCode::AlreadyExists)
            return watched;
    }
    return {};
}

void add(Context& context, const Options& options)
{
    const Interrupt interrupt;
    Open open = openCollection(context, options);
    if (!open)
        return;
    if (options.watch) {
        if (const auto watched = watchAll(*open.workspace, open.collection, options.paths); !watched.ok())
            return report(context, watched.error(), options.name);
    }
    std::vector<storage::WaitingFile> files;
    for (const FoundFile& file : findFiles(options.paths, interrupt.token()))
        files.push_back({ 0, file.path, file.sizeBytes });
    if (const auto job = open.workspace->imports().begin(open.collection, files, nowMs()); !job.ok())
        return report(context, job.error(), options.name);
    runWaiting(context, open, options, interrupt.token());
}

/// Looks at the watched folders first, then does everything that waits.
void resume(Context& context, const Options& options)
{
    const Interrupt interrupt;
    Open open = openCollection(context, options);
    if (!open)
        return;
    const InVault here = [&](const std::function<Result<void>(Workspace&)>& work) { return work(*open.workspace); };
    const auto folders = open.workspace->sources().watched();
    if (!folders.ok())
        return report(context, folders.error(), options.name);
    for (const auto& folder : *folders) {
        if (folder.collection != open.collection)
            continue;
        const auto scan = scanFolder(folder.path, interrupt.token());
        const auto updated = scan.ok() ? updateFromFolder(folder.collection, *scan, folder.path, here) : Result<FolderUpdate>(scan.error());
        if (!updated.ok())
            report(context, updated.error(), folder.path);
    }
    runWaiting(context, open, options, interrupt.token());
}

void retry(Context& context, const Options& options)
{
    const Interrupt interrupt;
    Open open = openCollection(context, options);
    if (!open)
        return;
    const auto sources = open.workspace->sources().withProblems(open.collection);
    if (!sources.ok())
        return report(context, sources.error(), options.name);
    std::vector<storage::WaitingFile> files;
    for (const storage::SourceFile& source : *sources)
        files.push_back({ 0, source.path, source.sizeBytes });
    if (const auto job = open.workspace->imports().begin(open.collection, files, nowMs()); !job.ok())
        return report(context, job.error(), options.name);
    runWaiting(context, open, options, interrupt.token());
}

/// Every import of the collection, by `change`.
void changeJobs(Context& context, const Options& options, const std::function<Result<void>(Workspace&, const storage::ImportJob&)>& change)
{
    const Open open = openCollection(context, options);
    if (!open)
        return;
    const auto jobs = open.workspace->imports().jobs();
    if (!jobs.ok())
        return report(context, jobs.error(), options.name);
    int changed = 0;
    for (const storage::ImportJob& job : *jobs) {
        if (job.collection != open.collection)
            continue;
        if (const auto done = change(*open.workspace, job); !done.ok())
            return report(context, done.error(), options.name);
        ++changed;
    }
    printLine(std::to_string(changed) + context.say("개의 가져오기에 적용했습니다.", " imports changed."));
}

nlohmann::json statusOf(Workspace& in, storage::CollectionId collection, Error& problem)
{
    nlohmann::json imports = nlohmann::json::array(), watched = nlohmann::json::array(), states = nlohmann::json::object();
    const auto keep = [&](const auto& result) {
        if (!result.ok())
            problem = result.error();
        return result.ok();
    };
    if (const auto jobs = in.imports().jobs(); keep(jobs)) {
        for (const storage::ImportJob& job : *jobs) {
            if (job.collection == collection)
                imports.push_back({ { "total", job.total }, { "done", job.done }, { "failed", job.failed }, { "paused", job.paused }, { "waiting_bytes", job.waitingBytes } });
        }
    }
    if (const auto folders = in.sources().watched(); keep(folders)) {
        for (const auto& folder : *folders) {
            if (folder.collection == collection)
                watched.push_back(folder.path);
        }
    }
    if (const auto documents = in.documents().list(collection); keep(documents)) {
        for (const storage::StoredDocument& document : *documents) {
            const bool partial = document.recognition.pagesWithoutText > 0;
            const std::string state = document.state == storage::DocumentState::Ready ? (partial ? "Partial" : "Ready") : document.problem ? errorCodeName(*document.problem) : "NoText";
            states[state] = states.value(state, 0) + 1;
        }
    }
    return { { "imports", imports }, { "watched", watched }, { "documents", states } };
}

void status(Context& context, const Options& options)
{
    const Open open = openCollection(context, options);
    if (!open)
        return;
    Error problem { ErrorCode::Cancelled, {} };
    const nlohmann::json found = statusOf(*open.workspace, open.collection, problem);
    if (problem.code != ErrorCode::Cancelled)
        return report(context, problem, options.name);
    if (options.json)
        return printLine(found.dump());
    for (const auto& job : found["imports"]) {
        printLine(std::to_string(job["done"].get<int64_t>()) + " / " + std::to_string(job["total"].get<int64_t>())
            + (job["paused"].get<bool>() ? context.say("  잠시 멈춤", "  paused") : context.say("  기다리는 중", "  waiting")));
    }
    for (const auto& folder : found["watched"])
        printLine(context.say("지켜보는 폴더: ", "watched folder: ") + folder.get<std::string>());
    for (const auto& [state, count] : found["documents"].items())
        printLine(state + "  " + std::to_string(count.get<int64_t>()));
}

void unwatch(Context& context, const Options& options)
{
    const Open open = openCollection(context, options);
    if (!open)
        return;
    if (const auto done = open.workspace->sources().unwatch(open.collection, absolutePath(options.folder)); !done.ok())
        return report(context, done.error(), options.folder);
    printLine(context.say("이제 지켜보지 않습니다. 문서는 그대로입니다: ", "No longer watched; the documents stay: ") + options.folder);
}

} // namespace

void addCollectionImport(CLI::App& group, Context& context)
{
    auto options = std::make_shared<Options>();
    const auto command = [&](const char* name, const char* ko, const char* en, std::function<void(Context&, const Options&)> work) {
        CLI::App* made = group.add_subcommand(name, context.say(ko, en));
        addVaultOptions(*made, context, *options);
        made->add_option("--collection,NAME", options->name, context.say("모음 이름", "name of the collection"))->required();
        made->callback([options, &context, work] { work(context, *options); });
        return made;
    };
    CLI::App* adding = command("add", "파일이나 폴더 넣기", "add files or folders", &add);
    adding->add_option("PATHS", options->paths)->required();
    adding->add_flag("--watch", options->watch, context.say("폴더를 계속 지켜보기", "watch the folders from now on"));
    CLI::App* resuming = command("resume", "지켜보는 폴더를 살피고 남은 것을 계속 읽기", "look at watched folders and go on with what is left", &resume);
    CLI::App* trying = command("retry", "읽지 못한 문서를 다시 읽기", "read again what could not be read", &retry);
    for (CLI::App* reading : { adding, resuming, trying }) {
        reading->add_flag("--json", options->json);
        reading->add_option("--document-password-fd", options->passwordFd, context.say("암호를 묻는 문서에 써 볼 암호의 파일 서술자", "file descriptor of a password for documents that ask for one"));
    }
    command("status", "가져오기와 문서의 상태", "state of imports and documents", &status)->add_flag("--json", options->json);
    command("pause", "가져오기를 잠시 멈추기", "pause imports", [](Context& in, const Options& chosen) {
        changeJobs(in, chosen, [](Workspace& workspace, const storage::ImportJob& job) { return workspace.imports().setPaused(job.id, true); });
    });
    command("cancel", "가져오기를 그만두기. 읽은 것은 남습니다", "give up imports; what was read stays", [](Context& in, const Options& chosen) {
        changeJobs(in, chosen, [](Workspace& workspace, const storage::ImportJob& job) { return workspace.imports().remove(job.id); });
    });
    command("unwatch", "폴더를 더 지켜보지 않기", "stop watching a folder", &unwatch)->add_option("FOLDER", options->folder)->required();
}

} // namespace sillok::app::cli
