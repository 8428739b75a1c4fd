// administration.h - What administrators and auditors do in the window: packages, trust, policy, and the audit log. Every request returns at once.
#pragma once

#include "app/services/administration_types.h"

#include <QObject>

#include <memory>
#include <string>

namespace sillok::storage {
class Keyring;
}

namespace sillok::app {

class AuditTrail;
class StoreKeeper;
struct StoreSite;

/// Who changes a store that this account may not write: root's service, for one. Null: nobody can be asked.
using MakeKeeper = std::function<std::unique_ptr<StoreKeeper>(StoreSite site)>;
/// Runs something with the log of the open vault, and waits. error Locked; what `work` says
using WithVaultLog = std::function<Result<void>(const std::function<Result<void>(AuditTrail&, const storage::Keyring&)>& work)>;

/// Where things are; tests set their own.
struct AdministrationPlaces {
    PolicySource policy {};            ///< with the machine's store; no store there: nobody can manage this computer
    std::string ownStore {};           ///< empty: none
    std::string vaultDir {};           ///< empty: none
    std::string engineProgram {};
    MakeKeeper elsewhere {};           ///< for a store that this account may not write
    WithVaultLog withVaultLog {};
};

/// Lives in the thread that made it; its signals arrive there. Changes are carried out in order and one at a time, what only looks at audit logs beside
/// them. What the role or the policy does not allow ends in `problem` with the rule, as it would on the command line.
class Administration : public QObject {
    Q_OBJECT
public:
    explicit Administration(AdministrationPlaces places, QObject* parent = nullptr);
    ~Administration() override;

    const AdministrationState& state() const;                 ///< as it was looked at last
    bool busy() const;                                        ///< a change is under way or waits

public slots:
    void look();                                              ///< answers with looked

    // -- Packages
    /// Everything but the content is checked; answers with inspected, also for a package that is refused.
    void inspect(const QString& path, sillok::app::StorePlace place);
    /// `accepted`: PackageLook::digest of what the person has seen and agreed to. Progress, then installed or a problem.
    void install(const QString& path, sillok::app::StorePlace place, const QByteArray& accepted);
    void cancel();                                            ///< what runs ends in a problem with Cancelled; the same package goes on later where it was
    void remove(sillok::app::StorePlace place, const QString& id, qint64 version);
    void verify(sillok::app::StorePlace place, const QString& id, qint64 version);   ///< every byte; progress, then verified

    // -- Trust and policy
    /// `digest` as the person was told it by another way, with or without spaces. BadArgument: it is no digest.
    void beginTrust(sillok::app::StorePlace place, const QString& path, const QString& digest);
    void acceptTrust(sillok::app::StorePlace place, const QStringList& paths);       ///< roots and catalogs; answers with trustChanged
    void previewPolicy(const QString& path);                  ///< answers with policyPreviewed, also for one that is refused
    void setPolicy(const QString& path);                      ///< answers with policySet

    // -- Audit
    void openLog(const sillok::app::LogPlace& place);         ///< answers with logOpened; pages are of this one from then on
    void listRecords(const sillok::app::RecordFilter& filter, qint64 from, int count);   ///< answers with recordsListed
    void checkLog(const sillok::app::LogCheckOrder& order);   ///< logProgressed, then logChecked
    /// Lines of JSON, and a signed checkpoint beside them; recorded with its reason first. Of a File: the lines alone.
    void exportLog(const sillok::app::LogPlace& place, const QString& output, sillok::app::ExportReason reason);

signals:
    void looked(const sillok::app::AdministrationState& state);
    void inspected(const sillok::app::PackageLook& look);
    void progressed(const sillok::app::InstallProgress& progress);    ///< at most four times a second, and at the end of every step
    void installed(const sillok::app::InstallOutcome& outcome);
    void removed(const QString& id, qint64 version);
    void verified(const QString& id, qint64 version);
    void trustChanged(sillok::app::StorePlace place);
    void policyPreviewed(const sillok::app::PolicyLook& look);
    void policySet(qint64 version);
    void logOpened(const sillok::app::LogShown& log);
    void recordsListed(const sillok::app::RecordPage& page);
    void logProgressed(qint64 done, qint64 all);
    void logChecked(const sillok::app::LogVerdict& verdict);
    void logExported(const QString& path, const QString& checkpoint);   ///< no checkpoint: empty
    void problem(const sillok::app::Problem& problem);                  ///< during Store, or during Audit

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace sillok::app
