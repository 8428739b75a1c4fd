// log_head.h - The beginning of an audit log's file: whose log it is, who seals its first epoch, and what is left of records that were cut.
//
// 256 bytes, little-endian: magic "SILLOKAU" | format u32 | profile u32 | log id 16 | made at ms u64 | length u8 | public key 65 |
// first sequence u64 | stub bytes u32 | zeros. Then the stub, filled with zeros to a multiple of 256, then the frames.
// What stands before the first sequence never changes; its hash is what record 0 calls the one before.
#pragma once

#include "storage/audit/record.h"

namespace sillok::storage {

using LogId = std::array<uint8_t, 16>;

inline constexpr size_t kMostStubBytes = 4096;

struct LogHead {
    ProfileId profile = ProfileId::Modern;
    LogId id {};
    uint64_t madeAtMs = 0;
    std::vector<uint8_t> sealKey;      ///< public, of the first epoch
    uint64_t firstSequence = 0;        ///< above 0 once old epochs were cut
    std::vector<uint8_t> stub;         ///< stub.h; of a log that was cut

    bool operator==(const LogHead&) const = default;
};

std::vector<uint8_t> writeLogHead(const LogHead& head);
/// What record 0 follows.
Result<Digest> originOf(const LogHead& head);

/// A whole file, borrowed.
struct LogView {
    LogHead head;
    Bytes frames;                      ///< may end inside a frame
    size_t framesAt = 0;               ///< offset in the file

    uint64_t count() const { return frames.size() / kFrameBytes; }
    std::span<const uint8_t, kFrameBytes> frame(uint64_t index) const { return frames.subspan(index * kFrameBytes).first<kFrameBytes>(); }
};

/// error  Refused with LogHeadDamaged.
Result<LogView> viewLog(Bytes file);

} // namespace sillok::storage
