// The power goes, or the disk fails, at every call that the audit log makes: what was acknowledged is there, and what is there verifies.
#include "tests/support/disk_image.h"

#include "tests/storage/audit_fixture.h"
#include "tests/support/campaign.h"

#include <QDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr int kActs = 24;          ///< in each of two sittings
constexpr int64_t kMadeMark = -1;  ///< the log exists; other marks say how many records were acknowledged

/// Two sittings; `acknowledged` is told after each call how many records there are.
Result<void> work(const std::string& dir, const Secret& key, const std::function<void(uint64_t records, bool made)>& acknowledged)
{
    for (int sitting = 0; sitting < 2; ++sitting) {
        SILLOK_TRY(LogWriter log, sitting == 0 ? LogWriter::create(dir, ProfileId::Modern, key, kBegun, momentAt(1), 0) : LogWriter::open(dir, key, momentAt(2), 0));
        acknowledged(log.nextSequence(), sitting == 0);
        for (int i = 0; i < kActs; ++i) {
            SILLOK_CHECK(log.append(actOf(AuditAction::ChatExported, static_cast<uint32_t>(i)), momentAt(3)));
            acknowledged(log.nextSequence(), false);
            if (i % 7 == 6) {
                SILLOK_CHECK(log.seal(2, momentAt(4)));
                acknowledged(log.nextSequence(), false);
            }
        }
        SILLOK_CHECK(log.close(momentAt(5)));
        acknowledged(log.nextSequence(), false);
    }
    return {};
}

/// Empty when the log goes on with everything that was acknowledged and then verifies; otherwise what is wrong.
std::string faultAfter(const std::string& dir, const Secret& key, uint64_t acknowledged)
{
    auto log = LogWriter::open(dir, key, momentAt(9), 0);
    if (!log.ok())
        return log.error().doing + ": " + faultName(faultOf(log.error()));
    if (log->nextSequence() < acknowledged + 1)
        return "lost: " + std::to_string(acknowledged + 1 - log->nextSequence());
    const LogHead head = log->logHead();
    if (!log->close(momentAt(9)).ok())
        return "it cannot be closed";
    const auto firstKey = readFirstKey(dir, head, key);
    if (!firstKey.ok())
        return "the first key is lost";
    return faultText(verifyLogFile(dir + "/" + kLogName, { .firstKey = &*firstKey }).value()).toStdString();
}

