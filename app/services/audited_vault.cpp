#include "app/services/audited_vault.h"

namespace sillok::app {

Result<void> recordRestored(const std::string& vaultDir, const std::string& backup, const storage::Credential& credential)
{
    SILLOK_TRY(storage::ClosedVault vault, storage::ClosedVault::unlock(vaultDir, credential));
    SILLOK_TRY(const std::unique_ptr<AuditTrail> trail, AuditTrail::open(vaultDir, vault.keys(), AuditTrail::Vault::New));
    return trail->record(trail->act(storage::AuditAction::BackupRestored, "path", backup));
}

} // namespace sillok::app
