// administration_test.cpp - What administrators and auditors do in the window, on real stores and logs: installing, refusing, trusting, policies, records.
#include "tests/app/real_desk.h"
#include "tests/app/signed_policy.h"
#include "tests/storage/audit_fixture.h"
#include "tests/storage/package_fixture.h"
#include "tests/support/fixtures.h"

#include "app/services/administration_private.h"
#include "storage/crypto/recovery_key.h"

using namespace sillok;
using namespace sillok::app;
using namespace sillok::test;
using sillok::storage::Fault;

namespace {

constexpr uint64_t kFarS = 4'000'000'000;  ///< for what must hold by the clock of whoever runs this, whenever that is

/// A computer with a machine's store, a person's own, and a stick.
struct Computer {
    QTemporaryDir folder;
    Roles roles { Office::Administrator };
    SamplePackage stick;
    Problem problem;                       ///< of the last work
    std::unique_ptr<Administration> administration;

    QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }

    explicit Computer(bool trusted = true)
    {
        stick.manifest.kind = storage::PackageKind::Ocr; // nothing that an engine would have to open
        stick.manifest.issuedSeconds = kNow - kDay;
        stick.manifest.expiresSeconds = kFarS;
        stick.manifest.licence = { "Research-only", "licence.txt", false };
        stick.add("licence.txt", { 'f', 'o', 'r', ' ', 'u', 's' }, storage::FileRole::Licence);
        QDir().mkpath(path("machine"));
        writeRoot();
        if (trusted)
            trust();
        administration = std::make_unique<Administration>(places());
    }
    AdministrationPlaces places() const
    {
        AdministrationPlaces places;
        places.policy.storeFolder = path("machine").toStdString();
        places.policy.policyFile = path("policy.skp").toStdString();
        places.policy.trust = [store = places.policy.storeFolder] { return loadTrust(store); };
        places.policy.roles = [this] { return roles; };
        places.policy.sandboxDegraded = [] { return false; };
        places.ownStore = path("own").toStdString();
        places.engineProgram = programPath("/sillok-engine");
        return places;
    }
    void write(const char* name, const std::vector<uint8_t>& bytes) const
    {
        ManagedComputer::write(path(name), { reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()) });
    }
    std::vector<uint8_t> rootDocument() const
    {
        storage::Root root = ourInstitution().rootContent();
        root.expires = kFarS;
        return ourInstitution().signedRoot(root);
    }
    void writeRoot() const { write("root.skd", rootDocument()); }
    QString rootDigest() const { return QString::fromStdString(storage::writeDigest(storage::rootDigest(rootDocument()).value())); }
    void trust() const
    {
        const auto document = rootDocument();
        const auto state = storage::TrustState::begin(document, storage::rootDigest(document).value(), kNow);
        if (!state.ok() || !storage::TrustFile(path("machine").toStdString()).save(*state).ok())
            qFatal("the trust of the test could not be written");
    }
    /// The stick's package, signed by everybody who has to.
    QString writePackage()
    {
        const std::string text = storage::writeManifest(stick.manifest).value();
        stick.content.document = ourInstitution().signedManifest(asBytes(text));
        stick.content.files.clear();
        for (const auto& bytes : stick.contents)
            stick.content.files.push_back(readerOf(bytes));
        if (!storage::writePackage(stick.content, stick.path, {}).ok())
            qFatal("the package of the test could not be written");
        return QString::fromStdString(stick.path);
    }
    void writeCatalog(bool listed) const
    {
        storage::Catalog catalog = ourInstitution().catalogContent();
        catalog.expires = kFarS;
        const std::string text = storage::writeManifest(stick.manifest).value();
        if (listed)
            catalog.packages.push_back({ stick.manifest.id, stick.manifest.version, storage::manifestDigest(asBytes(text)).value() });
        write("catalog.skd", ourInstitution().signedCatalog(catalog));
    }
    QString writePolicy(const Policy& policy, uint64_t version) const
    {
        write("new.skp", signedPolicy({ version, ourInstitution().name, kNow - kDay, kFarS, policy }));
        return path("new.skp");
    }
    /// Waits for a signal after `work`; its arguments, or none after a problem, which is kept.
    template <typename Signal, typename Work>
    QList<QVariant> after(Signal signal, const Work& work)
    {
        QSignalSpy spy(administration.get(), signal), problems(administration.get(), &Administration::problem);
        work();
        RealDesk::waitFor([&] { return !spy.isEmpty() || !problems.isEmpty(); });
        RealDesk::waitFor([&] { return !administration->busy(); });
        problem = problems.isEmpty() ? Problem {} : problems[0][0].value<Problem>();
        return spy.isEmpty() ? QList<QVariant>() : spy[0];
    }
    Fault fault() const { return static_cast<Fault>(problem.fault); }
    PackageLook inspect(const QString& file)
    {
        const auto found = after(&Administration::inspected, [&] { administration->inspect(file, StorePlace::Machine); });
        return found.isEmpty() ? PackageLook {} : found[0].value<PackageLook>();
    }
    bool install(const QString& file, const QByteArray& accepted)
    {
        return !after(&Administration::installed, [&] { administration->install(file, StorePlace::Machine, accepted); }).isEmpty();
    }
    bool accept(const QStringList& files)
    {
        return !after(&Administration::trustChanged, [&] { administration->acceptTrust(StorePlace::Machine, files); }).isEmpty();
    }
    bool setPolicy(const Policy& policy, uint64_t version = 1)
    {
        const QString file = writePolicy(policy, version);
        return !after(&Administration::policySet, [&] { administration->setPolicy(file); }).isEmpty();
    }
    /// A trusting machine whose policy allows everything, with the package in its catalog.
    QString readyPackage()
    {
        const QString file = writePackage();
        writeCatalog(true);
        return accept({ path("catalog.skd") }) && setPolicy(generousPolicy()) ? file : QString();
    }
    RecordPage records(const LogPlace& place, const RecordFilter& filter = {})
    {
        if (after(&Administration::logOpened, [&] { administration->openLog(place); }).isEmpty())
            return {};
        return after(&Administration::recordsListed, [&] { administration->listRecords(filter, 0, 100); })[0].value<RecordPage>();
    }
    std::optional<LogVerdict> check(const LogCheckOrder& order)
    {
        const auto found = after(&Administration::logChecked, [&] { administration->checkLog(order); });
        return found.isEmpty() ? std::nullopt : std::optional(found[0].value<LogVerdict>());
    }
};

