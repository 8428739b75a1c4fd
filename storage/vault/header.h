// header.h - The small readable file beside the database: which keys open the vault, and proof that nobody changed it.
//
// Layout, little-endian: magic "SILLOKV1", format u32, profile u32, vault id 16 bytes, generation u64, slot count u32; per slot id u32,
// type u32, KDF u32, memory bytes u64, passes u32, salt 16, nonce 24, wrapped key 48; then seal nonce 24, seal 16, checksum 32.
// The checksum (BLAKE2b-256) tells accidents from wrong passphrases; the seal, made with a key that only the master key gives,
// authenticates every byte before it against people.
#pragma once

#include "storage/crypto/wrap.h"

#include <vector>

namespace sillok::storage {

enum class SlotType : uint32_t { Passphrase = 1 };

struct KeySlot {
    uint32_t id = 0;
    SlotType type = SlotType::Passphrase;
    KdfCost cost;
    Salt salt {};
    Nonce nonce {};
    WrappedKey wrapped {};

    bool operator==(const KeySlot&) const = default;
};

struct VaultHeader {
    std::array<uint8_t, 16> vaultId {};
    uint64_t generation = 0;
    std::vector<KeySlot> keySlots;
    Nonce sealNonce {};
    Tag seal {};
};

inline constexpr uint32_t kMostSlots = 16;
inline constexpr size_t kMostHeaderBytes = 4096;

/// Bytes of a header, sealed under the master key with a fresh nonce.
Result<std::vector<uint8_t>> writeHeader(VaultHeader& header, const Secret& master);
/// error  Damaged: checksum, size or any field. Unsupported: other format or profile. Refused: key cost outside the limits.
/// exact  the strictest reading: no byte more or less than described, slot ids unique.
Result<VaultHeader> readHeader(Bytes bytes);
/// error Damaged: a byte differs from what was sealed.
Result<void> verifyHeader(const VaultHeader& header, const Secret& master);

/// A slot that gives `master` for the passphrase.
Result<KeySlot> makeSlot(const VaultHeader& header, uint32_t id, std::string_view passphrase, const KdfCost& cost, const Secret& master);
/// error WrongKey.
Result<Secret> openSlot(const VaultHeader& header, const KeySlot& slot, std::string_view passphrase);

} // namespace sillok::storage
