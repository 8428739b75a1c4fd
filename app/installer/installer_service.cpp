#include "app/installer/installer_service.h"

#include "app/services/store_bus.h"
#include "storage/signing/fault.h"

#include <chrono>

namespace sillok::app {

namespace {

using storage::Fault;

constexpr auto kBetweenSteps = std::chrono::milliseconds(50);
const char* const kInvalidArguments = "org.freedesktop.DBus.Error.InvalidArgs";

/// Few enough steps for a bus: every question, and of bytes some a second and the last.
class StepFilter {
public:
    bool lets(StoreStep step, bool isLast)
    {
        const std::lock_guard lock(m_mutex);
        const auto now = std::chrono::steady_clock::now();
        if (step == m_step && !isLast && step != StoreStep::Questions && now - m_at < kBetweenSteps)
            return false;
        m_step = step;
        m_at = now;
        return true;
    }

private:
    std::mutex m_mutex;
    StoreStep m_step = StoreStep::Questions;
    std::chrono::steady_clock::time_point m_at;
};

} // namespace

struct InstallerService::Change {
    enum class Phase : uint8_t { Files, Asking, Working };

    const ChangeMethod& method;
    QDBusMessage call;
    ChangeOrder order {};
    Phase phase = Phase::Files;
    std::stop_source stop {};
};

InstallerService::InstallerService(QDBusConnection bus, InstallerOptions options)
    : m_bus(std::move(bus))
    , m_options(std::move(options))
    , m_authority(m_bus, m_options.personMs, this)
{
    m_callers.setConnection(m_bus);
    m_callers.setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
    connect(&m_callers, &QDBusServiceWatcher::serviceUnregistered, this, [this](const QString& name) {
        if (m_change && m_change->call.service() == name)
            giveUp(fail(ErrorCode::Cancelled, "the caller has left"));
    });
    m_idle.setSingleShot(true);
    m_idle.setInterval(m_options.idleMs);
    connect(&m_idle, &QTimer::timeout, this, &InstallerService::endWhenIdle);
    m_filesLate.setSingleShot(true);
    m_filesLate.setInterval(m_options.filesMs);
    connect(&m_filesLate, &QTimer::timeout, this, [this] { giveUp(fail(ErrorCode::TimedOut, "waiting for lent files")); });
}

InstallerService::~InstallerService() = default;

Result<void> InstallerService::start()
{
    if (!m_bus.registerVirtualObject(QString::fromLatin1(store_bus::kPath), this))
        return fail(ErrorCode::Internal, "putting the service on the bus");
    if (!m_bus.registerService(QString::fromLatin1(store_bus::kService)))
        return storage::refuse(Fault::NotPermitted, "the name of the service on the bus");
    m_idle.start();
    return {};
}

QString InstallerService::introspect(const QString&) const { return {}; }

bool InstallerService::handleMessage(const QDBusMessage& message, const QDBusConnection&)
{
    if (message.interface() != QLatin1String(store_bus::kInterface) || message.path() != QLatin1String(store_bus::kPath))
        return false;
    message.setDelayedReply(true);
    if (message.member() == QLatin1String("Cancel") && message.signature().isEmpty())
        takeCancel(message);
    else if (message.member() == QLatin1String("More") && message.signature() == QLatin1String("ah"))
        takeMore(message);
    else if (const ChangeMethod* const method = findChange(message.member(), message.signature()))
        begin(*method, message);
    else
        m_bus.send(message.createErrorReply(QString::fromLatin1(kInvalidArguments), QStringLiteral("no method of that name and signature")));
    return true;
}

void InstallerService::begin(const ChangeMethod& method, const QDBusMessage& call)
{
    if (m_change)
        return refuse(call, storage::refuse(Fault::Installing, "the store of this computer"));
    auto order = readOrder(method, call);
    if (!order.ok())
        return refuse(call, order.error());
    m_idle.stop();
    m_change.reset(new Change { method, call });
    m_change->order = std::move(*order);
    m_callers.addWatchedService(call.service());
    m_filesLate.start();
    goOn();
}

void InstallerService::takeMore(const QDBusMessage& call)
{
    if (!m_change || m_change->call.service() != call.service() || m_change->phase != Change::Phase::Files)
        return refuse(call, storage::refuse(Fault::NotPermitted, "lent files: for no call"));
    const auto added = addFiles(m_change->method, m_change->order, call);
    if (!added.ok()) {
        refuse(call, added.error());
        return giveUp(added.error());
    }
    m_bus.send(call.createReply());
    goOn();
}

/// Only who asked for a change may end it.
void InstallerService::takeCancel(const QDBusMessage& call)
{
    if (m_change && m_change->call.service() != call.service())
        return refuse(call, storage::refuse(Fault::NotPermitted, "somebody else's call"));
    m_bus.send(call.createReply());
    if (m_change)
        giveUp(fail(ErrorCode::Cancelled, "installing"));
}

void InstallerService::goOn()
{
    if (m_change->order.files.size() < m_change->order.announced)
        return;
    m_filesLate.stop();
    askAuthority();
}

void InstallerService::askAuthority()
{
    m_change->phase = Change::Phase::Asking;
    m_authority.ask(m_change->call.service(), m_change->method.action, [this](bool allowed) {
        if (!allowed)
            return finish(storage::refuse(Fault::NotPermitted, m_change->method.action));
        carryOut();
    });
}

/// What polkit has allowed is an administrator's doing; the institution's policy holds as it does for any administrator.
void InstallerService::carryOut()
{
    m_change->phase = Change::Phase::Working;
    auto work = [this, method = &m_change->method, order = std::make_shared<ChangeOrder>(std::move(m_change->order)), stop = m_change->stop.get_token()] {
        StoreSite site { m_options.machine.storeFolder, m_options.machine.policyFile, m_options.engineProgram, readManagedState(m_options.machine), m_options.machine.nowS };
        site.managed.roles = site.managed.roles.with(Office::Administrator);
        StepFilter filter;
        const StoreWatch watch { [&](StoreStep step, uint64_t done, uint64_t all) {
            if (filter.lets(step, done == all))
                QMetaObject::invokeMethod(this, [this, step, done, all] { tell(step, done, all); }, Qt::QueuedConnection);
        }, stop };
        auto result = method->carryOut(*keeperHere(std::move(site)), std::move(*order), watch);
        QMetaObject::invokeMethod(this, [this, result = std::move(result)] { finish(result); }, Qt::QueuedConnection);
    };
    m_worker.post([work = std::move(work)](const std::stop_token&) { work(); });
}

void InstallerService::tell(StoreStep step, uint64_t done, uint64_t all)
{
    if (!m_change)
        return;
    QDBusMessage progress = QDBusMessage::createTargetedSignal(
        m_change->call.service(), QString::fromLatin1(store_bus::kPath), QString::fromLatin1(store_bus::kInterface), QStringLiteral("Progress"));
    progress.setArguments({ static_cast<uint>(step), qulonglong { done }, qulonglong { all } });
    m_bus.send(progress);
}

/// What has begun ends by itself, in order, and says how.
void InstallerService::giveUp(const Error& why)
{
    m_change->stop.request_stop();
    if (m_change->phase == Change::Phase::Working)
        return;
    m_authority.stop();
    finish(why);
}

void InstallerService::finish(const Result<QVariantList>& result)
{
    const std::unique_ptr<Change> change = std::move(m_change);
    m_filesLate.stop();
    m_callers.removeWatchedService(change->call.service());
    if (result.ok())
        m_bus.send(change->call.createReply(*result));
    else
        refuse(change->call, result.error());
    m_idle.start();
}

/// Calls that came before the name was given back are in our queue already, and are served before the program ends.
void InstallerService::endWhenIdle()
{
    m_bus.unregisterService(QString::fromLatin1(store_bus::kService));
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_change)
                emit idle();
            else
                m_bus.registerService(QString::fromLatin1(store_bus::kService));
        },
        Qt::QueuedConnection);
}

void InstallerService::refuse(const QDBusMessage& call, const Error& error) const
{
    QDBusMessage reply = call.createErrorReply(QString::fromLatin1(store_bus::kFailed), QString());
    reply.setArguments(store_bus::fromError(error));
    m_bus.send(reply);
}

} // namespace sillok::app
