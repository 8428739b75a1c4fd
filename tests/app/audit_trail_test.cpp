// audit_trail_test.cpp - What the services record: every act of weight, nothing of its content, and nothing done that cannot be recorded.
#include "tests/app/real_desk.h"

#include "app/services/audited_vault.h"
#include "app/services/workspace.h"
#include "storage/audit/export.h"
#include "storage/audit/first_key.h"
#include "storage/audit/key_state_file.h"
#include "storage/audit/log_files.h"
#include "storage/audit/verifier.h"
#include "storage/vault/backup.h"

#include <filesystem>
#include <sys/wait.h>

using namespace sillok;
using namespace sillok::app;
using storage::AuditAction;
using test::RealDesk;

namespace {

constexpr std::string_view kPassphrase = "무궁화 꽃이 피었습니다";

std::vector<storage::AuditRecord> recordsIn(const std::string& vault)
{
    const auto file = openForReading(storage::auditDir(vault) + "/log");
    const auto bytes = file.ok() ? readAll(*file, storage::kMostLogBytes) : Result<std::vector<uint8_t>>(file.error());
    std::vector<storage::AuditRecord> all;
    if (bytes.ok())
        storage::forEachRecord(storage::viewLog(*bytes).value(), [&](const storage::AuditRecord& record) { all.push_back(record); });
    return all;
}

/// "unlocked chat-exported? chat-exported locked": begun ones with a question mark, failed ones with an exclamation mark.
QString actsIn(const std::string& vault)
{
    QStringList acts;
    for (const storage::AuditRecord& record : recordsIn(vault)) {
        if (record.kind == storage::RecordKind::Seal)
            continue;
        const char* const how[] = { "", "?", "!" };
        acts << QString::fromLatin1(storage::auditActionName(record.act.action)) + QLatin1String(how[static_cast<int>(record.act.result)]);
    }
    return acts.join(u' ');
}

QString faultIn(const std::string& vault)
{
    const auto report = storage::verifyLogFile(storage::auditDir(vault) + "/log", {}).value();
    return report.fault ? QString::fromLatin1(storage::faultName(report.fault->fault)) : QStringLiteral("none");
}

/// A vault that is made and closed.
struct Made {
    QTemporaryDir folder;
    std::string dir = folder.filePath(QStringLiteral("vault")).toStdString();
    std::string audit = storage::auditDir(dir);

    Made() : good(Workspace::create(dir, kPassphrase, storage::kKdfFloor).ok()) {}
    Result<std::unique_ptr<Workspace>> open(std::string_view passphrase = kPassphrase) const { return Workspace::open(dir, passphrase); }
    bool good;
};

} // namespace

class AuditTrailTest : public QObject {
    Q_OBJECT
private slots:
    void openingAndLockingAreRecorded();
    void wrongTriesAreRecordedAtTheNextOpening();
    void aCrashIsToldFromAnOrderlyEnd();
    void whatCannotBeRecordedIsNotDone();
    void aVaultDoesNotOpenWhenThatCannotBeRecorded();
    void aLogThatIsGoneOrChangedIsKeptAndReplaced();
    void aLogThatWasSetBackIsNoticed();
    void aVaultFromBeforeTheLogBeginsOne();
    void freshKeysGoOnWithTheSameLog();
    void closedVaultsAreRecordedToo();
    void theDeskRecordsWhatItDoes();
    void chatsTakenInAndRemovedAreCounted();
    void nothingOfTheContentIsInTheLog();
    void aNoteIsReadAsWritten();
};

