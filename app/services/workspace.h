// workspace.h - An open vault with everything that is kept in it.
#pragma once

#include "app/services/audit_trail.h"
#include "app/services/passage_vectors.h"
#include "storage/repositories/answer_record_repository.h"
#include "storage/repositories/chat_place_repository.h"
#include "storage/repositories/chat_repository.h"
#include "storage/repositories/collection_repository.h"
#include "storage/repositories/context_repository.h"
#include "storage/repositories/document_repository.h"
#include "storage/repositories/import_repository.h"
#include "storage/repositories/label_repository.h"
#include "storage/repositories/passage_repository.h"
#include "storage/repositories/preset_repository.h"
#include "storage/repositories/prompt_repository.h"
#include "storage/repositories/search_repository.h"
#include "storage/repositories/setting_repository.h"
#include "storage/vault/vault.h"

#include <functional>

namespace sillok::app {

/// Storage thread only. Closing is destruction: keys and pages go with it.
class Workspace {
public:
    // Each is recorded in the vault's audit log; when it cannot be, the vault is not opened: NotRecorded.
    /// error  as storage::Vault::create
    static Result<std::unique_ptr<Workspace>> create(const std::string& dir, const storage::Credential& credential, const storage::KdfCost& cost,
        storage::ProfileId profile = storage::ProfileId::Modern);
    /// error  as storage::Vault::open. Answers that were cut off by a crash are marked as stopped.
    static Result<std::unique_ptr<Workspace>> open(const std::string& dir, const storage::Credential& credential);

    /// By the institution: see storage::Vault::openEscrow.
    static Result<std::unique_ptr<Workspace>> openEscrow(
        const std::string& dir, std::span<const storage::EscrowShare> shares, const storage::Credential& credential);

    /// Records the locking.
    ~Workspace();

    storage::Vault& vault() { return m_vault; }
    AuditTrail& audit() { return *m_audit; }
    storage::ChatRepository& chats() { return m_chats; }
    /// Chats that are never written anywhere; they go when the workspace does.
    storage::ChatRepository& memoryChats() { return m_memoryChats; }
    /// Where a chat or message with this number lives.
    storage::ChatRepository& chatsOf(int64_t id) { return id >= storage::kFirstMemoryId ? m_memoryChats : m_chats; }
    storage::MessageTree& treeOf(int64_t id) { return id >= storage::kFirstMemoryId ? m_memoryTree : m_tree; }
    storage::ChatPlaceRepository& places() { return m_places; }
    storage::ChatPlaceRepository& memoryPlaces() { return m_memoryPlaces; }
    storage::ChatPlaceRepository& placesOf(int64_t chat) { return chat >= storage::kFirstMemoryId ? m_memoryPlaces : m_places; }
    storage::Database& databaseOf(storage::ChatId chat) { return chat >= storage::kFirstMemoryId ? m_memory : m_vault.database(); }
    /// Lets chats in memory name a stored collection. error NotFound.
    Result<void> lendToMemory(storage::CollectionId collection);
    storage::AnswerRecordRepository& answerRecords() { return m_answerRecords; }
    storage::ContextRepository& contexts() { return m_contexts; }
    /// Removes computed contexts that no chat has any more. error DiskFull, Io; as the repository
    Result<void> sweepContexts();
    storage::CollectionRepository& collections() { return m_collections; }
    storage::DocumentRepository& documents() { return m_documents; }
    storage::LabelRepository& labels() { return m_labels; }
    storage::SourceRepository& sources() { return m_sources; }
    storage::ImportRepository& imports() { return m_imports; }
    storage::PassageRepository& passages() { return m_passages; }
    storage::VectorRepository& vectors() { return m_vectors; }
    PassageVectors& meaning() { return m_meaning; }
    storage::SearchRepository& everything() { return m_everything; }
    storage::SettingRepository& settings() { return m_settings; }
    storage::PromptRepository& prompts() { return m_prompts; }
    storage::PresetRepository& presets() { return m_presets; }

private:
    Workspace(storage::Vault vault, storage::Database memory);
    static Result<std::unique_ptr<Workspace>> around(storage::Vault vault, AuditTrail::Vault kind, std::span<const storage::AuditAct> acts);

    storage::Vault m_vault;
    std::unique_ptr<AuditTrail> m_audit;
    storage::Database m_memory;
    storage::ChatRepository m_chats;
    storage::ChatRepository m_memoryChats;
    storage::MessageTree m_tree;
    storage::MessageTree m_memoryTree;
    storage::ChatPlaceRepository m_places;
    storage::ChatPlaceRepository m_memoryPlaces;
    storage::AnswerRecordRepository m_answerRecords;
    storage::ContextRepository m_contexts { m_vault.database() };
    storage::CollectionRepository m_collections;
    storage::DocumentRepository m_documents;
    storage::LabelRepository m_labels;
    storage::SourceRepository m_sources;
    storage::ImportRepository m_imports;
    storage::PassageRepository m_passages;
    storage::VectorRepository m_vectors;
    PassageVectors m_meaning { m_vectors };
    storage::SearchRepository m_everything;
    storage::SettingRepository m_settings;
    storage::PromptRepository m_prompts { m_vault.database() };
    storage::PresetRepository m_presets { m_vault.database() };
};

/// Runs a piece of work in the vault's thread and waits for it. error what the work says; Locked: the vault was closed.
using InVault = std::function<Result<void>(const std::function<Result<void>(Workspace&)>&)>;

/// A new recovery key in the place of the one there was, recorded. error as storage::Keyring::renewRecoveryKey; NotRecorded
Result<storage::Secret> renewRecoveryKey(Workspace& in);

/// How every vault of ours splits text into words.
storage::SplitTerms wordSplitter();

/// Milliseconds since 1970, UTC.
int64_t nowMs();

} // namespace sillok::app
