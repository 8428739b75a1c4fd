// desk_lock.cpp - Desk's part about locking: who may ask for it, and how everything ends in time.
#include "app/services/desk_private.h"

#include "app/services/drafts.h"

namespace sillok::app {

namespace {

// Two seconds are promised until the keys are gone. Work that ends by itself gets the first part of them.
constexpr int kPatienceMs = 400;
constexpr int kHurryEveryMs = 100;
constexpr int kDeadlineMs = 1500;
constexpr std::string_view kIdleMinutes = "lock.idleMinutes";

} // namespace

const LockSources& Desk::lockSources() const { return d->lockSources; }
int Desk::idleMinutes() const { return d->idle.minutes(); }
void Desk::noteActivity() { d->idle.noteActivity(); }

void Desk::Private::startWatching()
{
    QObject::connect(&idle, &IdleWatch::expired, &desk, [this] { desk.lock(LockCause::Idle); });
    QObject::connect(&idle, &IdleWatch::warned, &desk, &Desk::idleWarning);
    QObject::connect(&session, &SessionWatch::screenLocked, &desk, [this] { desk.lock(LockCause::ScreenLocked); });
    QObject::connect(&session, &SessionWatch::sessionLeft, &desk, [this] { desk.lock(LockCause::SessionLeft); });
    QObject::connect(&session, &SessionWatch::sleeping, &desk, [this] { desk.lock(LockCause::Sleep); });
    QObject::connect(&session, &SessionWatch::systemIdle, &idle, &IdleWatch::setSystemIdle);
    QObject::connect(&session, &SessionWatch::factsChanged, &desk, [this] {
        const SessionWatch::Facts& facts = session.facts();
        lockSources = { facts.sleep, facts.delaysSleep, facts.session, facts.screenSaver };
        emit desk.lockSettingsChanged();
    });
    QObject::connect(&folderWatch, &FolderWatch::changed, &desk, [this] {
        if (vaultState == VaultState::Open)
            syncFolders();
    });
    hurry.setInterval(kHurryEveryMs);
    QObject::connect(&hurry, &QTimer::timeout, &desk, [this] { hurryClosing(); });
    QTimer::singleShot(0, &desk, [this] { session.start(); }); // the window is painted before the buses are asked
}

void Desk::lock(LockCause cause)
{
    if (d->vaultState == VaultState::Opening) {
        d->lockWhenOpened = true; // a key derivation cannot be cut short; what comes of it is dropped
        emit aboutToLock(cause);
        d->closingSince.start();
        d->hurry.start();
        return;
    }
    if (d->vaultState != VaultState::Open) {
        if (cause == LockCause::Sleep && !d->hurry.isActive())
            d->session.letSleep();
        return;
    }
    emit aboutToLock(cause);
    d->beginClosing();
    d->setVaultState(VaultState::Locked);
}

void Desk::Private::beginClosing()
{
    idle.stop();
    closingSince.start();
    hurry.start();
    requestLock();
    for (auto& [chat, stop] : answering)
        stop.request_stop();
    importing.request_stop();
    importingChats.request_stop();
    maintaining.request_stop();
    if (const auto killer = engineKiller.load())
        killer->kill(); // its cache is plain text
    endSearchModels();
    forgetEverything();
    folderQueue.post([this](std::stop_token) { folderWatch.cover({}); });
    pageQueue.post([this](std::stop_token) { closePages(); }); // what it was drawing ends by the lock's token
    // A search that models helped with may still be on its way to the engine: its queue ends first.
    searchQueue.post([this, closing = openNumber.load()](std::stop_token) {
        engineQueue.post([this, closing](std::stop_token) {
            setEngineClient(nullptr);
            modelPath.clear();
            modelChosen = false;
            // What is being written, with or without a model, ends first: its end is in the storage queue before this, then the vault closes.
            writeQueue.post([this, closing](std::stop_token) {
                storageQueue.post([this, closing](std::stop_token) {
                    if (openNumber == closing)
                        closeWorkspace();
                    post([this] { endClosing(true); });
                });
            });
        });
    });
}

void Desk::Private::hurryClosing()
{
    if (vaultState != VaultState::Locked && !lockWhenOpened)
        return; // it is being opened again already; that waits for the closing by itself
    if (closingSince.elapsed() >= kDeadlineMs)
        return endClosing(false);
    if (closingSince.elapsed() < kPatienceMs)
        return;
    hurrying = true;
    if (const auto running = interrupter.load())
        running->interrupt();
}

void Desk::Private::endClosing(bool clean)
{
    if (!hurry.isActive())
        return; // it was late, and said so already
    hurry.stop();
    session.letSleep();
    emit desk.lockFinished(clean);
}

/// Storage thread.
void Desk::Private::closeWorkspace()
{
    interrupter.store(nullptr);
    endSnapshotBeside();
    treeSteps.clear();
    foreignChats = nullptr;
    importedChats.clear();
    passwords.forget();
    workspace.reset();
}

void Desk::Private::requestLock()
{
    const std::lock_guard lock(lockingMutex);
    locking.request_stop();
}

void Desk::Private::renewLock()
{
    const std::lock_guard lock(lockingMutex);
    locking = std::stop_source {};
}

std::stop_token Desk::Private::lockToken()
{
    const std::lock_guard lock(lockingMutex);
    return locking.get_token();
}

void Desk::Private::setEngineClient(std::unique_ptr<EngineClient> to)
{
    client = std::move(to);
    contextsGiven.clear();
    engineProcess = client ? client->processId() : -1;
    engineKiller.store(client ? client->killer() : nullptr);
    if (client && lockToken().stop_requested()) // the lock came before anyone could end this one
        setEngineClient(nullptr);
}

void Desk::setIdleMinutes(int minutes)
{
    d->idle.setMinutes(d->managed.policy.idleMinutesFor(minutes));
    emit lockSettingsChanged();
    d->withWorkspace(Problem::During::Other, [chosen = std::to_string(d->idle.minutes())](Workspace& in) { return in.settings().set(kIdleMinutes, chosen); });
}

/// Not by withWorkspace: a draft is stored however much of a hurry there is.
void Desk::keepDrafts(const Drafts& drafts)
{
    if (d->vaultState != VaultState::Open)
        return;
    d->storageQueue.post([this, drafts](std::stop_token) {
        constexpr int kTries = 3; // hurrying ends whatever statement it meets
        for (int i = 0; i < kTries && d->workspace; ++i) {
            const auto stored = storeDrafts(d->workspace->settings(), drafts);
            if (stored.ok())
                return d->postIfOpen([this, drafts] { emit draftsKept(drafts); });
            if (stored.error().code != ErrorCode::Cancelled)
                return d->report(stored.error(), Problem::During::Chat);
        }
    });
}

/// Storage thread.
void Desk::Private::restoreLockSettings(Workspace& in)
{
    int minutes = kDefaultIdleMinutes;
    if (const auto stored = in.settings().get(kIdleMinutes); stored.ok() && stored->has_value())
        minutes = QByteArray::fromStdString(**stored).toInt();
    postIfOpen([this, minutes = rules().idleMinutesFor(minutes)] {
        idle.setMinutes(minutes);
        idle.start();
        emit desk.lockSettingsChanged();
    });
    if (const auto drafts = loadDrafts(in.settings()); drafts.ok() && *drafts != Drafts {})
        postIfOpen([this, drafts = *drafts] { emit desk.draftsRestored(drafts); });
}

} // namespace sillok::app
