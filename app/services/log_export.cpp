#include "app/services/log_export.h"

#include "app/export/save_file.h"
#include "app/services/log_check.h"
#include "storage/audit/export.h"

namespace sillok::app {

Result<std::string> recordLines(Bytes log)
{
    SILLOK_TRY(const storage::LogView view, storage::viewLog(log));
    std::string lines;
    const uint64_t unreadable = storage::forEachRecord(view, [&](const storage::AuditRecord& record) { lines += storage::recordAsJson(record) + "\n"; });
    if (unreadable > 0)
        return storage::refuse(storage::Fault::RecordMalformed, std::to_string(unreadable) + " records cannot be read");
    return lines;
}

Result<std::string> exportLog(AuditTrail& trail, const LogExportOrder& order)
{
    if (order.reason != ExportReason::None) {
        storage::AuditAct reason = trail.act(storage::AuditAction::ExportReasonGiven, "log", order.folder);
        reason.counts[0] = static_cast<uint32_t>(order.reason);
        SILLOK_CHECK(trail.record(reason));
    }
    const auto write = [&]() -> Result<void> {
        SILLOK_TRY(const std::vector<uint8_t> log, loadLog(logPath(order.folder)));
        SILLOK_TRY(const std::string lines, recordLines(log));
        return saveFile(order.output, lines, Existing::Keep);
    };
    SILLOK_CHECK(audited(trail, trail.act(storage::AuditAction::LogExported), write));
    SILLOK_TRY(const storage::SignedDocument checkpoint, trail.log().checkpoint(auditMoment()));
    const std::vector<uint8_t> bytes = storage::writeSignedDocument(checkpoint);
    std::string to = order.checkpoint.empty() ? order.output + ".checkpoint" : order.checkpoint;
    SILLOK_CHECK(saveFile(to, asText(bytes), Existing::Keep));
    return to;
}

} // namespace sillok::app
