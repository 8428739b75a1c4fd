// store_keeper_test.cpp - Changes of a store by whoever may write it: what policy, role, memory and licence refuse, each by its own name.
#include "tests/app/serviced_machine.h"

#include "storage/audit/export.h"
#include "storage/audit/log_files.h"
#include "storage/audit/verifier.h"

#include "app/services/store_trail.h"

#include <QtTest>

#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;
using storage::Fault;

namespace {

/// A store that trusts the institution and lists the stick.
struct Site {
    QTemporaryDir folder;
    Stick stick;
    ManagedState managed;
    bool isMachines = true;

    Site()
    {
        stick.addUsualFiles();
        managed.managed = true;
        managed.policy = generousPolicy();
        managed.roles = { Office::Administrator };
    }
    std::string path() const { return folder.path().toStdString(); }
    /// After the stick's manifest is as it is to be.
    void trust()
    {
        stick.write();
        const auto root = presentRoot();
        storage::TrustState state = storage::TrustState::begin(root, storage::rootDigest(root).value(), clockSeconds()).value();
        const storage::PackageStore store(path());
        QVERIFY(state.acceptCatalog(presentCatalog({ &stick }), clockSeconds()).ok() && store.prepare().ok() && store.trustFile().save(state).ok());
    }
    std::unique_ptr<StoreKeeper> keeper() const { return keeperHere({ path(), isMachines ? path() + "/policy.skp" : "", {}, managed }); }
    Fault install(const storage::Digest& accepted) const
    {
        const auto done = keeper()->install(stick.files(), accepted, {});
        return done.ok() ? Fault::None : storage::faultOf(done.error());
    }
    Fault install() const { return install(stick.digest()); }
    bool isEmpty() const { return storage::PackageStore(path()).list()->packages.empty() && QDir(folder.filePath(QStringLiteral("staging"))).isEmpty(); }
};

} // namespace

class StoreKeeperTest : public QObject {
    Q_OBJECT
private slots:
    void onlyAdministratorsChangeTheMachinesStore();
    void onesOwnStoreNeedsThePolicy();
    void onlyModelsThatTheInstitutionAllows();
    void whatDoesNotFitStaysOutside();
    void anotherLicenceWasAccepted();
    void everyRefusalIsInTheLog();
    void auditorsReadTheLogAndNothingElse();
};

void StoreKeeperTest::onlyAdministratorsChangeTheMachinesStore()
{
    Site site;
    site.trust();
    for (const Office office : { Office::Staff, Office::Auditor, Office::Publisher }) {
        site.managed.roles = { office };
        QCOMPARE(site.install(), Fault::NotPermitted);
        QCOMPARE(storage::faultOf(site.keeper()->remove(site.stick.manifest.id, 0).error()), Fault::NotPermitted);
        QCOMPARE(storage::faultOf(site.keeper()->acceptTrust({}).error()), Fault::NotPermitted);
    }
    site.managed.roles = { Office::Administrator };
    QCOMPARE(site.install(), Fault::None);
    QCOMPARE(site.keeper()->remove(site.stick.manifest.id, 0).value(), site.stick.manifest.version);
    QVERIFY(site.isEmpty());
}

void StoreKeeperTest::onesOwnStoreNeedsThePolicy()
{
    Site site;
    site.isMachines = false;
    site.managed.roles = { Office::Staff };
    site.managed.policy.userStore = false;
    site.trust();
    QCOMPARE(site.install(), Fault::NotAllowed);
    QVERIFY(site.isEmpty());
    site.managed.policy.userStore = true;
    QCOMPARE(site.install(), Fault::None);
    const auto policy = site.keeper()->setPolicy(std::move(site.stick.files()[0]));
    QCOMPARE(policy.error().code, ErrorCode::BadArgument); // a person's store is no machine's
}

void StoreKeeperTest::onlyModelsThatTheInstitutionAllows()
{
    Site site;
    site.managed.policy.models = { false, { "kr.go.example.other" } };
    site.trust();
    QCOMPARE(site.install(), Fault::NotAllowed);
    QVERIFY(site.isEmpty());
    site.managed.policy.models = { false, { site.stick.manifest.id } };
    QCOMPARE(site.install(), Fault::None);
}

