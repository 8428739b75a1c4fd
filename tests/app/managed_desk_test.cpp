// managed_desk_test.cpp - Every rule of a policy at work in the real services: with it the act is refused or changed, without it it is done.
#include "tests/app/managed_desk.h"

#include "storage/signing/fault.h"

using namespace sillok;
using namespace sillok::app;
using sillok::storage::Fault;
using sillok::test::generousPolicy;
using sillok::test::kWaitMs;
using sillok::test::Managed;
using sillok::test::ManagedComputer;
using sillok::test::RealDesk;

namespace {

// Invented, and valid only in form: born on 1 January 1990.
const QString kWithNumber = QStringLiteral("담당자 주민등록번호 900101-1234567, 전화 010-1234-5678 이다.");
const QString kQuestion = QStringLiteral("관용 차량 주차 요금은 하루 얼마인가?");

} // namespace

class ManagedDeskTest : public QObject {
    Q_OBJECT
private slots:
    void whoHasNoVaultHereGetsNone();
    void formatsThatMayNotLeave();
    void theHighestGradeWins();
    void everyFileCarriesTheWatermark();
    void numbersInFiles_data();
    void numbersInFiles();
    void numbersInQuestions_data();
    void numbersInQuestions();
    void numbersInChatsOfOthers_data();
    void numbersInChatsOfOthers();
    void numbersInDocuments_data();
    void numbersInDocuments();
    void formatsThatMayNotComeIn();
    void theLockComesInTime();
    void chatsGoInTime();
    void modelFilesNeedAPackage();
    void scansStayUnread();
    void aWeakSealStopsTheWorkers();
    void nothingNewWithoutEscrow();
    void anOlderPolicyIsNotTakenBack();
    void aVaultStaysManagedElsewhere();
    void aBrokenPolicyIsTheStrictest();
};

void ManagedDeskTest::whoHasNoVaultHereGetsNone()
{
    Managed managed(generousPolicy());
    managed.computer.roles = { Office::Administrator };
    const auto refused = managed.problemOf([&] { managed.real.desk.createVault(RealDesk::passphrase()); });
    QVERIFY(refused && refused->managed);
    QCOMPARE(refused->detail, QStringLiteral("role: use-vault"));
    QCOMPARE(managed.real.desk.vaultState(), VaultState::Missing);
    managed.computer.roles = { Office::Staff };
    QVERIFY(managed.create());
}

void ManagedDeskTest::formatsThatMayNotLeave()
{
    Policy policy = generousPolicy();
    policy.exportFormats = { false, { "docx" } };
    Managed managed(policy);
    QVERIFY(managed.create());
    managed.real.ask(kQuestion, 0);
    for (const ExportFormat format : { ExportFormat::Hwpx, ExportFormat::Pdf, ExportFormat::Markdown, ExportFormat::Html }) {
        const auto refused = managed.problemOf([&] { managed.real.desk.exportChat(managed.order(format)); });
        QVERIFY(refused && refused->managed);
        QCOMPARE(refused->detail, QStringLiteral("policy: export_formats"));
        QVERIFY(!QFile::exists(managed.order(format).path));
    }
    QVERIFY(!managed.exported(managed.order(ExportFormat::Docx)).isEmpty());
    const auto tables = managed.problemOf([&] { managed.real.desk.exportTables({ 1, managed.files.filePath(QStringLiteral("t.csv")) }); });
    QVERIFY(tables && tables->managed);
}

