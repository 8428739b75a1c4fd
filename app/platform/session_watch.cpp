#include "app/platform/session_watch.h"

#include "app/platform/bus_address.h"
#include "engine/base/file.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>

#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace sillok::app {

namespace {

// source  org.freedesktop.login1(5); the freedesktop.org idle inhibition draft and the desktops' own copies of it
const char* const kLogin = "org.freedesktop.login1";
const char* const kLoginPath = "/org/freedesktop/login1";
const char* const kManager = "org.freedesktop.login1.Manager";
const char* const kSession = "org.freedesktop.login1.Session";
const char* const kUser = "org.freedesktop.login1.User";
const char* const kProperties = "org.freedesktop.DBus.Properties";
const char* const kScreenSavers[] = { "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver" };

QString latin(const char* text) { return QString::fromLatin1(text); }

} // namespace

/// The slots that the bus library calls by name.
class SessionWatch::Buses : public QObject {
    Q_OBJECT
public:
    Buses(SessionWatch& owner, QString systemBus, QString sessionBus)
        : m_owner(owner)
        , m_systemAddress(std::move(systemBus))
        , m_sessionAddress(std::move(sessionBus))
        , m_systemName(QStringLiteral("sillok-system-%1").arg(quintptr(this)))
        , m_sessionName(QStringLiteral("sillok-session-%1").arg(quintptr(this)))
    {
    }
    ~Buses() override
    {
        QDBusConnection::disconnectFromBus(m_systemName);
        QDBusConnection::disconnectFromBus(m_sessionName);
    }

    void start()
    {
        listenToScreenSavers();
        listenToLogin();
    }
    void letSleep() { m_delay.reset(); }

private slots:
    void screenSaverChanged(bool active)
    {
        if (active)
            emit m_owner.screenLocked();
    }
    void prepareForSleep(bool begins)
    {
        if (begins)
            emit m_owner.sleeping();
        else
            delaySleep();
    }
    void sessionLocked() { emit m_owner.sessionLeft(); }
    void propertiesChanged(const QString& interface, const QVariantMap& changed, const QStringList&)
    {
        if (interface != latin(kSession))
            return;
        if (changed.contains(QStringLiteral("Active")) && !changed.value(QStringLiteral("Active")).toBool())
            emit m_owner.sessionLeft();
        if (changed.value(QStringLiteral("LockedHint")).toBool())
            emit m_owner.screenLocked();
        if (changed.contains(QStringLiteral("IdleHint")))
            sayIdle(changed);
    }

private:
    void sayIdle(const QVariantMap& changed)
    {
        if (!changed.value(QStringLiteral("IdleHint")).toBool()) {
            emit m_owner.systemIdle(std::nullopt);
            return;
        }
        const auto sinceUs = changed.value(QStringLiteral("IdleSinceHintMonotonic")).toULongLong();
        timespec now {};
        clock_gettime(CLOCK_MONOTONIC, &now);
        const qint64 nowMs = now.tv_sec * qint64 { 1000 } + now.tv_nsec / 1'000'000;
        emit m_owner.systemIdle(sinceUs == 0 ? 0 : qMax<qint64>(0, nowMs - static_cast<qint64>(sinceUs / 1000)));
    }

    void listenToScreenSavers()
    {
        const QString address = busAddress(m_sessionAddress, "DBUS_SESSION_BUS_ADDRESS");
        if (!isLocalBus(address))
            return;
        QDBusConnection bus = QDBusConnection::connectToBus(address, m_sessionName);
        if (!bus.isConnected())
            return;
        for (const char* interface : kScreenSavers) // any service, any path: who says falsely that the screen is locked only locks us
            bus.connect(QString(), QString(), latin(interface), QStringLiteral("ActiveChanged"), this, SLOT(screenSaverChanged(bool)));
        m_owner.m_facts.screenSaver = true;
        emit m_owner.factsChanged();
    }

