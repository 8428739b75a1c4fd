// export.h - The records of a log as lines of JSON, for the auditor's own tools.
#pragma once

#include "storage/audit/log_head.h"

#include <functional>

namespace sillok::storage {

/// One JSON object, without a line end. The names of its members never change.
std::string recordAsJson(const AuditRecord& record);
/// Every record in order, also those behind a fault: what can be read is shown, what cannot be is left out.
/// Returns how many were left out.
uint64_t forEachRecord(const LogView& log, const std::function<void(const AuditRecord&)>& use);

} // namespace sillok::storage
