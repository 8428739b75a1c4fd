#include "storage/signing/fault.h"

namespace sillok::storage {

const char* faultName(Fault fault)
{
    switch (fault) {
    case Fault::None: return "none";
    case Fault::WrongMagic: return "wrong-magic";
    case Fault::UnknownFormat: return "unknown-format";
    case Fault::WrongKind: return "wrong-kind";
    case Fault::TooLarge: return "too-large";
    case Fault::Cut: return "cut";
    case Fault::TrailingBytes: return "trailing-bytes";
    case Fault::NotCanonical: return "not-canonical";
    case Fault::UnknownField: return "unknown-field";
    case Fault::MissingField: return "missing-field";
    case Fault::WrongType: return "wrong-type";
    case Fault::WrongValue: return "wrong-value";
    case Fault::UnknownKey: return "unknown-key";
    case Fault::KeyTwice: return "key-twice";
    case Fault::BadSignature: return "bad-signature";
    case Fault::BelowThreshold: return "below-threshold";
    case Fault::TooManySignatures: return "too-many-signatures";
    case Fault::WrongPassphrase: return "wrong-passphrase";
    case Fault::WeakAlgorithm: return "weak-algorithm";
    case Fault::NoRoot: return "no-root";
    case Fault::NotSuccessor: return "not-successor";
    case Fault::Rollback: return "rollback";
    case Fault::FastForward: return "fast-forward";
    case Fault::Expired: return "expired";
    case Fault::NotYetValid: return "not-yet-valid";
    case Fault::ClockBack: return "clock-back";
    case Fault::Frozen: return "frozen";
    case Fault::NotInCatalog: return "not-in-catalog";
    case Fault::CatalogDiffers: return "catalog-differs";
    case Fault::Revoked: return "revoked";
    case Fault::WrongInstitution: return "wrong-institution";
    case Fault::NotCountersigned: return "not-countersigned";
    case Fault::MixedVersions: return "mixed-versions";
    case Fault::StateDamaged: return "state-damaged";
    case Fault::NotAccepted: return "not-accepted";
    case Fault::NoCatalog: return "no-catalog";
    case Fault::OtherRoot: return "other-root";
    case Fault::UnsafePath: return "unsafe-path";
    case Fault::PathTwice: return "path-twice";
    case Fault::Gap: return "gap";
    case Fault::WrongTable: return "wrong-table";
    case Fault::WrongLeaf: return "wrong-leaf";
    case Fault::MissingVolume: return "missing-volume";
    case Fault::WrongVolume: return "wrong-volume";
    case Fault::ChangedWhileRead: return "changed-while-read";
    case Fault::ProgramTooOld: return "program-too-old";
    case Fault::LinkOrSpecial: return "link-or-special";
    case Fault::UnsafeModel: return "unsafe-model";
    case Fault::UnsafeOwner: return "unsafe-owner";
    case Fault::NoRoom: return "no-room";
    case Fault::NotAllowed: return "not-allowed";
    case Fault::LicenceNotAccepted: return "licence-not-accepted";
    case Fault::BelowFloor: return "below-floor";
    case Fault::DoesNotFit: return "does-not-fit";
    case Fault::Installing: return "installing";
    case Fault::NotPermitted: return "not-permitted";
    case Fault::AlreadyInstalled: return "already-installed";
    case Fault::NotRecorded: return "not-recorded";
    case Fault::LogMissing: return "log-missing";
    case Fault::LogHeadDamaged: return "log-head-damaged";
    case Fault::RecordCut: return "record-cut";
    case Fault::RecordMalformed: return "record-malformed";
    case Fault::RecordMissing: return "record-missing";
    case Fault::RecordOutOfOrder: return "record-out-of-order";
    case Fault::ChainBroken: return "chain-broken";
    case Fault::WrongRecordMac: return "wrong-record-mac";
    case Fault::WrongSeal: return "wrong-seal";
    case Fault::SealMissing: return "seal-missing";
    case Fault::SealTwice: return "seal-twice";
    case Fault::CloseMissing: return "close-missing";
    case Fault::EndUnsealed: return "end-unsealed";
    case Fault::BelowHead: return "below-head";
    case Fault::HeadDiffers: return "head-differs";
    case Fault::OtherLog: return "other-log";
    case Fault::CutTooYoung: return "cut-too-young";
    case Fault::CutUnrecorded: return "cut-unrecorded";
    case Fault::KeyStateDamaged: return "key-state-damaged";
    case Fault::EarlierLogReplaced: return "earlier-log-replaced";
    }
    return "none";
}

} // namespace sillok::storage
