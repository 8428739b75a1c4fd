// checkpoint.h - Signed statements about a log that are kept apart from it: how far it had come, and what was cut off its beginning.
//
// Both are signed by the key of the epoch in which they were made, which the seal before it names and nobody can sign with afterwards.
#pragma once

#include "storage/audit/chain.h"
#include "storage/signing/signed_document.h"

namespace sillok::storage {

/// The log had come to this record. Whoever keeps it elsewhere finds out when a log is cut short or exchanged later.
struct Checkpoint {
    LogId log {};
    uint64_t sequence = 0;             ///< of the last record then
    uint64_t epoch = 0;                ///< that record's, and whose key signs
    Digest head {};                    ///< hash of that record's frame
    uint64_t wallMs = 0;

    bool operator==(const Checkpoint&) const = default;
};

/// What stands in a log for epochs that are gone. The first frame that is kept is the seal of the last epoch that went.
struct LogStub {
    LogId log {};
    uint64_t firstSequence = 0;        ///< of the first frame that is kept
    uint64_t firstEpoch = 0;           ///< its epoch
    Digest previous {};                ///< what that frame follows
    std::vector<uint8_t> sealKey;      ///< public, of its epoch
    uint64_t cutAtMs = 0;              ///< wall clock at the cutting
    uint64_t signedEpoch = 0;          ///< when it was cut, and whose key signs

    bool operator==(const LogStub&) const = default;
};

inline constexpr size_t kMostCheckpointBytes = 4096;

/// needs a state that made at least one record. error Internal, OutOfMemory
Result<SignedDocument> makeCheckpoint(const KeyState& state, uint64_t epochOfLast, uint64_t wallMs);
Result<SignedDocument> signStub(const LogStub& stub, const KeyState& state);

/// Says nothing of signatures. error Refused: as readSignedDocument and Fields say
struct ReadCheckpoint {
    Checkpoint said;
    SignedDocument document;
};
Result<ReadCheckpoint> readCheckpoint(Bytes file);
struct ReadStub {
    LogStub said;
    SignedDocument document;
};
Result<ReadStub> readStub(Bytes file);

/// error Refused with BadSignature and others: not signed by this epoch's key alone
Result<void> checkEpochSignature(const SignedDocument& document, ProfileId profile, const std::vector<uint8_t>& sealKey);

/// By which the record of a cutting names its stub.
Result<Digest> stubDigest(ProfileId profile, Bytes stub);

} // namespace sillok::storage
