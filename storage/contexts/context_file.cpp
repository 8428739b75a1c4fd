#include "storage/contexts/context_file.h"

#include "storage/db/disk.h"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace sillok::storage {

namespace {

constexpr const char* kDoing = "the computed context of a chat";

} // namespace

Result<ContextFile> ContextFile::open(
    const std::string& path, const CryptoProfile& profile, Secret key, uint64_t blockBytes, std::span<const int32_t> tokens)
{
    if (blockBytes == 0 || blockBytes > kMostBlockBytes)
        return fail(ErrorCode::BadArgument, kDoing);
    FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.valid())
        return systemError(kDoing);
    ContextFile opened(std::move(file), profile, std::move(key), blockBytes);
    Digest before {};
    for (; tokens.size() >= kBlockTokens; tokens = tokens.subspan(kBlockTokens)) {
        std::array<uint8_t, kDigestBytes + kBlockTokens * sizeof(int32_t)> message;
        std::ranges::copy(before, message.begin());
        std::memcpy(message.data() + kDigestBytes, tokens.data(), kBlockTokens * sizeof(int32_t));
        SILLOK_CHECK(profile.hash(message, before));
        opened.m_places.push_back(before);
    }
    return opened;
}

Result<void> ContextFile::cutTo(uint32_t blocks)
{
    return ::ftruncate(m_file.get(), static_cast<off_t>(uint64_t { blocks } * m_sealed.size())) == 0 ? Result<void>() : systemError(kDoing);
}

Result<void> ContextFile::write(uint32_t index, Bytes block)
{
    if (index >= blocks() || block.size() + m_profile->sealOverhead() != m_sealed.size())
        return fail(ErrorCode::BadArgument, kDoing);
    SILLOK_CHECK(m_profile->seal(block, m_key, m_places[index], m_sealed));
    return writeAt(m_file.get(), uint64_t { index } * m_sealed.size(), m_sealed, kDoing);
}

Result<void> ContextFile::read(uint32_t index, std::span<uint8_t> block)
{
    if (index >= blocks() || block.size() + m_profile->sealOverhead() != m_sealed.size())
        return fail(ErrorCode::BadArgument, kDoing);
    SILLOK_TRY(const size_t there, readAt(m_file.get(), uint64_t { index } * m_sealed.size(), m_sealed, kDoing));
    if (there != m_sealed.size())
        return fail(ErrorCode::WrongKey, kDoing);
    return m_profile->unseal(m_sealed, m_key, m_places[index], block);
}

} // namespace sillok::storage
