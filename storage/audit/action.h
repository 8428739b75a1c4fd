// action.h - What the audit log can say that somebody did: a number, a stable name, and nothing of what it was about.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sillok::storage {

/// The numbers and names stand in logs for years and never change. What the counts of a record mean is said beside each.
enum class AuditAction : uint16_t {
    // The log itself
    LogBegun = 1,
    LogReplaced = 2,        ///< an earlier log could not be continued and was set aside; the record's fault says why
    Opened = 3,             ///< count 0: 1 when the end before was not a closing (crash, power cut)
    Closed = 4,
    LogCut = 5,             ///< old epochs are gone; counts 0 and 1: the first record that is still there, low and high half
    LogExported = 6,
    FirstKeyTaken = 7,      ///< the key that checks every record left this machine
    // The vault
    VaultCreated = 20,
    Unlocked = 21,
    UnlockRefused = 22,     ///< count 0: wrong tries since it was last open; 15 stands for that or more
    EscrowOpened = 23,
    Locked = 24,
    PassphraseChanged = 30,
    PassphraseReset = 31,
    RecoveryKeyMade = 32,
    SlotAdded = 33,
    SlotRemoved = 34,
    EscrowSet = 35,
    KeysRotated = 36,
    BackupWritten = 40,
    BackupRestored = 41,
    BackupMerged = 42,
    SnapshotRestored = 43,
    Salvaged = 44,
    ChatShredded = 50,
    CollectionShredded = 51,
    ChatsRemoved = 52,      ///< for good, out of the trash or with an import that was taken back; count 0: how many
    DocumentsImported = 60, ///< count 0: stored, 1: could not be read
    ChatsImported = 61,     ///< of another program; count 0: added, 1: there already
    ChatExported = 70,
    TablesExported = 71,
    ExportReasonGiven = 72, ///< count 0: app/export/export_kinds.h ExportReason
    ChatPrinted = 73,
    ModelFileChosen = 80,
    // Packages, policy and the guard
    PackageInstalled = 100,
    PackageRemoved = 101,
    PackageRefused = 102,
    LicenceAccepted = 103,  ///< count 0: 1 when it does not allow commercial use
    RootAccepted = 104,     ///< count 0: its version
    CatalogAccepted = 105,  ///< count 0: its version
    PolicyAccepted = 110,
    PolicyRefused = 111,
    GuardWarned = 120,      ///< count 0: what was found
    GuardBlocked = 121,     ///< count 0: what was found
};

/// "chat-exported"; null for a number that is none of them.
const char* auditActionName(AuditAction action);
/// error none: nothing when no action has this name.
std::optional<AuditAction> auditActionOf(std::string_view name);

} // namespace sillok::storage