void ManagedDeskTest::theHighestGradeWins()
{
    Policy policy = generousPolicy();
    policy.exportGrade = Grade::Sensitive;
    Managed managed(policy);
    QVERIFY(managed.create());
    const CollectionId collection = managed.real.import(QStringLiteral("규정"), { managed.write("a.txt", QStringLiteral("관용 차량 주차 요금은 하루 3,000원이다.")) });
    const Message answer = managed.real.ask(kQuestion, collection);
    QCOMPARE(answer.citations.size(), 1);
    const auto label = [&](const QStringList& labels) {
        QSignalSpy changed(&managed.real.desk, &Desk::documentsChanged);
        managed.real.desk.setLabels(answer.citations[0].document, labels);
        return changed.wait(kWaitMs);
    };
    QVERIFY(!managed.exported(managed.order(ExportFormat::Markdown)).contains(QStringLiteral("민감")));
    QVERIFY(label({ QStringLiteral("2026년"), QStringLiteral("S"), QStringLiteral("공개") }));
    QVERIFY(managed.exported(managed.order(ExportFormat::Markdown)).contains(QStringLiteral("S 민감")));
    QVERIFY(label({ QStringLiteral("S"), QStringLiteral("기밀") }));
    const auto refused = managed.problemOf([&] { managed.real.desk.exportChat(managed.order(ExportFormat::Markdown)); });
    QVERIFY(refused && refused->managed);
    QCOMPARE(refused->detail, QStringLiteral("policy: export_grade"));
    QSignalSpy previewed(&managed.real.desk, &Desk::exportPreviewed);
    managed.real.desk.previewExport(managed.order(ExportFormat::Markdown));
    QVERIFY(previewed.wait(kWaitMs));
    QCOMPARE(previewed[0][0].value<ExportPreview>().grade, Grade::Confidential);
    QVERIFY(!previewed[0][0].value<ExportPreview>().gradeMayLeave);
}

void ManagedDeskTest::everyFileCarriesTheWatermark()
{
    Policy policy = generousPolicy();
    Managed managed(policy);
    QVERIFY(managed.create());
    managed.real.ask(kQuestion, 0);
    const QString mark = QSysInfo::machineHostName() + QStringLiteral(" · ");
    QVERIFY(!managed.exported(managed.order(ExportFormat::Markdown)).contains(mark));
    policy.watermark = true;
    managed.computer.put(policy, 2);
    QVERIFY(managed.real.lockAndUnlock());
    const QString text = managed.exported(managed.order(ExportFormat::Markdown));
    QCOMPARE(text.count(mark), 2); // in front and behind
    QVERIFY(text.contains(QDate::currentDate().toString(Qt::ISODate)));
}

void ManagedDeskTest::numbersInFiles_data()
{
    QTest::addColumn<int>("action");
    for (const GuardAction action : { GuardAction::Off, GuardAction::Warn, GuardAction::Mask, GuardAction::Block })
        QTest::addRow("action %d", static_cast<int>(action)) << static_cast<int>(action);
}

void ManagedDeskTest::numbersInFiles()
{
    QFETCH(int, action);
    Policy policy = generousPolicy();
    policy.guard[static_cast<size_t>(GuardPlace::Export)] = static_cast<GuardAction>(action);
    Managed managed(policy);
    QVERIFY(managed.create());
    managed.real.ask(kWithNumber, 0);
    ExportOrder order = managed.order(ExportFormat::Markdown);
    QSignalSpy previewed(&managed.real.desk, &Desk::exportPreviewed);
    managed.real.desk.previewExport(order);
    QVERIFY(previewed.wait(kWaitMs));
    const GuardFinding found = previewed[0][0].value<ExportPreview>().identifiers;
    QCOMPARE(found.speaks(), action != static_cast<int>(GuardAction::Off));
    if (found.speaks()) {
        QVERIFY(found.counts.byKind[0] >= 1); // resident
        QVERIFY(found.counts.byKind[6] >= 1); // phone
    }
    if (action == static_cast<int>(GuardAction::Block)) {
        const auto refused = managed.problemOf([&] { managed.real.desk.exportChat(order); });
        QVERIFY(refused && refused->managed);
        QVERIFY(!refused->detail.contains(QStringLiteral("1234567")));
        QVERIFY(!QFile::exists(order.path));
        return;
    }
    const bool covered = action == static_cast<int>(GuardAction::Mask);
    QCOMPARE(managed.exported(order).contains(QStringLiteral("1234567")), !covered);
    order.maskIdentifiers = true; // the person's choice counts where the policy leaves it open
    QCOMPARE(managed.exported(order).contains(QStringLiteral("1234567")), action == static_cast<int>(GuardAction::Off));
}

void ManagedDeskTest::numbersInQuestions_data() { numbersInFiles_data(); }

