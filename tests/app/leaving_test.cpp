// leaving_test.cpp - What leaves the vault on paper or as a file: reasons, printers, numbers of persons, and what the audit log keeps of it;
// and which model may be the one that answers.
#include "tests/app/managed_desk.h"

#include "app/platform/printer.h"
#include "app/policy/model_rules.h"
#include "app/services/acceptance.h"
#include "storage/audit/export.h"
#include "storage/audit/log_files.h"
#include "storage/audit/verifier.h"
#include "storage/installed/package_store.h"

#include <thread>

using namespace sillok;
using namespace sillok::app;
using sillok::storage::AuditAction;
using sillok::storage::Fault;
using sillok::test::generousPolicy;
using sillok::test::kWaitMs;
using sillok::test::Managed;
using sillok::test::RealDesk;

namespace {

// Invented, and valid only in form: born on 1 January 1990.
const QString kWithNumber = QStringLiteral("담당자 주민등록번호 900101-1234567 이다.");
const QString kQuestion = QStringLiteral("관용 차량 주차 요금은 하루 얼마인가?");

/// A print system whose programs write what they are given into its folder.
struct PrintSystem {
    QTemporaryDir folder;

    explicit PrintSystem(const char* printers = "hall\noffice\n", const char* lp = "cat > \"$here/job.pdf\"; echo \"$*\" > \"$here/words\"")
    {
        program("lpstat", QByteArray("case \"$1\" in -e) printf '") + printers + "';; -d) echo 'system default destination: office';; esac");
        program("lp", lp);
    }
    void program(const char* name, const QByteArray& body) const
    {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no room for a script");
        file.write("#!/bin/sh\nhere=$(dirname \"$0\")\n" + body + "\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    PrintPrograms programs() const { return { folder.filePath(QStringLiteral("lp")).toStdString(), folder.filePath(QStringLiteral("lpstat")).toStdString() }; }
    QByteArray content(const char* name) const
    {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

/// The acts of a closed vault that have one of these actions: its name, how it ended, its first count.
QStringList actsIn(const QString& vault, std::initializer_list<AuditAction> wanted)
{
    const auto file = openForReading(storage::auditDir(vault.toStdString()) + "/log");
    const auto bytes = file.ok() ? readAll(*file, storage::kMostLogBytes) : Result<std::vector<uint8_t>>(file.error());
    QStringList acts;
    if (bytes.ok())
        storage::forEachRecord(storage::viewLog(*bytes).value(), [&](const storage::AuditRecord& record) {
            if (record.kind == storage::RecordKind::Act && std::ranges::find(wanted, record.act.action) != wanted.end())
                acts << QStringLiteral("%1 %2 %3").arg(QString::fromLatin1(storage::auditActionName(record.act.action))).arg(static_cast<int>(record.act.result)).arg(record.act.counts[0]);
        });
    return acts;
}

void lock(Managed& managed)
{
    QSignalSpy finished(&managed.real.desk, &Desk::lockFinished);
    managed.real.desk.lock();
    QVERIFY(RealDesk::waitFor([&] { return !finished.isEmpty(); }));
}

} // namespace

class LeavingTest : public QObject {
    Q_OBJECT
private slots:
    void printersAreListedTheStandardOneFirst();
    void aComputerWithoutAPrintSystemHasNoPrinters();
    void theFileGoesThroughThePipeAlone();
    void whatAPrinterMayNotBeCalled();
    void aPrinterThatTakesNothing();
    void aChatIsPrintedAndRecorded();
    void printingNeedsLeave();
    void aFileNeedsAReason();
    void tablesWithNumbersAreAskedAbout();
    void theGuardIsInTheLog();
    void documentsKeptOutsideAreInTheLog();
    void belowTheFloorIsNoDefault();
};

void LeavingTest::printersAreListedTheStandardOneFirst()
{
    const PrintSystem system;
    const auto names = printerNames(system.programs());
    QVERIFY(names.ok());
    QCOMPARE(*names, (std::vector<std::string> { "office", "hall" }));
}

void LeavingTest::aComputerWithoutAPrintSystemHasNoPrinters()
{
    const auto names = printerNames({ "/nowhere/lp", "/nowhere/lpstat" });
    QVERIFY(names.ok() && names->empty());
    QCOMPARE(printPdf("%PDF", "office", "Sillok", {}, { "/nowhere/lp", "/nowhere/lpstat" }).error().code, ErrorCode::NotFound);
}

void LeavingTest::theFileGoesThroughThePipeAlone()
{
    const PrintSystem system;
    const std::string large(3 << 20, 'x');  // more than a pipe holds
    QVERIFY(printPdf(large, "office", "Sillok", {}, system.programs()).ok());
    QCOMPARE(system.content("job.pdf").size(), qsizetype(large.size()));
    QCOMPARE(system.content("words").trimmed(), QByteArray("-d office -t Sillok -"));
}

void LeavingTest::whatAPrinterMayNotBeCalled()
{
    const PrintSystem system;
    for (const char* const name : { "", "-o raw", "two words", "a/b", "line\nbreak" })
        QCOMPARE(printPdf("%PDF", name, "Sillok", {}, system.programs()).error().code, ErrorCode::BadArgument);
    QVERIFY(system.content("words").isEmpty());
}

void LeavingTest::aPrinterThatTakesNothing()
{
    const PrintSystem refusing("hall\n", "exit 1");
    QCOMPARE(printPdf(std::string(1 << 20, 'x'), "hall", "Sillok", {}, refusing.programs()).error().code, ErrorCode::Unsupported);
    const PrintSystem hanging("hall\n", "sleep 60");
    std::stop_source stop;
    std::jthread later([&] {
        QThread::msleep(200);
        stop.request_stop();
    });
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(printPdf(std::string(1 << 20, 'x'), "hall", "Sillok", stop.get_token(), hanging.programs()).error().code, ErrorCode::Cancelled);
    QVERIFY(clock.elapsed() < 10'000);
}

void LeavingTest::aChatIsPrintedAndRecorded()
{
    const PrintSystem system;
    Managed managed(generousPolicy(), system.folder.path());
    QVERIFY(managed.create());
    managed.real.ask(kQuestion, 0);
    QSignalSpy listed(&managed.real.desk, &Desk::printersListed);
    managed.real.desk.listPrinters();
    QVERIFY(listed.wait(kWaitMs));
    QCOMPARE(listed[0][0].toStringList(), (QStringList { QStringLiteral("office"), QStringLiteral("hall") }));
    ExportOrder order = managed.order(ExportFormat::Hwpx);
    order.path = QStringLiteral("hall");
    QSignalSpy printed(&managed.real.desk, &Desk::printed);
    managed.real.desk.printChat(order);
    QVERIFY(printed.wait(kWaitMs));
    QVERIFY(system.content("job.pdf").startsWith("%PDF"));
    QVERIFY(!system.content("words").contains(kQuestion.toUtf8()));
    lock(managed);
    QCOMPARE(actsIn(managed.real.desk.vaultDir(), { AuditAction::ChatPrinted }), (QStringList { QStringLiteral("chat-printed 1 0"), QStringLiteral("chat-printed 0 0") }));
}

void LeavingTest::printingNeedsLeave()
{
    const PrintSystem system;
    Policy policy = generousPolicy();
    policy.print = false;
    Managed managed(policy, system.folder.path());
    QVERIFY(managed.create());
    managed.real.ask(kQuestion, 0);
    ExportOrder order = managed.order(ExportFormat::Hwpx);
    order.path = QStringLiteral("hall");
    const auto refused = managed.problemOf([&] { managed.real.desk.printChat(order); });
    QVERIFY(refused && refused->managed && refused->during == Problem::During::Print);
    QCOMPARE(refused->detail, QStringLiteral("policy: print"));
    QVERIFY(system.content("job.pdf").isEmpty());
}

void LeavingTest::aFileNeedsAReason()
{
    Policy policy = generousPolicy();
    policy.exportReason = true;
    Managed managed(policy);
    QVERIFY(managed.create());
    managed.real.ask(kQuestion, 0);
    ExportOrder order = managed.order(ExportFormat::Markdown);
    const auto refused = managed.problemOf([&] { managed.real.desk.exportChat(order); });
    QVERIFY(refused && refused->managed);
    QCOMPARE(refused->detail, QStringLiteral("policy: export_reason"));
    QVERIFY(!QFile::exists(order.path));
    order.reason = ExportReason::Submission;
    QVERIFY(!managed.exported(order).isEmpty());
    const auto tables = managed.problemOf([&] { managed.real.desk.exportTables({ 1, managed.files.filePath(QStringLiteral("t.csv")) }); });
    QCOMPARE(tables->detail, QStringLiteral("policy: export_reason"));
    lock(managed);
    QCOMPARE(actsIn(managed.real.desk.vaultDir(), { AuditAction::ExportReasonGiven }), QStringList { QStringLiteral("export-reason-given 0 4") });
}

void LeavingTest::tablesWithNumbersAreAskedAbout()
{
    Policy policy = generousPolicy();
    policy.guard[static_cast<size_t>(GuardPlace::Export)] = GuardAction::Warn;
    Managed managed(policy);
    QVERIFY(managed.create());
    const CollectionId collection = managed.real.import(QStringLiteral("명단"), { managed.write("list.md", QStringLiteral("| 이름 | 번호 |\n|---|---|\n| 홍길동 | 900101-1234567 |\n")) });
    const QList<DocumentSummary> documents = managed.documentsOf(collection);
    QCOMPARE(documents.size(), 1);
    TablesOrder order { documents[0].id, managed.files.filePath(QStringLiteral("t.csv")) };
    QSignalSpy warned(&managed.real.desk, &Desk::tablesWarned);
    QSignalSpy exported(&managed.real.desk, &Desk::exported);
    managed.real.desk.exportTables(order);
    QVERIFY(warned.wait(kWaitMs));
    QVERIFY(!QFile::exists(order.path) && exported.isEmpty());
    QCOMPARE(warned[0][1].value<GuardFinding>().counts.byKind[0], 1);
    for (const bool covered : { true, false }) {
        order.maskIdentifiers = covered;
        order.replace = true;
        managed.real.desk.exportTables(order);
        QVERIFY(exported.wait(kWaitMs));
        QFile file(order.path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("홍길동"));
        QCOMPARE(text.contains("1234567"), !covered);
    }
}

void LeavingTest::theGuardIsInTheLog()
{
    Policy policy = generousPolicy();
    policy.guard = { GuardAction::Warn, GuardAction::Warn, GuardAction::Block, GuardAction::Off };
    Managed managed(policy);
    QVERIFY(managed.create());
    managed.real.ask(kWithNumber, 0);
    const auto refused = managed.problemOf([&] { managed.real.desk.exportChat(managed.order(ExportFormat::Hwpx)); });
    QVERIFY(refused && refused->detail == QStringLiteral("policy: guard_export"));
    managed.real.import(QStringLiteral("명단"), { managed.write("a.txt", kWithNumber), managed.write("b.txt", QStringLiteral("번호가 없다.")) });
    lock(managed);
    const QStringList acts = actsIn(managed.real.desk.vaultDir(), { AuditAction::GuardWarned, AuditAction::GuardBlocked });
    QCOMPARE(acts.size(), 3);
    QCOMPARE(acts[0], QStringLiteral("guard-warned 0 1"));       // the question
    QVERIFY2(acts[1].startsWith(QStringLiteral("guard-blocked 0 ")), qPrintable(acts[1]));  // the file, question and answer in it
    QCOMPARE(acts[2], QStringLiteral("guard-warned 0 1"));       // the document
}

void LeavingTest::documentsKeptOutsideAreInTheLog()
{
    Policy policy = generousPolicy();
    policy.importFormats = { false, { "txt" } };
    policy.guard[static_cast<size_t>(GuardPlace::Import)] = GuardAction::Block;
    Managed managed(policy);
    QVERIFY(managed.create());
    managed.real.import(QStringLiteral("명단"), { managed.write("a.txt", kWithNumber), managed.write("b.txt", QStringLiteral("번호가 없다.")),
        managed.write("c.html", QStringLiteral("<p>다른 형식</p>")) }); // a format that may not come in is no number that was found
    lock(managed);
    QCOMPARE(actsIn(managed.real.desk.vaultDir(), { AuditAction::GuardWarned, AuditAction::GuardBlocked }), QStringList { QStringLiteral("guard-blocked 0 1") });
}

void LeavingTest::belowTheFloorIsNoDefault()
{
    const QTemporaryDir folder;
    const storage::PackageStore store(folder.path().toStdString());
    QVERIFY(store.prepare().ok());
    ManagedState state;
    state.managed = true;
    const LibraryPlaces places { store.folder(), {} };
    const std::string id = "kr.go.example.model";
    QVERIFY(mayBeDefault(state, places, id).ok()); // nobody set a floor
    state.policy.floorRight = 60;
    state.policy.floorSpeed = 3;
    const auto faultOf = [&](const std::string& name) {
        const auto may = mayBeDefault(state, places, name);
        return may.ok() ? Fault::None : storage::faultOf(may.error());
    };
    QCOMPARE(faultOf(id), Fault::BelowFloor);                     // not installed, so never tried
    QCOMPARE(faultOf("/data/model.gguf"), Fault::BelowFloor);     // a file has no trial

    storage::Manifest manifest;
    manifest.id = id;
    manifest.titleKo = manifest.titleEn = "model";
    manifest.licence.id = "MIT";
    manifest.issuedSeconds = 1;
    manifest.expiresSeconds = 2;
    manifest.files = { { "model.gguf", 1, {}, storage::FileRole::Payload } };
    const auto text = storage::writeManifest(manifest);
    QVERIFY2(text.ok(), text.ok() ? "" : text.error().doing.c_str());
    QVERIFY(QDir().mkpath(QString::fromStdString(store.packageFolder(id, 1))));
    const auto document = storage::writeSignedDocument({ storage::DocumentKind::Manifest, { text->begin(), text->end() }, {} });
    test::ManagedComputer::write(QString::fromStdString(store.packageFolder(id, 1) + "/" + storage::kManifestName),
        QByteArray(reinterpret_cast<const char*>(document.data()), static_cast<qsizetype>(document.size())));
    const auto tried = [&](uint32_t right, double speed) {
        AcceptanceReport report;
        report.questions = 10;
        report.right = right;
        report.generatedTokensPerSecond = speed;
        return saveReport(store, manifest, report).ok() ? faultOf(id) : Fault::NoRoom;
    };
    QCOMPARE(tried(5, 10), Fault::BelowFloor);
    QCOMPARE(tried(6, 2.9), Fault::BelowFloor);
    QCOMPARE(tried(6, 3), Fault::None);
    QCOMPARE(faultOf(id + "@1"), Fault::None);
    QCOMPARE(faultOf(id + "@2"), Fault::BelowFloor);
}

QTEST_MAIN(LeavingTest)
#include "leaving_test.moc"