void AuditTrailTest::openingAndLockingAreRecorded()
{
    const Made made;
    QVERIFY(made.good);
    QVERIFY(made.open().ok());
    QCOMPARE(actsIn(made.dir), "log-begun vault-created locked closed opened unlocked locked closed");
    QCOMPARE(faultIn(made.dir), "none");
    const auto records = recordsIn(made.dir);
    QCOMPARE(records.front().moment.account, static_cast<uint32_t>(::getuid()));
    QVERIFY(records.front().moment.boot != storage::BootId {});
    QVERIFY(qAbs(static_cast<qint64>(records.front().moment.wallMs) - QDateTime::currentMSecsSinceEpoch()) < 600'000);
}

void AuditTrailTest::wrongTriesAreRecordedAtTheNextOpening()
{
    const Made made;
    for (int i = 0; i < 2; ++i)
        QVERIFY(!made.open("틀린 암호").ok());
    QVERIFY(made.open().ok());
    QCOMPARE(actsIn(made.dir), "log-begun vault-created locked closed opened unlock-refused unlocked locked closed");
    const auto records = recordsIn(made.dir);
    const auto refused = std::ranges::find_if(records, [](const auto& one) { return one.act.action == AuditAction::UnlockRefused; });
    QCOMPARE(refused->act.counts[0], 2U);
    QVERIFY(made.open().ok());
    QVERIFY(actsIn(made.dir).endsWith("closed opened unlocked locked closed")); // once
}

void AuditTrailTest::aCrashIsToldFromAnOrderlyEnd()
{
    const Made made;
    const pid_t child = ::fork();
    if (child == 0) {
        const auto opened = made.open();
        ::_exit(opened.ok() ? 0 : 1); // no destructor runs
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    QCOMPARE(status, 0);
    QCOMPARE(faultIn(made.dir), "end-unsealed");
    QVERIFY(made.open().ok());
    QCOMPARE(faultIn(made.dir), "none");
    QCOMPARE(storage::verifyLogFile(made.audit + "/log", {}).value().uncleanEnds, uint64_t { 1 });
}

void AuditTrailTest::whatCannotBeRecordedIsNotDone()
{
    const Made made;
    auto opened = made.open();
    QVERIFY(opened.ok());
    AuditTrail& audit = (*opened)->audit();
    bool done = false;
    const auto work = [&]() -> Result<void> {
        done = true;
        return {};
    };
    QVERIFY(audited(audit, audit.act(AuditAction::ChatExported), work).ok() && done);
    done = false;
    audit.close();
    const auto refused = audited(audit, audit.act(AuditAction::ChatExported), work);
    QVERIFY(!refused.ok() && !done);
    QCOMPARE(storage::faultOf(refused.error()), storage::Fault::NotRecorded);
    QVERIFY(!renewRecoveryKey(**opened).ok());
    QVERIFY((*opened)->vault().keys().header().keySlots.size() == 1); // no recovery key was made
}

void AuditTrailTest::aVaultDoesNotOpenWhenThatCannotBeRecorded()
{
    const Made made;
    const std::string state = made.audit + "/log";
    std::filesystem::rename(state, state + ".away");
    std::filesystem::create_directory(state); // opening it for writing is an error of the system
    const auto opened = made.open();
    QVERIFY(!opened.ok());
    QCOMPARE(storage::faultOf(opened.error()), storage::Fault::NotRecorded);
    QCOMPARE(opened.error().code, ErrorCode::Io);
    std::filesystem::remove(state);
    std::filesystem::rename(state + ".away", state);
    QVERIFY(made.open().ok());
    QCOMPARE(faultIn(made.dir), "none");
}

void AuditTrailTest::aLogThatIsGoneOrChangedIsKeptAndReplaced()
{
    const auto replacedAfter = [](const std::function<void(const Made&)>& change) {
        const Made made;
        change(made);
        if (!made.open().ok()) // nobody loses his work by it
            return QStringLiteral("did not open");
        const auto records = recordsIn(made.dir);
        return faultIn(made.dir) + u' ' + QString::fromLatin1(storage::faultName(static_cast<storage::Fault>(records.front().act.fault)));
    };
    QCOMPARE(replacedAfter([](const Made& made) { std::filesystem::remove_all(made.audit); }), "earlier-log-replaced log-missing");
    QCOMPARE(replacedAfter([](const Made& made) { std::filesystem::resize_file(made.audit + "/log", std::filesystem::file_size(made.audit + "/log") - storage::kFrameBytes); }),
        "earlier-log-replaced below-head");
    QCOMPARE(replacedAfter([](const Made& made) { std::filesystem::remove(made.audit + "/state"); }), "earlier-log-replaced key-state-damaged");
    const Made made;
    std::filesystem::remove(made.audit + "/state");
    const auto before = recordsIn(made.dir);
    QVERIFY(made.open().ok());
    const QStringList kept = QDir(QString::fromStdString(made.dir)).entryList({ QStringLiteral("audit-kept-*") });
    QCOMPARE(kept.size(), 1);
    const auto bytes = readAll(openForReading(made.dir + "/" + kept.front().toStdString() + "/log").value(), storage::kMostLogBytes).value();
    QCOMPARE(storage::viewLog(bytes).value().count(), before.size());
}

/// Log and key state fit each other, and are of last week.
void AuditTrailTest::aLogThatWasSetBackIsNoticed()
{
    const Made made;
    const std::string earlier = made.folder.filePath(QStringLiteral("earlier")).toStdString();
    std::filesystem::copy(made.audit, earlier);
    QVERIFY(made.open().ok());
    std::filesystem::remove_all(made.audit);
    std::filesystem::copy(earlier, made.audit);
    QVERIFY(made.open().ok());
    QCOMPARE(faultIn(made.dir), "earlier-log-replaced");
}

void AuditTrailTest::aVaultFromBeforeTheLogBeginsOne()
{
    const QTemporaryDir folder;
    const std::string dir = folder.filePath(QStringLiteral("vault")).toStdString();
    QVERIFY(storage::Vault::create(dir, kPassphrase, storage::kKdfFloor, wordSplitter()).ok());
    QVERIFY(Workspace::open(dir, kPassphrase).ok());
    QCOMPARE(actsIn(dir), "log-begun unlocked locked closed");
    QCOMPARE(faultIn(dir), "none");
}

void AuditTrailTest::freshKeysGoOnWithTheSameLog()
{
    const Made made;
    {
        auto opened = made.open();
        QVERIFY(opened.ok());
        QVERIFY((*opened)->vault().rotate(kPassphrase, storage::kKdfFloor, {}, {}).ok());
        QVERIFY((*opened)->audit().changeKey((*opened)->vault().keys()).ok());
    }
    QVERIFY(made.open().ok());
    QCOMPARE(actsIn(made.dir), "log-begun vault-created locked closed opened unlocked locked closed opened unlocked locked closed");
    QCOMPARE(faultIn(made.dir), "none");
}

void AuditTrailTest::closedVaultsAreRecordedToo()
{
    const Made made;
    const std::string backup = made.folder.filePath(QStringLiteral("b.sillok-backup")).toStdString();
    {
        auto opened = made.open();
        QVERIFY(opened.ok());
        QVERIFY(storage::writeBackup((*opened)->vault(), backup, {}, {}).ok());
    }
    {
        auto vault = storage::ClosedVault::unlock(made.dir, kPassphrase);
        QVERIFY(vault.ok());
        QVERIFY(auditedClosed(*vault, AuditAction::Salvaged, [&] { return vault->salvage(wordSplitter(), {}, {}); }).ok());
    }
    QVERIFY(actsIn(made.dir).endsWith("opened salvaged? salvaged closed"));
    QVERIFY(made.open().ok());
    QCOMPARE(faultIn(made.dir), "none");

    const std::string restored = made.folder.filePath(QStringLiteral("restored")).toStdString();
    QVERIFY(storage::restoreAsNew(backup, restored, kPassphrase, {}, {}).ok());
    QVERIFY(recordRestored(restored, backup, kPassphrase).ok());
    QVERIFY(Workspace::open(restored, kPassphrase).ok());
    QCOMPARE(actsIn(restored), "log-begun backup-restored closed opened unlocked locked closed");
    QCOMPARE(faultIn(restored), "none");
}

void AuditTrailTest::theDeskRecordsWhatItDoes()
{
    RealDesk real;
    QVERIFY(real.createAsAPerson());
    const std::string dir = real.desk.vaultDir().toStdString();
    const Message answer = real.ask(QStringLiteral("비밀스러운 질문"), 0);
    QVERIFY(answer.id != 0);
    QSignalSpy changed(&real.desk, &Desk::passphraseChanged), exported(&real.desk, &Desk::exported), done(&real.desk, &Desk::maintenanceFinished), problem(&real.desk, &Desk::problem);
    real.desk.changePassphrase(RealDesk::passphrase(), RealDesk::passphrase("다른 암호 둘"));
    QVERIFY(RealDesk::waitFor([&] { return !changed.isEmpty(); }));
    real.desk.backUp(real.folder.filePath(QStringLiteral("b.sillok-backup")));
    QVERIFY(RealDesk::waitFor([&] { return !done.isEmpty(); }));
    ExportOrder order { real.chatOfAnswer, 0, {}, {}, ExportFormat::Markdown, ExportTemplate::Plain, true, real.folder.filePath(QStringLiteral("chat.md")), false };
    real.desk.exportChat(order);
    QVERIFY(RealDesk::waitFor([&] { return !exported.isEmpty(); }));
    real.desk.exportChat(order); // there is one already
    QVERIFY(RealDesk::waitFor([&] { return !problem.isEmpty(); }));
    real.desk.useModelFile(real.folder.filePath(QStringLiteral("no-such.gguf")));
    QVERIFY(RealDesk::waitFor([&] { return problem.size() > 1; }));
    QVERIFY(real.import(QStringLiteral("모음"), { real.desk.samplesDir() + QStringLiteral("/청사 에너지 절감 계획.pdf"), real.folder.filePath(QStringLiteral("chat.md")) }) > 0);
    real.desk.shredChat(real.chatOfAnswer);
    QVERIFY(RealDesk::waitFor([&] { return done.size() > 1; }));
    QSignalSpy locked(&real.desk, &Desk::lockFinished);
    real.desk.lock();
    QVERIFY(RealDesk::waitFor([&] { return !locked.isEmpty(); }));
    QCOMPARE(actsIn(dir), "log-begun vault-created recovery-key-made? recovery-key-made passphrase-changed? passphrase-changed backup-written? backup-written "
                          "chat-exported? chat-exported chat-exported? chat-exported! model-file-chosen documents-imported? documents-imported "
                          "chat-shredded? chat-shredded locked closed");
    QCOMPARE(faultIn(dir), "none");
    const auto records = recordsIn(dir);
    const auto imported = std::ranges::find_if(records.rbegin(), records.rend(), [](const auto& one) { return one.act.action == AuditAction::DocumentsImported; });
    QCOMPARE(imported->act.counts[0] + imported->act.counts[1], 2U);
    const auto failed = std::ranges::find_if(records, [](const auto& one) { return one.act.result == storage::AuditResult::Failed; });
    QCOMPARE(failed->act.error, static_cast<uint8_t>(static_cast<int>(ErrorCode::AlreadyExists) + 1));
    QVERIFY(!failed->act.object.none());
}

void AuditTrailTest::chatsTakenInAndRemovedAreCounted()
{
    RealDesk real;
    QVERIFY(real.create());
    QFile file(real.folder.filePath(QStringLiteral("trees.conversation.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"name":"Trees","createdAt":1720000000123,"messages":[{"versions":[{"role":"user","content":[{"type":"text","text":"Oak?"}]}]}]})");
    file.close();
    QSignalSpy looked(&real.desk, &Desk::chatImportPreviewed), taken(&real.desk, &Desk::chatImportProgressed), locked(&real.desk, &Desk::lockFinished);
    real.desk.lookIntoChats(file.fileName());
    QVERIFY(RealDesk::waitFor([&] { return !looked.isEmpty(); }));
    real.desk.importChats();
    QVERIFY(RealDesk::waitFor([&] { return real.desk.chats().size() == 1 && !taken.isEmpty(); }));
    const ChatId chat = real.desk.chats().first().id;
    real.desk.trashChat(chat);
    real.desk.removeTrashed({ chat });
    real.desk.lock();
    QVERIFY(RealDesk::waitFor([&] { return !locked.isEmpty(); }));
    const std::string dir = real.desk.vaultDir().toStdString();
    const auto records = recordsIn(dir);
    for (const AuditAction action : { AuditAction::ChatsImported, AuditAction::ChatsRemoved }) {
        const auto ended = std::ranges::find_if(records, [action](const auto& one) { return one.act.action == action && one.act.result == storage::AuditResult::Done; });
        QVERIFY(ended != records.end());
        QCOMPARE(ended->act.counts[0], 1U);
    }
}

void AuditTrailTest::nothingOfTheContentIsInTheLog()
{
    const Made made;
    {
        auto opened = made.open();
        QVERIFY(opened.ok());
        AuditTrail& audit = (*opened)->audit();
        QVERIFY(audited(audit, audit.act(AuditAction::BackupWritten, "path", "/home/hong/marker-path"), [] { return Result<void>(); }).ok());
        const Error told = fail(ErrorCode::Io, "marker-error");
        audit.recordEnd(audit.act(AuditAction::ChatExported, "chat", "marker-chat"), &told);
    }
    for (const auto& entry : std::filesystem::directory_iterator(made.audit)) {
        const auto bytes = readAll(openForReading(entry.path()).value(), storage::kMostLogBytes).value();
        QVERIFY2(asText(bytes).find("marker") == std::string_view::npos, entry.path().c_str());
    }
}

void AuditTrailTest::aNoteIsReadAsWritten()
{
    const AuditNote note { { 1, 2, 255 }, 123456789012 };
    const auto read = readAuditNote(writeAuditNote(note));
    QVERIFY(read && read->log == note.log && read->next == note.next);
    for (const char* wrong : { "", ":", "00:1", "zz", "0102:" })
        QVERIFY(!readAuditNote(wrong));
}

QTEST_GUILESS_MAIN(AuditTrailTest)
#include "audit_trail_test.moc"
