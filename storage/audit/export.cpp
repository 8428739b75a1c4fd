#include "storage/audit/export.h"

#include "storage/signing/fault.h"
#include "storage/signing/hex.h"

#include <nlohmann/json.hpp>

namespace sillok::storage {

namespace {

using nlohmann::json;

const char* resultName(AuditResult result)
{
    switch (result) {
    case AuditResult::Done: return "done";
    case AuditResult::Begun: return "begun";
    case AuditResult::Failed: return "failed";
    }
    return "failed";
}

const char* gradeName(AuditGrade grade)
{
    switch (grade) {
    case AuditGrade::None: return nullptr;
    case AuditGrade::Open: return "O";
    case AuditGrade::Sensitive: return "S";
    case AuditGrade::Classified: return "C";
    }
    return nullptr;
}

void addAct(json& line, const AuditAct& act)
{
    line["action"] = auditActionName(act.action);
    line["result"] = resultName(act.result);
    if (act.error > 0)
        line["error"] = errorCodeName(static_cast<ErrorCode>(act.error - 1));
    if (act.fault > 0)
        line["fault"] = faultName(static_cast<Fault>(act.fault));
    if (const char* const grade = gradeName(act.grade))
        line["grade"] = grade;
    if (!act.object.none())
        line["object"] = hexOf(act.object.digest());
    line["counts"] = act.counts;
}

} // namespace

std::string recordAsJson(const AuditRecord& record)
{
    json line { { "sequence", record.sequence }, { "epoch", record.epoch }, { "account", record.moment.account },
        { "boot", hexOf(record.moment.boot) }, { "monotonic_ms", record.moment.monotonicMs }, { "wall_ms", record.moment.wallMs },
        { "previous", hexOf(record.previous) } };
    if (record.kind == RecordKind::Act)
        addAct(line, record.act);
    else
        line["seal"] = hexOf(record.signature);
    return line.dump();
}

uint64_t forEachRecord(const LogView& log, const std::function<void(const AuditRecord&)>& use)
{
    uint64_t unreadable = log.frames.size() % kFrameBytes > 0 ? 1 : 0;
    for (uint64_t i = 0; i < log.count(); ++i) {
        const Result<AuditRecord> record = readRecord(log.frame(i));
        if (record.ok())
            use(*record);
        else
            ++unreadable;
    }
    return unreadable;
}

} // namespace sillok::storage
