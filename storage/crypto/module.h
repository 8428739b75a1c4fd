// module.h - The only door to OpenSSL for keys: a validated cryptographic module goes in behind these functions and nowhere else.
//
// Everything is fetched from a library context of our own with one named provider; nothing of the process's default context is used. Neither
// OPENSSL_CONF nor the machine's openssl.cnf is read: they can name code to be loaded. To use a validated provider, change kProvider and
// kProperties, and load its own configuration into this context where it needs one.
#pragma once

#include "storage/crypto/secret.h"

#include <span>
#include <vector>

namespace sillok::storage::module {

inline constexpr size_t kIvBytes = 16;
inline constexpr size_t kPointBytes = 65; ///< a P-256 point, uncompressed

/// Before anything else asks the library for something: no configuration file is read in this process. error Internal
Result<void> start();

// All: error Internal: the module did not do it (not there, or out of memory).

Result<void> random(std::span<uint8_t> out);
Result<void> sha256(Bytes message, std::span<uint8_t, 32> out);
Result<void> hmacSha256(Bytes key, Bytes message, std::span<uint8_t, 32> out);
/// source RFC 8018
Result<void> pbkdf2Sha512(Bytes passphrase, Bytes salt, uint64_t passes, std::span<uint8_t> out);
/// source NIST SP 800-108: counter mode, HMAC-SHA-256, 32-bit counter, label, zero byte, empty context, 32-bit length in bits.
Result<void> kbkdf(Bytes key, std::string_view label, std::span<uint8_t> out);
/// The same call encrypts and decrypts. needs out as long as in. source KS X 1213, RFC 5794
Result<void> aria256Ctr(Bytes key, std::span<const uint8_t, kIvBytes> iv, Bytes in, std::span<uint8_t> out);

/// A fresh key on P-256: 32 bytes of secret, 65 bytes of point.
Result<void> makeP256(std::span<uint8_t, 32> secret, std::span<uint8_t, kPointBytes> point);
/// ECDSA with SHA-256; DER.
Result<std::vector<uint8_t>> signP256(Bytes secret, Bytes message);
/// error Refused: does not fit, or a malformed key.
Result<void> verifyP256(Bytes point, Bytes message, Bytes signature);
/// The x coordinate. error Refused: the point is not on the curve.
Result<void> agreeP256(Bytes secret, Bytes point, std::span<uint8_t, 32> out);

} // namespace sillok::storage::module
