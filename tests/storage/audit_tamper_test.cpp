// Somebody changes the audit log: whatever he does to a log of 100,000 records is found, and where. Short in every run; 50,000 changes with
// SILLOK_CAMPAIGN=1. The two holes that were published of the journal's sealing have tests of their own.
#include "tests/storage/audit_fixture.h"
#include "tests/storage/keys_fixture.h"
#include "tests/support/campaign.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

using namespace sillok;
using namespace sillok::storage;
using namespace sillok::test;

namespace {

constexpr uint64_t kRecords = 100'000;
constexpr uint64_t kStep = 500;     ///< records between places where a verification may be taken up

const LongLog& longLog()
{
    static const LongLog made(ProfileId::Modern, kRecords, 97, 5000);
    return made;
}

VerifyDemands demandsOf(const LongLog& log) { return { .firstKey = &log.firstKey, .keyState = log.known }; }

enum class Change : uint8_t { Edit, Delete, Insert, Swap, Truncate, RemoveFile, Reseal };
constexpr int kChanges = 7;
constexpr const char* kChangeNames[kChanges] = { "edited", "deleted", "inserted", "swapped", "cut short", "removed whole", "sealed again" };

/// Verifications of the unchanged log, taken up at places all along it: a change at record 70,000 need not be reached from the beginning.
class Places {
public:
    explicit Places(const LongLog& log) : m_log(log), m_demands(demandsOf(log)), m_file(writeLogHead(log.head))
    {
        ChainVerifier verifier = ChainVerifier::begin(viewLog(m_file).value(), m_demands).value();
        for (uint64_t i = 0; i < log.frames.size(); ++i) {
            if (i % kStep == 0)
                m_places.push_back(verifier.copy().value());
            if (!verifier.take(log.frames[i]).ok() || verifier.report().fault)
                qFatal("the unchanged log does not verify");
        }
    }
    /// As if the file held the unchanged frames up to `from`, then what `frameAt` gives (null: the end) plus `bytesLeft`.
    LogReport verify(uint64_t from, const std::function<const Frame*(uint64_t)>& frameAt, size_t bytesLeft = 0) const
    {
        const uint64_t place = from / kStep;
        ChainVerifier verifier = m_places[std::min<size_t>(place, m_places.size() - 1)].copy().value();
        const Frame* frame = nullptr;
        uint64_t at = std::min<uint64_t>(place, m_places.size() - 1) * kStep;
        for (; !verifier.report().fault && (frame = at < from ? &m_log.frames[at] : frameAt(at)); ++at)
            ignore(verifier.take(*frame), "memory only");
        verifier.end(bytesLeft);
        return verifier.report();
    }

private:
    const LongLog& m_log;
    VerifyDemands m_demands;
    std::vector<uint8_t> m_file;
    std::vector<ChainVerifier> m_places;
};

/// What a thief makes who has the keys of record `state.next` and wants `changed` to stand at an earlier place: everything from there to his
/// own place anew, with the keys that he has.
std::vector<Frame> resealed(const LongLog& log, uint64_t at, AuditRecord changed, const KeyState& stolen)
{
    const CryptoProfile& profile = cryptoProfile(log.head.profile);
    std::vector<Frame> made;
    Digest previous = changed.previous;
    for (uint64_t i = at; i < stolen.next; ++i) {
        AuditRecord record = i == at ? changed : readRecord(log.frames[i]).value();
        record.previous = previous;
        if (record.kind == RecordKind::Seal)
            record.signature = profile.sign(stolen.sealSecret, sealMessage(log.head.id, record)).value();
        ignore(profile.mac(stolen.macKey.bytes(), maced(writeRecord(record)), record.mac), "memory only");
        made.push_back(writeRecord(record));
        previous = profile.hash(made.back()).value();
    }
    return made;
}

struct Outcome {
    LogReport report;
    uint64_t place = 0;
};

class Mutator {
public:
    explicit Mutator(unsigned seed) : m_random(seed), m_places(longLog()) {}