void putDown(const FolderImage& image, const std::string& dir)
{
    std::filesystem::remove_all(dir);
    std::filesystem::create_directories(dir);
    for (const auto& [name, bytes] : image)
        std::ofstream(dir + "/" + name, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

struct Recording {
    Secret key = Secret::random(kKeyBytes).value();
    std::vector<DiskCall> calls;
};

const Recording& recording()
{
    static const Recording made = [] {
        Recording result;
        const QTemporaryDir outside;
        const std::string dir = outside.filePath("audit").toStdString();
        DiskShim::only().record(dir);
        const auto note = [](uint64_t records, bool isMade) {
            DiskShim::only().mark(static_cast<int64_t>(records));
            if (isMade)
                DiskShim::only().mark(kMadeMark);
        };
        if (!work(dir, result.key, note).ok())
            qFatal("the work that is recorded did not succeed");
        result.calls = DiskShim::only().taken();
        return result;
    }();
    return made;
}

/// What had been acknowledged when the power went.
struct Promised {
    bool made = false;
    uint64_t records = 0;

    void follow(const DiskCall& call)
    {
        if (call.kind != DiskCall::Kind::Mark)
            return;
        made = made || call.at == kMadeMark;
        records = call.at > 0 ? static_cast<uint64_t>(call.at) : records;
    }
};

} // namespace

class AuditPowerTest : public QObject {
    Q_OBJECT
private slots:
    void nothingAcknowledgedIsLostInAPowerCut();
    void everyMissingSyncWouldBeSeen();
    void aFailingDiskIsSaidAndTheLogStaysGood();
};

void AuditPowerTest::nothingAcknowledgedIsLostInAPowerCut()
{
    const Recording& run = recording();
    const QTemporaryDir outside;
    const std::string dir = outside.filePath("cut").toStdString();
    std::mt19937 random(11);
    const int times = campaignCount(12, 1);
    DiskImage disk;
    Promised promised;
    int cuts = 0, followed = 0;
    for (const DiskCall& call : run.calls) {
        disk.follow(call);
        promised.follow(call);
        ++followed;
        if (!promised.made || (!inCampaign() && followed % 4 != 0))
            continue;
        for (int i = 0; i < times; ++i) {
            for (const Cut cut : { Cut::Nothing, Cut::Whole, Cut::Torn, Cut::Scattered }) {
                putDown(disk.after(cut, random), dir);
                const std::string fault = faultAfter(dir, run.key, promised.records);
                QVERIFY2(fault == "none", qPrintable(QString("cut %1 kind %2: %3").arg(cuts).arg(static_cast<int>(cut)).arg(fault.c_str())));
                ++cuts;
            }
        }
    }
    qInfo("%d power cuts over %zu disk calls: no acknowledged record lost", cuts, run.calls.size());
    QVERIFY(cuts > 200);
}

/// The mutant: one sync is left out, and the power goes at the acknowledgement that rests on it.
void AuditPowerTest::everyMissingSyncWouldBeSeen()
{
    const Recording& run = recording();
    const QTemporaryDir outside;
    const std::string dir = outside.filePath("cut").toStdString();
    std::mt19937 random(12);
    const auto seenWithout = [&](size_t left) {
        DiskImage disk;
        Promised promised;
        for (size_t at = 0; at < run.calls.size(); ++at) {
            if (at != left)
                disk.follow(run.calls[at]);
            promised.follow(run.calls[at]);
            if (at < left || run.calls[at].kind != DiskCall::Kind::Mark || !promised.made)
                continue;
            putDown(disk.after(Cut::Nothing, random), dir);
            return faultAfter(dir, run.key, promised.records) != "none";
        }
        return false;
    };
    /// An acknowledgement rests on it: no later sync of the same file comes before one.
    const auto isPromise = [&](size_t sync) {
        const auto next = std::find_if(run.calls.begin() + static_cast<ptrdiff_t>(sync) + 1, run.calls.end(),
            [&](const DiskCall& call) { return call.kind == DiskCall::Kind::Mark || (call.kind == DiskCall::Kind::Sync && call.file == run.calls[sync].file); });
        return next != run.calls.end() && next->kind == DiskCall::Kind::Mark;
    };
    int tried = 0, seen = 0;
    for (size_t at = 0; at < run.calls.size(); ++at) {
        if (run.calls[at].kind != DiskCall::Kind::Sync || !isPromise(at))
            continue;
        ++tried;
        seen += seenWithout(at);
    }
    qInfo("%d of %d left out syncs were noticed", seen, tried);
    QVERIFY(tried > 4 * kActs);
    QCOMPARE(seen, tried);
}

void AuditPowerTest::aFailingDiskIsSaidAndTheLogStaysGood()
{
    const Secret key = Secret::random(kKeyBytes).value();
    struct Outcome {
        bool made = false;
        bool whole = false;
        uint64_t records = 0;
        int64_t calls = 0;
        std::string fault;
    };
    const auto tryWith = [&](int64_t call, int error, bool lasting) {
        const QTemporaryDir outside;
        const std::string dir = outside.filePath("audit").toStdString();
        Outcome outcome;
        DiskShim::only().failAt(dir, call, error, lasting);
        outcome.whole = work(dir, key, [&](uint64_t records, bool) {
            outcome.made = true;
            outcome.records = records;
        }).ok();
        outcome.calls = DiskShim::only().heal();
        outcome.fault = outcome.made ? faultAfter(dir, key, outcome.records) : "none";
        return outcome;
    };
    const Outcome undisturbed = tryWith(INT64_MAX, EIO, false);
    QVERIFY(undisturbed.whole && undisturbed.fault == "none");
    int refused = 0, tried = 0;
    for (int64_t call = 1; call <= undisturbed.calls; call += inCampaign() ? 1 : 11) {
        for (const int error : { EIO, ENOSPC }) {
            for (const bool lasting : { false, true }) {
                const Outcome outcome = tryWith(call, error, lasting);
                QVERIFY2(outcome.fault == "none", qPrintable(QString("call %1 error %2: %3").arg(call).arg(error).arg(outcome.fault.c_str())));
                refused += !outcome.whole;
                ++tried;
            }
        }
    }
    qInfo("%d failing calls: %d refused an act, none lost a record that was acknowledged", tried, refused);
    QVERIFY(refused * 10 >= tried * 9);
    // The mutant: a disk that only pretends. Nobody is told, and the check finds it.
    QVERIFY(tryWith(undisturbed.calls / 2, 0, true).fault != "none");
}

QTEST_GUILESS_MAIN(AuditPowerTest)
#include "audit_power_test.moc"
