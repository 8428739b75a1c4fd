// context_keeping.h - What the engine computed of a chat, kept in the vault, so that going on after a restart costs a read.
#pragma once

#include "app/services/workspace.h"
#include "app/workers/engine_client.h"

#include <span>
#include <stop_token>

namespace sillok::app {

/// Whose context.
struct ContextOwner {
    storage::ChatId chat = 0;
    storage::CollectionId collection = 0; ///< whose passages are in it; 0: none's
    std::string model;                    ///< tells one content of the model's files from every other
};

/// Which content a model's files have, as far as it can be told without reading them: changing one changes its times, which nobody sets.
std::string modelIdentity(const std::string& packageDigest, std::span<const FileDescriptor> files);

inline constexpr uint32_t kFewestContextBlocks = 4;           ///< fewer are computed as fast as read
inline constexpr uint64_t kMostContextBytes = uint64_t { 1 } << 30;
inline constexpr uint64_t kMostContextsBytes = uint64_t { 4 } << 30;

/// Keeps the context of the last answer in the place of the owner's earlier one; only blocks that are not there yet are written. Returns how
/// many tokens are kept. When nothing could be kept, there is nothing kept. A stop request ends it early.
/// error  as EngineClient::prefix: the engine is spent.
Result<uint32_t> keepContext(EngineClient& engine, const InVault& inVault, const ContextOwner& owner, const std::stop_token& stop);

/// Gives the engine back what is kept of the owner's chat, if this engine can use it. Returns how many tokens it can use.
/// error  as keepContext
Result<uint32_t> giveContext(EngineClient& engine, const InVault& inVault, const ContextOwner& owner, const std::stop_token& stop);

} // namespace sillok::app
