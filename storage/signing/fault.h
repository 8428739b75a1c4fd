// fault.h - Why something signed is refused: one number, one name and one sentence for every rule that can be broken.
#pragma once

#include "engine/base/bytes.h"

namespace sillok::storage {

/// The numbers never change: they stand in audit logs and reports. People's words for them are in app/cli and ui.
enum class Fault : uint16_t {
    None = 0,
    // The bytes of a signed file
    WrongMagic = 1,       ///< not a file of ours
    UnknownFormat = 2,    ///< a later format than this program reads
    WrongKind = 3,        ///< signed for something else: a policy handed in as a catalog
    TooLarge = 4,         ///< over a limit that is checked before anything is read
    Cut = 5,              ///< shorter than it says
    TrailingBytes = 6,    ///< longer than it says
    NotCanonical = 7,     ///< not the one encoding that its content has
    UnknownField = 8,
    MissingField = 9,
    WrongType = 10,       ///< a text where a number belongs, and the like
    WrongValue = 11,      ///< out of its range or its set
    // Signatures
    UnknownKey = 20,      ///< a signature by nobody that is known here
    KeyTwice = 21,        ///< one key signed more than once, or stands twice in a role
    BadSignature = 22,    ///< not of these bytes by this key
    BelowThreshold = 23,
    TooManySignatures = 24,
    WrongPassphrase = 25, ///< of a signing key
    WeakAlgorithm = 26,   ///< an algorithm that the institution does not allow
    // Trust over time
    NoRoot = 40,          ///< this machine trusts nobody yet
    NotSuccessor = 41,    ///< a root that does not follow the present one by exactly one
    Rollback = 42,        ///< older than what was accepted before
    FastForward = 43,     ///< a version so far ahead that nothing could follow it
    Expired = 44,
    NotYetValid = 45,     ///< issued later than the clock allows
    ClockBack = 46,       ///< the clock is behind a time that was seen signed
    Frozen = 47,          ///< the catalog has expired, so nothing new may be installed
    NotInCatalog = 48,
    CatalogDiffers = 49,  ///< the catalog names another content for this id and version
    Revoked = 50,
    WrongInstitution = 51,
    NotCountersigned = 52,
    MixedVersions = 53,   ///< parts that were not published together
    StateDamaged = 54,    ///< what this machine remembers about trust was changed
    NotAccepted = 55,     ///< lies among the installed packages and never went through an installation
    NoCatalog = 56,       ///< nothing may be installed until one was accepted
    OtherRoot = 57,       ///< not the root whose digest the person was told
    // The content of a package
    UnsafePath = 60,
    PathTwice = 61,
    // 62 stays free: files lie one behind the other by the manifest alone, so nothing can overlap.
    Gap = 63,             ///< bytes that no file owns, or padding that is not zero
    WrongTable = 64,      ///< the table of leaf hashes is not the signed one
    WrongLeaf = 65,       ///< 1 MiB of content is not what was signed
    MissingVolume = 66,
    WrongVolume = 67,
    ChangedWhileRead = 68,///< the file on the stick was exchanged or altered during the copy
    ProgramTooOld = 69,
    LinkOrSpecial = 70,   ///< not a plain file
    UnsafeModel = 71,     ///< signed, and yet its structure is not one that the engine opens
    UnsafeOwner = 72,     ///< installed, and yet somebody else may change it
    // Installing
    NoRoom = 80,
    NotAllowed = 81,      ///< by the institution's policy
    LicenceNotAccepted = 82,
    BelowFloor = 83,      ///< passed, but under what the institution asks of a default model
    DoesNotFit = 84,      ///< more memory than this machine has
    Installing = 85,      ///< another installation is under way
    NotPermitted = 86,    ///< the role of this person may not do this
    AlreadyInstalled = 87,
    // The audit log
    NotRecorded = 100,      ///< the act was refused: its record could not be written
    LogMissing = 101,
    LogHeadDamaged = 102,   ///< the beginning of the file, or what a shortened log keeps of what was cut
    RecordCut = 103,        ///< the file ends inside a record
    RecordMalformed = 104,  ///< a record that no writer makes
    RecordMissing = 105,    ///< a number is left out
    RecordOutOfOrder = 106, ///< a number comes twice or too late
    ChainBroken = 107,      ///< a record does not follow the one before
    WrongRecordMac = 108,   ///< not made with the key of its place: changed, or sealed again later
    WrongSeal = 109,        ///< the signature of an epoch does not fit
    SealMissing = 110,      ///< an epoch ended without its seal, or its seal is gone
    SealTwice = 111,        ///< something stands in an epoch that was sealed before
    CloseMissing = 112,     ///< an end that nobody noted: neither a closing nor an opening after a crash
    EndUnsealed = 113,      ///< the last epoch has no seal, and nobody has the log open
    BelowHead = 114,        ///< shorter than a checkpoint or the key state proves that it was
    HeadDiffers = 115,      ///< holds something else where a checkpoint or the key state was made
    OtherLog = 116,         ///< the checkpoint or key is of another log
    CutTooYoung = 117,      ///< records were taken away before their time
    CutUnrecorded = 118,    ///< records were taken away, and no record says so
    KeyStateDamaged = 119,  ///< the sealing key cannot be had: another vault's, changed, or gone
    EarlierLogReplaced = 120, ///< the log begins anew because the one before could not be continued
};

/// Stable name in the files and on the command line: "below-threshold".
const char* faultName(Fault fault);

/// A refusal with its reason. `what` names the part; never a person's text.
inline Error refuse(Fault fault, std::string what) { return Error { ErrorCode::Refused, std::move(what), static_cast<uint16_t>(fault) }; }
inline Fault faultOf(const Error& error) { return static_cast<Fault>(error.fault); }

} // namespace sillok::storage
