// escrow.h - Two of three people named by the institution open a vault whose owner cannot, without anybody's secret leaving its place.
//
// The slot keeps the master key three times, once for each pair of holders. A request carries what the holders need and a public key made
// for it alone; each holder answers with a share that only the maker of the request can read. After an opening the slot is made anew, so
// old shares open nothing.
#pragma once

#include "storage/vault/header.h"

namespace sillok::storage {

inline constexpr size_t kMostEscrowFileBytes = 4096;

/// What is carried to the holders. Holds no secret.
struct EscrowRequest {
    ProfileId profile = ProfileId::Modern;
    VaultId vaultId {};
    std::vector<uint8_t> escrowKey;     ///< of the slot
    std::vector<Holder> holders;
    std::vector<uint8_t> replyKey;      ///< public half; the secret stays beside the vault
};

/// What a holder sends back.
struct EscrowShare {
    Digest request {};                  ///< hash of the request that it answers
    uint8_t holder = 0;                 ///< 0 to 2
    Salt salt {};
    std::vector<uint8_t> wrapped;
};

/// A slot that any two of the holders open.
/// error  BadArgument: not three holders, a name too long or not UTF-8, the same key twice. Refused: a public key that is no proper one.
Result<KeySlot> makeEscrowSlot(const VaultHeader& header, uint32_t id, const std::vector<Holder>& holders, const Secret& master);

/// error NotFound: the vault has no escrow slot.
Result<EscrowRequest> makeEscrowRequest(const VaultHeader& header, std::span<const uint8_t> replyKey);

/// What holders compare by telephone: the same on both sides only for the same request.
Result<Digest> fingerprint(const EscrowRequest& request);

/// A holder's answer. error NotFound: the key is none of the three.
Result<EscrowShare> makeEscrowShare(const EscrowRequest& request, const KeyPair& holder);

/// The master key from two shares.
/// error  Refused: a share answers another request, or both are of one holder. WrongKey: they open nothing. NotFound: no escrow slot.
Result<Secret> openEscrowSlot(const VaultHeader& header, const Secret& replySecret, std::span<const EscrowShare> shares);

// -- As files. error Damaged, Unsupported (another version or profile)
std::vector<uint8_t> writeEscrowRequest(const EscrowRequest& request);
Result<EscrowRequest> readEscrowRequest(Bytes bytes);
std::vector<uint8_t> writeEscrowShare(ProfileId profile, const EscrowShare& share);
Result<EscrowShare> readEscrowShare(Bytes bytes);

/// A holder's key pair, its secret locked by a passphrase. error BadArgument: empty passphrase. Refused: cost.
Result<std::vector<uint8_t>> writeHolderKey(const CryptoProfile& profile, const KeyPair& pair, std::string_view passphrase, const KdfCost& cost);
struct HolderKey {
    ProfileId profile = ProfileId::Modern;
    KeyPair pair;
};
/// error  WrongKey: another passphrase. Damaged, Unsupported.
Result<HolderKey> readHolderKey(Bytes bytes, std::string_view passphrase);

} // namespace sillok::storage
