// chain.h - How one record follows another: the hash of the frame before, a key that steps on with every record, a signature for every epoch.
//
// The MAC key of record n + 1 is made from that of record n, which is then forgotten: whoever learns the present key can neither change nor
// add anything before it. Whoever has the first key can check every record. The key pair that seals an epoch is named by the seal before
// and forgotten after its one signature: whoever has nothing but the file can check every epoch.
#pragma once

#include "storage/audit/log_head.h"

namespace sillok::storage {

/// What the next record is made with, and where it stands.
struct KeyState {
    ProfileId profile = ProfileId::Modern;
    LogId log {};
    uint64_t next = 0;                 ///< sequence of the next record
    uint64_t epoch = 0;
    Digest head {};                    ///< hash of the last frame; of record 0: originOf
    std::vector<uint8_t> sealKey;      ///< public, of this epoch
    Secret macKey;
    Secret sealSecret;
};

Result<KeyState> copyOf(const KeyState& state);

/// `key` becomes the key that follows; nobody gets back. needs a `spare` of the same size, which then holds nothing of use
Result<void> stepMacKey(const CryptoProfile& profile, Secret& key, Secret& spare);

/// What an epoch's key signs: the log, the head and the next public key of the seal, and the frame before.
std::vector<uint8_t> sealMessage(const LogId& log, const AuditRecord& seal);

/// The next record of the chain; `state` moves on behind it. error Internal, OutOfMemory
Result<Frame> chainAct(KeyState& state, const AuditAct& act, const AuditMoment& moment);
/// Ends the epoch: the next record belongs to the following one and a fresh key pair.
Result<Frame> chainSeal(KeyState& state, const AuditMoment& moment);

} // namespace sillok::storage
