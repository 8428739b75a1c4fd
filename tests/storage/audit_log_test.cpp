// The audit log as it is written: sittings, epochs, the end after a crash, keys that are gone, checkpoints, retention.
#include "tests/storage/audit_fixture.h"
#include "tests/storage/keys_fixture.h"

#include "storage/audit/export.h"

#include <QTest>

#include <sys/stat.h>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

QString shown(const LogReport& report) { return faultText(report); }

std::vector<AuditRecord> recordsOf(Bytes file)
{
    std::vector<AuditRecord> all;
    if (forEachRecord(viewLog(file).value(), [&](const AuditRecord& record) { all.push_back(record); }) > 0)
        qFatal("a record cannot be read");
    return all;
}

bool contains(Bytes where, Bytes what) { return std::search(where.begin(), where.end(), what.begin(), what.end()) != where.end(); }

Result<void> append(LogWriter& log, int count, uint64_t atMs = 10)
{
    for (int i = 0; i < count; ++i)
        SILLOK_CHECK(log.append(actOf(AuditAction::ChatExported, static_cast<uint32_t>(i)), momentAt(atMs)));
    return {};
}

} // namespace

class AuditLogTest : public QObject {
    Q_OBJECT
private slots:
    void aSittingVerifies_data() { profileRows(); }
    void aSittingVerifies();
    void epochsWithoutRecordsHaveOneSealEach();
    void aCrashIsNotedAndAnUnsealedEndIsNotAccepted();
    void whatWasNotAcknowledgedIsCutOff();
    void acknowledgedRecordsThatAreGoneStopTheWriter();
    void keysAreGoneWhenTheyWereUsed();
    void aChangedVaultKeyOpensTheStateAndTheOldOneDoesNot();
    void theFirstKeyLeavesOnce();
    void checkpointsFindAShorterAndAnotherLog();
    void oldEpochsGoAndTheRestVerifies_data() { profileRows(); }
    void oldEpochsGoAndTheRestVerifies();
    void nothingYoungerThanTwoYearsGoes();
    void aCutThatWasForgedIsFound();
    void aReserveIsHeldAndTheFileIsNoLonger();
};

void AuditLogTest::aSittingVerifies()
{
    const AuditFolder folder;
    auto made = folder.create(rowProfile().id());
    VERIFY_OK(made);
    LogWriter log = std::move(*made);
    VERIFY_OK(append(log, 5));
    QCOMPARE(shown(folder.verify({ .inUse = true })), "none");
    QCOMPARE(shown(folder.verify()), "end-unsealed at 6");
    VERIFY_OK(log.close(momentAt(20)));
    COMPARE_CODE(log.append(kBegun, momentAt(21)), ErrorCode::Locked);
    const Secret firstKey = folder.firstKey();
    const LogReport report = folder.verify({ .firstKey = &firstKey });
    QCOMPARE(shown(report), "none");
    QCOMPARE(report.records, uint64_t { 8 }); // begun, five, closed, seal
    QCOMPARE(report.epochs, uint64_t { 1 });
    QVERIFY(report.macsChecked);
    const Secret other = Secret::random(kKeyBytes).value();
    QCOMPARE(shown(folder.verify({ .firstKey = &other })), "wrong-record-mac at 0");
}

void AuditLogTest::epochsWithoutRecordsHaveOneSealEach()
{
    const AuditFolder folder;
    LogWriter log = folder.create().value();
    VERIFY_OK(log.seal(4, momentAt(5)));
    VERIFY_OK(log.append(actOf(AuditAction::ModelFileChosen), momentAt(6)));
    VERIFY_OK(log.close(momentAt(7)));
    std::vector<uint64_t> sealed;
    for (const AuditRecord& record : recordsOf(folder.bytes())) {
        if (record.kind == RecordKind::Seal)
            sealed.push_back(record.epoch);
    }
    QVERIFY((sealed == std::vector<uint64_t> { 0, 1, 2, 3, 4 }));
    QCOMPARE(shown(folder.verify()), "none");
}

void AuditLogTest::aCrashIsNotedAndAnUnsealedEndIsNotAccepted()
{
    const AuditFolder folder;
    {
        LogWriter log = folder.create().value();
        VERIFY_OK(append(log, 3));
    } // the process ended without a closing
    QCOMPARE(shown(folder.verify()), "end-unsealed at 4");
    {
        LogWriter log = folder.open(1).value();
        VERIFY_OK(append(log, 1));
        VERIFY_OK(log.close(momentAt(2)));
    }
    LogWriter again = folder.open(3).value();
    VERIFY_OK(again.close(momentAt(4)));
    const LogReport report = folder.verify();
    QCOMPARE(shown(report), "none");
    QCOMPARE(report.uncleanEnds, uint64_t { 1 });
    const auto records = recordsOf(folder.bytes());
    QCOMPARE(records[4].act.action, AuditAction::Opened);
    QCOMPARE(records[4].act.counts[0], 1U);
    QCOMPARE(records[4].epoch, records[0].epoch); // the epoch goes on
    QCOMPARE(records[8].act.action, AuditAction::Opened);
    QCOMPARE(records[8].act.counts[0], 0U);
}