const LogPlace kMachineLog { LogPlace::Kind::MachineStore };

} // namespace

class AdministrationTest : public QObject {
    Q_OBJECT

private slots:
    void aPackageIsShownAcceptedAndRemoved();
    void aModelIsAskedItsQuestions();
    void aStoppedInstallationGoesOn();
    void ratesAreThoseOfThisTry();
    void whatIsRefusedHasItsReason();
    void trustBeginsWithTheDigestThatWasTold();
    void aPolicyIsShownBeforeItHolds();
    void everyOfficeDoesItsOwn();
    void aLongLogIsLeafedThrough();
    void theFirstFaultIsLocated();
    void theExportProvesWhereTheLogStood();
    void theOpenVaultKnowsItsLog();
};

void AdministrationTest::aPackageIsShownAcceptedAndRemoved()
{
    Computer c;
    c.stick.add("data.bin", noise(3 * storage::kLeafBytes, 9));
    const QString file = c.readyPackage();
    QVERIFY(!file.isEmpty());
    const PackageLook look = c.inspect(file);
    QVERIFY2(!look.refusal, look.refusal ? qPrintable(look.refusal->detail) : "");
    QCOMPARE(look.package.id, QStringLiteral("kr.go.example.model"));
    QCOMPARE(look.licenceText, QStringLiteral("for us"));
    QVERIFY(!look.package.commercialUse && look.package.allowed);
    QStringList offices;
    for (const SignerShown& signer : look.signers)
        offices << QString::number(static_cast<int>(signer.office)) + (signer.fingerprint.size() > 10 ? "" : "!");
    QCOMPARE(offices, QStringList({ "1", "1", "2" })); // two release keys and the institution's

    QVERIFY(!c.install(file, QByteArray(32, 'x'))); // another licence than the one that was shown
    QCOMPARE(c.fault(), Fault::LicenceNotAccepted);
    QVERIFY(c.administration->state().find(StorePlace::Machine)->packages.isEmpty());
    QSignalSpy progress(c.administration.get(), &Administration::progressed);
    QVERIFY2(c.install(file, look.digest), qPrintable(c.problem.detail));
    qint64 copied = 0, checked = 0;
    for (const auto& one : progress) {
        const auto now = one[0].value<InstallProgress>();
        (now.step == InstallStep::Copying ? copied : checked) = now.done;
        QVERIFY(now.done <= now.all);
    }
    QCOMPARE(copied, look.package.sizeBytes); // every step is seen to end
    QCOMPARE(checked, look.package.sizeBytes);
    QCOMPARE(c.administration->state().find(StorePlace::Machine)->packages.size(), 1);
    QVERIFY(c.administration->state().find(StorePlace::Machine)->packages[0].mayRun);
    QVERIFY(!c.after(&Administration::verified, [&] { c.administration->verify(StorePlace::Machine, look.package.id, 3); }).isEmpty());

    c.roles = Roles { Office::Auditor };
    RecordFilter accepted;
    accepted.action = static_cast<int>(storage::AuditAction::LicenceAccepted);
    const RecordPage page = c.records(kMachineLog, accepted);
    QCOMPARE(page.records.size(), 1);
    QCOMPARE(page.records[0].counts.value(0), 1u); // it does not allow commercial use, and the person said yes to that
    c.roles = Roles { Office::Administrator };
    QVERIFY(!c.after(&Administration::removed, [&] { c.administration->remove(StorePlace::Machine, look.package.id, 3); }).isEmpty());
    QVERIFY(c.administration->state().find(StorePlace::Machine)->packages.isEmpty());
}

