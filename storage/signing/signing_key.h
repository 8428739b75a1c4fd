// signing_key.h - A publisher's secret key and its file, which opens with a passphrase only.
#pragma once

#include "storage/signing/signed_document.h"

namespace sillok::storage {

/// Movable; the secret lives in guarded memory.
struct SigningKey {
    PublicKey publicKey;
    Secret secret; ///< 32 bytes in both algorithms
};

inline constexpr size_t kMostSigningKeyBytes = 4096;

Result<SigningKey> makeSigningKey(ProfileId algorithm);

/// The key as the bytes of a file: the derivation's cost, salt and public key are bound to the locked secret.
/// needs  a passphrase in UTF-8, NFC. cost   one run of the profile's slow derivation.
/// error  Refused: the cost is outside the profile's limits; Internal
Result<std::vector<uint8_t>> lockSigningKey(const SigningKey& key, Bytes passphrase, const KdfCost& cost);
/// error  Refused with WrongMagic, UnknownFormat, Cut, TrailingBytes, WrongValue. WrongKey with WrongPassphrase: that, or one bit of the file is
///        different
Result<SigningKey> unlockSigningKey(Bytes file, Bytes passphrase);
/// Without the passphrase: whose key it is. The same errors without WrongPassphrase.
Result<PublicKey> publicKeyOfFile(Bytes file);

/// One more signature. error Refused with KeyTwice: this key has signed already
Result<void> addSignature(SignedDocument& document, const SigningKey& key);

} // namespace sillok::storage
