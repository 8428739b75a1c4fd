#include "storage/audit/action.h"

#include <algorithm>
#include <iterator>

namespace sillok::storage {

namespace {

struct Named {
    AuditAction action;
    const char* name;
};

constexpr Named kNames[] = {
    { AuditAction::LogBegun, "log-begun" },
    { AuditAction::LogReplaced, "log-replaced" },
    { AuditAction::Opened, "opened" },
    { AuditAction::Closed, "closed" },
    { AuditAction::LogCut, "log-cut" },
    { AuditAction::LogExported, "log-exported" },
    { AuditAction::FirstKeyTaken, "first-key-taken" },
    { AuditAction::VaultCreated, "vault-created" },
    { AuditAction::Unlocked, "unlocked" },
    { AuditAction::UnlockRefused, "unlock-refused" },
    { AuditAction::EscrowOpened, "escrow-opened" },
    { AuditAction::Locked, "locked" },
    { AuditAction::PassphraseChanged, "passphrase-changed" },
    { AuditAction::PassphraseReset, "passphrase-reset" },
    { AuditAction::RecoveryKeyMade, "recovery-key-made" },
    { AuditAction::SlotAdded, "slot-added" },
    { AuditAction::SlotRemoved, "slot-removed" },
    { AuditAction::EscrowSet, "escrow-set" },
    { AuditAction::KeysRotated, "keys-rotated" },
    { AuditAction::BackupWritten, "backup-written" },
    { AuditAction::BackupRestored, "backup-restored" },
    { AuditAction::BackupMerged, "backup-merged" },
    { AuditAction::SnapshotRestored, "snapshot-restored" },
    { AuditAction::Salvaged, "salvaged" },
    { AuditAction::ChatShredded, "chat-shredded" },
    { AuditAction::CollectionShredded, "collection-shredded" },
    { AuditAction::ChatsRemoved, "chats-removed" },
    { AuditAction::DocumentsImported, "documents-imported" },
    { AuditAction::ChatsImported, "chats-imported" },
    { AuditAction::ChatExported, "chat-exported" },
    { AuditAction::TablesExported, "tables-exported" },
    { AuditAction::ExportReasonGiven, "export-reason-given" },
    { AuditAction::ChatPrinted, "chat-printed" },
    { AuditAction::ModelFileChosen, "model-file-chosen" },
    { AuditAction::PackageInstalled, "package-installed" },
    { AuditAction::PackageRemoved, "package-removed" },
    { AuditAction::PackageRefused, "package-refused" },
    { AuditAction::LicenceAccepted, "licence-accepted" },
    { AuditAction::RootAccepted, "root-accepted" },
    { AuditAction::CatalogAccepted, "catalog-accepted" },
    { AuditAction::PolicyAccepted, "policy-accepted" },
    { AuditAction::PolicyRefused, "policy-refused" },
    { AuditAction::GuardWarned, "guard-warned" },
    { AuditAction::GuardBlocked, "guard-blocked" },
};

} // namespace

const char* auditActionName(AuditAction action)
{
    const auto* const found = std::ranges::find(kNames, action, &Named::action);
    return found == std::end(kNames) ? nullptr : found->name;
}

std::optional<AuditAction> auditActionOf(std::string_view name)
{
    const auto* const found = std::ranges::find_if(kNames, [&](const Named& one) { return name == one.name; });
    return found == std::end(kNames) ? std::nullopt : std::optional(found->action);
}

} // namespace sillok::storage
