#include "storage/vault/header.h"

#include <sodium.h>

#include <algorithm>

namespace sillok::storage {

namespace {

constexpr std::string_view kMagic = "SILLOKV1";
constexpr uint32_t kFormat = 1;
constexpr uint32_t kProfileModern = 1; // libsodium and AES-256 with HMAC-SHA512; part of what is authenticated
constexpr uint32_t kArgon2id13 = 1;
constexpr size_t kChecksumBytes = 32;

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

void writeSlotParameters(Writer& out, const KeySlot& slot)
{
    out.number(slot.id);
    out.number(static_cast<uint32_t>(slot.type));
    out.number(kArgon2id13);
    out.number(slot.cost.memoryBytes);
    out.number(slot.cost.passes);
    out.bytes(slot.salt);
    out.bytes(slot.nonce);
}

void writeIdentity(Writer& out, const VaultHeader& header)
{
    out.bytes(asBytes(kMagic));
    out.number(kFormat);
    out.number(kProfileModern);
    out.bytes(header.vaultId);
}

/// Everything that the seal covers.
std::vector<uint8_t> sealedPart(const VaultHeader& header)
{
    Writer out;
    writeIdentity(out, header);
    out.number(header.generation);
    out.number(static_cast<uint32_t>(header.keySlots.size()));
    for (const KeySlot& slot : header.keySlots) {
        writeSlotParameters(out, slot);
        out.bytes(slot.wrapped);
    }
    return std::move(out.all());
}

/// Bound to the wrapped key itself: moving a slot to another vault or changing its cost makes it useless. The generation is left to
/// the seal, so that one person's slot survives a change of another's.
std::vector<uint8_t> slotPart(const VaultHeader& header, const KeySlot& slot)
{
    Writer out;
    writeIdentity(out, header);
    writeSlotParameters(out, slot);
    return std::move(out.all());
}

std::array<uint8_t, kChecksumBytes> checksum(Bytes bytes)
{
    std::array<uint8_t, kChecksumBytes> sum;
    crypto_generichash(sum.data(), sum.size(), bytes.data(), bytes.size(), nullptr, 0);
    return sum;
}

template <typename Array>
Result<void> readInto(ByteReader& reader, Array& out)
{
    SILLOK_TRY(const Bytes raw, reader.take(out.size()));
    std::copy(raw.begin(), raw.end(), out.begin());
    return {};
}

Result<void> expectNumber(ByteReader& reader, uint32_t wanted, ErrorCode code, const char* what)
{
    SILLOK_TRY(const uint32_t found, reader.number<uint32_t>());
    if (found != wanted)
        return fail(code, std::string("vault header: ") + what + " " + std::to_string(found));
    return {};
}

Result<KeySlot> readSlot(ByteReader& reader)
{
    KeySlot slot;
    SILLOK_TRY(slot.id, reader.number<uint32_t>());
    SILLOK_CHECK(expectNumber(reader, static_cast<uint32_t>(SlotType::Passphrase), ErrorCode::Unsupported, "slot type"));
    SILLOK_CHECK(expectNumber(reader, kArgon2id13, ErrorCode::Unsupported, "key derivation"));
    SILLOK_TRY(slot.cost.memoryBytes, reader.number<uint64_t>());
    SILLOK_TRY(slot.cost.passes, reader.number<uint32_t>());
    SILLOK_CHECK(checkKdfCost(slot.cost));
    SILLOK_CHECK(readInto(reader, slot.salt));
    SILLOK_CHECK(readInto(reader, slot.nonce));
    SILLOK_CHECK(readInto(reader, slot.wrapped));
    return slot;
}

Result<void> readSlots(ByteReader& reader, VaultHeader& header)
{
    SILLOK_TRY(const uint32_t count, reader.number<uint32_t>());
    if (count == 0 || count > kMostSlots)
        return fail(ErrorCode::Damaged, "vault header: number of slots");
    for (uint32_t i = 0; i < count; ++i) {
        SILLOK_TRY(KeySlot slot, readSlot(reader));
        const bool repeated = std::any_of(header.keySlots.begin(), header.keySlots.end(), [&](const KeySlot& s) { return s.id == slot.id; });
        if (repeated)
            return fail(ErrorCode::Damaged, "vault header: slot id twice");
        header.keySlots.push_back(slot);
    }
    return {};
}

/// The bytes without the checksum at their end.
Result<Bytes> checkedBody(Bytes bytes)
{
    if (bytes.size() <= kChecksumBytes || bytes.size() > kMostHeaderBytes)
        return fail(ErrorCode::Damaged, "vault header: size");
    const Bytes body = bytes.first(bytes.size() - kChecksumBytes);
    if (!std::ranges::equal(checksum(body), bytes.last(kChecksumBytes)))
        return fail(ErrorCode::Damaged, "vault header: checksum");
    return body;
}

} // namespace

Result<std::vector<uint8_t>> writeHeader(VaultHeader& header, const Secret& master)
{
    SILLOK_TRY(header.sealNonce, freshNonce());
    SILLOK_TRY(const Secret key, subkey(master, Purpose::HeaderSeal));
    SILLOK_TRY(header.seal, seal(sealedPart(header), key, header.sealNonce));
    Writer out;
    out.bytes(sealedPart(header));
    out.bytes(header.sealNonce);
    out.bytes(header.seal);
    out.bytes(checksum(out.all()));
    return std::move(out.all());
}

Result<VaultHeader> readHeader(Bytes bytes)
{
    SILLOK_CHECK(startCrypto());
    SILLOK_TRY(const Bytes body, checkedBody(bytes));
    ByteReader reader(body);
    VaultHeader header;
    SILLOK_TRY(const Bytes magic, reader.take(kMagic.size()));
    if (asText(magic) != kMagic)
        return fail(ErrorCode::Damaged, "vault header: magic");
    SILLOK_CHECK(expectNumber(reader, kFormat, ErrorCode::Unsupported, "format"));
    SILLOK_CHECK(expectNumber(reader, kProfileModern, ErrorCode::Unsupported, "profile"));
    SILLOK_CHECK(readInto(reader, header.vaultId));
    SILLOK_TRY(header.generation, reader.number<uint64_t>());
    SILLOK_CHECK(readSlots(reader, header));
    SILLOK_CHECK(readInto(reader, header.sealNonce));
    SILLOK_CHECK(readInto(reader, header.seal));
    if (reader.left() != 0)
        return fail(ErrorCode::Damaged, "vault header: bytes left over");
    return header;
}

Result<void> verifyHeader(const VaultHeader& header, const Secret& master)
{
    SILLOK_TRY(const Secret key, subkey(master, Purpose::HeaderSeal));
    return checkSeal(header.seal, sealedPart(header), key, header.sealNonce);
}

Result<KeySlot> makeSlot(const VaultHeader& header, uint32_t id, std::string_view passphrase, const KdfCost& cost, const Secret& master)
{
    SILLOK_CHECK(startCrypto());
    KeySlot slot;
    slot.id = id;
    slot.cost = cost;
    randombytes_buf(slot.salt.data(), slot.salt.size());
    SILLOK_TRY(slot.nonce, freshNonce());
    SILLOK_TRY(const Secret key, keyFromPassphrase(passphrase, slot.salt, cost));
    SILLOK_TRY(slot.wrapped, wrapKey(master, key, slot.nonce, slotPart(header, slot)));
    return slot;
}

Result<Secret> openSlot(const VaultHeader& header, const KeySlot& slot, std::string_view passphrase)
{
    SILLOK_TRY(const Secret key, keyFromPassphrase(passphrase, slot.salt, slot.cost));
    return unwrapKey(slot.wrapped, key, slot.nonce, slotPart(header, slot));
}

} // namespace sillok::storage