void AuditLogTest::whatWasNotAcknowledgedIsCutOff()
{
    const AuditFolder folder;
    {
        LogWriter log = folder.create().value();
        VERIFY_OK(append(log, 2));
    }
    auto bytes = folder.bytes();
    const size_t whole = bytes.size();
    bytes.resize(whole + 300, 0x5A); // one frame and a piece that no key state knows of
    folder.write(bytes);
    {
        LogWriter log = folder.open().value();
        VERIFY_OK(log.close(momentAt(1)));
    }
    QCOMPARE(folder.bytes().size(), whole + 3 * kFrameBytes);
    const Secret firstKey = folder.firstKey();
    QCOMPARE(shown(folder.verify({ .firstKey = &firstKey })), "none");
}

void AuditLogTest::acknowledgedRecordsThatAreGoneStopTheWriter()
{
    const AuditFolder folder;
    {
        LogWriter log = folder.create().value();
        VERIFY_OK(append(log, 4));
        VERIFY_OK(log.close(momentAt(1)));
    }
    const auto whole = folder.bytes();
    const auto faultAfter = [&](const std::vector<uint8_t>& bytes) {
        folder.write(bytes);
        const auto opened = folder.open();
        return opened.ok() ? Fault::None : faultOf(opened.error());
    };
    auto shorter = whole;
    shorter.resize(whole.size() - kFrameBytes);
    QCOMPARE(faultAfter(shorter), Fault::BelowHead);
    auto changed = whole;
    changed[changed.size() - 100] ^= 1;
    QCOMPARE(faultAfter(changed), Fault::HeadDiffers);
    auto headless = whole;
    headless[3] ^= 1;
    QCOMPARE(faultAfter(headless), Fault::LogHeadDamaged);
    folder.write(whole);
    QVERIFY(folder.open().ok());
    QFile::remove(QString::fromStdString(folder.path()));
    const auto missing = folder.open();
    QCOMPARE(faultOf(missing.error()), Fault::LogMissing);
    QCOMPARE(shown(folder.verify()), "log-missing at 0");
    QFile::remove(QString::fromStdString(folder.dir + "/" + kStateName));
    folder.write(whole);
    QCOMPARE(faultOf(folder.open().error()), Fault::KeyStateDamaged);
}

/// The state file is all that a thief finds: in it is no key of a record that was written, and the log itself holds none.
void AuditLogTest::keysAreGoneWhenTheyWereUsed()
{
    const AuditFolder folder;
    LogWriter log = folder.create().value();
    std::vector<std::vector<uint8_t>> used;
    Secret key = folder.firstKey();
    Secret spare = Secret::make(kKeyBytes).value();
    for (int i = 0; i < 6; ++i) {
        used.emplace_back(key.bytes().begin(), key.bytes().end());
        VERIFY_OK(stepMacKey(modernProfile(), key, spare));
        VERIFY_OK(append(log, 1));
        const auto file = readAll(openForReading(folder.dir + "/" + kStateName).value(), 4096).value();
        int places = 0;
        for (size_t place = 0; place < 2; ++place) {
            const auto state = readKeyState(Bytes(file).subspan(place * kStatePlaceBytes, kStatePlaceBytes), folder.key);
            if (!state.ok())
                continue;
            ++places;
            for (const auto& one : used)
                QVERIFY(!std::ranges::equal(state->macKey.bytes(), one));
        }
        QCOMPARE(places, 1); // the one before was overwritten
        for (const auto& one : used)
            QVERIFY(!contains(file, one) && !contains(folder.bytes(), one));
    }
}

void AuditLogTest::aChangedVaultKeyOpensTheStateAndTheOldOneDoesNot()
{
    AuditFolder folder;
    const Secret before = Secret::copyOf(folder.key.bytes()).value();
    {
        LogWriter log = folder.create().value();
        folder.key = Secret::random(kKeyBytes).value();
        VERIFY_OK(log.changeKey(folder.key));
        VERIFY_OK(append(log, 1));
    }
    QCOMPARE(faultOf(LogWriter::open(folder.dir, before, momentAt(1)).error()), Fault::KeyStateDamaged);
    {
        LogWriter log = folder.open(2).value();
        VERIFY_OK(log.close(momentAt(3)));
    }
    const Secret firstKey = folder.firstKey();
    QCOMPARE(shown(folder.verify({ .firstKey = &firstKey })), "none");
}