void StoreKeeperTest::whatDoesNotFitStaysOutside()
{
    Site site;
    site.stick.manifest.memoryBytes = uint64_t { 1 } << 60;
    site.trust();
    QCOMPARE(site.install(), Fault::DoesNotFit);
    QCOMPARE(storage::faultOf(lookInto(site.path(), site.stick.files()).error()), Fault::DoesNotFit);
    QVERIFY(site.isEmpty());

    Site small;
    small.stick.manifest.memoryBytes = 1 << 20;
    small.trust();
    QVERIFY(lookInto(small.path(), small.stick.files()).ok());
    QCOMPARE(small.install(), Fault::None);
}

void StoreKeeperTest::anotherLicenceWasAccepted()
{
    Site site;
    site.trust();
    storage::Digest other = site.stick.digest();
    other[0] ^= 1;
    QCOMPARE(site.install(other), Fault::LicenceNotAccepted);
    QCOMPARE(site.install({}), Fault::LicenceNotAccepted);
    QVERIFY(site.isEmpty());
}

void StoreKeeperTest::everyRefusalIsInTheLog()
{
    Site site;
    site.trust();
    QCOMPARE(site.install({}), Fault::LicenceNotAccepted);
    QCOMPARE(site.install(), Fault::None);
    QCOMPARE(site.install(), Fault::AlreadyInstalled);
    const auto file = openForReading(storage::auditDir(site.path()) + "/log");
    QVERIFY(file.ok());
    const auto bytes = readAll(*file, storage::kMostLogBytes);
    QVERIFY(bytes.ok());
    QStringList acts;
    storage::forEachRecord(storage::viewLog(*bytes).value(), [&](const storage::AuditRecord& record) {
        if (record.kind == storage::RecordKind::Act && record.act.action >= storage::AuditAction::PackageInstalled)
            acts << QStringLiteral("%1 %2 %3").arg(QString::fromLatin1(storage::auditActionName(record.act.action))).arg(static_cast<int>(record.act.result)).arg(record.act.fault);
    });
    QCOMPARE(acts, (QStringList { QStringLiteral("package-refused 2 82"), QStringLiteral("licence-accepted 0 0"), QStringLiteral("package-installed 1 0"),
        QStringLiteral("package-installed 0 0"), QStringLiteral("licence-accepted 0 0"), QStringLiteral("package-installed 1 0"), QStringLiteral("package-installed 2 87") }));
}

void StoreKeeperTest::auditorsReadTheLogAndNothingElse()
{
    if (geteuid() != 0)
        QSKIP("needs root: files are given to a group");
    constexpr gid_t kGroup = 65534;
    if (const pid_t child = fork(); child == 0)
        _exit(setgroups(0, nullptr) == 0 && setgid(kGroup) == 0 && setuid(4321) == 0 ? 0 : 1);
    else if (int status = 1; ::waitpid(child, &status, 0) != child || status != 0)
        QSKIP("this root may not become somebody else: nobody reads a log here");
    Site site;
    site.trust();
    const storage::PackageStore store(site.path());
    letGroupRead(store, kGroup); // before there is a log, as the service does
    QCOMPARE(site.install(), Fault::None);
    letGroupRead(store, kGroup);
    QVERIFY(QFile::setPermissions(site.folder.path(), QFile::Permissions(0x7755)));
    const auto reads = [&](const std::string& path) {
        const pid_t child = fork();
        if (child == 0)
            _exit(setgroups(0, nullptr) == 0 && setgid(kGroup) == 0 && setuid(4321) == 0 && openForReading(path).ok() ? 0 : 1);
        int status = 1;
        ::waitpid(child, &status, 0);
        return status == 0;
    };
    const std::string audit = storage::auditDir(site.path());
    QVERIFY(reads((audit + "/" + storage::kLogName)));
    QVERIFY(!reads(site.path() + "/audit.key"));
    for (const QFileInfo& file : QDir(QString::fromStdString(audit)).entryInfoList(QDir::Files))
        QVERIFY2(file.filePath().toStdString() == (audit + "/" + storage::kLogName) || !reads(file.filePath().toStdString()), qPrintable(file.fileName()));
    QVERIFY(storage::verifyLogFile((audit + "/" + storage::kLogName), {}).ok());
}

QTEST_GUILESS_MAIN(StoreKeeperTest)
#include "store_keeper_test.moc"
