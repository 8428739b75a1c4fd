#include "app/services/log_check.h"

#include "engine/base/file.h"
#include "storage/audit/log_files.h"
#include "storage/crypto/recovery_key.h"
#include "storage/vault/clock.h"
#include "storage/vault/credential.h"

namespace sillok::app {

namespace {

constexpr uint64_t kTellEvery = 1000;

storage::LogReport unreadable(storage::Fault fault)
{
    storage::LogReport report;
    report.fault = storage::LogFault { fault, 0, 0, 0 };
    return report;
}

} // namespace

Result<storage::Secret> loadFirstKey(const std::string& path)
{
    SILLOK_TRY(const storage::Secret text, storage::readKeyFile(path));
    return storage::readRecoveryKey(asText(text.bytes()));
}

Result<storage::ReadCheckpoint> loadCheckpoint(const std::string& path)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    SILLOK_TRY(const std::vector<uint8_t> bytes, readAll(file, storage::kMostCheckpointBytes));
    return storage::readCheckpoint(bytes);
}

Result<std::vector<uint8_t>> loadLog(const std::string& path)
{
    SILLOK_TRY(const FileDescriptor file, openForReading(path));
    return readAll(file, storage::kMostLogBytes); // not mapped: its owner may cut an end that was never acknowledged
}

std::string logPath(const std::string& folder) { return storage::auditDir(folder) + "/" + storage::kLogName; }

Result<storage::LogReport> checkLog(Bytes log, const LogKnowledge& known, const LogWatch& watch)
{
    const Result<storage::LogView> view = storage::viewLog(log);
    if (!view.ok())
        return unreadable(storage::Fault::LogHeadDamaged);
    storage::VerifyDemands demands;
    demands.firstKey = known.firstKey.size() > 0 ? &known.firstKey : nullptr;
    demands.checkpoints = known.checkpoints;
    demands.keyState = known.head;
    demands.nowMs = static_cast<uint64_t>(storage::nowMs());
    demands.inUse = known.inUse;
    SILLOK_TRY(storage::ChainVerifier verifier, storage::ChainVerifier::begin(*view, demands));
    const uint64_t all = view->count();
    for (uint64_t i = 0; i < all && !verifier.report().fault; ++i) {
        if (i % kTellEvery == 0) {
            if (watch.stop.stop_requested())
                return fail(ErrorCode::Cancelled, "checking an audit log");
            if (watch.onRecords)
                watch.onRecords(i, all);
        }
        SILLOK_CHECK(verifier.take(view->frame(i)));
    }
    verifier.end(view->frames.size() % storage::kFrameBytes);
    return verifier.report();
}

Result<storage::LogReport> checkLogFile(const std::string& path, const LogKnowledge& known, const LogWatch& watch)
{
    const auto bytes = loadLog(path);
    if (!bytes.ok() && bytes.error().code == ErrorCode::NotFound)
        return unreadable(storage::Fault::LogMissing);
    return bytes.ok() ? checkLog(*bytes, known, watch) : Result<storage::LogReport>(bytes.error());
}

} // namespace sillok::app