void AuditLogTest::theFirstKeyLeavesOnce()
{
    const AuditFolder folder;
    LogWriter log = folder.create().value();
    const Secret firstKey = folder.firstKey();
    const Secret other = Secret::random(kKeyBytes).value();
    COMPARE_CODE(readFirstKey(folder.dir, log.logHead(), other), ErrorCode::WrongKey);
    VERIFY_OK(removeFirstKey(folder.dir));
    VERIFY_OK(removeFirstKey(folder.dir));
    COMPARE_CODE(readFirstKey(folder.dir, log.logHead(), folder.key), ErrorCode::NotFound);
    VERIFY_OK(log.changeKey(other)); // needs it no more
    VERIFY_OK(log.close(momentAt(1)));
    QCOMPARE(shown(folder.verify({ .firstKey = &firstKey })), "none");
}

void AuditLogTest::checkpointsFindAShorterAndAnotherLog()
{
    const AuditFolder folder;
    LogWriter log = folder.create().value();
    VERIFY_OK(append(log, 2));
    VERIFY_OK(log.close(momentAt(1)));
    const auto earlier = folder.bytes(); // closed in order: nothing in it looks cut
    LogWriter later = folder.open(2).value();
    VERIFY_OK(append(later, 3));
    const auto document = later.checkpoint(momentAt(3));
    VERIFY_OK(document);
    VERIFY_OK(later.close(momentAt(4)));
    const auto whole = folder.bytes();
    const ReadCheckpoint checkpoint = readCheckpoint(writeSignedDocument(*document)).value();
    const VerifyDemands demands { .checkpoints = { checkpoint } };
    QCOMPARE(shown(folder.verify(demands)), "none");
    QCOMPARE(checkpoint.said.sequence, uint64_t { 8 });

    QCOMPARE(shown(verifyLog(earlier, {}).value()), "none");
    QCOMPARE(shown(verifyLog(earlier, demands).value()), "below-head at 5");
    const AuditFolder second;
    LogWriter another = second.create().value();
    VERIFY_OK(append(another, 20));
    VERIFY_OK(another.close(momentAt(1)));
    QCOMPARE(shown(second.verify(demands)), "other-log at 0");

    // A statement that nobody signed, and one that says something else
    ReadCheckpoint changed = checkpoint;
    changed.document.signatures.front().bytes.front() ^= 1;
    QCOMPARE(shown(verifyLog(whole, { .checkpoints = { changed } }).value()), "bad-signature at 8");
    changed = checkpoint;
    changed.said.head[0] ^= 1;
    QCOMPARE(shown(verifyLog(whole, { .checkpoints = { changed } }).value()), "head-differs at 8");
    QVERIFY(!readCheckpoint(asBytes("SILLOKSD")).ok());
}

namespace {

/// A sitting now, one 800 days ago, and one 700 days ago; the log is open.
Result<LogWriter> threeSittings(const AuditFolder& folder, ProfileId profile)
{
    const uint64_t now = 900 * kDayMs;
    {
        SILLOK_TRY(LogWriter log, folder.create(profile, now - 800 * kDayMs));
        SILLOK_CHECK(append(log, 4, now - 800 * kDayMs));
        SILLOK_CHECK(log.seal(2, momentAt(now - 799 * kDayMs)));
        SILLOK_CHECK(log.close(momentAt(now - 799 * kDayMs)));
    }
    {
        SILLOK_TRY(LogWriter log, folder.open(now - 700 * kDayMs));
        SILLOK_CHECK(append(log, 4, now - 700 * kDayMs));
        SILLOK_CHECK(log.close(momentAt(now - 700 * kDayMs)));
    }
    return folder.open(now);
}

} // namespace

void AuditLogTest::oldEpochsGoAndTheRestVerifies()
{
    const AuditFolder folder;
    auto opened = threeSittings(folder, rowProfile().id());
    VERIFY_OK(opened);
    LogWriter log = std::move(*opened);
    const Secret firstKey = folder.firstKey();
    const auto before = recordsOf(folder.bytes());
    const auto cut = log.cutOld(kLeastRetentionMs, momentAt(900 * kDayMs));
    VERIFY_OK(cut);
    QCOMPARE(*cut, uint64_t { 8 }); // begun, four, two seals, closed; the seal of the last old epoch proves their age
    const auto after = recordsOf(folder.bytes());
    QCOMPARE(after.size(), before.size() - 8 + 1);
    QVERIFY(after.front() == before[8]);
    QVERIFY(after.front().kind == RecordKind::Seal);
    VERIFY_OK(append(log, 2, 900 * kDayMs));
    VERIFY_OK(log.close(momentAt(900 * kDayMs)));
    QCOMPARE(shown(folder.verify()), "none");
    const LogReport report = folder.verify({ .firstKey = &firstKey });
    QCOMPARE(shown(report), "none");
    QCOMPARE(report.firstSequence, uint64_t { 8 });

    // And once more, a hundred days later: the stub of the first time goes with what it stood for.
    LogWriter later = folder.open(1000 * kDayMs).value();
    const auto again = later.cutOld(kLeastRetentionMs, momentAt(1000 * kDayMs));
    VERIFY_OK(again);
    QVERIFY(*again > 0);
    VERIFY_OK(later.close(momentAt(1000 * kDayMs)));
    QCOMPARE(shown(folder.verify({ .firstKey = &firstKey })), "none");
    LogWriter last = folder.open(1001 * kDayMs).value();
    VERIFY_OK(last.close(momentAt(1001 * kDayMs)));
    QCOMPARE(shown(folder.verify({ .firstKey = &firstKey })), "none");
}

