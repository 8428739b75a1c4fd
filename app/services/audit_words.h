// audit_words.h - What an audit log says, and what can be wrong with one, in people's words.
#pragma once

#include "app/services/package_words.h"

#include <vector>

namespace sillok::app {

/// What was done: a number of storage::AuditAction. Null: something newer than these words.
const FaultWords* auditActionWords(uint16_t action);
/// Every action that has words, in the order in which people look for them.
std::vector<uint16_t> auditActions();
/// What is wrong with a log: a number of storage::Fault. Null: a fault that no log has.
const FaultWords* logFaultWords(uint16_t fault);

} // namespace sillok::app
