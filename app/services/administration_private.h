// administration_private.h - The inside of Administration: two queues, what the window knows, and what only the audit queue may touch.
#pragma once

#include "app/services/administration.h"
#include "app/services/audit_book.h"
#include "app/services/import_meter.h"
#include "app/services/log_check.h"
#include "app/services/store_keeper.h"
#include "app/tasks/serial_queue.h"

#include <mutex>

namespace sillok::app {

/// What a manifest says, as it is shown.
PackageShown packageShown(const storage::Manifest& manifest, StorePlace place);
void addReport(PackageShown& shown, const std::optional<AcceptanceReport>& report);

/// How far a change is, for the window: from any thread, a few times a second.
class StoreTeller {
public:
    using Clock = ImportMeter::Clock;

    explicit StoreTeller(std::function<void(const InstallProgress&)> tell) : m_tell(std::move(tell)) {}
    void at(InstallStep step, uint64_t done, uint64_t all, Clock::time_point now = Clock::now());

private:
    std::function<void(const InstallProgress&)> m_tell;
    std::mutex m_mutex;
    std::optional<ImportMeter> m_meter;
    InstallProgress m_last;
    Clock::time_point m_toldAt {};
};

struct Administration::Private {
    Private(Administration& owner, AdministrationPlaces where) : administration(owner), places(std::move(where)) { }
    ~Private() { stop.request_stop(); checking.request_stop(); }

    // -- Window thread
    Administration& administration;
    const AdministrationPlaces places;
    AdministrationState state;
    std::stop_source stop;                    ///< of the change that runs or waits
    std::stop_source checking;                ///< of the check of a log
    int changes = 0;                          ///< that run or wait

    // -- Audit queue
    std::optional<AuditBook> book;
    RecordFilter filter;                      ///< that the book was told

    SerialQueue changeQueue;
    SerialQueue auditQueue;

    void post(std::function<void()> work);    ///< in the window's thread
    void report(const Error& error, Problem::During during, const QString& subject = {});
    /// Runs a change of a store; looks at everything anew afterwards.
    void change(const QString& subject, std::function<Result<void>(const std::stop_token&)> work);

    // -- Any thread
    std::string folderOf(StorePlace place) const { return place == StorePlace::Machine ? places.policy.storeFolder : places.ownStore; }
    Result<std::unique_ptr<StoreKeeper>> keeperOf(StorePlace place, const ManagedState& managed) const;
    uint64_t nowS() const;
    AdministrationState lookNow() const;

    // administration_store.cpp
    PackageLook lookAt(const QString& path, StorePlace place) const;
    PolicyLook lookAtPolicy(const QString& path) const;
    Result<InstallOutcome> installNow(const QString& path, StorePlace place, const QByteArray& accepted, const std::stop_token& stop);
    Result<void> verifyNow(StorePlace place, const QString& id, qint64 version, const std::stop_token& stop);

    // administration_audit.cpp
    std::string logOf(const LogPlace& place) const;
    Result<LogVerdict> checkNow(const LogCheckOrder& order, const std::stop_token& stop);
    Result<QString> exportNow(const LogPlace& place, const QString& output, ExportReason reason) const;
};

} // namespace sillok::app
