// signed_document.h - Bytes and the signatures over exactly these bytes: the one envelope of roots, catalogs, policies and manifests.
//
//   "SILLOKSD" | u32 format | u32 kind | u32 bytes of the body | u32 signatures | body | signatures
//   a signature: 16 bytes key id | u32 length | bytes
// Nothing of the body is looked at before its signatures were found good.
#pragma once

#include "storage/signing/public_key.h"

namespace sillok::storage {

/// Part of what is signed: a policy can never stand in for a catalog. The numbers are part of the format.
enum class DocumentKind : uint32_t { Manifest = 1, Root = 2, Catalog = 3, Policy = 4, Checkpoint = 5 };

inline constexpr size_t kMostBodyBytes = 1 << 20;
inline constexpr size_t kMostSignatures = 16;
inline constexpr size_t kMostSignatureBytes = 128;
/// Of a whole document.
inline constexpr size_t kMostDocumentBytes = kMostBodyBytes + kMostSignatures * (kMostSignatureBytes + 64) + 64;

struct Signature {
    KeyId key {};
    std::vector<uint8_t> bytes;

    bool operator==(const Signature&) const = default;
};

struct SignedDocument {
    DocumentKind kind = DocumentKind::Manifest;
    std::vector<uint8_t> body;
    std::vector<Signature> signatures;
};

/// Takes the envelope apart; checks sizes and nothing else. `bytes` may be longer: `used` says where the document ends; without it the
/// document must end with the bytes.
/// error Refused with WrongMagic, UnknownFormat, WrongKind, TooLarge, TooManySignatures, Cut, TrailingBytes.
Result<SignedDocument> readSignedDocument(Bytes bytes, DocumentKind kind, size_t* used = nullptr);
std::vector<uint8_t> writeSignedDocument(const SignedDocument& document);

/// What a key signs: a domain text, the kind, and the body with its length.
std::vector<uint8_t> bytesToSign(DocumentKind kind, Bytes body);

/// A role that must have signed, and roles whose signatures may stand beside.
/// error Refused with KeyTwice, UnknownKey (of none of the roles), BadSignature (any, of any role), BelowThreshold.
Result<void> checkSignatures(const SignedDocument& document, const KeyRole& role, const std::vector<KeyRole>& beside = {});

/// How many different keys of the role have signed. needs a document whose signatures checkSignatures found good
Result<size_t> signersOf(const SignedDocument& document, const KeyRole& role);

} // namespace sillok::storage
