#include "engine/base/text.h"
#include "storage/vault/header_layout.h"

#include <algorithm>

namespace sillok::storage {

namespace {

Error damaged(const char* what) { return fail(ErrorCode::Damaged, std::string("vault header: ") + what); }

Result<void> readCost(ByteReader& reader, const CryptoProfile& profile, KdfCost& cost)
{
    SILLOK_TRY(const uint32_t function, reader.number<uint32_t>());
    if (function != profile.kdfId()) // also: no derivation of another profile is ever used instead
        return fail(ErrorCode::Unsupported, "vault header: key derivation " + std::to_string(function));
    SILLOK_TRY(cost.memoryBytes, reader.number<uint64_t>());
    SILLOK_TRY(cost.passes, reader.number<uint32_t>());
    return checkKdfCost(cost, profile.kdfLimits());
}

Result<void> readEscrow(ByteReader& reader, const CryptoProfile& profile, KeySlot& slot)
{
    SILLOK_TRY(slot.escrowKey, copyBytes(reader, profile.agreementPublicBytes()));
    for (size_t i = 0; i < kHolders; ++i) {
        SILLOK_TRY(Holder holder, layout::readHolder(reader, profile));
        slot.holders.push_back(std::move(holder));
    }
    return {};
}

Result<SlotType> readType(ByteReader& reader)
{
    SILLOK_TRY(const uint32_t type, reader.number<uint32_t>());
    if (type < static_cast<uint32_t>(SlotType::Passphrase) || type > static_cast<uint32_t>(SlotType::Escrow))
        return fail(ErrorCode::Unsupported, "vault header: slot type " + std::to_string(type));
    return static_cast<SlotType>(type);
}

Result<KeySlot> readSlot(ByteReader& reader, const CryptoProfile& profile)
{
    KeySlot slot;
    SILLOK_TRY(slot.id, reader.number<uint32_t>());
    SILLOK_TRY(slot.type, readType(reader));
    SILLOK_TRY(slot.madeAtMs, reader.number<uint64_t>());
    SILLOK_CHECK(copyInto(reader, slot.salt));
    if (hasSlowDerivation(slot.type)) {
        SILLOK_CHECK(readCost(reader, profile, slot.cost));
    }
    if (slot.type == SlotType::Escrow) {
        SILLOK_CHECK(readEscrow(reader, profile, slot));
    }
    for (size_t i = 0; i < wrappedCopies(slot.type); ++i) {
        SILLOK_TRY(std::vector<uint8_t> wrapped, copyBytes(reader, profile.wrappedBytes()));
        slot.wrapped.push_back(std::move(wrapped));
    }
    return slot;
}

Result<void> readSlots(ByteReader& reader, const CryptoProfile& profile, VaultHeader& header)
{
    SILLOK_TRY(const uint32_t count, reader.number<uint32_t>());
    if (count == 0 || count > kMostSlots)
        return damaged("number of slots");
    for (uint32_t i = 0; i < count; ++i) {
        SILLOK_TRY(KeySlot slot, readSlot(reader, profile));
        for (const KeySlot& other : header.keySlots) {
            if (other.id == slot.id)
                return damaged("slot id twice");
            if (other.type == SlotType::Escrow && slot.type == SlotType::Escrow)
                return damaged("two escrow slots");
        }
        header.keySlots.push_back(std::move(slot));
    }
    return {};
}

Result<void> readCleanClose(ByteReader& reader, VaultHeader& header)
{
    CleanClose record;
    SILLOK_TRY(const uint8_t present, reader.number<uint8_t>());
    SILLOK_TRY(record.databaseBytes, reader.number<uint64_t>());
    SILLOK_CHECK(copyInto(reader, record.digest));
    if (present > 1 || (present == 0 && record != CleanClose {}))
        return damaged("clean close record");
    if (present == 1)
        header.cleanClose = record;
    return {};
}

/// The profile, when the beginning of the bytes names one that we have.
Result<const CryptoProfile*> readBeginning(ByteReader& reader)
{
    SILLOK_TRY(const Bytes magic, reader.take(layout::kMagic.size()));
    if (asText(magic) != layout::kMagic)
        return damaged("magic");
    SILLOK_TRY(const uint32_t format, reader.number<uint32_t>());
    if (format != layout::kFormat)
        return fail(ErrorCode::Unsupported, "vault header: format " + std::to_string(format));
    SILLOK_TRY(const uint32_t number, reader.number<uint32_t>());
    const CryptoProfile* const profile = findProfile(number);
    if (!profile)
        return fail(ErrorCode::Unsupported, "vault header: profile " + std::to_string(number));
    return profile;
}

Result<void> checkSum(Bytes bytes, const CryptoProfile& profile)
{
    SILLOK_TRY(const Digest sum, profile.hash(bytes.first(bytes.size() - kDigestBytes)));
    if (!std::ranges::equal(sum, bytes.last(kDigestBytes)))
        return damaged("checksum");
    return {};
}

} // namespace

Result<Holder> layout::readHolder(ByteReader& reader, const CryptoProfile& profile)
{
    Holder holder;
    SILLOK_TRY(const uint8_t length, reader.number<uint8_t>());
    SILLOK_TRY(const Bytes name, reader.take(length));
    holder.name = asText(name);
    if (length > kMostHolderNameBytes || !isValidUtf8(holder.name))
        return damaged("name of a holder");
    SILLOK_TRY(holder.publicKey, copyBytes(reader, profile.agreementPublicBytes()));
    return holder;
}

Result<VaultHeader> readHeader(Bytes bytes)
{
    SILLOK_CHECK(startCrypto());
    if (bytes.size() <= kDigestBytes || bytes.size() > kMostHeaderBytes)
        return damaged("size");
    ByteReader reader(bytes.first(bytes.size() - kDigestBytes));
    SILLOK_TRY(const CryptoProfile* const profile, readBeginning(reader));
    SILLOK_CHECK(checkSum(bytes, *profile));
    VaultHeader header;
    header.profile = profile->id();
    SILLOK_CHECK(copyInto(reader, header.vaultId));
    SILLOK_TRY(header.generation, reader.number<uint64_t>());
    SILLOK_TRY(header.keysGeneration, reader.number<uint64_t>());
    SILLOK_TRY(header.databaseKey, copyBytes(reader, profile->wrappedBytes()));
    SILLOK_CHECK(readCleanClose(reader, header));
    SILLOK_TRY(header.escrowOpenings, reader.number<uint32_t>());
    SILLOK_TRY(header.escrowOpenedAtMs, reader.number<uint64_t>());
    SILLOK_CHECK(readSlots(reader, *profile, header));
    SILLOK_CHECK(copyInto(reader, header.seal));
    if (reader.left() != 0)
        return damaged("bytes left over");
    return header;
}

} // namespace sillok::storage
