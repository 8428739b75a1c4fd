#include "app/services/desk_private.h"

#include "app/platform/program.h"
#include "app/services/bus_keeper.h"
#include "app/platform/seal_check.h"
#include "app/services/convert.h"
#include "app/services/model_library.h"
#include "app/services/passage_view.h"

#include <QDir>
#include <QStandardPaths>

namespace sillok::app {

DeskPaths defaultPaths()
{
    const QString programs = QString::fromStdString(programDir());
    DeskPaths paths;
    paths.vaultDir = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/sillok");
    paths.workerDir = programs;
    paths.policy = machinePolicySource();
    paths.ownStore = QString::fromStdString(defaultLibrary().ownStore);
    paths.storeElsewhere = [](const StoreSite&) { return keeperOnBus(); };
    for (const QString& samples : { programs + QStringLiteral("/../share/sillok/samples"), programs + QStringLiteral("/samples") }) {
        if (QDir(samples).exists())
            paths.samplesDir = QDir::cleanPath(samples);
    }
    return paths;
}

Desk::Desk(DeskPaths paths, QObject* parent) : QObject(parent), d(std::make_unique<Private>(*this, std::move(paths)))
{
    qRegisterMetaType<VaultState>();
    d->startWatching();
    const auto state = storage::Vault::status(d->paths.vaultDir.toStdString()).state;
    d->vaultState = state == storage::VaultStatus::State::Missing ? VaultState::Missing
        : state == storage::VaultStatus::State::Damaged           ? VaultState::Damaged
                                                                  : VaultState::Locked;
}

Desk::~Desk() = default;

Desk::Private::Private(Desk& owner, DeskPaths where)
    : desk(owner)
    , paths(std::move(where))
    , idle(paths.clockMs ? paths.clockMs : &bootClockMs)
    , session(paths.systemBus, paths.sessionBus)
    , importRun(readingPrograms(paths.workerDir.toStdString()), kReaders)
{
    managed = readManagedState(paths.policy);
    managedNow.store(std::make_shared<const ManagedState>(managed));
    administration = std::make_unique<Administration>(AdministrationPlaces { paths.policy, paths.ownStore.toStdString(), paths.vaultDir.toStdString(),
        paths.workerDir.toStdString() + "/sillok-engine", paths.storeElsewhere, [this](const auto& work) { return inVault([&](Workspace& in) { return work(in.audit(), in.vault().keys()); }); } });
    QObject::connect(administration.get(), &Administration::policySet, &desk, [this] { lookAtPolicyAgain(); });
}

Desk::Private::~Private()
{
    requestLock();
    if (const auto killer = engineKiller.load())
        killer->kill();
    endSearchModels();
    for (auto& [chat, stop] : answering)
        stop.request_stop();
    importing.request_stop();
    importingChats.request_stop();
    maintaining.request_stop();
}

void Desk::Private::post(std::function<void()> work) { QMetaObject::invokeMethod(&desk, std::move(work), Qt::QueuedConnection); }

void Desk::Private::postIfOpen(std::function<void()> work)
{
    post([this, work = std::move(work)] {
        if (vaultState == VaultState::Open)
            work();
    });
}

void Desk::Private::withWorkspace(Problem::During during, std::function<Result<void>(Workspace&)> work)
{
    storageQueue.post([this, during, work = std::move(work)](std::stop_token) {
        if (!workspace || hurrying)
            return report(fail(ErrorCode::Locked, "the vault is not open"), during);
        if (const auto done = work(*workspace); !done.ok())
            report(done.error(), during);
    });
}

void Desk::Private::report(const Error& error, Problem::During during, const QString& subject)
{
    const bool closing = lockToken().stop_requested();
    post([this, closing, problem = toProblem(error, during, subject)] {
        if (!closing) // a lock cut it off; nobody is there to be told
            emit desk.problem(problem);
    });
}

Administration& Desk::administration() { return *d->administration; }
VaultState Desk::vaultState() const { return d->vaultState; }
QString Desk::vaultDir() const { return d->paths.vaultDir; }
QString Desk::samplesDir() const { return d->paths.samplesDir; }
const QList<ChatSummary>& Desk::chats() const { return d->chats; }
const QList<CollectionSummary>& Desk::collections() const { return d->collections; }
const QList<DocumentSummary>& Desk::documents() const { return d->documents; }
CollectionId Desk::documentsOf() const { return d->documentsOf; }
const EngineStatus& Desk::engine() const { return d->engine; }
const SealReport& Desk::seal() const { return d->seal; }

void Desk::openPassage(PassageId passage, qint64 quoteStart, qint64 quoteEnd)
{
    d->withWorkspace(Problem::During::OpenPassage, [this, passage, quoteStart, quoteEnd](Workspace& in) -> Result<void> {
        SILLOK_TRY(const PassageView view, viewPassage(in, passage, quoteStart, quoteEnd));
        d->postIfOpen([this, view] { emit passageOpened(view); });
        return {};
    });
}

void Desk::checkSeal()
{
    const SearchModels models = d->modelsForSearch();
    std::vector<pid_t> workers { d->engineProcess.load() };
    for (const auto& model : { models.embedder, models.earlier, models.reranker })
        workers.push_back(model ? model->processId() : -1);
    std::erase(workers, -1);
    const SealFacts facts = checkSealOf(workers);
    SealReport report;
    report.checked = true;
    report.inetSockets = facts.inetSockets;
    report.filterActive = facts.filterActive;
    for (const std::string& library : facts.networkLibraries)
        report.networkLibraries.append(QString::fromStdString(library));
    report.sealed = facts.inetSockets == 0 && facts.filterActive && facts.networkLibraries.empty();
    report.checkedAt = QDateTime::currentDateTime();
    d->seal = report;
    emit sealChecked(report);
}

} // namespace sillok::app
