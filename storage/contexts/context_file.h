// context_file.h - What a model computed of one chat, block by block, in a sealed file: numbers from which its text could be guessed.
#pragma once

#include "engine/base/file.h"
#include "storage/crypto/profile.h"

namespace sillok::storage {

/// Every block is sealed together with its place and with all tokens up to its end, so that a file of another state, or a torn one, gives
/// nothing. The file needs no syncing: what is lost is computed again.
class ContextFile {
public:
    static constexpr uint32_t kBlockTokens = 64;
    static constexpr uint64_t kMostBlockBytes = uint64_t { 256 } << 20;

    /// Opens or makes the file (mode 0600). needs a 32-byte key; 0 < blockBytes <= kMostBlockBytes
    /// error  DiskFull, Io, OutOfMemory
    static Result<ContextFile> open(const std::string& path, const CryptoProfile& profile, Secret key, uint64_t blockBytes, std::span<const int32_t> tokens);

    /// How many whole blocks the tokens make.
    uint32_t blocks() const { return static_cast<uint32_t>(m_places.size()); }
    /// Takes away everything from this block on.
    Result<void> cutTo(uint32_t blocks);
    /// needs  index < blocks(); blockBytes
    Result<void> write(uint32_t index, Bytes block);
    /// error  WrongKey: not there, torn, or of other tokens.
    Result<void> read(uint32_t index, std::span<uint8_t> block);

private:
    ContextFile(FileDescriptor file, const CryptoProfile& profile, Secret key, uint64_t blockBytes)
        : m_file(std::move(file)), m_profile(&profile), m_key(std::move(key)), m_sealed(static_cast<size_t>(blockBytes) + profile.sealOverhead()) {}

    FileDescriptor m_file;
    const CryptoProfile* m_profile;
    Secret m_key;
    std::vector<uint8_t> m_sealed;  ///< one block as it lies in the file
    std::vector<Digest> m_places;   ///< of each block: the digest of the one before and of its own tokens
};

} // namespace sillok::storage
