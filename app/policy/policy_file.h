// policy_file.h - An institution's policy as a signed file: the strict reading of its one encoding, who must have signed it, and when it holds.
//
// The body is canonical JSON: {"expires", "format": 1, "institution", "issued", "rules": {every key of Policy}, "version"}; times are
// seconds since 1970, UTC. A list of names is ["*"] for all of them. The envelope is a SignedDocument of kind Policy.
#pragma once

#include "app/policy/policy.h"
#include "storage/trust/trust_state.h"

namespace sillok::app {

struct PolicyDocument {
    uint64_t version = 0;
    std::string institution;      ///< "kr.go.example": whose computers it is for
    uint64_t issuedS = 0;
    uint64_t expiresS = 0;
    Policy policy;

    bool operator==(const PolicyDocument&) const = default;
};

/// error  Refused with NotCanonical, TooLarge, UnknownField, MissingField, WrongType, WrongValue, UnknownFormat
Result<PolicyDocument> readPolicyBody(Bytes body);
/// The one encoding. error  as readPolicyBody, for values that it would refuse
Result<std::string> writePolicyBody(const PolicyDocument& policy);
/// The same out of JSON that a person wrote, in any order and with white space.
Result<std::string> policyBodyOf(std::string_view json);
/// The rules alone as JSON, for people and scripts.
std::string writeRules(const Policy& policy);

/// A file that the institution's countersigning keys have signed, whose content is well-formed, and which this machine may follow now.
/// error  Refused with the first rule that it breaks, in this order: the envelope's, checkRole's, the body's, TrustState::checkPolicy's.
Result<PolicyDocument> acceptPolicy(Bytes file, const storage::TrustState& trust, uint64_t nowS);

inline constexpr size_t kMostPolicyBytes = 64 << 10;

} // namespace sillok::app
