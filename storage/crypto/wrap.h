// wrap.h - One key locked inside another: XChaCha20-Poly1305 with everything around it authenticated.
#pragma once

#include "storage/crypto/kdf.h"

namespace sillok::storage {

inline constexpr size_t kNonceBytes = 24;
inline constexpr size_t kTagBytes = 16;

using Nonce = std::array<uint8_t, kNonceBytes>;
using WrappedKey = std::array<uint8_t, kKeyBytes + kTagBytes>;
using Tag = std::array<uint8_t, kTagBytes>;

/// A random nonce; 24 bytes never repeat by chance.
Result<Nonce> freshNonce();

/// needs  both keys 32 bytes; a nonce used once.
Result<WrappedKey> wrapKey(const Secret& key, const Secret& with, const Nonce& nonce, Bytes associated);
/// error  WrongKey: another key, or one bit of `wrapped` or `associated` is different.
Result<Secret> unwrapKey(const WrappedKey& wrapped, const Secret& with, const Nonce& nonce, Bytes associated);

/// Proof over bytes that stay readable.
Result<Tag> seal(Bytes associated, const Secret& with, const Nonce& nonce);
/// error  Damaged: one bit is different.
Result<void> checkSeal(const Tag& tag, Bytes associated, const Secret& with, const Nonce& nonce);

} // namespace sillok::storage