    void listenToLogin()
    {
        const QString address = systemBusAddress(m_systemAddress);
        if (!isLocalBus(address) || (address == latin(kSystemBusAddress) && access("/run/dbus/system_bus_socket", F_OK) != 0))
            return;
        QDBusConnection bus = QDBusConnection::connectToBus(address, m_systemName);
        if (!bus.isConnected())
            return;
        bus.connect(latin(kLogin), latin(kLoginPath), latin(kManager), QStringLiteral("PrepareForSleep"), this, SLOT(prepareForSleep(bool)));
        delaySleep();
        const QString named = qEnvironmentVariable("XDG_SESSION_ID");
        if (named.isEmpty())
            ask(kManager, kLoginPath, "GetSessionByPID", { static_cast<uint>(getpid()) }, [this](const QDBusMessage& reply) { foundSession(reply); });
        else
            ask(kManager, kLoginPath, "GetSession", { named }, [this](const QDBusMessage& reply) { foundSession(reply); });
    }

    /// Sleep waits while the descriptor that comes back is open.
    void delaySleep()
    {
        ask(kManager, kLoginPath, "Inhibit", { QStringLiteral("sleep"), QStringLiteral("Sillok"), QStringLiteral("The vault is locked first"), QStringLiteral("delay") },
            [this](const QDBusMessage& reply) {
                const QDBusPendingReply<QDBusUnixFileDescriptor> given = reply;
                if (given.isError() || !given.value().isValid())
                    return;
                m_delay = FileDescriptor(fcntl(given.value().fileDescriptor(), F_DUPFD_CLOEXEC, 3));
                m_owner.m_facts.sleep = m_owner.m_facts.delaysSleep = true;
                emit m_owner.factsChanged();
            });
    }

    void foundSession(const QDBusMessage& reply)
    {
        const QDBusPendingReply<QDBusObjectPath> found = reply;
        if (!found.isError())
            return listenToSession(found.value().path());
        if (std::exchange(m_askedForDisplay, true))
            return;
        // Started by the person's service manager, a program belongs to no session; the one on the screen is meant then.
        ask(kProperties, "/org/freedesktop/login1/user/self", "Get", { latin(kUser), QStringLiteral("Display") }, [this](const QDBusMessage& answer) {
            const QDBusPendingReply<QDBusVariant> display = answer;
            if (display.isError())
                return;
            QString id;
            QDBusObjectPath path;
            const auto pair = display.value().variant().value<QDBusArgument>();
            pair.beginStructure();
            pair >> id >> path;
            pair.endStructure();
            if (!id.isEmpty())
                listenToSession(path.path());
        });
    }

    void listenToSession(const QString& path)
    {
        QDBusConnection bus(m_systemName);
        bus.connect(latin(kLogin), path, latin(kSession), QStringLiteral("Lock"), this, SLOT(sessionLocked()));
        bus.connect(latin(kLogin), path, latin(kProperties), QStringLiteral("PropertiesChanged"), this, SLOT(propertiesChanged(QString, QVariantMap, QStringList)));
        m_owner.m_facts.sleep = m_owner.m_facts.session = true;
        emit m_owner.factsChanged();
    }

    void ask(const char* interface, const char* path, const char* method, const QVariantList& arguments, std::function<void(const QDBusMessage&)> then)
    {
        QDBusMessage call = QDBusMessage::createMethodCall(latin(kLogin), latin(path), latin(interface), latin(method));
        call.setArguments(arguments);
        call.setAutoStartService(false);
        auto* pending = new QDBusPendingCallWatcher(QDBusConnection(m_systemName).asyncCall(call), this);
        connect(pending, &QDBusPendingCallWatcher::finished, this, [pending, then = std::move(then)] {
            pending->deleteLater();
            then(pending->reply());
        });
    }

    SessionWatch& m_owner;
    QString m_systemAddress;
    QString m_sessionAddress;
    QString m_systemName;
    QString m_sessionName;
    FileDescriptor m_delay;
    bool m_askedForDisplay = false;
};

SessionWatch::SessionWatch(QString systemBus, QString sessionBus, QObject* parent)
    : QObject(parent)
    , m_buses(std::make_unique<Buses>(*this, std::move(systemBus), std::move(sessionBus)))
{
}

SessionWatch::~SessionWatch() = default;

void SessionWatch::start() { m_buses->start(); }

void SessionWatch::letSleep() { m_buses->letSleep(); }

} // namespace sillok::app

#include "session_watch.moc"
