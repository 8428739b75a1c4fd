// private_bus.h - A message bus of our own, for one test.
#pragma once

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace sillok::test {

inline void openForEverybody(const QTemporaryDir& folder)
{
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7755)); // rwx for us, r-x for others
}

class PrivateBus {
public:
    ~PrivateBus()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
    /// False when there is no bus daemon on this machine. Limits are those of a system's bus.
    /// `services`: folder of files that say how a service is started; may be empty
    bool start(const QString& services = {})
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            return false;
        const QString config = QStringLiteral("<busconfig><type>session</type><listen>unix:path=%1</listen><auth>EXTERNAL</auth>%2"
                                              "<policy context='default'><allow user='*'/><allow send_destination='*'/><allow receive_sender='*'/><allow own='*'/></policy></busconfig>")
                                   .arg(m_folder.filePath(QStringLiteral("socket")), services.isEmpty() ? QString() : QStringLiteral("<servicedir>%1</servicedir>").arg(services));
        QFile file(m_folder.filePath(QStringLiteral("bus.conf")));
        if (!file.open(QIODevice::WriteOnly) || file.write(config.toUtf8()) < 0)
            return false;
        file.close();
        openForEverybody(m_folder);
        m_daemon.start(daemon, { QStringLiteral("--config-file=") + file.fileName(), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"), QStringLiteral("--print-address=1") });
        if (!m_daemon.waitForReadyRead(10'000))
            return false;
        address = QString::fromLatin1(m_daemon.readLine().trimmed());
        return true;
    }

    QString address;

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
};

} // namespace sillok::test
