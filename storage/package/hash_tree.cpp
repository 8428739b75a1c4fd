#include "storage/package/hash_tree.h"

#include "engine/base/byte_writer.h"
#include "storage/crypto/module.h"

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr uint8_t kLeafDomain = 1;
constexpr uint8_t kTableDomain = 2;
constexpr size_t kPrefixBytes = sizeof kLeafDomain + sizeof(uint64_t) + sizeof(uint32_t);

} // namespace

Bytes tableBytes(const LeafTable& table)
{
    static_assert(sizeof(Digest) == kDigestBytes);
    return { table.empty() ? nullptr : table.front().data(), table.size() * kDigestBytes };
}

Result<Digest> tableDigest(const LeafTable& table)
{
    ByteWriter writer;
    writer.number(kTableDomain);
    writer.number(static_cast<uint64_t>(table.size()));
    writer.bytes(tableBytes(table));
    Digest digest {};
    SILLOK_CHECK(module::sha256(writer.all(), digest));
    return digest;
}

LeafBuffer::LeafBuffer() : m_bytes(kPrefixBytes + kLeafBytes) {}

std::span<uint8_t> LeafBuffer::content(size_t length) { return std::span(m_bytes).subspan(kPrefixBytes, length); }

Result<Digest> LeafBuffer::hash(uint64_t index, size_t length)
{
    ByteWriter prefix;
    prefix.number(kLeafDomain);
    prefix.number(index);
    prefix.number(static_cast<uint32_t>(length));
    std::ranges::copy(prefix.all(), m_bytes.begin());
    Digest digest {};
    SILLOK_CHECK(module::sha256(Bytes(m_bytes).first(kPrefixBytes + length), digest));
    return digest;
}

Result<void> hashLeaves(const ReadAt& read, uint64_t sizeBytes, LeafRange range, LeafTable& table, const std::stop_token& stop)
{
    LeafBuffer buffer;
    for (uint64_t index = range.first; index < range.first + range.count; ++index) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "hashing");
        const size_t length = leafBytes(sizeBytes, index);
        SILLOK_CHECK(read(index * kLeafBytes, buffer.content(length)));
        SILLOK_TRY(table.at(index), buffer.hash(index, length));
    }
    return {};
}

Result<Bytes> readLeaf(const ReadAt& read, uint64_t sizeBytes, uint64_t index, const LeafTable& table, LeafBuffer& buffer)
{
    const size_t length = leafBytes(sizeBytes, index);
    const std::span<uint8_t> content = buffer.content(length);
    SILLOK_CHECK(read(index * kLeafBytes, content));
    SILLOK_TRY(const Digest digest, buffer.hash(index, length));
    if (digest != table.at(index))
        return refuse(Fault::WrongLeaf, "leaf " + std::to_string(index));
    return Bytes(content);
}

} // namespace sillok::storage
