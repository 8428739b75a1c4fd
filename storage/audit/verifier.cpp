#include "storage/audit/verifier.h"

#include "engine/base/file.h"

#include <algorithm>

namespace sillok::storage {

Result<ChainVerifier> ChainVerifier::begin(const LogView& log, const VerifyDemands& demands)
{
    ChainVerifier made;
    made.m_at.demands = &demands;
    made.m_at.framesAt = log.framesAt;
    made.m_at.report.log = log.head.id;
    made.m_at.report.profile = log.head.profile;
    made.m_at.report.macsChecked = demands.firstKey != nullptr;
    made.m_at.sealKey = log.head.sealKey;
    SILLOK_TRY(made.m_at.head, originOf(log.head));
    if (demands.firstKey) {
        SILLOK_TRY(made.m_macKey, Secret::copyOf(demands.firstKey->bytes()));
        SILLOK_TRY(made.m_spare, Secret::make(kKeyBytes));
    }
    if (log.head.firstSequence > 0) {
        SILLOK_TRY(made.m_at.stubDigest, stubDigest(log.head.profile, log.head.stub));
        made.beginCut(log.head);
        if (!made.m_at.report.fault)
            SILLOK_CHECK(made.skipKeys(made.m_at.next));
    }
    const auto foreign = [&](const ReadCheckpoint& one) { return one.said.log != log.head.id; };
    if (std::ranges::any_of(demands.checkpoints, foreign) || (demands.keyState && demands.keyState->log != log.head.id))
        made.fail(Fault::OtherLog);
    return made;
}

void ChainVerifier::beginCut(const LogHead& head)
{
    auto stub = readStub(head.stub);
    m_at.next = head.firstSequence;
    m_at.report.firstSequence = head.firstSequence;
    if (!stub.ok() || stub->said.log != head.id || stub->said.firstSequence != head.firstSequence)
        return fail(Fault::LogHeadDamaged);
    m_at.epoch = stub->said.firstEpoch;
    m_at.head = stub->said.previous;
    m_at.sealKey = stub->said.sealKey;
    m_at.session = Session::Unknown;
    m_at.stub = std::move(*stub);
}

Result<void> ChainVerifier::skipKeys(uint64_t count)
{
    constexpr uint64_t kMostRecords = 1ULL << 32; // a stub that says more would keep us busy for days
    if (count > kMostRecords) {
        fail(Fault::LogHeadDamaged);
        return {};
    }
    for (uint64_t i = 0; i < count && m_at.report.macsChecked; ++i)
        SILLOK_CHECK(stepMacKey(cryptoProfile(m_at.report.profile), m_macKey, m_spare));
    return {};
}

Result<ChainVerifier> ChainVerifier::copy() const
{
    ChainVerifier twin;
    twin.m_at = m_at;
    if (m_at.report.macsChecked) {
        SILLOK_TRY(twin.m_macKey, Secret::copyOf(m_macKey.bytes()));
        SILLOK_TRY(twin.m_spare, Secret::make(kKeyBytes));
    }
    return twin;
}

void ChainVerifier::fail(Fault fault)
{
    if (!m_at.report.fault)
        m_at.report.fault = LogFault { fault, m_at.next, m_at.epoch, m_at.framesAt + (m_at.next - m_at.report.firstSequence) * kFrameBytes };
}

Fault ChainVerifier::place(const AuditRecord& record) const
{
    if (record.sequence != m_at.next)
        return record.sequence > m_at.next ? Fault::RecordMissing : Fault::RecordOutOfOrder;
    if (record.previous != m_at.head)
        return Fault::ChainBroken;
    if (record.epoch != m_at.epoch)
        return record.epoch > m_at.epoch ? Fault::SealMissing : Fault::SealTwice;
    return Fault::None;
}

Result<Fault> ChainVerifier::keysFit(std::span<const uint8_t, kFrameBytes> frame, const AuditRecord& record) const
{
    const CryptoProfile& profile = cryptoProfile(m_at.report.profile);
    if (m_at.report.macsChecked) {
        const auto fits = profile.checkMac(record.mac, m_macKey.bytes(), maced(frame));
        if (!fits.ok() && fits.error().code != ErrorCode::Damaged)
            return fits.error();
        if (!fits.ok())
            return Fault::WrongRecordMac;
    }
    if (record.kind == RecordKind::Seal && !profile.verify(m_at.sealKey, sealMessage(m_at.report.log, record), record.signature).ok())
        return Fault::WrongSeal;
    return Fault::None;
}

/// Of a log that was cut: its first frame proves how old the records were that went.
Fault ChainVerifier::firstKept(const AuditRecord& record) const
{
    if (!m_at.stub || m_at.next != m_at.stub->said.firstSequence)
        return Fault::None;
    const uint64_t cutAt = m_at.stub->said.cutAtMs;
    const bool old = cutAt <= m_at.demands->nowMs && cutAt >= kLeastRetentionMs && record.moment.wallMs <= cutAt - kLeastRetentionMs;
    return record.kind == RecordKind::Seal && old ? Fault::None : Fault::CutTooYoung;
}

Fault ChainVerifier::session(const AuditRecord& record)
{
    if (record.kind == RecordKind::Seal) {
        if (m_at.session == Session::Ended || m_at.session == Session::Beginning)
            return Fault::CloseMissing;
        m_at.session = m_at.session == Session::Closing ? Session::Ended : m_at.session;
        return Fault::None;
    }
    const AuditAction action = record.act.action;
    const bool begins = action == AuditAction::LogBegun || action == AuditAction::LogReplaced;
    const bool opens = action == AuditAction::Opened;
    const bool afterCrash = opens && record.act.counts[0] == 1;
    if (m_at.session == Session::Closing)
        return Fault::SealMissing;
    if (begins != (m_at.session == Session::Beginning))
        return Fault::CloseMissing;
    if ((m_at.session == Session::Ended && (!opens || afterCrash)) || (m_at.session == Session::Open && opens && !afterCrash))
        return Fault::CloseMissing;
    m_at.report.uncleanEnds += afterCrash;
    m_at.session = action == AuditAction::Closed ? Session::Closing : Session::Open;
    return Fault::None;
}

Result<Fault> ChainVerifier::stubFits(const AuditRecord& record)
{
    if (!m_at.stub || record.epoch != m_at.stub->said.signedEpoch)
        return Fault::None;
    if (!m_at.stubSigned && !checkEpochSignature(m_at.stub->document, m_at.report.profile, m_at.sealKey).ok())
        return Fault::LogHeadDamaged;
    m_at.stubSigned = true;
    m_at.stubRecorded = m_at.stubRecorded || (record.act.action == AuditAction::LogCut && record.act.object.digest() == m_at.stubDigest);
    return Fault::None;
}

Fault ChainVerifier::headsFit(const AuditRecord& record, const Digest& head) const
{
    if (m_at.demands->keyState && m_at.demands->keyState->next == record.sequence + 1 && m_at.demands->keyState->head != head)
        return Fault::HeadDiffers;
    for (const ReadCheckpoint& one : m_at.demands->checkpoints) {
        if (one.said.sequence != record.sequence)
            continue;
        if (one.said.head != head || one.said.epoch != record.epoch)
            return Fault::HeadDiffers;
        if (!checkEpochSignature(one.document, m_at.report.profile, m_at.sealKey).ok())
            return Fault::BadSignature;
    }
    return Fault::None;
}

Result<void> ChainVerifier::take(std::span<const uint8_t, kFrameBytes> frame)
{
    if (m_at.report.fault)
        return {};
    const Result<AuditRecord> read = readRecord(frame);
    if (!read.ok()) {
        fail(Fault::RecordMalformed);
        return {};
    }
    const AuditRecord& record = *read;
    const CryptoProfile& profile = cryptoProfile(m_at.report.profile);
    SILLOK_TRY(const Digest head, profile.hash(frame));
    Fault found = place(record);
    if (found == Fault::None) {
        SILLOK_TRY(found, keysFit(frame, record));
    }
    if (found == Fault::None)
        found = firstKept(record);
    if (found == Fault::None)
        found = session(record);
    if (found == Fault::None) {
        SILLOK_TRY(found, stubFits(record));
    }
    if (found == Fault::None)
        found = headsFit(record, head);
    if (found != Fault::None) {
        fail(found);
        return {};
    }
    if (record.act.action == AuditAction::LogReplaced && !m_at.replaced)
        m_at.replaced = LogFault { Fault::EarlierLogReplaced, m_at.next, m_at.epoch, m_at.framesAt + (m_at.next - m_at.report.firstSequence) * kFrameBytes };
    m_at.afterSeal = record.kind == RecordKind::Seal;
    if (m_at.afterSeal) {
        m_at.sealKey = record.nextKey;
        ++m_at.epoch;
        ++m_at.report.epochs;
    }
    m_at.report.firstMs = m_at.report.records == 0 ? record.moment.wallMs : m_at.report.firstMs;
    m_at.report.lastMs = record.moment.wallMs;
    ++m_at.report.records;
    ++m_at.next;
    m_at.head = head;
    return m_at.report.macsChecked ? stepMacKey(profile, m_macKey, m_spare) : Result<void>();
}

void ChainVerifier::end(size_t bytesLeft)
{
    if (bytesLeft > 0)
        fail(Fault::RecordCut);
    const auto beyond = [&](const ReadCheckpoint& one) { return one.said.sequence >= m_at.next; };
    if (std::ranges::any_of(m_at.demands->checkpoints, beyond) || (m_at.demands->keyState && m_at.demands->keyState->next > m_at.next))
        fail(Fault::BelowHead);
    if (!m_at.demands->inUse && !m_at.afterSeal)
        fail(Fault::EndUnsealed);
    if (!m_at.demands->inUse && m_at.session != Session::Ended && m_at.session != Session::Unknown)
        fail(Fault::CloseMissing);
    if (m_at.stub && !(m_at.stubSigned && m_at.stubRecorded))
        fail(Fault::CutUnrecorded);
    if (!m_at.report.fault)
        m_at.report.fault = m_at.replaced;
}

Result<LogReport> verifyLog(Bytes file, const VerifyDemands& demands)
{
    const Result<LogView> log = viewLog(file);
    if (!log.ok()) {
        LogReport report;
        report.fault = LogFault { Fault::LogHeadDamaged, 0, 0, 0 };
        return report;
    }
    SILLOK_TRY(ChainVerifier verifier, ChainVerifier::begin(*log, demands));
    for (uint64_t i = 0; i < log->count() && !verifier.report().fault; ++i)
        SILLOK_CHECK(verifier.take(log->frame(i)));
    verifier.end(log->frames.size() % kFrameBytes);
    return verifier.report();
}

Result<LogReport> verifyLogFile(const std::string& path, const VerifyDemands& demands)
{
    const Result<FileDescriptor> file = openForReading(path);
    if (!file.ok() && file.error().code == ErrorCode::NotFound) {
        LogReport report;
        report.fault = LogFault { Fault::LogMissing, 0, 0, 0 };
        return report;
    }
    if (!file.ok())
        return file.error();
    SILLOK_TRY(const std::vector<uint8_t> bytes, readAll(*file, kMostLogBytes)); // not mapped: its owner may cut an end that was never acknowledged
    return verifyLog(bytes, demands);
}

} // namespace sillok::storage
