// mock_login.h - A bus of our own with a login manager and a screen saver on it that do what a test says.
#pragma once

#include "tests/app/private_bus.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QVariantMap>

#include <fcntl.h>
#include <unistd.h>

namespace sillok::test {

class MockLogin : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    /// False when there is no bus daemon on this machine.
    bool start()
    {
        if (!m_bus.start())
            return false;
        address = m_bus.address;
        QDBusConnection bus = connection();
        return bus.isConnected() && bus.registerService(QStringLiteral("org.freedesktop.login1"))
            && bus.registerObject(QStringLiteral("/org/freedesktop/login1"), this, QDBusConnection::ExportAllSlots);
    }
    ~MockLogin() override { QDBusConnection::disconnectFromBus(name()); }

    void sleep(bool begins) { say("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", { begins }); }
    void lockSession() { say(kSession, "org.freedesktop.login1.Session", "Lock", {}); }
    void changeSession(const QVariantMap& changed)
    {
        say(kSession, "org.freedesktop.DBus.Properties", "PropertiesChanged", { QStringLiteral("org.freedesktop.login1.Session"), changed, QStringList() });
    }
    void lockScreen(const char* desktop) { say("/org/freedesktop/ScreenSaver", desktop, "ActiveChanged", { true }); }

    /// True once nobody holds the computer back from sleeping.
    bool maySleep() const
    {
        char byte = 0;
        return m_delayRead >= 0 && read(m_delayRead, &byte, 1) == 0;
    }
    QString address;
    int delays = 0;

public slots:
    QDBusObjectPath GetSessionByPID(uint) { return QDBusObjectPath(QString::fromLatin1(kSession)); }
    QDBusObjectPath GetSession(const QString&) { return QDBusObjectPath(QString::fromLatin1(kSession)); }
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString&, const QString&, const QString& mode)
    {
        int ends[2] = { -1, -1 };
        if (what != QLatin1String("sleep") || mode != QLatin1String("delay") || pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
            return {};
        if (m_delayRead >= 0)
            close(m_delayRead);
        m_delayRead = ends[0];
        QDBusUnixFileDescriptor given(ends[1]); // a copy
        close(ends[1]);
        ++delays;
        return given;
    }

private:
    static constexpr const char* kSession = "/org/freedesktop/login1/session/_37";
    QString name() const { return QStringLiteral("mock-login-%1").arg(quintptr(this)); }
    QDBusConnection connection() { return QDBusConnection::connectToBus(address, name()); }
    void say(const char* path, const char* interface, const char* what, const QVariantList& arguments)
    {
        QDBusMessage message = QDBusMessage::createSignal(QString::fromLatin1(path), QString::fromLatin1(interface), QString::fromLatin1(what));
        message.setArguments(arguments);
        connection().send(message);
    }

    PrivateBus m_bus;
    int m_delayRead = -1;
};

} // namespace sillok::test
