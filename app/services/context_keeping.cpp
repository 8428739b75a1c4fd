#include "app/services/context_keeping.h"

#include "app/services/answer_record.h"
#include "storage/contexts/context_file.h"
#include "storage/contexts/context_folder.h"
#include "storage/repositories/context_repository.h"
#include "storage/signing/hex.h"

#include <algorithm>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace sillok::app {

namespace {

constexpr uint32_t kBlock = storage::ContextFile::kBlockTokens;
static_assert(kBlock == protocol::kPrefixBlockTokens && storage::ContextFile::kMostBlockBytes == protocol::kMostPrefixBlockBytes);

/// What has to be the same for numbers to be of use.
std::string computedBy(const ContextOwner& owner, const protocol::Prefix& prefix)
{
    return std::string(programVersion()) + "\n" + owner.model + "\n" + prefix.numerics;
}

struct Found {
    std::optional<storage::KeptContext> context;
    std::string folder;
    const storage::CryptoProfile* profile = nullptr;
};

Result<Found> findIn(const InVault& inVault, storage::ChatId chat)
{
    Found found;
    SILLOK_CHECK(inVault([&](Workspace& in) -> Result<void> {
        SILLOK_TRY(found.context, in.contexts().find(chat));
        found.folder = storage::contextFolder(in.vault().dir());
        found.profile = &in.vault().keys().profile();
        return {};
    }));
    return found;
}

/// A disk that is nearly full keeps its room for what people write.
bool roomFor(const std::string& folder, uint64_t bytes)
{
    struct statvfs disk {};
    return ::statvfs(folder.c_str(), &disk) == 0 && uint64_t(disk.f_bavail) * disk.f_frsize / 4 >= bytes;
}

Result<storage::KeptContext> freshContext(const storage::CryptoProfile& profile)
{
    std::array<uint8_t, 16> name;
    SILLOK_CHECK(profile.random(name));
    SILLOK_TRY(storage::Secret key, storage::Secret::random(32));
    storage::KeptContext fresh;
    fresh.fileName = storage::kContextFilePrefix + storage::hexOf(name);
    fresh.key = std::move(key);
    return fresh;
}

/// Writes the blocks of `prefix` behind those that both have. error: nothing is kept. A stop request: what was written by then.
Result<storage::KeptContext> writeNewBlocks(EngineClient& engine, Found found, const ContextOwner& owner, protocol::Prefix prefix, Result<void>& engineSays,
    const std::stop_token& stop)
{
    const std::string by = computedBy(owner, prefix);
    uint32_t common = 0;
    storage::KeptContext kept;
    if (found.context && found.context->computedBy == by && found.context->blockBytes == prefix.blockBytes) {
        kept = std::move(*found.context);
        common = static_cast<uint32_t>(std::ranges::mismatch(kept.tokens, prefix.tokens).in1 - kept.tokens.begin()) / kBlock;
    } else {
        SILLOK_TRY(kept, freshContext(*found.profile));
    }
    SILLOK_TRY(storage::Secret key, storage::Secret::copyOf(kept.key.bytes()));
    SILLOK_TRY(storage::ContextFile file,
        storage::ContextFile::open(found.folder + "/" + kept.fileName, *found.profile, std::move(key), prefix.blockBytes, prefix.tokens));
    SILLOK_CHECK(file.cutTo(common));
    uint32_t written = common;
    Result<void> disk;
    engineSays = engine.receivePrefix(prefix, common, [&](uint32_t index, Bytes block) {
        if (!disk.ok() || stop.stop_requested())
            return;
        disk = file.write(index, block);
        written += disk.ok() ? 1 : 0;
    });
    SILLOK_CHECK(disk);
    prefix.tokens.resize(size_t { written } * kBlock);
    kept.chat = owner.chat;
    kept.collection = owner.collection;
    kept.computedBy = by;
    kept.blockBytes = prefix.blockBytes;
    kept.tokens = std::move(prefix.tokens);
    return kept;
}

} // namespace

std::string modelIdentity(const std::string& packageDigest, std::span<const FileDescriptor> files)
{
    std::string identity = packageDigest;
    for (const FileDescriptor& file : files) {
        struct stat info {};
        if (!packageDigest.empty() || ::fstat(file.get(), &info) != 0)
            continue;
        for (const int64_t number : { static_cast<int64_t>(info.st_dev), static_cast<int64_t>(info.st_ino), static_cast<int64_t>(info.st_size),
                 int64_t { info.st_mtim.tv_sec }, int64_t { info.st_mtim.tv_nsec }, int64_t { info.st_ctim.tv_sec }, int64_t { info.st_ctim.tv_nsec } })
            identity += std::to_string(number) + ' ';
    }
    return identity;
}

Result<uint32_t> keepContext(EngineClient& engine, const InVault& inVault, const ContextOwner& owner, const std::stop_token& stop)
{
    SILLOK_TRY(protocol::Prefix prefix, engine.prefix());
    prefix.tokens.resize(std::min<size_t>(prefix.tokens.size(), kMostContextBytes / prefix.blockBytes * kBlock));
    auto found = findIn(inVault, owner.chat);
    if (!found.ok() || prefix.tokens.size() < kFewestContextBlocks * kBlock || !roomFor(found->folder, prefix.blockBytes * (prefix.tokens.size() / kBlock)))
        return 0;
    Result<void> engineSays;
    const auto kept = writeNewBlocks(engine, std::move(*found), owner, std::move(prefix), engineSays, stop);
    SILLOK_CHECK(engineSays);
    const auto stored = inVault([&](Workspace& in) -> Result<void> {
        if (kept.ok() && !kept->tokens.empty())
            SILLOK_CHECK(in.contexts().put(*kept, nowMs()));
        else
            SILLOK_CHECK(in.contexts().drop(owner.chat));
        SILLOK_CHECK(in.contexts().keepWithin(kMostContextsBytes));
        return in.sweepContexts();
    });
    return stored.ok() && kept.ok() ? static_cast<uint32_t>(kept->tokens.size()) : 0;
}

Result<uint32_t> giveContext(EngineClient& engine, const InVault& inVault, const ContextOwner& owner, const std::stop_token& stop)
{
    auto found = findIn(inVault, owner.chat);
    if (!found.ok() || !found->context)
        return 0;
    SILLOK_TRY(protocol::Prefix prefix, engine.prefix());
    storage::KeptContext& kept = *found->context;
    if (kept.computedBy != computedBy(owner, prefix) || kept.blockBytes != prefix.blockBytes)
        return 0;
    prefix.tokens = kept.tokens;
    auto file = storage::ContextFile::open(found->folder + "/" + kept.fileName, *found->profile, std::move(kept.key), prefix.blockBytes, prefix.tokens);
    if (!file.ok())
        return 0;
    return engine.givePrefix(prefix, [&](uint32_t index, std::span<uint8_t> block) { return !stop.stop_requested() && file->read(index, block).ok(); });
}

} // namespace sillok::app
