#include "storage/audit/log_head.h"

#include "engine/base/byte_writer.h"
#include "storage/signing/fault.h"

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr std::string_view kMagic = "SILLOKAU";
constexpr uint32_t kFormat = 1;

size_t paddedStub(size_t bytes) { return (bytes + kFrameBytes - 1) / kFrameBytes * kFrameBytes; }

std::vector<uint8_t> writeOrigin(const LogHead& head)
{
    ByteWriter out;
    out.bytes(asBytes(kMagic));
    out.number(kFormat);
    out.number(static_cast<uint32_t>(head.profile));
    out.bytes(head.id);
    out.number(head.madeAtMs);
    out.number(static_cast<uint8_t>(head.sealKey.size()));
    out.bytes(head.sealKey);
    out.all().resize(out.all().size() + kMostPublicKeyBytes - head.sealKey.size());
    return std::move(out.all());
}

/// error Damaged, as the cursor says it; false: bytes are there and mean nothing
Result<bool> readInto(LogHead& head, ByteReader& in)
{
    SILLOK_TRY(const Bytes magic, in.take(kMagic.size()));
    SILLOK_TRY(const auto format, in.number<uint32_t>());
    SILLOK_TRY(const auto profile, in.number<uint32_t>());
    SILLOK_CHECK(copyInto(in, head.id));
    SILLOK_TRY(head.madeAtMs, in.number<uint64_t>());
    SILLOK_TRY(const auto length, in.number<uint8_t>());
    SILLOK_TRY(const Bytes key, in.take(kMostPublicKeyBytes));
    SILLOK_TRY(head.firstSequence, in.number<uint64_t>());
    SILLOK_TRY(const auto stubBytes, in.number<uint32_t>());
    SILLOK_CHECK(in.skip(kFrameBytes - in.offset()));
    if (asText(magic) != kMagic || format != kFormat || !findProfile(profile) || length == 0 || length > kMostPublicKeyBytes
        || stubBytes > kMostStubBytes || (stubBytes == 0) != (head.firstSequence == 0))
        return false;
    head.profile = static_cast<ProfileId>(profile);
    head.sealKey.assign(key.begin(), key.begin() + length);
    SILLOK_TRY(head.stub, copyBytes(in, stubBytes));
    SILLOK_CHECK(in.skip(paddedStub(stubBytes) - stubBytes));
    return true;
}

} // namespace

std::vector<uint8_t> writeLogHead(const LogHead& head)
{
    ByteWriter out;
    out.bytes(writeOrigin(head));
    out.number(head.firstSequence);
    out.number(static_cast<uint32_t>(head.stub.size()));
    out.all().resize(kFrameBytes);
    out.bytes(head.stub);
    out.all().resize(kFrameBytes + paddedStub(head.stub.size()));
    return std::move(out.all());
}

Result<Digest> originOf(const LogHead& head) { return cryptoProfile(head.profile).hash(writeOrigin(head)); }

Result<LogView> viewLog(Bytes file)
{
    LogView view;
    ByteReader in(file);
    const Result<bool> read = readInto(view.head, in);
    if (!read.ok() || !*read)
        return refuse(Fault::LogHeadDamaged, "audit log");
    view.framesAt = in.offset();
    // Exactly one encoding: whatever stands in the spare bytes is somebody else's.
    const std::vector<uint8_t> again = writeLogHead(view.head);
    if (!std::ranges::equal(again, file.first(view.framesAt)))
        return refuse(Fault::LogHeadDamaged, "audit log");
    view.frames = file.subspan(view.framesAt);
    return view;
}

} // namespace sillok::storage
