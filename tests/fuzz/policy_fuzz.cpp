// policy_fuzz.cpp - libFuzzer entry: an institution's policy, as a body and inside its envelope, and what a machine remembers about trust.
//
// The first byte chooses. What is read is written again as the same bytes: nothing that is signed has a second reading.
#include "app/policy/policy_file.h"
#include "storage/trust/trust_file.h"
#include "tests/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;
using namespace sillok::app;

void body(Bytes given)
{
    const auto read = readPolicyBody(given);
    if (!read.ok())
        return;
    const auto again = writePolicyBody(*read);
    fuzz::require(again.ok() && *again == asText(given));
    fuzz::require(read->policy.guardAt(GuardPlace::Import) != GuardAction::Mask && read->issuedS < read->expiresS);
}

/// What a person wrote becomes the one encoding, or nothing.
void draft(std::string_view given)
{
    const auto made = policyBodyOf(given);
    fuzz::require(!made.ok() || readPolicyBody(asBytes(*made)).ok());
}

/// Nobody has signed it, so whatever it is, it is refused.
void envelope(Bytes given)
{
    static const storage::TrustState nobody = {};
    fuzz::require(!acceptPolicy(given, nobody, 1'790'000'000).ok());
}

/// With the sum that an accident would not have: what lies behind it is reached.
void trustFile(Bytes given)
{
    std::vector<uint8_t> bytes(given.begin(), given.end());
    const auto sum = storage::manifestDigest(given);
    fuzz::require(sum.ok());
    bytes.insert(bytes.end(), sum->begin(), sum->end());
    const auto state = storage::TrustFile::read(bytes);
    if (state.ok())
        fuzz::require(storage::TrustFile::read(storage::TrustFile::write(*state)).ok());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0)
        return 0;
    const Bytes rest(data + 1, size - 1);
    switch (data[0] % 4) {
    case 0: body(rest); break;
    case 1: draft(asText(rest)); break;
    case 2: envelope(rest); break;
    default: trustFile(rest);
    }
    return 0;
}
