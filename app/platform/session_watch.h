// session_watch.h - What the desktop and the login manager say about the person's presence. The only place that knows their bus.
#pragma once

#include <QObject>

#include <memory>
#include <optional>

namespace sillok::app {

/// Listens only; the one thing that it asks for is that sleep waits until letSleep(). A bus that is not there is normal.
class SessionWatch : public QObject {
    Q_OBJECT
public:
    /// Which of the sources answered.
    struct Facts {
        bool sleep = false;
        bool delaysSleep = false;
        bool session = false;
        bool screenSaver = false;
    };

    /// Addresses of the buses; empty: the environment's. Only local ones are spoken to.
    SessionWatch(QString systemBus, QString sessionBus, QObject* parent = nullptr);
    ~SessionWatch() override;

    /// Connects and begins to listen. cost a few local round trips; signals follow from the event loop.
    void start();
    const Facts& facts() const { return m_facts; }
    void letSleep();                    ///< the keys are gone: sleep need not wait for us

signals:
    void screenLocked();
    void sessionLeft();                 ///< another person took the screen, or the session was locked
    void sleeping();
    void systemIdle(std::optional<qint64> idleMs);
    void factsChanged();

private:
    class Buses;
    friend class Buses;
    std::unique_ptr<Buses> m_buses;
    Facts m_facts;
};

} // namespace sillok::app