void ManagedDeskTest::numbersInQuestions()
{
    QFETCH(int, action);
    Policy policy = generousPolicy();
    policy.guard[static_cast<size_t>(GuardPlace::Save)] = static_cast<GuardAction>(action);
    Managed managed(policy);
    QVERIFY(managed.create());
    QCOMPARE(managed.real.desk.guard(GuardPlace::Save, kWithNumber).speaks(), action != static_cast<int>(GuardAction::Off));
    if (action == static_cast<int>(GuardAction::Block)) {
        const auto refused = managed.problemOf([&] { managed.real.desk.send(0, kWithNumber, {}); });
        QVERIFY(refused && refused->managed);
        QCOMPARE(refused->detail, QStringLiteral("policy: guard_save"));
        QVERIFY(managed.real.desk.chats().isEmpty());
        return;
    }
    QSignalSpy added(&managed.real.desk, &Desk::messageAdded);
    managed.real.desk.send(0, kWithNumber, {});
    QVERIFY(RealDesk::waitFor([&] { return !added.isEmpty(); }));
    const QString stored = added[0][1].value<Message>().text;
    QCOMPARE(stored.contains(QStringLiteral("1234567")), action != static_cast<int>(GuardAction::Mask));
    QVERIFY(stored.contains(QStringLiteral("담당자")));
}

void ManagedDeskTest::numbersInChatsOfOthers_data() { numbersInFiles_data(); }

void ManagedDeskTest::numbersInChatsOfOthers()
{
    QFETCH(int, action);
    Policy policy = generousPolicy();
    policy.guard[static_cast<size_t>(GuardPlace::Save)] = static_cast<GuardAction>(action);
    Managed managed(policy);
    QVERIFY(managed.create());
    const QString file = managed.write("a.json", QStringLiteral(R"([{"id":"a","title":"회신","create_time":1700000000,"update_time":1700000001,"current_node":"q","mapping":{
        "root":{"id":"root","message":null,"parent":null,"children":["q"]},
        "q":{"id":"q","parent":"root","children":[],"message":{"id":"q","author":{"role":"user"},"create_time":1700000000,"content":{"content_type":"text","parts":["%1"]}}}}}])").arg(kWithNumber));
    Desk& desk = managed.real.desk;
    QSignalSpy looked(&desk, &Desk::chatImportPreviewed);
    desk.lookIntoChats(file);
    QVERIFY(RealDesk::waitFor([&] { return !looked.isEmpty(); }));
    if (action == static_cast<int>(GuardAction::Block)) {
        const auto refused = managed.problemOf([&] { desk.importChats(); });
        QVERIFY(refused && refused->managed);
        QCOMPARE(refused->detail, QStringLiteral("policy: guard_save"));
        QVERIFY(desk.chats().isEmpty());
        return;
    }
    desk.importChats();
    QVERIFY(RealDesk::waitFor([&] { return desk.chats().size() == 1; }));
    QSignalSpy opened(&desk, &Desk::chatOpened);
    desk.openChat(desk.chats().first().id);
    QVERIFY(RealDesk::waitFor([&] { return !opened.isEmpty(); }));
    const QString stored = opened[0][2].value<QList<Message>>().first().text;
    QCOMPARE(stored.contains(QStringLiteral("1234567")), action != static_cast<int>(GuardAction::Mask));
    QVERIFY(stored.contains(QStringLiteral("담당자")));
}

void ManagedDeskTest::numbersInDocuments_data()
{
    QTest::addColumn<int>("action");
    for (const GuardAction action : { GuardAction::Off, GuardAction::Warn, GuardAction::Block })
        QTest::addRow("action %d", static_cast<int>(action)) << static_cast<int>(action);
}

void ManagedDeskTest::numbersInDocuments()
{
    QFETCH(int, action);
    Policy policy = generousPolicy();
    policy.guard[static_cast<size_t>(GuardPlace::Import)] = static_cast<GuardAction>(action);
    Managed managed(policy);
    QVERIFY(managed.create());
    const CollectionId collection = managed.real.import(QStringLiteral("명부"), { managed.write("a.txt", kWithNumber), managed.write("b.txt", QStringLiteral("번호가 없는 글이다.")) });
    const QList<DocumentSummary> documents = managed.documentsOf(collection);
    QCOMPARE(documents.size(), 2);
    QCOMPARE(documents[1].state, DocumentState::Ready);
    QCOMPARE(documents[1].identifiers.total(), 0);
    if (action == static_cast<int>(GuardAction::Block)) {
        QCOMPARE(documents[0].state, DocumentState::Unreadable);
        QVERIFY(documents[0].problem.managed);
        QCOMPARE(documents[0].problem.detail, QStringLiteral("policy: guard_import resident 1, phone 1"));
        QCOMPARE(documents[0].passageCount, 0);
        return;
    }
    QCOMPARE(documents[0].state, DocumentState::Ready);
    QCOMPARE(documents[0].identifiers.byKind[0], action == static_cast<int>(GuardAction::Warn) ? 1 : 0);
    QCOMPARE(documents[0].identifiers.byKind[6], action == static_cast<int>(GuardAction::Warn) ? 1 : 0);
}

