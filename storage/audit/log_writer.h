// log_writer.h - Writes the audit log: a record counts when it is on the disk, and what cannot be recorded must not be done.
//
// Frames are added at the end of one file, then the key state moves on; both are on the disk before a call returns. After a crash or power
// cut the file may hold a frame that the key state does not know: nobody was told that it is there, and the next opening cuts it off.
#pragma once

#include "storage/audit/checkpoint.h"
#include "storage/audit/key_state_file.h"

namespace sillok::storage {

inline constexpr uint64_t kAuditReserveBytes = 64ULL << 20;

/// One per folder, held under the vault's lock. One thread at a time.
class LogWriter {
public:
    /// A new log in the folder `dir`, which is made; an unfinished one is replaced. Its first record is `begun`. The first key waits
    /// beside it, locked under `key`, until somebody takes it; see first_key.h.
    /// error  AlreadyExists: a log is there. DiskFull, Io.
    static Result<LogWriter> create(const std::string& dir, ProfileId profile, const Secret& key, const AuditAct& begun, const AuditMoment& moment,
        uint64_t reserveBytes = kAuditReserveBytes);
    /// Goes on with the log that is there, and records that it was opened.
    /// error  Refused with LogMissing, LogHeadDamaged, KeyStateDamaged, OtherLog, BelowHead (acknowledged records are gone), HeadDiffers:
    ///        it cannot be continued, and nothing was changed. DiskFull, Io.
    static Result<LogWriter> open(const std::string& dir, const Secret& key, const AuditMoment& moment, uint64_t reserveBytes = kAuditReserveBytes);
    LogWriter(LogWriter&&) noexcept = default;
    LogWriter& operator=(LogWriter&&) noexcept = default;

    /// On the disk when it returns. error DiskFull, Io: it is not recorded; the caller must not do what it would say. Locked: closed.
    Result<void> append(const AuditAct& act, const AuditMoment& moment);
    /// Ends this epoch, and as many more in which nothing happened, with one seal each. needs epochs > 0. error as append
    Result<void> seal(uint64_t epochs, const AuditMoment& moment);
    /// Records the closing and seals the epoch; afterwards nothing can be added. error as append
    Result<void> close(const AuditMoment& moment);

    /// Locks the key state under another key of the vault's. error as append
    Result<void> changeKey(const Secret& now);
    /// Signed by this epoch's key. error Internal, OutOfMemory
    Result<SignedDocument> checkpoint(const AuditMoment& moment) const;
    /// Takes away whole epochs that ended `retentionMs` or longer ago, and says how many records that were. Records it first.
    /// error  BadArgument: less than kLeastRetentionMs. DiskFull, Io: nothing is gone. As append.
    Result<uint64_t> cutOld(uint64_t retentionMs, const AuditMoment& moment);

    /// Wall clock of the first record that is there. error Io
    Result<uint64_t> oldestMs() const;

    const LogHead& logHead() const { return m_head; }
    /// Where the log stands; without its keys.
    uint64_t nextSequence() const { return m_state.next; }
    const Digest& headDigest() const { return m_state.head; }
    uint64_t epoch() const { return m_state.epoch; }

private:
    LogWriter() = default;
    static Result<LogWriter> start(const std::string& dir, const Secret& key, uint64_t reserveBytes);
    Result<bool> endedInOrder() const;
    Result<void> mustFit() const;
    Result<void> write(const KeyState& next, Bytes frames);
    Result<void> store(const KeyState& next);
    Result<void> usable() const;
    uint64_t offsetOf(uint64_t sequence) const;
    void holdReserve() const;

    std::string m_dir;
    LogHead m_head;
    uint64_t m_framesAt = 0;
    FileDescriptor m_log;
    KeyStateFile m_stateFile;
    KeyState m_state;
    Secret m_key;
    uint64_t m_reserveBytes = 0;
    bool m_closed = false;
    bool m_broken = false;   ///< what the disk holds is not known for sure: only a new opening finds out
};

} // namespace sillok::storage
