// authority.h - Asks polkit whether somebody on the bus may do something. Whatever is not a plain yes is a no.
#pragma once

#include <QDBusConnection>
#include <QObject>

#include <functional>

class QDBusPendingCallWatcher;

namespace sillok::app {

/// One question at a time.
class Authority : public QObject {
    Q_OBJECT
public:
    /// `waitMs`: for the person's answer
    Authority(QDBusConnection bus, int waitMs, QObject* parent);

    /// `caller`: its unique name on the bus. `action`: one of installer/linux/kr.sillok.installer.policy. `then` is called later, once, unless stop() comes first.
    void ask(const QString& caller, const char* action, std::function<void(bool allowed)> then);
    /// The person need not answer any more.
    void stop();

private:
    QDBusConnection m_bus;
    int m_waitMs;
    quint64 m_asked = 0;
    QDBusPendingCallWatcher* m_question = nullptr;
};

} // namespace sillok::app
