// verifier.h - Checks an audit log without the machine that wrote it, and says where the first fault is and of which kind.
//
// With the file alone: numbering, chain, epochs and their seals, openings and closings. With the first key: every record's MAC as well, so
// that even an epoch that was still open cannot have been rewritten. With a checkpoint or the key state: that nothing is missing at the end.
#pragma once

#include "storage/audit/checkpoint.h"
#include "storage/signing/fault.h"

#include <optional>

namespace sillok::storage {

/// Records stay at least so long.
inline constexpr uint64_t kLeastRetentionMs = 730ULL * 24 * 60 * 60 * 1000;

inline constexpr uint64_t kMostLogBytes = 4ULL << 30;

/// The record before `next` has this hash.
struct KnownHead {
    LogId log {};
    uint64_t next = 0;
    Digest head {};
};

/// Borrowed by whoever verifies.
struct VerifyDemands {
    const Secret* firstKey = nullptr;             ///< none: MACs are not checked
    std::vector<ReadCheckpoint> checkpoints {};
    std::optional<KnownHead> keyState {};
    uint64_t nowMs = UINT64_MAX;                  ///< wall clock of whoever verifies: nothing was cut later than that
    bool inUse = false;                           ///< somebody has it open: the last epoch may lack its seal
};

struct LogFault {
    Fault fault = Fault::None;
    uint64_t sequence = 0;                        ///< of the record there, or that should be there
    uint64_t epoch = 0;
    uint64_t offset = 0;                          ///< in the file

    bool operator==(const LogFault&) const = default;
};

struct LogReport {
    LogId log {};
    ProfileId profile = ProfileId::Modern;
    uint64_t firstSequence = 0;
    uint64_t records = 0;                         ///< good ones, before the fault
    uint64_t epochs = 0;                          ///< sealed
    uint64_t uncleanEnds = 0;                     ///< crashes and power cuts, each noted by the opening after it
    uint64_t firstMs = 0;                         ///< wall clock of the first and the last good record
    uint64_t lastMs = 0;
    bool macsChecked = false;
    std::optional<LogFault> fault;
};

/// Takes the frames one by one.
class ChainVerifier {
public:
    /// `demands` must live as long. error OutOfMemory, Internal
    static Result<ChainVerifier> begin(const LogView& log, const VerifyDemands& demands);
    /// A second one that stands at the same place.
    Result<ChainVerifier> copy() const;

    /// After a fault nothing more is looked at. error OutOfMemory, Internal
    Result<void> take(std::span<const uint8_t, kFrameBytes> frame);
    /// There are no more frames; bytes of a cut one may be left.
    void end(size_t bytesLeft);

    const LogReport& report() const { return m_at.report; }

private:
    enum class Session : uint8_t { Beginning, Unknown, Open, Closing, Ended };

    ChainVerifier() = default;
    void beginCut(const LogHead& head);
    Result<void> skipKeys(uint64_t count);
    void fail(Fault fault);
    Fault place(const AuditRecord& record) const;
    Result<Fault> keysFit(std::span<const uint8_t, kFrameBytes> frame, const AuditRecord& record) const;
    Fault firstKept(const AuditRecord& record) const;
    Fault session(const AuditRecord& record);
    Result<Fault> stubFits(const AuditRecord& record);
    Fault headsFit(const AuditRecord& record, const Digest& head) const;

    struct Standing {
        const VerifyDemands* demands = nullptr;
        LogReport report;
        uint64_t framesAt = 0;
        uint64_t next = 0;
        uint64_t epoch = 0;
        Digest head {};
        Session session = Session::Beginning;
        bool afterSeal = false;
        std::vector<uint8_t> sealKey;
        std::optional<LogFault> replaced;         ///< a log before this one was set aside
        std::optional<ReadStub> stub;
        Digest stubDigest {};
        bool stubSigned = false;
        bool stubRecorded = false;
    };
    Standing m_at;
    Secret m_macKey;
    Secret m_spare;
};

/// The whole file. error OutOfMemory, Internal
Result<LogReport> verifyLog(Bytes file, const VerifyDemands& demands);
/// A file on the disk; a missing one is a fault, not an error. error Io
Result<LogReport> verifyLogFile(const std::string& path, const VerifyDemands& demands);

} // namespace sillok::storage
