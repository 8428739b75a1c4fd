#include "app/cli/audit_words.h"

#include "app/services/audit_words.h"

#include <QDateTime>

namespace sillok::app::cli {

namespace {

using storage::AuditAction;
using storage::Fault;

std::string actText(const Context& context, const storage::AuditAct& act)
{
    std::string text = auditActionWords(context, act.action);
    if (act.result == storage::AuditResult::Begun)
        text += context.say(" (시작)", " (begun)");
    if (act.result == storage::AuditResult::Failed)
        text += std::string(context.say(" (안 됨: ", " (failed: ")) + errorCodeName(static_cast<ErrorCode>(act.error - 1)) + ")";
    if (act.fault > 0)
        text += std::string("  ") + storage::faultName(static_cast<Fault>(act.fault));
    std::string counts;
    for (const uint32_t count : act.counts)
        counts += (counts.empty() ? "  " : "/") + std::to_string(count);
    return act.counts == decltype(act.counts) {} ? text : text + counts;
}

} // namespace

const char* auditActionWords(const Context& context, AuditAction action)
{
    const FaultWords* const words = app::auditActionWords(static_cast<uint16_t>(action));
    return words ? context.say(words->ko, words->en) : storage::auditActionName(action);
}

const char* auditFaultWords(const Context& context, Fault fault)
{
    const FaultWords* const words = logFaultWords(static_cast<uint16_t>(fault));
    return words ? context.say(words->ko, words->en) : storage::faultName(fault);
}

std::string auditLine(const Context& context, const storage::AuditRecord& record)
{
    const QString when = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(record.moment.wallMs)).toString("yyyy-MM-dd HH:mm:ss");
    const std::string what = record.kind == storage::RecordKind::Seal ? context.say("봉인", "seal") : actText(context, record.act);
    return std::to_string(record.sequence) + "  " + when.toStdString() + "  uid " + std::to_string(record.moment.account) + "  " + what;
}

} // namespace sillok::app::cli