    Outcome run(Change change)
    {
        const std::vector<Frame>& frames = longLog().frames;
        const uint64_t at = m_random() % frames.size();
        const auto from = [&](uint64_t i) { return i < frames.size() ? &frames[i] : nullptr; };
        switch (change) {
        case Change::Edit: {
            Frame edited = frames[at];
            edited[m_random() % edited.size()] ^= static_cast<uint8_t>(1U << m_random() % 8);
            return { m_places.verify(at, [&](uint64_t i) { return i == at ? &edited : from(i); }), at };
        }
        case Change::Delete: return { m_places.verify(at, [&](uint64_t i) { return from(i + 1); }), at };
        case Change::Insert: {
            const Frame& copied = frames[m_random() % frames.size()];
            return at == static_cast<uint64_t>(&copied - frames.data())
                ? Outcome { m_places.verify(at, [&](uint64_t i) { return i <= at ? from(i) : from(i - 1); }), at + 1 }
                : Outcome { m_places.verify(at, [&](uint64_t i) { return i == at ? &copied : from(i < at ? i : i - 1); }), at };
        }
        case Change::Swap: {
            const uint64_t other = (at + 1 + m_random() % (frames.size() - 1)) % frames.size();
            const auto swapped = [&](uint64_t i) { return from(i == at ? other : i == other ? at : i); };
            return { m_places.verify(std::min(at, other), swapped), std::min(at, other) };
        }
        case Change::Truncate: {
            const size_t left = m_random() % 2 ? 0 : 1 + m_random() % (kFrameBytes - 1);
            return { m_places.verify(at, [](uint64_t) { return nullptr; }, left), at };
        }
        case Change::RemoveFile: return { verifyLogFile("/nonexistent/audit/log", demandsOf(longLog())).value(), 0 };
        case Change::Reseal: break;
        }
        return reseal();
    }

private:
    Outcome reseal()
    {
        const LongLog& log = longLog();
        const auto& [stolenAt, state] = log.kept[1 + m_random() % (log.kept.size() - 1)];
        const uint64_t at = stolenAt - 1 - m_random() % std::min<uint64_t>(stolenAt, 200);
        AuditRecord changed = readRecord(log.frames[at]).value();
        changed.moment.account ^= 1;
        const std::vector<Frame> forged = resealed(log, at, changed, state);
        const auto frameAt = [&](uint64_t i) {
            const std::vector<Frame>& all = log.frames;
            return i < stolenAt ? &forged[i - at] : i < all.size() ? &all[i] : nullptr;
        };
        return { m_places.verify(at, frameAt), at };
    }

    std::mt19937 m_random;
    Places m_places;
};

} // namespace

class AuditTamperTest : public QObject {
    Q_OBJECT
private slots:
    void aHundredThousandRecordsVerifyInTime_data() { profileRows(); }
    void aHundredThousandRecordsVerifyInTime();
    void everyChangeIsFoundAndLocated();
    void CVE_2023_31438_epochsThatAreCutOffAreFound();
    void CVE_2023_31439_oldRecordsSealedAgainWithThePresentKeyAreFound();
    void aWriterWhoBreaksTheRulesIsFound();
    void anEmptyAndAForeignFileAreNoLog();
};

void AuditTamperTest::aHundredThousandRecordsVerifyInTime()
{
    std::unique_ptr<LongLog> validated;
    if (rowProfile().id() == ProfileId::Validated)
        validated = std::make_unique<LongLog>(ProfileId::Validated, kRecords, 97, kRecords);
    const LongLog& own = validated ? *validated : longLog();
    const auto file = own.file(own.frames.size());
    QElapsedTimer timer;
    timer.start();
    const LogReport report = verifyLog(file, demandsOf(own)).value();
    const qint64 spent = timer.elapsed();
    QCOMPARE(faultText(report), "none");
    QVERIFY(report.records >= kRecords);
    qInfo("%s: %llu records and %llu seals of epochs verified in %lld ms", rowProfile().name(), static_cast<unsigned long long>(report.records),
        static_cast<unsigned long long>(report.epochs), static_cast<long long>(spent));
#ifndef SILLOK_SANITIZED
    QVERIFY2(spent < 3000, qPrintable(QString::number(spent)));
#endif
}

