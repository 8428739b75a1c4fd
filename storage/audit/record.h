// record.h - One record of the audit log: who did what kind of thing, when, and how it ended. There is no field for a name or a text.
//
// A frame of the file, 256 bytes, little-endian:
//   kind u8 | account u32 | sequence u64 | epoch u64 | boot id 16 | monotonic ms u64 | wall ms u64 | body 139 | previous 32 | MAC 32
//   body of an act:  action u16 | result u8 | error u8 | fault u16 | grade u8 | object 32 | counts 4 x u32 | zeros
//   body of a seal:  length u8 | public key of the next epoch 65 | length u8 | signature 72 (each with zeros behind)
// `previous` is the hash of the whole frame before; the MAC covers everything before it.
#pragma once

#include "storage/audit/action.h"
#include "storage/crypto/profile.h"

namespace sillok::storage {

inline constexpr size_t kFrameBytes = 256;
using Frame = std::array<uint8_t, kFrameBytes>;

using BootId = std::array<uint8_t, 16>;

/// Of the three grades of the national framework; the highest wins.
enum class AuditGrade : uint8_t { None = 0, Open = 1, Sensitive = 2, Classified = 3 };

enum class AuditResult : uint8_t {
    Done = 0,
    Begun = 1,  ///< a second record says how it ended; when there is none, nobody knows
    Failed = 2,
};

/// Which thing an act was about, as a keyed hash: the same thing gives the same hash, and nobody without the key can try names.
class ObjectHash {
public:
    ObjectHash() = default; ///< no object
    /// `kind` keeps chat 12 and document 12 apart.
    static Result<ObjectHash> of(const CryptoProfile& profile, const Secret& key, std::string_view kind, std::string_view identity);
    static ObjectHash fromDigest(const Digest& digest);

    const Digest& digest() const { return m_digest; }
    bool none() const { return m_digest == Digest {}; }
    bool operator==(const ObjectHash&) const = default;

private:
    Digest m_digest {};
};

/// What is recorded of an act.
struct AuditAct {
    AuditAction action = AuditAction::Opened;
    AuditResult result = AuditResult::Done;
    uint8_t error = 0;                    ///< of a failed one: 1 + ErrorCode
    uint16_t fault = 0;                   ///< storage/signing/fault.h
    AuditGrade grade = AuditGrade::None;
    ObjectHash object {};
    std::array<uint32_t, 4> counts {};    ///< action.h says what they count

    bool operator==(const AuditAct&) const = default;
};

/// When and by whom, as the caller knows it.
struct AuditMoment {
    uint32_t account = 0;                 ///< of the operating system
    BootId boot {};
    uint64_t monotonicMs = 0;             ///< since the machine's start
    uint64_t wallMs = 0;                  ///< since 1970, by a clock that anybody may set

    bool operator==(const AuditMoment&) const = default;
};

enum class RecordKind : uint8_t { Act = 1, Seal = 2 };

inline constexpr size_t kMostPublicKeyBytes = 65;
inline constexpr size_t kMostSealSignatureBytes = 72;

struct AuditRecord {
    RecordKind kind = RecordKind::Act;
    uint64_t sequence = 0;
    uint64_t epoch = 0;
    AuditMoment moment;
    AuditAct act;                         ///< of an act
    std::vector<uint8_t> nextKey;         ///< of a seal: who signs the next epoch
    std::vector<uint8_t> signature;       ///< of a seal, by this epoch's key
    Digest previous {};
    Digest mac {};

    bool operator==(const AuditRecord&) const = default;
};

/// needs a seal's key and signature within their limits
Frame writeRecord(const AuditRecord& record);
/// error  Refused with RecordMalformed: a kind, action, result, grade or length that no writer makes, or anything behind the body's end.
Result<AuditRecord> readRecord(std::span<const uint8_t, kFrameBytes> frame);

/// What the MAC covers: the frame without it.
inline Bytes maced(std::span<const uint8_t, kFrameBytes> frame) { return frame.first<kFrameBytes - kDigestBytes>(); }

} // namespace sillok::storage