void AdministrationTest::aModelIsAskedItsQuestions()
{
    const std::string model = readText(qEnvironmentVariable("SILLOK_SHARED").toStdString() + "/fixtures/models/stories260K-BF16.gguf");
    if (model.empty())
        QSKIP("SILLOK_SHARED has no stories260K: no model is tried out");
    Computer c;
    c.stick.manifest.kind = storage::PackageKind::Model;
    c.stick.add("model.gguf", { model.begin(), model.end() });
    const QString file = c.readyPackage();
    Policy floored = generousPolicy();
    floored.floorRight = 50;
    QVERIFY(c.setPolicy(floored, 2));
    QSignalSpy progress(c.administration.get(), &Administration::progressed);
    QVERIFY2(c.install(file, c.inspect(file).digest), qPrintable(c.problem.detail));
    const auto last = progress.last()[0].value<InstallProgress>();
    QCOMPARE(last.step, InstallStep::Questions);
    QCOMPARE(last.done, qint64(12));
    QCOMPARE(last.all, qint64(12));
    const PackageShown shown = c.administration->state().find(StorePlace::Machine)->packages.value(0);
    QCOMPARE(shown.questions, 12);
    QVERIFY(shown.tokensPerSecond > 0);
    QVERIFY(shown.right < 6 && shown.belowFloor); // it tells stories in English
}

void AdministrationTest::aStoppedInstallationGoesOn()
{
    Computer c;
    c.stick.add("data.bin", std::vector<uint8_t>(128 * storage::kLeafBytes, 7));
    const QString file = c.readyPackage();
    const QByteArray accepted = c.inspect(file).digest;
    const auto stopping = QObject::connect(c.administration.get(), &Administration::progressed, c.administration.get(), &Administration::cancel);
    QVERIFY(!c.install(file, accepted));
    QCOMPARE(c.problem.code, ErrorCode::Cancelled);
    QObject::disconnect(stopping);
    QVERIFY(c.administration->state().find(StorePlace::Machine)->packages.isEmpty());
    QVERIFY(!QDir(c.path("machine/staging")).isEmpty());
    QVERIFY2(c.install(file, accepted), qPrintable(c.problem.detail));
    QCOMPARE(c.administration->state().find(StorePlace::Machine)->packages.size(), 1);
}

