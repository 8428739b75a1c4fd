// vault_fuzz.cpp - libFuzzer entry: vault headers, what is carried to and from escrow holders, and recovery keys as somebody types them.
//
// The first byte chooses. A header's checksum is made to fit first: otherwise nothing behind it would ever be reached.
#include "storage/crypto/recovery_key.h"
#include "storage/vault/escrow.h"
#include "tests/fuzz/require.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using namespace sillok;
using namespace sillok::storage;

/// What is read is written again as the same bytes, but for the seal that only the master key gives.
void header(Bytes given, const CryptoProfile& profile)
{
    std::vector<uint8_t> bytes(given.begin(), given.end());
    const Digest sum = profile.hash(bytes).value();
    bytes.insert(bytes.end(), sum.begin(), sum.end());
    auto read = readHeader(bytes);
    if (!read.ok())
        return;
    const Digest seal = read->seal;
    const auto again = writeHeader(*read, Secret::make(kKeyBytes).value());
    fuzz::require(again.ok() && again->size() == bytes.size());
    const size_t before = bytes.size() - kDigestBytes - seal.size();
    fuzz::require(std::equal(bytes.begin(), bytes.begin() + static_cast<ptrdiff_t>(before), again->begin()));
}

void typedKey(Bytes given)
{
    const auto key = readRecoveryKey(asText(given));
    const auto wrong = wrongRecoveryGroups(asText(given));
    fuzz::require(std::ranges::all_of(wrong, [](int group) { return group >= 1 && group <= static_cast<int>(kRecoveryGroups); }));
    if (!key.ok())
        return;
    fuzz::require(wrong.empty());
    const Secret text = writeRecoveryKey(*key).value();
    const auto again = readRecoveryKey(asText(text.bytes()));
    fuzz::require(again.ok() && std::ranges::equal(again->bytes(), key->bytes()));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0)
        return 0;
    const Bytes rest(data + 1, size - 1);
    switch (data[0] % 5) {
    case 0: header(rest, modernProfile()); break;
    case 1: header(rest, validatedProfile()); break;
    case 2:
        if (const auto request = readEscrowRequest(rest); request.ok())
            fuzz::require(std::ranges::equal(writeEscrowRequest(*request), rest));
        break;
    case 3: ignore(readEscrowShare(rest), "it must only end"); break;
    default: typedKey(rest);
    }
    return 0;
}
