// audit_words.h - What the audit log says, in people's words.
#pragma once

#include "app/cli/command.h"
#include "storage/audit/record.h"
#include "storage/signing/fault.h"

namespace sillok::app::cli {

/// What was done; the stable name for something newer than these words.
const char* auditActionWords(const Context& context, storage::AuditAction action);
/// What is wrong with a log.
const char* auditFaultWords(const Context& context, storage::Fault fault);
/// "2026-11-30 12:00:00  uid 1000  ..." on one line.
std::string auditLine(const Context& context, const storage::AuditRecord& record);

} // namespace sillok::app::cli
