#include "storage/audit/log_writer.h"

#include "storage/audit/first_key.h"
#include "storage/audit/log_files.h"
#include "storage/db/disk.h"
#include "storage/db/replace_file.h"
#include "storage/signing/fault.h"
#include "storage/vault/vault_files.h"

#include <fcntl.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

std::string logPath(const std::string& dir) { return dir + "/" + kLogName; }

/// The head and stub of a log file, without its frames.
Result<LogView> readHead(const FileDescriptor& file, std::vector<uint8_t>& bytes)
{
    bytes.resize(kFrameBytes + kMostStubBytes);
    const ssize_t got = ::pread(file.get(), bytes.data(), bytes.size(), 0);
    if (got < 0)
        return systemError("reading the audit log");
    bytes.resize(static_cast<size_t>(got));
    return viewLog(bytes);
}

Result<Frame> frameAt(const FileDescriptor& file, uint64_t offset)
{
    Frame frame {};
    if (::pread(file.get(), frame.data(), frame.size(), static_cast<off_t>(offset)) != static_cast<ssize_t>(frame.size()))
        return refuse(Fault::BelowHead, "audit log");
    return frame;
}

} // namespace

Result<LogWriter> LogWriter::create(
    const std::string& dir, ProfileId profile, const Secret& key, const AuditAct& begun, const AuditMoment& moment, uint64_t reserveBytes)
{
    SILLOK_CHECK(makeFolder(dir));
    if (fileSize(logPath(dir)))
        return fail(ErrorCode::AlreadyExists, "an audit log is there already");
    LogHead head { profile, {}, moment.wallMs, {}, 0, {} };
    const CryptoProfile& with = cryptoProfile(profile);
    SILLOK_CHECK(with.random(head.id));
    SILLOK_TRY(KeyPair pair, with.makeSigningKey());
    head.sealKey = std::move(pair.publicKey);
    KeyState state { profile, head.id, 0, 0, {}, head.sealKey, {}, std::move(pair.secret) };
    SILLOK_TRY(state.head, originOf(head));
    SILLOK_TRY(state.macKey, with.randomSecret(kKeyBytes));
    SILLOK_CHECK(keepFirstKey(dir, head, state.macKey, key));
    SILLOK_TRY(const KeyStateFile file, KeyStateFile::create(dir, state, key));
    SILLOK_CHECK(replaceFile(dir, kLogName, writeLogHead(head))); // last: a log that exists has its keys
    SILLOK_CHECK(syncFolder(folderOf(dir)));
    SILLOK_TRY(LogWriter made, start(dir, key, reserveBytes));
    SILLOK_CHECK(made.append(begun, moment));
    return made;
}

Result<LogWriter> LogWriter::open(const std::string& dir, const Secret& key, const AuditMoment& moment, uint64_t reserveBytes)
{
    SILLOK_TRY(LogWriter opened, start(dir, key, reserveBytes));
    SILLOK_CHECK(opened.mustFit());
    SILLOK_TRY(const bool inOrder, opened.endedInOrder());
    AuditAct act { .action = AuditAction::Opened };
    act.counts[0] = inOrder ? 0 : 1;
    if (opened.m_state.next == 0) // made, and interrupted before its first record
        act = { .action = AuditAction::LogBegun };
    SILLOK_CHECK(opened.append(act, moment));
    return opened;
}