void AuditTamperTest::everyChangeIsFoundAndLocated()
{
    Mutator mutator(20261130);
    const int wanted = campaignCount(50'000, 2'100);
    int found[kChanges] = {};
    for (int i = 0; i < wanted; ++i) {
        const auto change = static_cast<Change>(i % kChanges);
        const Outcome outcome = mutator.run(change);
        const QString told = QString("%1: %2 is not at %3").arg(kChangeNames[i % kChanges], faultText(outcome.report)).arg(outcome.place);
        QVERIFY2(outcome.report.fault, qPrintable(told));
        QVERIFY2(outcome.report.fault->sequence == outcome.place, qPrintable(told));
        ++found[i % kChanges];
    }
    for (int i = 0; i < kChanges; ++i)
        qInfo("%s: %d of %d found and located", kChangeNames[i], found[i], (wanted - i + kChanges - 1) / kChanges);
}

/// The journal did not seal epochs in which nothing was written, so whatever came after the last seal could be cut off unseen. Here the file
/// alone, without any key, tells a log that was closed from one that was cut, and no epoch lacks its seal.
void AuditTamperTest::CVE_2023_31438_epochsThatAreCutOffAreFound()
{
    const AuditFolder folder;
    LogWriter log = folder.create().value();
    VERIFY_OK(log.append(actOf(AuditAction::ChatExported), momentAt(1)));
    VERIFY_OK(log.seal(6, momentAt(2))); // five of them empty
    VERIFY_OK(log.append(actOf(AuditAction::ChatShredded), momentAt(3)));
    VERIFY_OK(log.close(momentAt(4)));
    const auto whole = folder.bytes();
    const LogView view = viewLog(whole).value();
    QCOMPARE(faultText(folder.verify()), "none");
    for (uint64_t kept = 0; kept < view.count(); ++kept) {
        const auto cut = Bytes(whole).first(view.framesAt + kept * kFrameBytes);
        const LogReport report = verifyLog(cut, {}).value();
        QVERIFY2(report.fault && report.fault->sequence == kept, qPrintable(faultText(report)));
    }
    // An empty epoch taken out of the middle
    auto without = whole;
    const auto at = without.begin() + static_cast<ptrdiff_t>(view.framesAt + 4 * kFrameBytes);
    without.erase(at, at + kFrameBytes);
    QCOMPARE(faultText(verifyLog(without, {}).value()), "record-missing at 4");
    // Between two sittings only a head that is known from elsewhere shows a cut: the key state, or a checkpoint.
    LogWriter again = folder.open(5).value();
    VERIFY_OK(again.close(momentAt(6)));
    const KeyState state = KeyStateFile::open(folder.dir, folder.key).value().take();
    QCOMPARE(faultText(verifyLog(whole, {}).value()), "none");
    QCOMPARE(faultText(verifyLog(whole, { .keyState = KnownHead { state.log, state.next, state.head } }).value()), QString("below-head at %1").arg(view.count()));
}

