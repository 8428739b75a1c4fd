// detached_signature.h - One signature on its own, small enough to be carried between the machines of the signers.
#pragma once

#include "storage/package/manifest.h"
#include "storage/signing/signing_key.h"

namespace sillok::storage {

inline constexpr size_t kMostDetachedBytes = 2048;

struct DetachedSignature {
    Digest package {};  ///< of the manifest that was signed
    PublicKey key;
    std::vector<uint8_t> bytes;
};

/// needs a document of kind Manifest. error Internal
Result<DetachedSignature> signDetached(const SignedDocument& document, const SigningKey& key);

/// Canonical JSON. error as writeCanonicalJson
Result<std::string> writeDetachedSignature(const DetachedSignature& signature);
/// error Refused with TooLarge, NotCanonical, UnknownFormat, MissingField, UnknownField, WrongType, WrongValue
Result<DetachedSignature> readDetachedSignature(Bytes bytes);

/// Puts it beside the document's other signatures. Good here means signed by the key that it names; whether that key counts is not asked.
/// error Refused with BadSignature (also: of another package), KeyTwice, TooManySignatures
Result<void> attachSignature(SignedDocument& document, const DetachedSignature& signature);

} // namespace sillok::storage