void AdministrationTest::ratesAreThoseOfThisTry()
{
    QList<InstallProgress> told;
    StoreTeller teller([&](const InstallProgress& progress) { told.append(progress); });
    const auto begin = StoreTeller::Clock::now();
    constexpr uint64_t kMiB = 1 << 20;
    teller.at(InstallStep::Copying, 500 * kMiB, 1000 * kMiB, begin); // half of it was copied before
    for (uint64_t second = 1; second <= 10; ++second)
        teller.at(InstallStep::Copying, (500 + 10 * second) * kMiB, 1000 * kMiB, begin + std::chrono::seconds(second));
    QCOMPARE(told.first().secondsLeft, -1); // nothing is claimed yet
    QCOMPARE(told.last().bytesPerSecond, 10.0 * kMiB);
    QCOMPARE(told.last().secondsLeft, 40);
    const auto count = told.size();
    teller.at(InstallStep::Copying, 601 * kMiB, 1000 * kMiB, begin + std::chrono::milliseconds(10'010));
    QCOMPARE(told.size(), count); // not more often than anybody could read
    teller.at(InstallStep::Copying, 1000 * kMiB, 1000 * kMiB, begin + std::chrono::milliseconds(10'020));
    QCOMPARE(told.last().done, told.last().all);
    teller.at(InstallStep::Questions, 1, 12, begin + std::chrono::seconds(11));
    QCOMPARE(told.last().bytesPerSecond, 0.0);
    QCOMPARE(told.last().secondsLeft, -1);
}

void AdministrationTest::whatIsRefusedHasItsReason()
{
    Computer c(false);
    const QString file = c.writePackage();
    const auto reasonOf = [&](const QString& path) { return static_cast<Fault>(c.inspect(path).refusal.value_or(Problem {}).fault); };
    QCOMPARE(reasonOf(file), Fault::NoRoot);
    QVERIFY(c.inspect(file).signers.isEmpty() && c.inspect(file).package.id.isEmpty()); // nobody is trusted yet, so nothing of it is believed
    c.trust();
    QCOMPARE(reasonOf(file), Fault::NoCatalog);
    QVERIFY(!c.inspect(file).signers.isEmpty()); // what it says of itself is shown beside the reason
    c.writeCatalog(false);
    QVERIFY(c.accept({ c.path("catalog.skd") }));
    QCOMPARE(reasonOf(file), Fault::NotInCatalog);
    c.write("noise.skpkg", noise(50'000, 4));
    QCOMPARE(reasonOf(c.path("noise.skpkg")), Fault::WrongMagic);
    QCOMPARE(c.inspect(c.path("nothing.skpkg")).refusal->code, ErrorCode::NotFound);
    QVERIFY(c.inspect(c.path("noise.skpkg")).digest.isEmpty()); // there is nothing to accept

    Computer strict;
    const QString listed = strict.readyPackage();
    Policy others = generousPolicy();
    others.models = { false, { "kr.go.example.other" } };
    QVERIFY(strict.setPolicy(others, 2));
    const PackageLook look = strict.inspect(listed);
    QCOMPARE(static_cast<Fault>(look.refusal->fault), Fault::NotAllowed);
    QVERIFY(!look.package.allowed && look.digest.isEmpty());
}

void AdministrationTest::trustBeginsWithTheDigestThatWasTold()
{
    Computer c(false);
    c.writeCatalog(false);
    const auto begin = [&](const QString& digest) {
        return !c.after(&Administration::trustChanged, [&] { c.administration->beginTrust(StorePlace::Machine, c.path("root.skd"), digest); }).isEmpty();
    };
    QVERIFY(!begin(QStringLiteral("not a digest")));
    QCOMPARE(c.problem.code, ErrorCode::BadArgument);
    QVERIFY(!begin(QString(64, u'a')));
    QCOMPARE(c.fault(), Fault::OtherRoot);
    QString typed = c.rootDigest().toUpper();
    typed.insert(32, QStringLiteral(" - ")); // as people read it to each other
    QVERIFY2(begin(typed), qPrintable(c.problem.detail));
    QVERIFY(!begin(typed));
    QCOMPARE(c.problem.code, ErrorCode::AlreadyExists);
    TrustShown trust = c.administration->state().find(StorePlace::Machine)->trust;
    QCOMPARE(trust.institution, QStringLiteral("kr.go.example"));
    QCOMPARE(trust.catalogVersion, qint64(0));
    QVERIFY(c.accept({ c.path("catalog.skd") }));
    trust = c.administration->state().find(StorePlace::Machine)->trust;
    QCOMPARE(trust.catalogVersion, qint64(1));
    QVERIFY(!trust.frozen && !trust.rootExpired);
    QVERIFY(!c.accept({ c.path("root.skd") }));
    QCOMPARE(c.fault(), Fault::NotSuccessor);
}

void AdministrationTest::aPolicyIsShownBeforeItHolds()
{
    Computer c;
    Policy first = generousPolicy();
    first.idleMinutes = 10;
    const auto preview = [&](const QString& file) {
        return c.after(&Administration::policyPreviewed, [&] { c.administration->previewPolicy(file); })[0].value<PolicyLook>();
    };
    const PolicyLook look = preview(c.writePolicy(first, 4));
    QVERIFY(!look.refusal);
    QCOMPARE(look.versionBefore, qint64(0)); // none holds
    QVERIFY(look.before == Policy());        // so the strictest rules do
    QVERIFY(look.after == first);
    QCOMPARE(look.version, qint64(4));
    QCOMPARE(look.signers.size(), 1);
    QVERIFY(!QFile::exists(c.path("policy.skp"))); // looking changes nothing
    QVERIFY(c.setPolicy(first, 4));
    QCOMPARE(c.administration->state().managed.version, uint64_t(4));
    QCOMPARE(c.administration->state().managed.policy.idleMinutes, 10);
    const PolicyLook older = preview(c.writePolicy(generousPolicy(), 3));
    QCOMPARE(static_cast<Fault>(older.refusal->fault), Fault::Rollback);
    c.write("unsigned.skp", noise(900, 3));
    QCOMPARE(static_cast<Fault>(preview(c.path("unsigned.skp")).refusal->fault), Fault::WrongMagic);
    QVERIFY(!c.setPolicy(generousPolicy(), 3));
    QCOMPARE(c.fault(), Fault::Rollback);
}

void AdministrationTest::everyOfficeDoesItsOwn()
{
    Computer c;
    const QString file = c.readyPackage();
    const QByteArray accepted = c.inspect(file).digest;
    QVERIFY(c.install(file, accepted));
    for (const Office office : { Office::Staff, Office::Administrator, Office::Auditor }) {
        c.roles = Roles { office };
        c.after(&Administration::looked, [&] { c.administration->look(); });
        const StoreShown* const store = c.administration->state().find(StorePlace::Machine);
        const bool administers = office == Office::Administrator;
        QCOMPARE(store->packages.size(), 1); // every office sees what is installed
        QVERIFY(store->mayInstall == administers && store->mayRemove == administers && store->mayTrust == administers);
        QCOMPARE(c.administration->state().find(StorePlace::Own) != nullptr, office == Office::Staff);
        QCOMPARE(c.setPolicy(generousPolicy(), 2 + static_cast<uint64_t>(office)), administers);
        QVERIFY(administers || c.fault() == Fault::NotPermitted);
        QCOMPARE(c.records(kMachineLog).chosen > 0, office != Office::Administrator); // show-audit
        QVERIFY(c.check({ kMachineLog }));                                             // verify-audit
        const QString out = c.path("out") + QString::number(static_cast<int>(office));
        const bool exported = !c.after(&Administration::logExported, [&] { c.administration->exportLog(kMachineLog, out, ExportReason::Duty); }).isEmpty();
        QCOMPARE(exported, office == Office::Auditor);
        QCOMPARE(QFile::exists(out), exported);
    }
    c.roles = Roles { Office::Staff };
    QVERIFY(c.after(&Administration::removed, [&] { c.administration->remove(StorePlace::Machine, "kr.go.example.model", 3); }).isEmpty());
    QCOMPARE(c.fault(), Fault::NotPermitted);
}

void AdministrationTest::aLongLogIsLeafedThrough()
{
    const LongLog log(storage::ProfileId::Modern, 100'000, 1000, UINT64_MAX);
    Computer c;
    c.roles = Roles { Office::Auditor };
    c.write("log", log.file(log.frames.size()));
    const LogPlace place { LogPlace::Kind::File, c.path("log") };
    const auto opened = c.after(&Administration::logOpened, [&] { c.administration->openLog(place); });
    QCOMPARE(opened[0].value<LogShown>().records, static_cast<qint64>(log.frames.size()));
    QCOMPARE(opened[0].value<LogShown>().accounts, QList<quint32>({ 1000 }));
    QList<qint64> took;
    for (const qint64 from : { qint64(0), qint64(50'000), qint64(99'800), qint64(1), qint64(70'000) }) {
        QElapsedTimer timer;
        timer.start();
        const auto page = c.after(&Administration::recordsListed, [&] { c.administration->listRecords({}, from, 200); })[0].value<RecordPage>();
        took.append(timer.elapsed());
        QCOMPARE(page.records.size(), 200);
        QCOMPARE(page.records[0].sequence, static_cast<qint64>(log.frames.size()) - 1 - from); // the newest first
    }
    std::ranges::sort(took);
    qInfo("a page of 200 of %zu records: %lld ms (median of 5)", log.frames.size(), took[2]);
    QVERIFY(took[2] < 50);
    RecordFilter exports;
    exports.action = static_cast<int>(storage::AuditAction::ChatExported);
    qint64 truth = 0;
    for (const storage::Frame& frame : log.frames) {
        const auto record = storage::readRecord(frame).value();
        truth += record.kind == storage::RecordKind::Act && record.act.action == storage::AuditAction::ChatExported ? 1 : 0;
    }
    auto page = c.after(&Administration::recordsListed, [&] { c.administration->listRecords(exports, truth - 1, 5); })[0].value<RecordPage>();
    QCOMPARE(page.chosen, truth);
    QCOMPARE(page.records.size(), 1); // the oldest of them
    QCOMPARE(page.records[0].sequence, qint64(1));
    RecordFilter window;
    window.from = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(kSomeDayMs) + 10); // record n was made at millisecond n
    window.to = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(kSomeDayMs) + 20);
    page = c.after(&Administration::recordsListed, [&] { c.administration->listRecords(window, 0, 100); })[0].value<RecordPage>();
    QCOMPARE(page.records.size(), 10);
    QCOMPARE(page.records.last().sequence, qint64(10));
    RecordFilter nobody;
    nobody.account = 4711;
    page = c.after(&Administration::recordsListed, [&] { c.administration->listRecords(nobody, 0, 100); })[0].value<RecordPage>();
    QCOMPARE(page.chosen, qint64(0));
}

void AdministrationTest::theFirstFaultIsLocated()
{
    const LongLog log(storage::ProfileId::Modern, 20'000, 500, UINT64_MAX);
    Computer c;
    c.roles = Roles { Office::Auditor };
    std::vector<uint8_t> bytes = log.file(log.frames.size());
    c.write("log", bytes);
    const storage::Secret text = storage::writeRecoveryKey(log.firstKey).value();
    c.write("first.key", { text.bytes().begin(), text.bytes().end() });
    const LogPlace place { LogPlace::Kind::File, c.path("log") };
    QSignalSpy progress(c.administration.get(), &Administration::logProgressed);
    auto verdict = c.check({ place, c.path("first.key") });
    QVERIFY2(verdict && verdict->fault == 0 && verdict->everyRecord && !verdict->endKnown, qPrintable(c.problem.detail));
    QCOMPARE(verdict->records, static_cast<qint64>(log.frames.size()));
    QVERIFY(progress.count() > 10);
    const size_t at = bytes.size() - (log.frames.size() - 12'345) * storage::kFrameBytes;
    bytes[at + 60] ^= 1; // of record 12,345
    c.write("log", bytes);
    verdict = c.check({ place, c.path("first.key") });
    QVERIFY(verdict && verdict->fault != 0);
    QCOMPARE(verdict->faultRecord, qint64(12'345));
    QCOMPARE(verdict->faultOffset, static_cast<qint64>(at));
    QCOMPARE(verdict->records, qint64(12'345));
    verdict = c.check({ { LogPlace::Kind::File, c.path("no log") } });
    QCOMPARE(static_cast<Fault>(verdict->fault), Fault::LogMissing);
    QVERIFY(!c.check({ place, c.path("no key") }));
    QCOMPARE(c.problem.during, Problem::During::Audit);
}

void AdministrationTest::theExportProvesWhereTheLogStood()
{
    Computer c;
    QVERIFY(!c.readyPackage().isEmpty());
    c.roles = Roles { Office::Auditor };
    const auto exported = c.after(&Administration::logExported, [&] { c.administration->exportLog(kMachineLog, c.path("log.jsonl"), ExportReason::Submission); });
    QVERIFY2(!exported.isEmpty(), qPrintable(c.problem.detail));
    const QString checkpoint = exported[1].toString();
    QVERIFY(QFile::exists(checkpoint));
    RecordFilter reasons;
    reasons.action = static_cast<int>(storage::AuditAction::ExportReasonGiven);
    const RecordPage page = c.records(kMachineLog, reasons);
    QCOMPARE(page.records.size(), 1);
    QCOMPARE(page.records[0].counts.value(0), static_cast<quint32>(ExportReason::Submission));
    const auto whole = c.check({ kMachineLog, {}, { checkpoint } });
    QVERIFY(whole && whole->fault == 0 && whole->endKnown);
    // Cut back behind the first records: only the checkpoint knows that there were more.
    QFile log(c.path("machine/audit/log"));
    QVERIFY(log.resize(log.size() - 6 * static_cast<qint64>(storage::kFrameBytes)));
    const auto cut = c.check({ kMachineLog, {}, { checkpoint } });
    QVERIFY(cut && cut->fault != 0);
    QVERIFY(c.after(&Administration::logExported, [&] { c.administration->exportLog(kMachineLog, c.path("log.jsonl"), ExportReason::Duty); }).isEmpty());
}

void AdministrationTest::theOpenVaultKnowsItsLog()
{
    RealDesk real;
    QVERIFY(real.create());
    Administration& administration = real.desk.administration();
    QSignalSpy checked(&administration, &Administration::logChecked), exported(&administration, &Administration::logExported);
    administration.checkLog({ LogPlace {} });
    QVERIFY(checked.wait(kWaitMs));
    const auto verdict = checked[0][0].value<LogVerdict>();
    QVERIFY(verdict.fault == 0 && verdict.everyRecord && verdict.endKnown);
    administration.exportLog(LogPlace {}, real.folder.filePath("log.jsonl"), ExportReason::Duty);
    QVERIFY(exported.wait(kWaitMs));
    QSignalSpy listed(&administration, &Administration::recordsListed);
    administration.openLog(LogPlace {});
    administration.listRecords({}, 0, 3);
    QVERIFY(listed.wait(kWaitMs));
    const auto page = listed[0][0].value<RecordPage>();
    QCOMPARE(page.records[0].action, static_cast<int>(storage::AuditAction::LogExported));
}

QTEST_GUILESS_MAIN(AdministrationTest)
#include "administration_test.moc"
