// root.h - Whom this machine trusts: the keys of an institution's roles, signed by the threshold of its root keys.
#pragma once

#include "storage/signing/signed_document.h"

namespace sillok::storage {

inline constexpr uint64_t kMostVersion = 1ULL << 48;     ///< of anything signed; nothing legitimate comes near
inline constexpr uint64_t kMostTime = 253'402'300'799;   ///< the end of the year 9999

/// The content of a signed root. Times are seconds since 1970, UTC.
struct Root {
    uint64_t version = 1;
    std::string institution;       ///< "kr.go.example": which institution's policy and catalog are meant
    uint64_t issued = 0;
    uint64_t expires = 0;
    bool validatedToo = false;     ///< each threshold must be reached by ECDSA keys as well
    KeyRole root;                  ///< signs roots
    KeyRole release;               ///< signs packages and catalogs
    KeyRole countersign;           ///< of the institution: signs policies, and packages beside the release keys
};

/// {"countersign":{...},"expires":n,"format":1,"institution":"...","issued":n,"release":{...},"root":{...},"validated":false,"version":n}
/// error Refused with the faults of canonical JSON, Fields and roles; KeyTwice: one key in two roles
Result<Root> readRoot(Bytes body);
Result<std::vector<uint8_t>> writeRoot(const Root& root);

/// The threshold of a role, and of its ECDSA keys too where the root asks for that.
/// error Refused as checkSignatures; WeakAlgorithm
Result<void> checkRole(const SignedDocument& document, const KeyRole& role, bool validatedToo, const std::vector<KeyRole>& beside = {});

} // namespace sillok::storage
