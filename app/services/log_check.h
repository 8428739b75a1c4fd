// log_check.h - Checking an audit log with whatever is known of it beside the file, while somebody watches.
#pragma once

#include "storage/audit/verifier.h"

#include <functional>
#include <stop_token>
#include <string>

namespace sillok::app {

/// What whoever checks a log has; all of it may be missing.
struct LogKnowledge {
    storage::Secret firstKey {};                             ///< empty: MACs are not checked
    std::vector<storage::ReadCheckpoint> checkpoints {};
    std::optional<storage::KnownHead> head {};               ///< where the log must have come to at least
    bool inUse = false;                                      ///< somebody has it open

    bool knowsEnd() const { return head || !checkpoints.empty(); }
};

/// From any thread.
struct LogWatch {
    std::function<void(uint64_t done, uint64_t all)> onRecords {};
    std::stop_token stop {};
};

/// The auditor's verification key, in its written form. error NotFound, Io; as storage::readRecoveryKey
Result<storage::Secret> loadFirstKey(const std::string& path);
/// error NotFound, Io; as storage::readCheckpoint
Result<storage::ReadCheckpoint> loadCheckpoint(const std::string& path);

/// All of a log's bytes. error NotFound, Io, Unsafe
Result<std::vector<uint8_t>> loadLog(const std::string& path);
/// The same file of the log in `folder`: a vault's or a store's.
std::string logPath(const std::string& folder);

/// As storage::verifyLog. error Cancelled, OutOfMemory, Internal
Result<storage::LogReport> checkLog(Bytes log, const LogKnowledge& known, const LogWatch& watch = {});
/// Of a file that is not there the report says so. error Io, Unsafe; as checkLog
Result<storage::LogReport> checkLogFile(const std::string& path, const LogKnowledge& known, const LogWatch& watch = {});

} // namespace sillok::app
