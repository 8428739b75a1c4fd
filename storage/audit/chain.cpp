#include "storage/audit/chain.h"

#include "engine/base/byte_writer.h"

#include <sodium.h>

namespace sillok::storage {

namespace {

constexpr std::string_view kStep = "sillok audit next key 1";
constexpr std::string_view kSeal = "sillok audit seal 1";

AuditRecord recordAt(const KeyState& state, RecordKind kind, const AuditMoment& moment)
{
    AuditRecord record;
    record.kind = kind;
    record.sequence = state.next;
    record.epoch = state.epoch;
    record.moment = moment;
    record.previous = state.head;
    return record;
}

Result<Frame> finish(KeyState& state, AuditRecord& record)
{
    const CryptoProfile& profile = cryptoProfile(state.profile);
    SILLOK_CHECK(profile.mac(state.macKey.bytes(), maced(writeRecord(record)), record.mac));
    const Frame frame = writeRecord(record);
    SILLOK_TRY(state.head, profile.hash(frame));
    SILLOK_TRY(Secret spare, Secret::make(kKeyBytes));
    SILLOK_CHECK(stepMacKey(profile, state.macKey, spare));
    ++state.next;
    return frame;
}

} // namespace

Result<KeyState> copyOf(const KeyState& state)
{
    KeyState copy { state.profile, state.log, state.next, state.epoch, state.head, state.sealKey, {}, {} };
    SILLOK_TRY(copy.macKey, Secret::copyOf(state.macKey.bytes()));
    SILLOK_TRY(copy.sealSecret, Secret::copyOf(state.sealSecret.bytes()));
    return copy;
}

Result<void> stepMacKey(const CryptoProfile& profile, Secret& key, Secret& spare)
{
    SILLOK_CHECK(profile.mac(key.bytes(), asBytes(kStep), std::span<uint8_t, kDigestBytes>(spare.data(), kDigestBytes)));
    std::swap(key, spare);
    sodium_memzero(spare.data(), spare.size());
    return {};
}

std::vector<uint8_t> sealMessage(const LogId& log, const AuditRecord& seal)
{
    AuditRecord unsignedSeal = seal;
    unsignedSeal.signature.clear();
    unsignedSeal.mac = {};
    ByteWriter out;
    out.bytes(asBytes(kSeal));
    out.bytes(log);
    out.bytes(writeRecord(unsignedSeal));
    return std::move(out.all());
}

Result<Frame> chainAct(KeyState& state, const AuditAct& act, const AuditMoment& moment)
{
    AuditRecord record = recordAt(state, RecordKind::Act, moment);
    record.act = act;
    return finish(state, record);
}

Result<Frame> chainSeal(KeyState& state, const AuditMoment& moment)
{
    const CryptoProfile& profile = cryptoProfile(state.profile);
    AuditRecord record = recordAt(state, RecordKind::Seal, moment);
    SILLOK_TRY(KeyPair next, profile.makeSigningKey());
    record.nextKey = next.publicKey;
    SILLOK_TRY(record.signature, profile.sign(state.sealSecret, sealMessage(state.log, record)));
    SILLOK_TRY(const Frame frame, finish(state, record));
    ++state.epoch;
    state.sealKey = std::move(next.publicKey);
    state.sealSecret = std::move(next.secret);
    return frame;
}

} // namespace sillok::storage
