#include "app/services/workspace.h"

#include "engine/retrieval/terms.h"
#include "storage/contexts/context_folder.h"
#include "storage/repositories/retention.h"

#include <array>
#include <chrono>

namespace sillok::app {

namespace {

constexpr std::string_view kAuditNote = "audit.head";

/// Storage does not know Korean and retrieval does not know storage: this is where they meet.
constexpr storage::SplitTerms kSplit = &retrieval::splitTerms<storage::TermPlace>;

} // namespace

Result<std::unique_ptr<Workspace>> Workspace::create(
    const std::string& dir, const storage::Credential& credential, const storage::KdfCost& cost, storage::ProfileId profile)
{
    SILLOK_TRY(storage::Vault vault, storage::Vault::create(dir, credential, cost, kSplit, profile));
    return around(std::move(vault), AuditTrail::Vault::New, std::array { storage::AuditAct { .action = storage::AuditAction::VaultCreated } });
}

Result<std::unique_ptr<Workspace>> Workspace::open(const std::string& dir, const storage::Credential& credential)
{
    storage::AuditAct refused { .action = storage::AuditAction::UnlockRefused };
    refused.counts[0] = storage::BackOff(dir).wrongTries(); // forgotten by the right one; without a key they could not be recorded
    SILLOK_TRY(storage::Vault vault, storage::Vault::open(dir, credential, kSplit));
    ignore(storage::Retention(vault.database()).run(nowMs()), "chats that are due may go another day");
    const std::array acts { refused, storage::AuditAct { .action = storage::AuditAction::Unlocked } };
    return around(std::move(vault), AuditTrail::Vault::Existing, std::span(acts).subspan(refused.counts[0] > 0 ? 0 : 1));
}

Result<std::unique_ptr<Workspace>> Workspace::openEscrow(
    const std::string& dir, std::span<const storage::EscrowShare> shares, const storage::Credential& credential)
{
    SILLOK_TRY(const storage::KdfCost cost, storage::calibratedKdfCost(storage::cryptoProfile(storage::Vault::status(dir).profile)));
    SILLOK_TRY(storage::Vault vault, storage::Vault::openEscrow(dir, shares, credential, cost, kSplit));
    return around(std::move(vault), AuditTrail::Vault::Existing, std::array { storage::AuditAct { .action = storage::AuditAction::EscrowOpened } });
}

Result<std::unique_ptr<Workspace>> Workspace::around(storage::Vault vault, AuditTrail::Vault kind, std::span<const storage::AuditAct> acts)
{
    SILLOK_TRY(storage::Database memory, storage::makeMemoryChats(kSplit));
    std::unique_ptr<Workspace> made(new Workspace(std::move(vault), std::move(memory)));
    SILLOK_TRY(const std::optional<std::string> note, made->m_settings.get(kAuditNote));
    SILLOK_TRY(made->m_audit, AuditTrail::open(made->m_vault.dir(), made->m_vault.keys(), kind, note ? readAuditNote(*note) : std::nullopt));
    for (const storage::AuditAct& act : acts)
        SILLOK_CHECK(made->m_audit->record(act));
    SILLOK_CHECK(made->m_settings.set(kAuditNote, writeAuditNote(made->m_audit->note())));
    ignore(made->sweepContexts(), "the next keeping sweeps again");
    return made;
}

Workspace::~Workspace()
{
    if (!m_audit)
        return; // it was never quite open
    ignore(m_audit->record(m_audit->act(storage::AuditAction::Locked)), "an end that was not recorded is noted by the next opening");
    m_audit->close();
    ignore(m_settings.set(kAuditNote, writeAuditNote(m_audit->note())), "the note of the opening is there, which is older and still true");
}

Result<void> Workspace::lendToMemory(storage::CollectionId collection)
{
    SILLOK_TRY(const storage::StoredCollection stored, m_collections.find(collection));
    SILLOK_TRY(storage::Statement statement, m_memory.prepare("INSERT OR REPLACE INTO collection (id, name, created_at_ms) VALUES (?, ?, ?)"));
    return statement.run(stored.id, stored.name, stored.createdAtMs);
}

Result<void> Workspace::sweepContexts()
{
    SILLOK_TRY(const std::vector<std::string> named, m_contexts.fileNames());
    return storage::sweepContexts(storage::contextFolder(m_vault.dir()), named);
}

Workspace::Workspace(storage::Vault vault, storage::Database memory)
    : m_vault(std::move(vault))
    , m_memory(std::move(memory))
    , m_chats(m_vault.database())
    , m_memoryChats(m_memory, storage::kFirstMemoryId)
    , m_tree(m_vault.database())
    , m_memoryTree(m_memory)
    , m_places(m_vault.database())
    , m_memoryPlaces(m_memory)
    , m_answerRecords(m_vault.database())
    , m_collections(m_vault.database())
    , m_documents(m_vault.database())
    , m_labels(m_vault.database())
    , m_sources(m_vault.database())
    , m_imports(m_vault.database())
    , m_passages(m_vault.database())
    , m_vectors(m_vault.database())
    , m_everything(m_vault.database())
    , m_settings(m_vault.database())
{
}

Result<storage::Secret> renewRecoveryKey(Workspace& in)
{
    return audited(in.audit(), in.audit().act(storage::AuditAction::RecoveryKeyMade), [&] { return in.vault().keys().renewRecoveryKey(); });
}

storage::SplitTerms wordSplitter() { return kSplit; }

int64_t nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace sillok::app
