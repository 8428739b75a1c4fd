// institution.h - An invented institution with its keys: makes roots, catalogs and signed documents for tests.
#pragma once

#include "storage/signing/signing_key.h"
#include "storage/trust/trust_state.h"

#include <string>
#include <vector>

namespace sillok::test {

inline constexpr uint64_t kNow = 1'790'000'000;  ///< September 2026
inline constexpr uint64_t kDay = 24 * 3600;

/// Keys of one role, secret halves included.
struct Signers {
    std::vector<storage::SigningKey> keys;
    uint32_t threshold = 1;

    storage::KeyRole role() const;
};

Signers makeSigners(size_t count, uint32_t threshold, storage::ProfileId algorithm = storage::ProfileId::Modern);

/// Two of three root keys, two of three release keys, one of two of the institution: of Ed25519, and as many of P-256 beside them, which must
/// reach the thresholds as well, when `algorithm` is Validated.
struct Institution {
    explicit Institution(storage::ProfileId algorithm = storage::ProfileId::Modern);

    Signers root;
    Signers release;
    Signers countersign;
    bool validatedToo;
    std::string name = "kr.go.example";

    storage::Root rootContent(uint64_t version = 1) const;
    storage::Catalog catalogContent(uint64_t version = 1) const;
    /// Signed by the first keys of its role, as many as the threshold asks of each algorithm.
    std::vector<uint8_t> signedRoot(const storage::Root& content) const;
    std::vector<uint8_t> signedCatalog(const storage::Catalog& content) const;
    /// A manifest's envelope, signed by release and institution.
    storage::SignedDocument signedManifest(Bytes body) const;
    /// A machine that trusts this institution since kNow.
    storage::TrustState machine() const;
};

storage::SignedDocument signWith(storage::DocumentKind kind, Bytes body, const std::vector<const storage::SigningKey*>& keys);
/// The first keys of each algorithm that the role has, as many as its threshold.
std::vector<const storage::SigningKey*> enough(const Signers& signers);
/// The first `count` keys.
std::vector<const storage::SigningKey*> firstOf(const Signers& signers, size_t count);
std::vector<const storage::SigningKey*> operator+(std::vector<const storage::SigningKey*> a, const std::vector<const storage::SigningKey*>& b);

} // namespace sillok::test
