#include "storage/vault/header_layout.h"

namespace sillok::storage {

namespace {

void writeIdentity(ByteWriter& out, const VaultHeader& header)
{
    out.bytes(asBytes(layout::kMagic));
    out.number(layout::kFormat);
    out.number(static_cast<uint32_t>(header.profile));
    out.bytes(header.vaultId);
}

void writeSlotParameters(ByteWriter& out, const VaultHeader& header, const KeySlot& slot)
{
    out.number(slot.id);
    out.number(static_cast<uint32_t>(slot.type));
    out.number(slot.madeAtMs);
    out.bytes(slot.salt);
    if (hasSlowDerivation(slot.type)) {
        out.number(cryptoProfile(header.profile).kdfId());
        out.number(slot.cost.memoryBytes);
        out.number(slot.cost.passes);
    }
    if (slot.type != SlotType::Escrow)
        return;
    out.bytes(slot.escrowKey);
    for (const Holder& holder : slot.holders)
        layout::writeHolder(out, holder);
}

void writeCleanClose(ByteWriter& out, const std::optional<CleanClose>& record)
{
    const CleanClose written = record.value_or(CleanClose {});
    out.number(static_cast<uint8_t>(record ? 1 : 0));
    out.number(written.databaseBytes);
    out.bytes(written.digest);
}

/// Everything that the seal covers.
std::vector<uint8_t> sealedPart(const VaultHeader& header)
{
    ByteWriter out;
    writeIdentity(out, header);
    out.number(header.generation);
    out.number(header.keysGeneration);
    out.bytes(header.databaseKey);
    writeCleanClose(out, header.cleanClose);
    out.number(header.escrowOpenings);
    out.number(header.escrowOpenedAtMs);
    out.number(static_cast<uint32_t>(header.keySlots.size()));
    for (const KeySlot& slot : header.keySlots) {
        writeSlotParameters(out, header, slot);
        for (const std::vector<uint8_t>& wrapped : slot.wrapped)
            out.bytes(wrapped);
    }
    return std::move(out.all());
}

} // namespace

void layout::writeHolder(ByteWriter& out, const Holder& holder)
{
    out.number(static_cast<uint8_t>(holder.name.size()));
    out.bytes(asBytes(holder.name));
    out.bytes(holder.publicKey);
}

bool hasSlowDerivation(SlotType type) { return type == SlotType::Passphrase || type == SlotType::KeyFile || type == SlotType::PassphraseAndKeyFile; }

size_t wrappedCopies(SlotType type) { return type == SlotType::Escrow ? kHolders : 1; }

std::vector<uint8_t> slotBinding(const VaultHeader& header, const KeySlot& slot, size_t copy)
{
    ByteWriter out;
    writeIdentity(out, header);
    writeSlotParameters(out, header, slot);
    out.number(static_cast<uint8_t>(copy));
    return std::move(out.all());
}

std::vector<uint8_t> databaseKeyBinding(const VaultHeader& header)
{
    ByteWriter out;
    writeIdentity(out, header);
    out.bytes(asBytes("database key"));
    return std::move(out.all());
}

Result<std::vector<uint8_t>> writeHeader(VaultHeader& header, const Secret& master)
{
    const CryptoProfile& profile = cryptoProfile(header.profile);
    SILLOK_TRY(const Secret key, profile.subkey(master, Purpose::HeaderSeal));
    ByteWriter out;
    out.bytes(sealedPart(header));
    SILLOK_CHECK(profile.mac(key.bytes(), out.all(), header.seal));
    out.bytes(header.seal);
    SILLOK_TRY(const Digest sum, profile.hash(out.all()));
    out.bytes(sum);
    if (out.all().size() > kMostHeaderBytes)
        return fail(ErrorCode::BadArgument, "a vault header larger than its limit");
    return std::move(out.all());
}

Result<void> verifyHeader(const VaultHeader& header, const Secret& master)
{
    const CryptoProfile& profile = cryptoProfile(header.profile);
    SILLOK_TRY(const Secret key, profile.subkey(master, Purpose::HeaderSeal));
    return profile.checkMac(header.seal, key.bytes(), sealedPart(header));
}

} // namespace sillok::storage
