#include "app/services/workspace.h"

#include "engine/retrieval/terms.h"
#include "storage/repositories/retention.h"

#include <chrono>

namespace sillok::app {

namespace {

/// Storage does not know Korean and retrieval does not know storage: this is where they meet.
constexpr storage::SplitTerms kSplit = &retrieval::splitTerms<storage::TermPlace>;

} // namespace

Result<std::unique_ptr<Workspace>> Workspace::create(
    const std::string& dir, const storage::Credential& credential, const storage::KdfCost& cost, storage::ProfileId profile)
{
    SILLOK_TRY(storage::Vault vault, storage::Vault::create(dir, credential, cost, kSplit, profile));
    return around(std::move(vault));
}

Result<std::unique_ptr<Workspace>> Workspace::open(const std::string& dir, const storage::Credential& credential)
{
    SILLOK_TRY(storage::Vault vault, storage::Vault::open(dir, credential, kSplit));
    ignore(storage::Retention(vault.database()).run(nowMs()), "chats that are due may go another day");
    return around(std::move(vault));
}

Result<std::unique_ptr<Workspace>> Workspace::openEscrow(
    const std::string& dir, std::span<const storage::EscrowShare> shares, const storage::Credential& credential)
{
    SILLOK_TRY(const storage::KdfCost cost, storage::calibratedKdfCost(storage::cryptoProfile(storage::Vault::status(dir).profile)));
    SILLOK_TRY(storage::Vault vault, storage::Vault::openEscrow(dir, shares, credential, cost, kSplit));
    return around(std::move(vault));
}

Result<std::unique_ptr<Workspace>> Workspace::around(storage::Vault vault)
{
    SILLOK_TRY(storage::Database memory, storage::makeMemoryChats(kSplit));
    return std::unique_ptr<Workspace>(new Workspace(std::move(vault), std::move(memory)));
}

Result<void> Workspace::lendToMemory(storage::CollectionId collection)
{
    SILLOK_TRY(const storage::StoredCollection stored, m_collections.find(collection));
    SILLOK_TRY(storage::Statement statement, m_memory.prepare("INSERT OR REPLACE INTO collection (id, name, created_at_ms) VALUES (?, ?, ?)"));
    return statement.run(stored.id, stored.name, stored.createdAtMs);
}

Workspace::Workspace(storage::Vault vault, storage::Database memory)
    : m_vault(std::move(vault))
    , m_memory(std::move(memory))
    , m_chats(m_vault.database())
    , m_memoryChats(m_memory, storage::kFirstMemoryId)
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

storage::SplitTerms wordSplitter() { return kSplit; }

int64_t nowMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

} // namespace sillok::app
