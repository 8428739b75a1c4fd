// log_cut.cpp - LogWriter's part about retention: old epochs go, and a signed stub in their place lets the rest be verified as before.
#include "storage/audit/log_files.h"
#include "storage/audit/log_writer.h"
#include "storage/audit/verifier.h"
#include "storage/db/replace_file.h"

#include <fcntl.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

/// The newest seal that is old enough, and who signed it.
struct CutPlace {
    uint64_t index = 0;
    AuditRecord seal;
    std::vector<uint8_t> sealKey;
};

Result<CutPlace> placeToCut(const LogView& log, uint64_t before)
{
    CutPlace place;
    std::vector<uint8_t> sealKey = log.head.sealKey;
    if (log.head.firstSequence > 0) {
        SILLOK_TRY(const ReadStub stub, readStub(log.head.stub));
        sealKey = stub.said.sealKey;
    }
    for (uint64_t i = 0; i < log.count(); ++i) {
        SILLOK_TRY(AuditRecord record, readRecord(log.frame(i)));
        if (record.moment.wallMs > before) // a clock that was set back later proves nothing
            break;
        if (record.kind != RecordKind::Seal)
            continue;
        std::vector<uint8_t> next = record.nextKey;
        place = { i, std::move(record), std::exchange(sealKey, std::move(next)) };
    }
    return place;
}

} // namespace

Result<uint64_t> LogWriter::oldestMs() const
{
    std::array<uint8_t, kFrameBytes> frame {};
    if (::pread(m_log.get(), frame.data(), frame.size(), static_cast<off_t>(m_framesAt)) != static_cast<ssize_t>(frame.size()))
        return fail(ErrorCode::Io, "reading the audit log");
    SILLOK_TRY(const AuditRecord first, readRecord(frame));
    return first.moment.wallMs;
}

Result<uint64_t> LogWriter::cutOld(uint64_t retentionMs, const AuditMoment& moment)
{
    SILLOK_CHECK(usable());
    if (retentionMs < kLeastRetentionMs)
        return fail(ErrorCode::BadArgument, "records of the audit log stay at least two years");
    const std::string path = m_dir + "/" + kLogName;
    SILLOK_TRY(const std::vector<uint8_t> before, readAll(m_log, kMostLogBytes));
    SILLOK_TRY(const LogView old, viewLog(before));
    SILLOK_TRY(const CutPlace place, placeToCut(old, moment.wallMs < retentionMs ? 0 : moment.wallMs - retentionMs));
    if (place.index == 0)
        return 0;
    LogHead head = m_head;
    head.firstSequence = place.seal.sequence;
    const LogStub stub { head.id, head.firstSequence, place.seal.epoch, place.seal.previous, place.sealKey, moment.wallMs, m_state.epoch };
    SILLOK_TRY(const SignedDocument document, signStub(stub, m_state));
    head.stub = writeSignedDocument(document);

    AuditAct cut { .action = AuditAction::LogCut };
    SILLOK_TRY(const Digest named, stubDigest(head.profile, head.stub));
    cut.object = ObjectHash::fromDigest(named);
    cut.counts = { static_cast<uint32_t>(head.firstSequence), static_cast<uint32_t>(head.firstSequence >> 32) };
    SILLOK_CHECK(append(cut, moment));

    SILLOK_TRY(const std::vector<uint8_t> whole, readAll(m_log, kMostLogBytes)); // with the record of the cutting
    std::vector<uint8_t> shorter = writeLogHead(head);
    const uint64_t framesAt = shorter.size();
    shorter.insert(shorter.end(), whole.begin() + static_cast<std::ptrdiff_t>(offsetOf(head.firstSequence)), whole.end());
    SILLOK_CHECK(replaceFile(m_dir, kLogName, shorter));
    m_log = FileDescriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    m_broken = !m_log.valid();
    m_head = std::move(head);
    m_framesAt = framesAt;
    holdReserve();
    return place.index;
}

} // namespace sillok::storage