void AuditLogTest::nothingYoungerThanTwoYearsGoes()
{
    const AuditFolder folder;
    LogWriter log = threeSittings(folder, ProfileId::Modern).value();
    const auto before = folder.bytes();
    COMPARE_CODE(log.cutOld(kLeastRetentionMs - 1, momentAt(900 * kDayMs)), ErrorCode::BadArgument);
    QCOMPARE(log.cutOld(850 * kDayMs, momentAt(900 * kDayMs)).value(), uint64_t { 0 });
    QCOMPARE(log.cutOld(kLeastRetentionMs, momentAt(0)).value(), uint64_t { 0 });
    QVERIFY(folder.bytes() == before);
}

/// Somebody with the present key takes away the younger sitting too, and signs that it was old.
void AuditLogTest::aCutThatWasForgedIsFound()
{
    const AuditFolder folder;
    LogWriter log = threeSittings(folder, ProfileId::Modern).value();
    VERIFY_OK(log.close(momentAt(900 * kDayMs)));
    const auto whole = folder.bytes();
    const auto records = recordsOf(whole);
    const auto isSeal = [](const AuditRecord& one) { return one.kind == RecordKind::Seal; };
    const auto young = std::ranges::find_if(records, [&](const AuditRecord& one) { return isSeal(one) && one.moment.wallMs > kSomeDayMs + 190 * kDayMs; });
    const auto before = std::find_if(std::make_reverse_iterator(young), records.rend(), isSeal); // names the key of the young one's epoch
    QVERIFY(young != records.end() && before != records.rend());
    const auto at = static_cast<uint64_t>(young - records.begin());
    const KeyState state = KeyStateFile::open(folder.dir, folder.key).value().take();
    const LogView view = viewLog(whole).value();
    const auto faultOfCut = [&](uint64_t cutAtMs, uint64_t nowMs) {
        LogHead head = view.head;
        head.firstSequence = at;
        const LogStub stub { head.id, at, young->epoch, young->previous, before->nextKey, cutAtMs, state.epoch };
        head.stub = writeSignedDocument(signStub(stub, state).value());
        auto bytes = writeLogHead(head);
        bytes.insert(bytes.end(), whole.begin() + static_cast<ptrdiff_t>(view.framesAt + at * kFrameBytes), whole.end());
        const Secret firstKey = folder.firstKey();
        return shown(verifyLog(bytes, { .firstKey = &firstKey, .nowMs = nowMs }).value());
    };
    const uint64_t today = kSomeDayMs + 900 * kDayMs;
    const uint64_t oneDay = today + 900 * kDayMs;
    QCOMPARE(faultOfCut(today, today), QString("cut-too-young at %1").arg(at));
    QCOMPARE(faultOfCut(oneDay, today), QString("cut-too-young at %1").arg(at)); // it cannot have been cut tomorrow
    QCOMPARE(faultOfCut(oneDay, oneDay), QString("cut-unrecorded at %1").arg(records.size()));
    auto damaged = whole;
    damaged[kFrameBytes - 1] = 1; // spare bytes of the head
    QCOMPARE(shown(verifyLog(damaged, {}).value()), "log-head-damaged at 0");
}

void AuditLogTest::aReserveIsHeldAndTheFileIsNoLonger()
{
    const AuditFolder folder;
    LogWriter log = folder.create().value();
    struct stat info {};
    QCOMPARE(::stat(folder.path().c_str(), &info), 0);
    QCOMPARE(static_cast<size_t>(info.st_size), 2 * kFrameBytes);
    if (info.st_blocks * 512 < (1 << 20))
        QSKIP("this file system holds no room beyond the end of a file");
    QCOMPARE(info.st_mode & 0777, 0600U);
}

QTEST_GUILESS_MAIN(AuditLogTest)
#include "audit_log_test.moc"
