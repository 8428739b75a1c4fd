// header.h - The small readable file beside the database: which keys open the vault, and proof that nobody changed it.
//
// Layout of format 2, little-endian: magic "SILLOKV1", format u32, profile u32, vault id 16 bytes, generation u64, keys generation u64,
// database key (wrapped); clean close: present u8, database bytes u64, digest 32 (zeros when not present); escrow openings u32, last
// opening ms u64; slot count u32, slots; seal 32, checksum 32.
// A slot: id u32, type u32, made at ms u64, salt 16; with a slow derivation: function u32, memory bytes u64, passes u32; of escrow: a
// public key, then three holders (name length u8, name, public key); then the wrapped master key, three times in escrow.
// The profile decides the lengths of wrapped keys and public keys, and every algorithm. The checksum (the profile's hash) tells accidents
// from wrong passphrases; the seal, made with a key that only the master key gives, authenticates every byte before it against people.
#pragma once

#include "storage/crypto/profile.h"

#include <string>

namespace sillok::storage {

/// What opens a slot. The numbers are part of the vault format.
enum class SlotType : uint32_t { Passphrase = 1, RecoveryKey = 2, KeyFile = 3, PassphraseAndKeyFile = 4, Escrow = 5 };

inline constexpr size_t kHolders = 3;

/// One of the three people of whom two can open an escrow slot.
struct Holder {
    std::string name;               ///< UTF-8, at most kMostHolderNameBytes
    std::vector<uint8_t> publicKey;

    bool operator==(const Holder&) const = default;
};

struct KeySlot {
    uint32_t id = 0;
    SlotType type = SlotType::Passphrase;
    uint64_t madeAtMs = 0;                        ///< since 1970, by the clock of then
    Salt salt {};
    KdfCost cost { 0, 0 };                        ///< where there is a slow derivation
    std::vector<uint8_t> escrowKey;               ///< public half of a key pair made for this slot alone
    std::vector<Holder> holders;                  ///< of an escrow slot: three
    std::vector<std::vector<uint8_t>> wrapped;    ///< the master key; of an escrow slot for holders 1+2, 1+3, 2+3

    bool operator==(const KeySlot&) const = default;
};

/// What was on the disk when the vault was last closed in order.
struct CleanClose {
    uint64_t databaseBytes = 0;
    Digest digest {};

    bool operator==(const CleanClose&) const = default;
};

using VaultId = std::array<uint8_t, 16>;

struct VaultHeader {
    ProfileId profile = ProfileId::Modern;
    VaultId vaultId {};
    uint64_t generation = 0;                      ///< counts every writing of a copy
    uint64_t keysGeneration = 0;                  ///< counts changes of slots and keys
    std::vector<uint8_t> databaseKey;             ///< wrapped
    std::optional<CleanClose> cleanClose;
    uint32_t escrowOpenings = 0;                  ///< how often the institution has opened this vault
    uint64_t escrowOpenedAtMs = 0;
    std::vector<KeySlot> keySlots;
    Digest seal {};
};

inline constexpr uint32_t kMostSlots = 16;
inline constexpr size_t kMostHeaderBytes = 8192;
inline constexpr size_t kMostHolderNameBytes = 64;

bool hasSlowDerivation(SlotType type);
/// 3 for escrow, 1 otherwise.
size_t wrappedCopies(SlotType type);

/// Bytes of a header, sealed under the master key. needs fields of the sizes that the profile wants
Result<std::vector<uint8_t>> writeHeader(VaultHeader& header, const Secret& master);
/// error  Damaged: checksum, size or any field. Unsupported: other format or profile. Refused: key cost outside the limits.
/// exact  the strictest reading: no byte more or less than described, slot ids unique, at most one escrow slot.
Result<VaultHeader> readHeader(Bytes bytes);
/// error Damaged: a byte differs from what was sealed.
Result<void> verifyHeader(const VaultHeader& header, const Secret& master);

/// What the wrapped master key of a slot is bound to: vault, profile and every parameter of the slot, and which copy it is. Moving a slot
/// to another vault or changing its cost makes it useless. The generation is left to the seal, so that one person's slot survives a
/// change of another's.
std::vector<uint8_t> slotBinding(const VaultHeader& header, const KeySlot& slot, size_t copy);
/// The same for the database key.
std::vector<uint8_t> databaseKeyBinding(const VaultHeader& header);

} // namespace sillok::storage
