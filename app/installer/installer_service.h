// installer_service.h - The one object on the system's bus that changes the machine's store: polkit is asked for every call, one change at a time.
#pragma once

#include "app/installer/authority.h"
#include "app/installer/change_order.h"
#include "app/tasks/serial_queue.h"

#include <QDBusMessage>
#include <QDBusServiceWatcher>
#include <QDBusVirtualObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace sillok::app {

struct InstallerOptions {
    PolicySource machine;        ///< whose store and policy; root's folders, whatever a caller says
    std::string engineProgram;
    int idleMs = 60'000;         ///< without work it ends itself
    int personMs = 120'000;      ///< for typing a password
    int filesMs = 30'000;        ///< for the files of one call to arrive
};

class InstallerService : public QDBusVirtualObject {
    Q_OBJECT
public:
    InstallerService(QDBusConnection bus, InstallerOptions options);
    ~InstallerService() override;

    /// error  Refused with NotPermitted: the bus does not let this account have the name; AlreadyExists: another one has it
    Result<void> start();

    QString introspect(const QString& path) const override;
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override;

signals:
    void idle();                 ///< the name is given back and nothing is under way

private:
    struct Change;

    void begin(const ChangeMethod& method, const QDBusMessage& call);
    void takeMore(const QDBusMessage& call);
    void takeCancel(const QDBusMessage& call);
    void goOn();
    void askAuthority();
    void carryOut();
    void tell(StoreStep step, uint64_t done, uint64_t all);
    void giveUp(const Error& why);
    void finish(const Result<QVariantList>& result);
    void endWhenIdle();
    void refuse(const QDBusMessage& call, const Error& error) const;

    QDBusConnection m_bus;
    InstallerOptions m_options;
    Authority m_authority;
    QDBusServiceWatcher m_callers;
    QTimer m_idle, m_filesLate;
    std::unique_ptr<Change> m_change;
    SerialQueue m_worker;           // last: its work uses the others
};

} // namespace sillok::app