Result<LogWriter> LogWriter::start(const std::string& dir, const Secret& key, uint64_t reserveBytes)
{
    LogWriter made;
    made.m_dir = dir;
    made.m_reserveBytes = reserveBytes;
    made.m_log = FileDescriptor(::open(logPath(dir).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!made.m_log.valid())
        return errno == ENOENT ? refuse(Fault::LogMissing, "audit log") : systemError("opening the audit log");
    std::vector<uint8_t> bytes;
    SILLOK_TRY(const LogView view, readHead(made.m_log, bytes));
    made.m_head = view.head;
    made.m_framesAt = view.framesAt;
    SILLOK_TRY(made.m_stateFile, KeyStateFile::open(dir, key));
    made.m_state = made.m_stateFile.take();
    SILLOK_TRY(made.m_key, Secret::copyOf(key.bytes()));
    if (made.m_state.log != made.m_head.id || made.m_state.profile != made.m_head.profile)
        return refuse(Fault::OtherLog, "audit log");
    made.holdReserve();
    return made;
}

/// What was acknowledged is there, and what was not goes.
Result<void> LogWriter::mustFit() const
{
    const uint64_t end = m_state.next < m_head.firstSequence ? 0 : offsetOf(m_state.next);
    const uint64_t size = fileSize(logPath(m_dir)).value_or(0);
    if (end == 0 || size < end)
        return refuse(Fault::BelowHead, "audit log");
    if (m_state.next > m_head.firstSequence) {
        SILLOK_TRY(const Frame last, frameAt(m_log, end - kFrameBytes));
        SILLOK_TRY(const Digest head, cryptoProfile(m_head.profile).hash(last));
        if (head != m_state.head)
            return refuse(Fault::HeadDiffers, "audit log");
    }
    if (size > end && ::ftruncate(m_log.get(), static_cast<off_t>(end)) != 0)
        return systemError("cutting an unfinished record");
    return {};
}

/// Closing is recorded, then its epoch sealed.
Result<bool> LogWriter::endedInOrder() const
{
    if (m_state.next < m_head.firstSequence + 2)
        return false;
    const uint64_t end = offsetOf(m_state.next);
    SILLOK_TRY(const Frame last, frameAt(m_log, end - kFrameBytes));
    SILLOK_TRY(const Frame before, frameAt(m_log, end - 2 * kFrameBytes));
    const auto seal = readRecord(last);
    const auto closed = readRecord(before);
    return seal.ok() && seal->kind == RecordKind::Seal && closed.ok() && closed->kind == RecordKind::Act && closed->act.action == AuditAction::Closed;
}

Result<void> LogWriter::append(const AuditAct& act, const AuditMoment& moment)
{
    SILLOK_CHECK(usable());
    SILLOK_TRY(KeyState next, copyOf(m_state));
    SILLOK_TRY(const Frame frame, chainAct(next, act, moment));
    SILLOK_CHECK(write(next, frame));
    m_state = std::move(next);
    return {};
}

Result<void> LogWriter::seal(uint64_t epochs, const AuditMoment& moment)
{
    SILLOK_CHECK(usable());
    SILLOK_TRY(KeyState next, copyOf(m_state));
    std::vector<uint8_t> frames;
    for (uint64_t i = 0; i < epochs; ++i) {
        SILLOK_TRY(const Frame frame, chainSeal(next, moment));
        frames.insert(frames.end(), frame.begin(), frame.end());
    }
    SILLOK_CHECK(write(next, frames));
    m_state = std::move(next);
    return {};
}

Result<void> LogWriter::close(const AuditMoment& moment)
{
    SILLOK_CHECK(usable());
    SILLOK_TRY(KeyState next, copyOf(m_state));
    SILLOK_TRY(const Frame closed, chainAct(next, { .action = AuditAction::Closed }, moment));
    SILLOK_TRY(const Frame sealed, chainSeal(next, moment));
    std::vector<uint8_t> frames(closed.begin(), closed.end());
    frames.insert(frames.end(), sealed.begin(), sealed.end()); // together or not at all: a closing without its seal is none
    SILLOK_CHECK(write(next, frames));
    m_state = std::move(next);
    m_closed = true;
    return {};
}

Result<void> LogWriter::changeKey(const Secret& now)
{
    SILLOK_CHECK(usable());
    SILLOK_CHECK(relockFirstKey(m_dir, m_head, m_key, now));
    SILLOK_TRY(m_key, Secret::copyOf(now.bytes()));
    return store(m_state);
}

Result<SignedDocument> LogWriter::checkpoint(const AuditMoment& moment) const
{
    SILLOK_CHECK(usable());
    SILLOK_TRY(const Frame last, frameAt(m_log, offsetOf(m_state.next) - kFrameBytes));
    SILLOK_TRY(const AuditRecord record, readRecord(last));
    if (record.epoch != m_state.epoch)
        return fail(ErrorCode::BadArgument, "a checkpoint needs a record in this epoch");
    return makeCheckpoint(m_state, record.epoch, moment.wallMs);
}

Result<void> LogWriter::write(const KeyState& next, Bytes frames)
{
    const uint64_t end = offsetOf(m_state.next);
    if (const auto written = writeAt(m_log.get(), end, frames, "writing the audit log"); !written.ok()) {
        m_broken = ::ftruncate(m_log.get(), static_cast<off_t>(end)) != 0;
        return written;
    }
    if (::fdatasync(m_log.get()) != 0) { // what the system still keeps of it may differ from the disk
        m_broken = true;
        return systemError("bringing the audit log to the disk");
    }
    return store(next);
}

Result<void> LogWriter::store(const KeyState& next)
{
    Result<void> stored = m_stateFile.store(next, m_key);
    m_broken = m_broken || !stored.ok();
    return stored;
}

Result<void> LogWriter::usable() const
{
    if (m_closed)
        return fail(ErrorCode::Locked, "the audit log is closed");
    return m_broken ? fail(ErrorCode::Io, "the audit log: an earlier writing failed; open it again") : Result<void>();
}

uint64_t LogWriter::offsetOf(uint64_t sequence) const { return m_framesAt + (sequence - m_head.firstSequence) * kFrameBytes; }

/// Room on the disk for what is to come, so that a full disk keeps nobody from recording. The file does not get longer by it.
void LogWriter::holdReserve() const
{
    const uint64_t size = fileSize(logPath(m_dir)).value_or(0);
    [[maybe_unused]] const int held = ::fallocate(m_log.get(), FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(size + m_reserveBytes)); // not every file system can
}

} // namespace sillok::storage
