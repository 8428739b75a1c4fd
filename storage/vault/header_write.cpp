#include "storage/vault/header_layout.h"

namespace sillok::storage {

namespace {

class Writer {
public:
    template <typename T>
    void number(T value)
    {
        static_assert(std::is_unsigned_v<T>);
        for (size_t i = 0; i < sizeof(T); ++i)
            m_bytes.push_back(static_cast<uint8_t>(value >> (8 * i)));
    }
    void bytes(Bytes bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    std::vector<uint8_t>& all() { return m_bytes; }

private:
    std::vector<uint8_t> m_bytes;
};

void writeIdentity(Writer& out, const VaultHeader& header)
{
    out.bytes(asBytes(layout::kMagic));
    out.number(layout::kFormat);
    out.number(static_cast<uint32_t>(header.profile));
    out.bytes(header.vaultId);
}

void writeSlotParameters(Writer& out, const VaultHeader& header, const KeySlot& slot)
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
    for (const Holder& holder : slot.holders) {
        out.number(static_cast<uint8_t>(holder.name.size()));
        out.bytes(asBytes(holder.name));
        out.bytes(holder.publicKey);
    }
}

void writeCleanClose(Writer& out, const std::optional<CleanClose>& record)
{
    const CleanClose written = record.value_or(CleanClose {});
    out.number(static_cast<uint8_t>(record ? 1 : 0));
    out.number(written.databaseBytes);
    out.bytes(written.digest);
}

/// Everything that the seal covers.
std::vector<uint8_t> sealedPart(const VaultHeader& header)
{
    Writer out;
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

bool hasSlowDerivation(SlotType type) { return type == SlotType::Passphrase || type == SlotType::KeyFile || type == SlotType::PassphraseAndKeyFile; }

size_t wrappedCopies(SlotType type) { return type == SlotType::Escrow ? kHolders : 1; }

std::vector<uint8_t> slotBinding(const VaultHeader& header, const KeySlot& slot, size_t copy)
{
    Writer out;
    writeIdentity(out, header);
    writeSlotParameters(out, header, slot);
    out.number(static_cast<uint8_t>(copy));
    return std::move(out.all());
}

std::vector<uint8_t> databaseKeyBinding(const VaultHeader& header)
{
    Writer out;
    writeIdentity(out, header);
    out.bytes(asBytes("database key"));
    return std::move(out.all());
}

Result<std::vector<uint8_t>> writeHeader(VaultHeader& header, const Secret& master)
{
    const CryptoProfile& profile = cryptoProfile(header.profile);
    SILLOK_TRY(const Secret key, profile.subkey(master, Purpose::HeaderSeal));
    Writer out;
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
