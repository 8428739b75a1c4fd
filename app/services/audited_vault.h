// audited_vault.h - What is done to a vault whose database is not open, with its records in the audit log.
#pragma once

#include "app/services/audit_trail.h"
#include "storage/vault/closed_vault.h"

namespace sillok::app {

/// As audited, of a vault that is closed: its log is opened for this one act and closed again.
template <typename Work>
auto auditedClosed(storage::ClosedVault& vault, storage::AuditAction action, Work work) -> decltype(work())
{
    SILLOK_TRY(const std::unique_ptr<AuditTrail> trail, AuditTrail::open(vault.dir(), vault.keys(), AuditTrail::Vault::Existing));
    return audited(*trail, trail->act(action), work);
}

/// Begins the log of a vault that was just made out of a backup. error as storage::ClosedVault::unlock; NotRecorded
Result<void> recordRestored(const std::string& vaultDir, const std::string& backup, const storage::Credential& credential);

} // namespace sillok::app