/// The journal took a seal that was made with a later key for an earlier epoch. Here a record is only good with the key of its own place, and
/// an epoch only with the key pair that the seal before it names.
void AuditTamperTest::CVE_2023_31439_oldRecordsSealedAgainWithThePresentKeyAreFound()
{
    const LongLog log(ProfileId::Modern, 600, 20, 500);
    const auto& [stolenAt, stolen] = log.kept.back();
    for (const uint64_t at : { uint64_t { 3 }, uint64_t { 30 }, stolenAt - 25, stolenAt - 1 }) {
        AuditRecord changed = readRecord(log.frames[at]).value();
        if (changed.kind == RecordKind::Seal)
            continue;
        changed.moment.account ^= 1;
        auto file = log.file(at);
        for (const Frame& frame : resealed(log, at, changed, stolen))
            file.insert(file.end(), frame.begin(), frame.end());
        // He goes on as the writer would, so that nothing is missing at the end.
        KeyState next = copyOf(stolen).value();
        next.head = cryptoProfile(log.head.profile).hash(Bytes(file).last(kFrameBytes)).value();
        for (const Frame& frame : { chainAct(next, actOf(AuditAction::Closed), momentAt(1)).value(), chainSeal(next, momentAt(1)).value() })
            file.insert(file.end(), frame.begin(), frame.end());
        const VerifyDemands withKey { .firstKey = &log.firstKey };
        QCOMPARE(faultText(verifyLog(file, withKey).value()), QString("wrong-record-mac at %1").arg(at));
        // Without the first key the epoch's seal shows it, in every epoch that was sealed before he came.
        uint64_t sealOfEpoch = at;
        while (sealOfEpoch < stolenAt && readRecord(log.frames[sealOfEpoch]).value().kind != RecordKind::Seal)
            ++sealOfEpoch;
        if (sealOfEpoch < stolenAt)
            QCOMPARE(faultText(verifyLog(file, {}).value()), QString("wrong-seal at %1").arg(sealOfEpoch));
    }
}

namespace {

/// A chain whose every hash and MAC fits, with something in it that no writer does.
QString faultOfChain(const std::function<void(KeyState&, std::vector<Frame>&)>& make)
{
    LongLog base(ProfileId::Modern, 1, 1, 1);
    KeyState state = copyOf(base.kept.front().second).value();
    base.frames.clear();
    make(state, base.frames);
    const VerifyDemands demands { .firstKey = &base.firstKey };
    return faultText(verifyLog(base.file(base.frames.size()), demands).value());
}

} // namespace

void AuditTamperTest::aWriterWhoBreaksTheRulesIsFound()
{
    const auto act = [](KeyState& state, std::vector<Frame>& frames, AuditAction action, uint32_t count = 0) {
        frames.push_back(chainAct(state, actOf(action, count), momentAt(1)).value());
    };
    const auto seal = [](KeyState& state, std::vector<Frame>& frames) { frames.push_back(chainSeal(state, momentAt(1)).value()); };
    using Frames = std::vector<Frame>;
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogBegun); act(s, f, AuditAction::Closed); seal(s, f); }), "none");
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::Opened); }), "close-missing at 0");
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { seal(s, f); }), "close-missing at 0");
    // An epoch left out, and one that goes on behind its seal
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogBegun); ++s.epoch; act(s, f, AuditAction::Closed); }), "seal-missing at 1");
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogBegun); seal(s, f); --s.epoch; act(s, f, AuditAction::Locked); }), "seal-twice at 2");
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogBegun); seal(s, f); --s.epoch; seal(s, f); }), "seal-twice at 2");
    // Openings and closings
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogBegun); act(s, f, AuditAction::Closed); act(s, f, AuditAction::Locked); }), "seal-missing at 2");
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogBegun); act(s, f, AuditAction::Opened); }), "close-missing at 1");
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogBegun); act(s, f, AuditAction::Closed); seal(s, f); act(s, f, AuditAction::Locked); }), "close-missing at 3");
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogBegun); act(s, f, AuditAction::Closed); seal(s, f); seal(s, f); }), "close-missing at 3");
    // A seal by another key, in an otherwise good chain
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogBegun); s.sealSecret = Secret::random(kKeyBytes).value(); seal(s, f); }), "wrong-seal at 1");
    // A log that stands in the place of another says so itself
    QCOMPARE(faultOfChain([&](KeyState& s, Frames& f) { act(s, f, AuditAction::LogReplaced); act(s, f, AuditAction::Closed); seal(s, f); }), "earlier-log-replaced at 0");
}

void AuditTamperTest::anEmptyAndAForeignFileAreNoLog()
{
    QCOMPARE(faultText(verifyLog({}, {}).value()), "log-head-damaged at 0");
    QCOMPARE(faultText(verifyLog(asBytes(std::string(1000, 'x')), {}).value()), "log-head-damaged at 0");
}

QTEST_GUILESS_MAIN(AuditTamperTest)
#include "audit_tamper_test.moc"