void ManagedDeskTest::formatsThatMayNotComeIn()
{
    Policy policy = generousPolicy();
    policy.importFormats = { false, { "hwp-5.0", "md" } };
    Managed managed(policy);
    QVERIFY(managed.create());
    const CollectionId collection = managed.real.import(QStringLiteral("규정"), { managed.write("a.txt", QStringLiteral("글이다.")), managed.write("b.md", QStringLiteral("# 제목\n\n글이다.\n")) });
    const QList<DocumentSummary> documents = managed.documentsOf(collection);
    QCOMPARE(documents.size(), 2);
    QCOMPARE(documents[0].state, DocumentState::Unreadable);
    QVERIFY(documents[0].problem.managed);
    QVERIFY(documents[0].problem.detail.startsWith(QStringLiteral("policy: import_formats txt")));
    QCOMPARE(documents[1].state, DocumentState::Ready);
}

void ManagedDeskTest::theLockComesInTime()
{
    Policy policy = generousPolicy();
    policy.idleMinutes = 5;
    Managed managed(policy);
    QVERIFY(managed.create());
    QVERIFY(RealDesk::waitFor([&] { return managed.real.desk.idleMinutes() == 5; })); // the program's own default is longer
    managed.real.desk.setIdleMinutes(60);
    QCOMPARE(managed.real.desk.idleMinutes(), 5);
    managed.real.desk.setIdleMinutes(1);
    QCOMPARE(managed.real.desk.idleMinutes(), 1);
}

void ManagedDeskTest::chatsGoInTime()
{
    Policy policy = generousPolicy();
    policy.retentionDays = 400;
    Managed managed(policy);
    QVERIFY(managed.create());
    QVERIFY(RealDesk::waitFor([&] { return managed.real.desk.retentionDays() == 400; })); // a new vault keeps chats for ever
    const auto set = [&](int days) {
        QSignalSpy changed(&managed.real.desk, &Desk::retentionChanged);
        managed.real.desk.setRetentionDays(days);
        return changed.wait(kWaitMs) ? managed.real.desk.retentionDays() : -1;
    };
    QCOMPARE(set(0), 400);
    QCOMPARE(set(3650), 400);
    QCOMPARE(set(365), 365);
}

void ManagedDeskTest::modelFilesNeedAPackage()
{
    Policy policy = generousPolicy();
    policy.ggufFiles = false;
    Managed managed(policy);
    QVERIFY(managed.create());
    const QString path = managed.write("model.gguf", QStringLiteral("GGUF"));
    for (const auto& use : { &Desk::useModelFile, &Desk::useEmbedderFile, &Desk::useRerankerFile }) {
        const auto refused = managed.problemOf([&] { (managed.real.desk.*use)(path); });
        QVERIFY(refused && refused->managed);
        QCOMPARE(refused->detail, QStringLiteral("policy: gguf_files"));
    }
    policy.ggufFiles = true;
    managed.computer.put(policy, 2);
    QVERIFY(managed.real.lockAndUnlock());
    const auto damaged = managed.problemOf([&] { managed.real.desk.useModelFile(path); });
    QVERIFY(damaged && !damaged->managed);
}

void ManagedDeskTest::scansStayUnread()
{
    const QString scan = test::sharedFile("fixtures/documents/genA-scan.pdf");
    if (!QFile::exists(scan) || !QFile::exists(QString::fromStdString(test::programPath("/sillok-ocr"))))
        QSKIP("the scan of the fixtures or sillok-ocr is not there");
    Policy policy = generousPolicy();
    policy.ocr = false;
    Managed managed(policy);
    QVERIFY(managed.create());
    const CollectionId collection = managed.real.import(QStringLiteral("스캔"), { scan });
    QCOMPARE(managed.documentsOf(collection).value(0).state, DocumentState::NoText);
    QCOMPARE(managed.real.desk.documents()[0].pagesRecognised, 0);
}

