// hash_tree.h - Files hashed in leaves of 1 MiB, so that many threads can share the work and one leaf can be checked without the others.
//
//   leaf   SHA-256(0x01 | u64 index | u32 length | bytes)
//   table  the leaves of a file one behind the other; its digest: SHA-256(0x02 | u64 leaves | table)
// No thread is started here: every function works on a range of leaves.
#pragma once

#include "storage/crypto/profile.h"
#include "storage/signing/fault.h"

#include <functional>
#include <stop_token>

namespace sillok::storage {

inline constexpr size_t kLeafBytes = 1 << 20;

/// 0 for an empty file.
constexpr uint64_t leafCount(uint64_t sizeBytes) { return sizeBytes / kLeafBytes + (sizeBytes % kLeafBytes != 0 ? 1 : 0); }
constexpr size_t leafBytes(uint64_t sizeBytes, uint64_t index)
{
    const uint64_t left = sizeBytes - index * kLeafBytes;
    return left < kLeafBytes ? static_cast<size_t>(left) : kLeafBytes;
}

/// From `first` on; `count` leaves.
struct LeafRange {
    uint64_t first = 0;
    uint64_t count = 0;
};

using LeafTable = std::vector<Digest>;
Bytes tableBytes(const LeafTable& table);
/// error Internal: the crypto module did not work
Result<Digest> tableDigest(const LeafTable& table);

/// Fills `out` from this place of a file. Called by several threads at once.
using ReadAt = std::function<Result<void>(uint64_t offset, std::span<uint8_t> out)>;

/// Room for one leaf with what is hashed before it. One a thread.
class LeafBuffer {
public:
    LeafBuffer();

    /// The place for a leaf's bytes. needs length <= kLeafBytes
    std::span<uint8_t> content(size_t length);
    /// Of what stands in content(length). error Internal
    Result<Digest> hash(uint64_t index, size_t length);

private:
    std::vector<uint8_t> m_bytes;
};

/// Hashes the leaves of the range into their places of `table`, which has one for each leaf of the file.
/// error  what `read` says; Cancelled; Internal.
Result<void> hashLeaves(const ReadAt& read, uint64_t sizeBytes, LeafRange range, LeafTable& table, const std::stop_token& stop = {});

/// Reads leaf `index` into the buffer, and gives its bytes only when they are what the table says.
/// error  what `read` says; Refused with WrongLeaf; Internal.
Result<Bytes> readLeaf(const ReadAt& read, uint64_t sizeBytes, uint64_t index, const LeafTable& table, LeafBuffer& buffer);

} // namespace sillok::storage
