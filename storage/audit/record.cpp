#include "storage/audit/record.h"

#include "engine/base/byte_writer.h"
#include "storage/signing/fault.h"

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr size_t kBodyAt = 53;
constexpr size_t kBodyEnd = kFrameBytes - 2 * kDigestBytes;
constexpr uint8_t kMostErrors = static_cast<uint8_t>(ErrorCode::Internal) + 1;

static_assert(kBodyEnd - kBodyAt == 2 + kMostPublicKeyBytes + kMostSealSignatureBytes);

Error malformed() { return refuse(Fault::RecordMalformed, "audit record"); }

void writePadded(ByteWriter& out, const std::vector<uint8_t>& bytes, size_t most)
{
    out.number(static_cast<uint8_t>(bytes.size()));
    out.bytes(bytes);
    out.all().resize(out.all().size() + most - bytes.size());
}

void writeAct(ByteWriter& out, const AuditAct& act)
{
    out.number(static_cast<uint16_t>(act.action));
    out.number(static_cast<uint8_t>(act.result));
    out.number(act.error);
    out.number(act.fault);
    out.number(static_cast<uint8_t>(act.grade));
    out.bytes(act.object.digest());
    for (const uint32_t count : act.counts)
        out.number(count);
}

bool allZero(Bytes bytes)
{
    return std::ranges::all_of(bytes, [](uint8_t byte) { return byte == 0; });
}

Result<std::vector<uint8_t>> readPadded(ByteReader& in, size_t most)
{
    SILLOK_TRY(const auto length, in.number<uint8_t>());
    SILLOK_TRY(const Bytes room, in.take(most));
    if (length > most || !allZero(room.subspan(length)))
        return malformed();
    return std::vector<uint8_t>(room.begin(), room.begin() + length);
}

Result<AuditAct> readAct(ByteReader& in)
{
    AuditAct act;
    SILLOK_TRY(const auto action, in.number<uint16_t>());
    SILLOK_TRY(const auto result, in.number<uint8_t>());
    SILLOK_TRY(act.error, in.number<uint8_t>());
    SILLOK_TRY(act.fault, in.number<uint16_t>());
    SILLOK_TRY(const auto grade, in.number<uint8_t>());
    Digest object {};
    SILLOK_CHECK(copyInto(in, object));
    act.object = ObjectHash::fromDigest(object);
    for (uint32_t& count : act.counts) {
        SILLOK_TRY(count, in.number<uint32_t>());
    }
    act.action = static_cast<AuditAction>(action);
    act.result = static_cast<AuditResult>(result);
    act.grade = static_cast<AuditGrade>(grade);
    const bool known = auditActionName(act.action) && act.result <= AuditResult::Failed && act.grade <= AuditGrade::Classified
        && act.error <= kMostErrors && (act.error != 0) == (act.result == AuditResult::Failed);
    return known ? Result<AuditAct>(act) : malformed();
}

Result<void> readBody(Bytes body, AuditRecord& record)
{
    ByteReader in(body);
    if (record.kind == RecordKind::Act) {
        SILLOK_TRY(record.act, readAct(in));
    } else if (record.kind == RecordKind::Seal) {
        SILLOK_TRY(record.nextKey, readPadded(in, kMostPublicKeyBytes));
        SILLOK_TRY(record.signature, readPadded(in, kMostSealSignatureBytes));
    } else {
        return malformed();
    }
    return allZero(body.subspan(in.offset())) ? Result<void>() : malformed();
}

} // namespace

Result<ObjectHash> ObjectHash::of(const CryptoProfile& profile, const Secret& key, std::string_view kind, std::string_view identity)
{
    ByteWriter message;
    message.bytes(asBytes("sillok audit object 1"));
    message.number(static_cast<uint64_t>(kind.size()));
    message.bytes(asBytes(kind));
    message.bytes(asBytes(identity));
    ObjectHash hash;
    SILLOK_CHECK(profile.mac(key.bytes(), message.all(), hash.m_digest));
    return hash;
}

ObjectHash ObjectHash::fromDigest(const Digest& digest)
{
    ObjectHash hash;
    hash.m_digest = digest;
    return hash;
}

Frame writeRecord(const AuditRecord& record)
{
    ByteWriter out;
    out.all().reserve(kFrameBytes);
    out.number(static_cast<uint8_t>(record.kind));
    out.number(record.moment.account);
    out.number(record.sequence);
    out.number(record.epoch);
    out.bytes(record.moment.boot);
    out.number(record.moment.monotonicMs);
    out.number(record.moment.wallMs);
    if (record.kind == RecordKind::Act) {
        writeAct(out, record.act);
    } else {
        writePadded(out, record.nextKey, kMostPublicKeyBytes);
        writePadded(out, record.signature, kMostSealSignatureBytes);
    }
    out.all().resize(kBodyEnd);
    out.bytes(record.previous);
    out.bytes(record.mac);
    Frame frame {};
    std::copy_n(out.all().begin(), frame.size(), frame.begin());
    return frame;
}

Result<AuditRecord> readRecord(std::span<const uint8_t, kFrameBytes> frame)
{
    ByteReader in(frame);
    AuditRecord record;
    SILLOK_TRY(const auto kind, in.number<uint8_t>());
    record.kind = static_cast<RecordKind>(kind);
    SILLOK_TRY(record.moment.account, in.number<uint32_t>());
    SILLOK_TRY(record.sequence, in.number<uint64_t>());
    SILLOK_TRY(record.epoch, in.number<uint64_t>());
    SILLOK_CHECK(copyInto(in, record.moment.boot));
    SILLOK_TRY(record.moment.monotonicMs, in.number<uint64_t>());
    SILLOK_TRY(record.moment.wallMs, in.number<uint64_t>());
    SILLOK_TRY(const Bytes body, in.take(kBodyEnd - kBodyAt));
    SILLOK_CHECK(readBody(body, record));
    SILLOK_CHECK(copyInto(in, record.previous));
    SILLOK_CHECK(copyInto(in, record.mac));
    return record;
}

} // namespace sillok::storage