void ManagedDeskTest::aWeakSealStopsTheWorkers()
{
    Policy policy = generousPolicy();
    policy.degradedSandbox = false;
    Managed managed(policy);
    managed.computer.degraded = true;
    QVERIFY(managed.create());
    QSignalSpy created(&managed.real.desk, &Desk::collectionCreated);
    managed.real.desk.createCollection(QStringLiteral("규정"));
    QVERIFY(created.wait(kWaitMs));
    const auto collection = created[0][0].value<CollectionId>();
    const QString file = managed.write("a.txt", QStringLiteral("글이다."));
    auto refused = managed.problemOf([&] { managed.real.desk.addFiles(collection, { file }); });
    QVERIFY(refused && refused->managed);
    QCOMPARE(refused->detail, QStringLiteral("policy: degraded_sandbox"));
    refused = managed.problemOf([&] { managed.real.desk.useModelFile(file); });
    QVERIFY(refused && refused->managed);
    managed.computer.degraded = false; // a kernel that seals properly: what waited goes on
    QVERIFY(managed.real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return managed.documentsOf(collection).size() == 1; }));
}

void ManagedDeskTest::nothingNewWithoutEscrow()
{
    Policy policy = generousPolicy();
    policy.escrow = true;
    Managed managed(policy);
    QVERIFY(managed.create());
    const auto refused = managed.problemOf([&] { managed.real.desk.send(0, kQuestion, {}); });
    QVERIFY(refused && refused->managed);
    QCOMPARE(refused->detail, QStringLiteral("policy: escrow"));
    QVERIFY(managed.real.desk.chats().isEmpty());
}

void ManagedDeskTest::anOlderPolicyIsNotTakenBack()
{
    Policy stricter = generousPolicy();
    stricter.clipboard = false;
    Managed managed(generousPolicy());
    QVERIFY(managed.create());
    QVERIFY(managed.real.desk.managed().policy.clipboard);
    managed.computer.put(stricter, 2);
    QVERIFY(managed.real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return managed.real.desk.managed().version == 2; }));
    managed.computer.put(generousPolicy(), 1); // brought back from a stick
    QVERIFY(managed.real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return managed.real.desk.managed().problem.has_value(); }));
    QCOMPARE(storage::faultOf(*managed.real.desk.managed().problem), Fault::Rollback);
    QCOMPARE(managed.real.desk.managed().policy, Policy());
    managed.computer.put(generousPolicy(), 3);
    QVERIFY(managed.real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return managed.real.desk.managed().version == 3; }));
    QVERIFY(!managed.real.desk.managed().problem);
}

void ManagedDeskTest::aVaultStaysManagedElsewhere()
{
    Managed managed(generousPolicy());
    QVERIFY(managed.create());
    QVERIFY(!managed.real.desk.managed().problem);
    QFile::remove(managed.computer.trustFile()); // the vault is carried to a computer without the institution
    QVERIFY(managed.real.lockAndUnlock());
    QVERIFY(RealDesk::waitFor([&] { return managed.real.desk.managed().problem.has_value(); }));
    QCOMPARE(storage::faultOf(*managed.real.desk.managed().problem), Fault::NoRoot);
    QCOMPARE(managed.real.desk.managed().policy, Policy());
}

void ManagedDeskTest::aBrokenPolicyIsTheStrictest()
{
    Managed managed(generousPolicy());
    QVERIFY(managed.create());
    managed.real.ask(kQuestion, 0);
    managed.computer.put(std::vector<uint8_t> { 1, 2, 3 });
    QVERIFY(managed.real.lockAndUnlock());
    QVERIFY(managed.real.desk.managed().problem.has_value());
    QVERIFY(RealDesk::waitFor([&] { return managed.real.desk.idleMinutes() == 1; }));
    const auto refused = managed.problemOf([&] { managed.real.desk.exportChat(managed.order(ExportFormat::Hwpx)); });
    QVERIFY(refused && refused->managed);
    QVERIFY(RealDesk::waitFor([&] { return !managed.real.desk.chats().isEmpty(); })); // and the work is still there
}

QTEST_GUILESS_MAIN(ManagedDeskTest)
#include "managed_desk_test.moc"
