// public_key.h - Whose signature counts: public keys, their short names, and roles that need several of them.
#pragma once

#include "storage/crypto/profile.h"
#include "storage/signing/fault.h"

#include <string>

namespace sillok::storage {

class Fields;

inline constexpr size_t kKeyIdBytes = 16;
using KeyId = std::array<uint8_t, kKeyIdBytes>;

/// Algorithm and key together: Ed25519 (Modern) or ECDSA on P-256 (Validated).
struct PublicKey {
    ProfileId algorithm = ProfileId::Modern;
    std::vector<uint8_t> bytes;

    bool operator==(const PublicKey&) const = default;
};

/// The first half of SHA-256 over a domain text, the algorithm's number and the key. error Internal
Result<KeyId> keyIdOf(const PublicKey& key);
/// For people who compare it over the telephone: "3f9a 07c1 ..."
std::string fingerprint(const KeyId& id);

/// "ed25519:<hex>" or "p256:<hex>". error Refused with WrongValue: neither, or not of that length
std::string writePublicKey(const PublicKey& key);
Result<PublicKey> readPublicKey(const std::string& text);

/// Keys of which `threshold` must have signed.
struct KeyRole {
    std::vector<PublicKey> keys;
    uint32_t threshold = 1;
};

/// {"keys": [...], "threshold": n}. error Refused: KeyTwice; WrongValue: a threshold of 0 or above the number of keys; more than 16 keys
Result<KeyRole> readKeyRole(Fields& fields);

} // namespace sillok::storage
